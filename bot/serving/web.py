"""The small web server inside the bot: given routes at a given port, bounded in what strangers may hold."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any

import structlog
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.iostream import IOStream
from tornado.web import Application, HTTPError, OutputTransform, RequestHandler, stream_request_body

from bot.addresses import Listen
from bot.errors import SettingsError

log = structlog.get_logger(__name__)

# Bytes of a request's body: an update has some thousand, the longest with all entities and buttons 100,000.
_MOST_BYTES = 1024 * 1024
# Bytes of a request's head, which is some hundred.
_MOST_HEAD = 16 * 1024
# Seconds for a request's head to arrive, after which a connection without a request is closed as well.
_IDLE = 60.0
# Seconds for a body: servers send it at once, and only who wants to hold us sends it slowly.
_BODY = 15.0
# Telegram opens a hundred at most. A process may often have 1,024 open files, and needs them elsewhere.
_MOST_CONNECTIONS = 250


@stream_request_body
class Handler(RequestHandler):
    """A handler that can refuse before it has a body, which it drops where it is not said what to do with it.

    Its faults come into the log in our way: without the address, which may hold a secret.
    """

    def data_received(self, chunk: bytes) -> None:
        """Take a piece of the body."""

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Write down a fault of ours; a refusal is none."""
        if value and not isinstance(value, HTTPError):
            log.error("request_failed", handler=type(self).__name__, exc_info=value)

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401
        """Answer with what the status means, and nothing else."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Unknown(Handler):
    def prepare(self) -> None:
        raise HTTPError(404)


class _WithoutServer(OutputTransform):
    """Leaves out which program answers, and of which version."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers.pop("Server", None)
        return status_code, headers, chunk


class _Server(HTTPServer):
    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if len(self._connections) >= _MOST_CONNECTIONS:
            stream.close()
        else:
            super().handle_stream(stream, address)


@asynccontextmanager
async def serving(
    listen: Listen, routes: Sequence[tuple[str, type[RequestHandler], dict[str, Any]]]
) -> AsyncIterator[None]:
    """Answer at an address meanwhile: `routes` are patterns of paths, handlers, and what these are made with.

    Raises `SettingsError` where the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        listener = socket.create_server(listen, family=family)
    except OSError as error:
        raise SettingsError(f"{listen}: cannot be listened at ({error.strerror})") from error
    application = Application(
        list(routes),
        transforms=[_WithoutServer],
        default_handler_class=_Unknown,
        log_function=_not_logged,  # the library writes addresses into the log
    )
    server = _Server(
        application,
        max_header_size=_MOST_HEAD,
        max_body_size=_MOST_BYTES,
        max_buffer_size=_MOST_BYTES + _MOST_HEAD,
        idle_connection_timeout=_IDLE,
        body_timeout=_BODY,
    )
    listener.setblocking(False)
    server.add_socket(listener)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


def _not_logged(_: RequestHandler) -> None:
    pass
