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
_MEDIA_AGE_S = 60
_CATALOGUE_MIB, _CATALOGUE_OBJECT_MAX = 32, 256 * 1024
_MEDIA_MIB, _MEDIA_OBJECT_MAX = 64, 1024 * 1024

COMPRESSED = (
    "application/json application/problem+json application/javascript text/javascript text/css text/html text/plain "
    "image/svg+xml"
)

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""For pages. A React build needs no inline scripts; components set inline styles."""

_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),  # a guest's order link carries its token
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def sections(edge: Edge, connections: int) -> list[str]:
    """The public frontend, the loopback one for calls between services, the metrics, and the caches."""
    return [
        _public(edge, connections),
        _internal(edge),
        _metrics(edge),
        _cache("catalogue", _CATALOGUE_MIB, _CATALOGUE_OBJECT_MAX, CATALOGUE_AGE_S),
        _cache("media", _MEDIA_MIB, _MEDIA_OBJECT_MAX, _MEDIA_AGE_S),
    ]


def _public(edge: Edge, connections: int) -> str:
    return section(
        "frontend public",
        [
            *_listen(edge),
            f"maxconn {int(connections * _PUBLIC_SHARE)}",
            "filter cache catalogue",
            "filter cache media",
            "filter compression",
            "compression algo gzip",
            f"compression type {COMPRESSED}",
            *_origin(edge),
            *_ids(),
            *_to_tls(edge),
            *_refused(),
            *_limited(edge),
            *_cached(),
            *_forwarded(),
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
    """One id for one request: the caller's trace and request id where they are well-formed, else made here, so that an
    edge-made refusal, the log line and every service speak of the same."""
    return [
        "http-request set-var(txn.path) path",
        "acl traced req.fhdr(traceparent) -m reg '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'",
        "http-request set-var(txn.trace) req.fhdr(traceparent),field(2,-) if traced",
        "http-request set-var(txn.trace) uuid(),regsub(-,,g) unless traced",
        "http-request set-header traceparent 00-%[var(txn.trace)]-%[var(txn.trace),bytes(16)]-01 unless traced",
        f"acl named req.fhdr(x-request-id) -m reg '^[!-~]{{1,{REQUEST_ID_LENGTH_MAX}}}$'",
        "http-request set-var(txn.request_id) req.fhdr(x-request-id) if named",
        "http-request set-var(txn.request_id) var(txn.trace) unless named",
        "http-request set-header X-Request-Id %[var(txn.request_id)]",
        "http-after-response set-header X-Request-Id %[var(txn.request_id)]",
    ]


def _to_tls(edge: Edge) -> list[str]:
    if not edge.tls:
        return []
    port = "" if edge.tls.port == 443 else f":{edge.tls.port}"
    target = f"https://%[req.hdr(host),host_only]{port}%[url]"
    return [f"http-request redirect location {target} code 308 unless {{ ssl_fc }}"]


def _refused() -> list[str]:
    """Methods nobody needs, paths that try to climb, what belongs to the house, and bodies that are too large."""
    uploads = " ".join(routes.UPLOADS)
    return [
        f"http-request deny deny_status 405 unless {{ method {' '.join(refusals.METHODS)} }}",
        "http-request deny deny_status 400 if { path -m sub -i /../ /./ %2e%2e /%2e %00 %5c }",
        "http-request deny deny_status 400 if { path -m end /.. /. }",
        *(f"http-request deny deny_status 404 if {{ path {path} }}" for path in routes.HIDDEN),
        f"http-request deny deny_status 404 if {{ path_beg {' '.join(f'{path}/' for path in routes.HIDDEN)} }}",
        f"acl upload path {uploads}",
        f"http-request deny deny_status 413 if {{ req.hdr_val(content-length) gt {BODY_MAX} }} !upload",
        f"http-request deny deny_status 413 if {{ req.hdr_val(content-length) gt {UPLOAD_MAX} }}",
    ]


def _limited(edge: Edge) -> list[str]:
    """Only what is let through counts, so whoever sends too much still gets the full share."""
    limits = edge.limits
    if not (limits.writes or limits.reads):
        return []
    lines = [
        "acl reads method GET HEAD OPTIONS",
        "http-request track-sc0 src,ipmask(32,64) table clients",
    ]
    if limits.writes:
        written = "if { var(txn.used) -m found }"
        lines += [
            f"http-request set-var(txn.limit) int({limits.writes}) unless reads",
            f"http-request deny deny_status 429 if !reads {{ sc0_gpc0_rate ge {limits.writes} }}",
            "http-request sc-inc-gpc0(0) unless reads",
            "http-request set-var(txn.used) sc0_gpc0_rate unless reads",
            f"http-response set-header RateLimit-Limit {limits.writes} {written}",
            f"http-response set-header RateLimit-Remaining %[var(txn.limit),sub(txn.used)] {written}",
            f"http-response set-header RateLimit-Reset 1 {written}",
        ]
    if limits.reads:
        lines += [
            f"http-request set-var(txn.limit) int({limits.reads}) if reads",
            f"http-request deny deny_status 429 if reads {{ sc0_gpc1_rate ge {limits.reads} }}",
            "http-request sc-inc-gpc1(0) if reads",
        ]
    return lines


def _cached() -> list[str]:
    """Signed-in requests neither read the cache nor fill it."""
    return [
        f"acl catalogue path {' '.join(routes.CACHED)}",
        f"acl catalogue path_beg {routes.CACHED[0]}/",
        "acl media path_beg /media/",
        "acl signed_in req.fhdr(authorization) -m found",
        "http-request set-var(txn.cache) str(catalogue) if catalogue { method GET } !signed_in",
        "http-request set-var(txn.cache) str(media) if media { method GET } !signed_in",
        "http-request cache-use catalogue if { var(txn.cache) -m str catalogue }",
        "http-request cache-use media if { var(txn.cache) -m str media }",
        "http-response cache-store catalogue if { var(txn.cache) -m str catalogue }",
        "http-response cache-store media if { var(txn.cache) -m str media }",
    ]


def _forwarded() -> list[str]:
    """Who asks is what the edge saw, never what the request says."""
    return [
        "http-request del-header Forwarded",
        "http-request del-header X-Real-IP",
        "http-request set-header X-Forwarded-For %[src]",
        "http-request del-header X-Forwarded-Host",
        "http-request set-header X-Forwarded-Proto https if { ssl_fc }",
        "http-request set-header X-Forwarded-Proto http unless { ssl_fc }",
    ]


def _security(edge: Edge) -> list[str]:
    page = "{ res.hdr(content-type) -m beg text/html }"
    own_policy = "{ res.hdr(content-security-policy) -m found }"
    hsts = ["http-after-response set-header Strict-Transport-Security max-age=31536000"] if edge.tls else []
    return [
        *(f"http-after-response set-header {name} {value}" for name, value in _HEADERS),
        f'http-after-response set-header Content-Security-Policy "{CONTENT_SECURITY_POLICY}" if {page} !{own_policy}',
        f'http-after-response set-header Permissions-Policy "{_PERMISSIONS}" if {page}',
        *hsts,
        "http-after-response del-header Server",
    ]


def _routed(edge: Edge) -> list[str]:
    names = [*routes.SERVICES, *([routes.MAILBOX] if routes.MAILBOX in edge.backends else [])]
    lines = []
    for name in names:
        paths = routes.paths_of(name)
        lines += [
            f"acl to_{name} path {' '.join(paths)}",
            f"acl to_{name} path_beg {' '.join(f'{path}/' for path in paths)}",
        ]
    claimed = " ".join(f"!to_{name}" for name in names)
    below = " ".join(f"{path}/" for path in routes.API)
    return [
        *lines,
        f"acl api path_beg {below}",
        f"http-request deny deny_status 404 if api {claimed}",
        *(f"use_backend {name} if to_{name}" for name in names),
        "use_backend healthz if { path /healthz }",
        f"default_backend {routes.WEB}",
    ]


def _internal(edge: Edge) -> str:
    """Calls between services: the Host header is the service's name. No cache, no limits, no compression."""
    return section(
        "frontend internal",
        [
            f"bind {edge.internal_host}:{edge.internal_port}",
            "http-request set-var(txn.path) path",
            "http-request set-var(txn.trace) req.fhdr(traceparent),field(2,-)",
            *(f"acl to_{name} req.hdr(host),host_only -m str -i {name}" for name in routes.SERVICES),
            f"http-request deny deny_status 404 if {' '.join(f'!to_{name}' for name in routes.SERVICES)}",
            *(f"use_backend {name} if to_{name}" for name in routes.SERVICES),
        ],
    )


def _metrics(edge: Edge) -> str:
    return section(
        "frontend metrics",
        [
            f"bind {edge.metrics_host}:{edge.metrics_port}",
            "option dontlog-normal",
            "http-request use-service prometheus-exporter if { path /metrics }",
            "http-request deny deny_status 404",
        ],
    )


def _cache(name: str, total_mib: int, object_max: int, age_s: int) -> str:
    return section(
        f"cache {name}",
        [f"total-max-size {total_mib}", f"max-object-size {object_max}", f"max-age {age_s}"],
    )
