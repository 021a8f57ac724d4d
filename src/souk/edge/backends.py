"""Where requests go: servers, health checks, queues, retries and timeouts, one backend per service."""

from __future__ import annotations

from souk.edge import health, maintenance, routes
from souk.edge.description import Backend, Edge
from souk.edge.syntax import section

CHECK_EVERY_MS = 500
CHECK_AGAIN_MS = 300
CHECK_TIMEOUT_MS = 1_000
CHECKS_FAILED_MAX = 2
"""A replica that died is out after two refused checks (0.8 s), one that hangs after 0.5 + 1 + 0.3 + 1 s."""
SLOW_START_S = 2

WAIT_TIMEOUT_S = 75
"""For requests that ask to wait (`Prefer: wait`), and for uploads."""
STREAM_TIMEOUT_S = 3_600
"""For Server-Sent Events; services send a sign of life well within it."""
QUEUE_TIMEOUT_S = 3
QUEUE_MAX = 1_024
"""Requests that may wait for a free place at a service; one more is told to come back."""

ERRORS_MAX = 2
RETRIES_MAX = 1 + ERRORS_MAX
"""Who has least to do is asked first, which is a replica that has just died: its broken connection, and as many refused
ones as mark it down, come before a try that another gets."""
RETRY_BUDGET_PART = 10
"""One in so many requests may be sent again …"""
RETRY_BUDGET_MIN = 10
"""… but so many a second in any case."""

_CONCURRENCY_MAX = {"order": 1_024}
_CONCURRENCY_MAX_DEFAULT = 256
"""Requests in one replica at a time. Those that wait or follow an order's life do so at the order service."""


CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""For pages. A React build needs no inline scripts; components set inline styles."""

_PAGE_HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),  # a guest's order link carries its token
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def total(edge: Edge, name: str) -> int:
    """How many replicas of a service there should be; 0 when nobody said (`mode="dns"`)."""
    backend = edge.backends.get(name, Backend())
    return len(backend.servers) if backend.total is None else backend.total


def server_options(backend: str) -> str:
    """What every server line of a backend ends with, in the file and at the runtime socket alike."""
    concurrency = _CONCURRENCY_MAX.get(backend, _CONCURRENCY_MAX_DEFAULT)
    return (
        f"maxconn {concurrency} check inter {CHECK_EVERY_MS}ms fastinter {CHECK_AGAIN_MS}ms "
        f"downinter {CHECK_EVERY_MS}ms fall {CHECKS_FAILED_MAX} rise 1 "
        f"observe layer4 error-limit {ERRORS_MAX} on-error mark-down slowstart {SLOW_START_S}s"
    )


def sections(edge: Edge) -> list[str]:
    """Every backend of the edge, the tables of clients and of retries."""
    names = [*routes.SERVICES, routes.AUDIT, routes.WEB]
    if routes.MAILBOX in edge.backends:
        names.append(routes.MAILBOX)
    return [
        *([_resolvers(edge)] if edge.mode == "dns" else []),
        *(_backend(edge, name) for name in names),
        section("backend nowhere", ["http-request deny deny_status 404"]),
        health.backend(),
        section("backend clients", ["stick-table type ipv6 size 100k expire 10s store gpc0_rate(1s),gpc1_rate(1s)"]),
        section("backend retried", ["stick-table type string len 16 size 64 expire 60s store gpc(1),gpc_rate(1,1s)"]),
    ]


def _backend(edge: Edge, name: str) -> str:
    return section(
        f"backend {name}",
        [
            "balance leastconn",
            "option httpchk",
            f"http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host {name} hdr User-Agent souk-edge",
            "http-check expect status 200",
            # A body is complete before it takes a place in a service; larger ones than the buffer stream through.
            "option http-buffer-request",
            "option abortonclose",
            "option redispatch 1",
            "http-reuse aggressive",
            *(maintenance.directives() if name == routes.WEB else []),
            *_traced(),
            *_limited(edge),
            *_forwarded(),
            f"http-request deny deny_status 503 if {{ queue({name}) ge {QUEUE_MAX} }}",
            *_timeouts(),
            *_retries(name),
            "http-response del-header Server",
            *_pages(),
            *_servers(edge, name),
        ],
    )


def _traced() -> list[str]:
    """Every request that reaches a service has a trace, and the edge knows it."""
    hexadecimal = "".join(f"%[var(txn.uuid),field({part},-)]" for part in range(1, 6))
    return [
        "acl traced req.fhdr(traceparent) -m reg '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'",
        "http-request set-var(txn.trace) req.fhdr(traceparent),field(2,-) if traced",
        "http-request set-var(txn.uuid) uuid() unless traced",
        f"http-request set-var-fmt(txn.trace) {hexadecimal} unless traced",
        "http-request set-header traceparent 00-%[var(txn.trace)]-%[var(txn.trace),bytes(16)]-01 unless traced",
        "http-request set-header X-Request-Id %[var(txn.request_id)] if { var(txn.public) -m bool }",
    ]


def _limited(edge: Edge) -> list[str]:
    """What one address may ask of the services; answers from the cache cost less than refusing them. Only what is let
    through counts, so whoever sends too much still gets the full share."""
    limits = edge.limits
    if not (limits.writes or limits.reads):
        return []
    lines = [
        "acl public var(txn.public) -m bool",
        "acl reads method GET HEAD OPTIONS",
        "http-request track-sc0 src,ipmask(32,64) table clients if public",
    ]
    if limits.writes:
        lines += [
            f"acl wrote_enough sc0_gpc0_rate ge {limits.writes}",
            f"http-request set-var(txn.limit) int({limits.writes}) if public !reads",
            "http-request set-log-level silent if public !reads wrote_enough",
            "http-request deny deny_status 429 if public !reads wrote_enough",
            "http-request sc-inc-gpc0(0) if public !reads",
            "http-request set-var(txn.used) sc0_gpc0_rate if public !reads",
            "acl counted var(txn.used) -m found",
            f"http-response set-header RateLimit-Limit {limits.writes} if counted",
            "http-response set-header RateLimit-Remaining %[var(txn.limit),sub(txn.used)] if counted",
            "http-response set-header RateLimit-Reset 1 if counted",
        ]
    if limits.reads:
        lines += [
            f"acl read_enough sc0_gpc1_rate ge {limits.reads}",
            f"http-request set-var(txn.limit) int({limits.reads}) if public reads",
            "http-request set-log-level silent if public reads read_enough",
            "http-request deny deny_status 429 if public reads read_enough",
            "http-request sc-inc-gpc1(0) if public reads",
        ]
    return lines


def _forwarded() -> list[str]:
    """Who asks is what the edge saw, never what the request says."""
    return [
        "http-request del-header Forwarded",
        "http-request del-header X-Real-IP",
        "http-request del-header X-Forwarded-Host",
        "http-request set-header X-Forwarded-For %[src]",
        "http-request set-header X-Forwarded-Proto https if { ssl_fc }",
        "http-request set-header X-Forwarded-Proto http unless { ssl_fc }",
    ]


def _timeouts() -> list[str]:
    return [
        f"http-request set-timeout server {WAIT_TIMEOUT_S}s if {{ req.fhdr(prefer) -m found }}",
        f"http-request set-timeout server {WAIT_TIMEOUT_S}s if {{ path {' '.join(routes.UPLOADS)} }}",
        f"http-request set-timeout server {STREAM_TIMEOUT_S}s if {{ path_beg /v1/orders/ }} {{ path_end /events }}",
    ]


def _retries(name: str) -> list[str]:
    """A connection that could not be made is tried again for everybody, because nothing was sent; a connection that
    broke before an answer only for requests that may be repeated, within the budget. Never after a status."""
    return [
        f"retries {RETRIES_MAX}",
        "retry-on conn-failure empty-response",
        "acl repeatable method GET HEAD",
        "acl repeatable req.fhdr(idempotency-key) -m found",
        "http-request disable-l7-retry unless repeatable",
        f"http-request track-sc1 str({name}) table retried if repeatable",
        f"http-request set-var(txn.budget) be_sess_rate({name}),div({RETRY_BUDGET_PART}),add({RETRY_BUDGET_MIN})",
        "http-request disable-l7-retry if { sc_gpc_rate(0,1),sub(txn.budget) ge 0 }",
        "http-after-response set-var-fmt(txn.retries) %rc",
        "http-after-response sc-add-gpc(0,1) var(txn.retries) if { var(txn.retries) -m int gt 0 }",
    ]


def _pages() -> list[str]:
    """What a browser may do with a page; nothing that the edge itself answers is one."""
    lines = [
        "acl page res.hdr(content-type) -m beg text/html",
        "acl own_policy res.hdr(content-security-policy) -m found",
    ]
    for name, value in _PAGE_HEADERS:
        unless_own = " !own_policy" if name == "Content-Security-Policy" else ""
        lines.append(f'http-after-response set-header {name} "{value}" if page{unless_own}')
    return lines


def _servers(edge: Edge, name: str) -> list[str]:
    backend = edge.backends.get(name, Backend())
    options = f"{server_options(name)}{_secured(edge, name)}"
    if edge.mode == "dns":
        if not backend.address:
            return []
        found = "resolvers names resolve-prefer ipv4 init-addr none"
        return [f"server-template {name}- {backend.slots} {backend.address} {options} {found}"]
    return [f"server {server.name} {server.host}:{server.port} {options}" for server in backend.servers]


def _secured(edge: Edge, name: str) -> str:
    """Whoever answers shows that it is this service. The practice mailbox knows no TLS."""
    if edge.peers is None or name == routes.MAILBOX:
        return ""
    return f" ssl crt {edge.peers.pem} ca-file {edge.peers.authority} verify required verifyhost {name}"


def _resolvers(edge: Edge) -> str:
    sources = [f"nameserver ns{number} {address}" for number, address in enumerate(edge.nameservers, 1)]
    return section(
        "resolvers names",
        [
            *(sources or ["parse-resolv-conf"]),
            "accepted_payload_size 8192",
            "resolve_retries 3",
            "timeout resolve 1s",
            "timeout retry 1s",
            "hold valid 1s",
            "hold obsolete 5s",
        ],
    )
