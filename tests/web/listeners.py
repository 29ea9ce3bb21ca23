"""Sockets that say nothing and count who connects."""

import contextlib
import socket
from collections.abc import Iterable
from types import TracebackType
from typing import Self


class Listeners:
    """Listens at addresses of this machine, without HTTP; to be used as a context manager.

    A connection is counted by the kernel's queue, even one that was opened and closed at once. Ports below
    1024 need rights: where they are missing, or the port is taken, `ports_missing` names it.
    """

    def __init__(self, hosts: Iterable[str], ports: Iterable[int]) -> None:
        self._hosts = tuple(hosts)
        self._ports = tuple(ports)
        self._sockets: list[socket.socket] = []
        self._count = 0
        self.ports_missing: set[int] = set()

    def __enter__(self) -> Self:
        for port in self._ports:
            for host in self._hosts:
                self._listen(host, port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self._sockets:
            listener.close()

    @property
    def accepted(self) -> int:
        """How many connections were opened so far."""
        for listener in self._sockets:
            with contextlib.suppress(BlockingIOError):
                while True:
                    connection, _ = listener.accept()
                    connection.close()
                    self._count += 1
        return self._count

    def _listen(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            listener.bind((host, port))
        except OSError:
            listener.close()
            self.ports_missing.add(port)
            return
        listener.listen(128)
        listener.setblocking(False)
        self._sockets.append(listener)


def free_port() -> int:
    """Return a port at which nobody listens just now."""
    with socket.socket() as trial:
        trial.bind(("0.0.0.0", 0))  # noqa: S104  free on all of them
        return int(trial.getsockname()[1])
