"""What clients and services may ask, and what is refused before it reaches a service."""

from __future__ import annotations

from souk.edge import refusals, routes
from souk.edge.description import Edge
from souk.edge.syntax import section

BODY_MAX = 1024 * 1024
UPLOAD_MAX = 20 * 1024 * 1024
REQUEST_ID_LENGTH_MAX = 128
_PUBLIC_SHARE = 0.75
"""Of all connections: however many clients come, services still reach each other."""

CATALOGUE_AGE_S = 1
_CACHE_MIB = 16
"""Resident from the start, because HAProxy lays it out at once; room for some 3,000 answers, fresh for a second."""
_CACHED_OBJECT_MAX = 256 * 1024
AUDIENCE = "x-souk-audience"
"""Says `everybody` on an answer to one signed in that is the same for all (`serving/gate.py`); clients never see it."""
SHOPPERS_MAX = 20_000
SHOPPER_AGE_S = 10
"""So long a token stands for one of everybody, although it may have ended meanwhile: what it opens is public."""

COMPRESSED = (
    "application/json application/problem+json application/javascript text/javascript text/css text/html text/plain "
    "image/svg+xml"
)


def sections(edge: Edge, connections: int) -> list[str]:
    """The public frontend, the loopback one for calls between services, the metrics, and the cache."""
    return [
        _public(edge, connections),
        _internal(edge),
        _metrics(edge),
        section(
            "cache catalogue",
            [
                f"total-max-size {_CACHE_MIB}",
                f"max-object-size {_CACHED_OBJECT_MAX}",
                f"max-age {CATALOGUE_AGE_S}",
            ],
        ),
        section("backend shoppers", [f"stick-table type string len 20 size {SHOPPERS_MAX} expire {SHOPPER_AGE_S}s"]),
    ]


def _public(edge: Edge, connections: int) -> str:
    """What every request pays for, answers from the cache included, so it holds no more than it must: whatever only
    concerns requests that reach a service is a rule of their backend."""
    return section(
        "frontend public",
        [
            *_listen(edge),
            f"maxconn {int(connections * _PUBLIC_SHARE)}",
            "filter cache catalogue",
            "filter compression",
            "compression algo gzip",
            f"compression type {COMPRESSED}",
            *_origin(edge),
            *_ids(),
            *_to_tls(edge),
            *_refused(edge),
            *_cached(),
            *_security(edge),
            *_routed(edge),
        ],
    )


def _listen(edge: Edge) -> list[str]:
    lines = [f"bind {edge.host}:{edge.port}"]
    if edge.tls:
        lines.append(f"bind {edge.host}:{edge.tls.port} ssl crt {edge.tls.pem} alpn h2,http/1.1")
    return lines


def _origin(edge: Edge) -> list[str]:
    if not edge.trusted_proxies:
        return []
    trusted = " ".join(edge.trusted_proxies)
    return [f"http-request set-src req.hdr_ip(x-forwarded-for,-1) if {{ src {trusted} }}"]


def _ids() -> list[str]:
    """The caller's trace and request id where they are well-formed; a request id is made otherwise, and a trace by the
    backend, so that an edge-made refusal, the log line and every service speak of the same."""
    return [
        "http-request set-var(txn.public) bool(true)",
        "http-request set-var(txn.path) path",
        f"acl named req.fhdr(x-request-id) -m reg '^[!-~]{{1,{REQUEST_ID_LENGTH_MAX}}}$'",
        "http-request set-var(txn.request_id) req.fhdr(x-request-id) if named",
        "http-request set-var(txn.request_id) uuid() unless named",
        "http-request set-var(txn.trace) var(txn.request_id)",
        "http-after-response set-header X-Request-Id %[var(txn.request_id)]",
    ]


def _to_tls(edge: Edge) -> list[str]:
    if not edge.tls:
        return []
    port = "" if edge.tls.public_port == 443 else f":{edge.tls.public_port}"
    target = f"https://%[req.hdr(host),host_only]{port}%[url]"
    # webhooks are signed, and who sends them follows no redirect; a gateway inside the cluster knows no certificate
    return [f"http-request redirect location {target} code 308 unless {{ ssl_fc }} || {{ path_beg /v1/webhooks/ }}"]


def _refused(edge: Edge) -> list[str]:
    """Methods nobody needs, paths that try to climb, what belongs to the house, and bodies that are too large."""
    hidden = [*routes.HIDDEN, *([] if routes.MAILBOX in edge.backends else routes.paths_of(routes.MAILBOX))]
    return [
        f"http-request deny deny_status 405 unless {{ method {' '.join(refusals.METHODS)} }}",
        "http-request deny deny_status 400 if { path -m sub -i /../ /./ %2e%2e .%2e /%2e %00 %5c }",
        "http-request deny deny_status 400 if { path -m end /.. /. }",
        "http-request deny deny_status 400 unless { path_beg / }",
        # services believe the first of several, caches the last: nobody may be two people at a time
        "http-request deny deny_status 400 if { req.hdr_cnt(authorization) gt 1 }",
        f"acl hidden path,url_dec -m str {' '.join(hidden)}",
        f"acl hidden path,url_dec -m beg {' '.join(f'{path}/' for path in hidden)}",
        "http-request deny deny_status 404 if hidden",
        f"acl large req.hdr_val(content-length) gt {BODY_MAX}",
        f"acl huge req.hdr_val(content-length) gt {UPLOAD_MAX}",
        f"http-request deny deny_status 413 if large !{{ path {' '.join(routes.UPLOADS)} }}",
        "http-request deny deny_status 413 if huge",
    ]


