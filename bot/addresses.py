"""Addresses as settings have them: of servers that are asked, and of ports that are listened at."""

from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit


class Listen(NamedTuple):
    """Where to listen: the address of one of this machine's networks, and the port."""

    host: str
    port: int

    @classmethod
    def parse(cls, value: str) -> "Listen":
        """Read `127.0.0.1:8443` or `[::1]:8443`; raises `ValueError` with what is wrong."""
        try:
            parts = urlsplit(f"//{value}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or not port or parts.netloc != value or parts.username is not None:
            raise ValueError("must be an address and a port, as in 127.0.0.1:8443 or [::1]:8443")
        return cls(host, port)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether this is the name or an address of the machine itself, which no other one can have."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(value: str, schemes: tuple[str, ...]) -> None:
    """Raise `ValueError` for what is no whole address with one of these schemes."""
    try:
        parts = urlsplit(value)
        complete = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        complete = False
    if not complete:
        raise ValueError(
            f"must be a whole address that begins with {' or '.join(f'{s}://' for s in schemes)}"
        )
