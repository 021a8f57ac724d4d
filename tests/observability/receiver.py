"""An OTLP/HTTP receiver: takes what exporters send, decodes it with OpenTelemetry's own messages, keeps the spans."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1 import trace_service_pb2
from opentelemetry.proto.trace.v1 import trace_pb2

PATH = "/v1/traces"


@dataclass(frozen=True)
class Told:
    """A span as it was received."""

    service: str
    instance: str
    name: str
    kind: str
    trace_id: str
    span_id: str
    parent: str
    links: tuple[str, ...]
    """Span ids, of whatever trace."""
    attributes: dict[str, str | int] = field(compare=False)
    began_ns: int
    ended_ns: int
    failure: str


class Receiver(ThreadingHTTPServer):
    """Listens on a free port until the context ends."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.spans: list[Told] = []
        self.bodies: list[bytes] = []
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Receiver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def of(self, trace_id: str) -> list[Told]:
        """What was told of one trace."""
        return [each for each in list(self.spans) if each.trace_id == trace_id]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        is_known = self.path == PATH and self.headers["Content-Type"] == "application/x-protobuf"
        if is_known:
            request = trace_service_pb2.ExportTraceServiceRequest.FromString(body)
            self.server.bodies.append(body)
            self.server.spans.extend(_told(request))
        answer = trace_service_pb2.ExportTraceServiceResponse().SerializeToString()
        self.send_response(200 if is_known else 404)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has above
        """Says nothing."""


def _told(request: trace_service_pb2.ExportTraceServiceRequest) -> Iterator[Told]:
    for resource in request.resource_spans:
        about = {each.key: each.value.string_value for each in resource.resource.attributes}
        for scope in resource.scope_spans:
            for span in scope.spans:
                yield Told(
                    service=about["service.name"],
                    instance=about["service.instance.id"],
                    name=span.name,
                    kind=trace_pb2.Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_"),
                    trace_id=span.trace_id.hex(),
                    span_id=span.span_id.hex(),
                    parent=span.parent_span_id.hex(),
                    links=tuple(each.span_id.hex() for each in span.links),
                    attributes={each.key: each.value.string_value or each.value.int_value for each in span.attributes},
                    began_ns=span.start_time_unix_nano,
                    ended_ns=span.end_time_unix_nano,
                    failure=span.status.message,
                )
