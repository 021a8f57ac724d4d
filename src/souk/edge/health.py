"""`GET /healthz`: how many replicas of each service are ready, answered by HAProxy itself."""

from __future__ import annotations

from souk.edge import refusals, routes
from souk.edge.syntax import quoted, section


def backend() -> str:
    """Ready are the replicas that would get a request now. How many there should be is a variable of the process, set
    at start and at the runtime socket; where nobody says (`mode="dns"`), as many as are ready."""
    counts = ",".join(
        f'"{name}":{{"ready":%[nbsrv({name})],"total":%[var(txn.total_{name})]}}' for name in routes.SERVICES
    )
    ok, ill = (quoted(f'{{"status":"{status}","services":{{{counts}}}}}') for status in ("ok", "unavailable"))
    ready = " ".join(f"{{ nbsrv({name}) gt 0 }}" for name in routes.SERVICES)
    answer = "content-type application/json hdr Cache-Control no-store"
    return section(
        "backend healthz",
        [
            "http-request deny deny_status 405 unless { method GET HEAD }",
            *(f"http-request set-var(txn.total_{name}) var(proc.total_{name})" for name in routes.SERVICES),
            *(
                f"http-request set-var(txn.total_{name}) nbsrv({name}) if {{ var(proc.total_{name}) -m int 0 }}"
                for name in routes.SERVICES
            ),
            f"http-request return status 200 {answer} lf-string {ok} if {ready}",
            f"http-request return status 503 {answer} hdr Retry-After {refusals.RETRY_AFTER_S} lf-string {ill}",
        ],
    )