def _cached() -> list[str]:
    """Visitors read the cache and fill it. So does who is signed in, but only while the service has said, of this very
    token and not long ago, that its owner sees what everybody sees; and only with answers of which it says so.

    HAProxy keeps out of its cache whatever carries `Authorization`, so that is set aside while it looks there.
    """
    return [
        f"acl catalogue path {' '.join(routes.CACHED)}",
        f"acl catalogue path_beg {routes.CACHED[0]}/",
        "acl signed_in req.fhdr(authorization) -m found",
        "http-request set-var(txn.anonymous) bool(true) if catalogue { method GET } !signed_in",
        "acl anonymous var(txn.anonymous) -m bool",
        "http-request set-var(txn.token) req.fhdr(authorization),xxh64 if signed_in catalogue { method GET }",
        "acl with_token var(txn.token) -m found",
        "http-request set-var(txn.shopper) var(txn.token),in_table(shoppers) if with_token",
        "acl shopper var(txn.shopper) -m bool",
        "http-request set-var(txn.authorization) req.fhdr(authorization) if shopper",
        "http-request del-header Authorization if shopper",
        "http-request cache-use catalogue if anonymous || shopper",
        "http-request set-header Authorization %[var(txn.authorization)] if shopper",
        f"acl said_so res.fhdr({AUDIENCE}) -m str everybody",
        "http-response set-var(txn.for_everybody) bool(true) if with_token said_so",
        "acl for_everybody var(txn.for_everybody) -m bool",
        f"http-response del-header {AUDIENCE}",
        "http-response track-sc2 var(txn.token) table shoppers if for_everybody",
        f'http-response set-header Cache-Control "public, max-age={CATALOGUE_AGE_S}" if shopper for_everybody',
        "http-response cache-store catalogue if anonymous || shopper for_everybody",
        'http-after-response set-header Cache-Control "private, no-cache" if shopper { status 200 304 }',
    ]


def _security(edge: Edge) -> list[str]:
    lines = ["http-after-response set-header X-Content-Type-Options nosniff"]
    if edge.tls:
        lines.append("http-after-response set-header Strict-Transport-Security max-age=31536000")
    return lines


def _routed(edge: Edge) -> list[str]:
    names = [*routes.SERVICES, routes.AUDIT, routes.WEB, *([routes.MAILBOX] if routes.MAILBOX in edge.backends else [])]
    lines = []
    for name in names:
        paths = routes.paths_of(name)
        lines += [
            f"acl to_{name} path {' '.join(paths)}",
            f"acl to_{name} path_beg {' '.join(f'{path}/' for path in paths)}",
        ]
    return [
        *lines,
        *(f"use_backend {name} if to_{name}" for name in names),
        "use_backend healthz if { path /healthz }",
        f"use_backend nowhere if {{ path {' '.join(routes.API)} }}",
        f"use_backend nowhere if {{ path_beg {' '.join(f'{path}/' for path in routes.API)} }}",
        f"default_backend {routes.WEB}",
    ]


def _internal(edge: Edge) -> str:
    """Calls between services: the Host header is the service's name, or `edge` (who is ready?). No cache, no limits."""
    return section(
        "frontend internal",
        [
            f"bind {edge.internal_host}:{edge.internal_port}{_peers_only(edge)}",
            "http-request set-var(txn.path) path",
            "use_backend healthz if { req.hdr(host),host_only -m str -i edge } { path /healthz }",
            *(f"acl to_{name} req.hdr(host),host_only -m str -i {name}" for name in routes.SERVICES),
            *(f"use_backend {name} if to_{name}" for name in routes.SERVICES),
            "default_backend nowhere",
        ],
    )


def _peers_only(edge: Edge) -> str:
    if edge.peers is None:
        return ""
    return f" ssl crt {edge.peers.pem} ca-file {edge.peers.authority} verify required ssl-min-ver TLSv1.3"


def _metrics(edge: Edge) -> str:
    return section(
        "frontend metrics",
        [
            f"bind {edge.metrics_host}:{edge.metrics_port}",
            "option dontlog-normal",
            "http-request use-service prometheus-exporter if { path /metrics }",
            # HAProxy itself is well: what its services are like is what /healthz says, and no reason to take it away
            "http-request return status 200 content-type text/plain string ok if { path /livez /readyz }",
            "http-request deny deny_status 404",
        ],
    )
