"""A link taken apart once, so that what was checked is what is asked for."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

import idna

from bot.articles.urls import host_of
from bot.errors import FetchFailed

DEFAULT_PORTS = {"http": 80, "https": 443}

# Servers commonly refuse request lines beyond 8 KB (RFC 9112 asks them to take 8,000 octets).
_MAX_LINK = 8_000
# How much of a link that is none is shown again.
_SHOWN = 100
# Beyond RFC 1123 an underscore is let through: names of blogs have it, and resolvers take it.
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SECRET = re.compile(r"//[^/?#]*@")
# What may stand in a path or query as it is (RFC 3986), "%" included: the link is escaped already.
_PATH_SAFE = "/%:@!$&'()*+,;=-._~[]"
_QUERY_SAFE = _PATH_SAFE + "?"


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes."""

    scheme: str
    host: str
    """Lower case; a name in its ASCII form without a final dot, or an IPv6 address without brackets."""
    port: int
    path: str
    """The path with its query, in ASCII; never empty."""

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: the port of the scheme is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def shown(self) -> str:
        """The host as a person is to see it."""
        return shown(self.host)

    @property
    def url(self) -> str:
        """The whole link, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_target(link: str) -> Target:
    """Take a link apart; raises `FetchFailed("link_invalid")` for all but plain http and https links.

    A host in an odd notation (`0x7f.1`, `2130706433`) passes: what it resolves to is checked, as for a name.
    """
    link = link.strip(" ")
    if len(link) > _MAX_LINK or _CONTROLS.search(link):
        raise _invalid(link)
    try:
        parts = urlsplit(link)
        if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc:
            raise _invalid(link)
        port = parts.port
        host = _host(parts.netloc)
        path = quote(parts.path or "/", safe=_PATH_SAFE)
        query = quote(parts.query, safe=_QUERY_SAFE)
    except ValueError as error:
        raise _invalid(link) from error
    if port == 0:
        raise _invalid(link)
    port = port or DEFAULT_PORTS[parts.scheme]
    return Target(parts.scheme, host, port, f"{path}?{query}" if query else path)


def follow(target: Target, location: bytes) -> Target:
    """Say where a redirect leads; `location` is the header's value. Raises as `parse_target` does."""
    try:
        text = location.decode()
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    try:
        return parse_target(urljoin(target.url, text))
    except ValueError as error:
        raise _invalid(text) from error


def shown(host: str) -> str:
    """Write a host, in the form that `Target` has it, as a person is to see it."""
    return host_of(f"http://[{host}]/" if ":" in host else f"http://{host}/")


def _host(netloc: str) -> str:
    if netloc.startswith("["):
        inside, _, after = netloc[1:].partition("]")
        if "%" in inside or (after and not after.startswith(":")):
            raise AddressValueError(netloc)
        return str(IPv6Address(inside))
    name = netloc.partition(":")[0]
    if not name.isascii():
        # As browsers do, by UTS 46: full-width digits and dots become plain ones before the look-up.
        # Longer ones are no names, and take idna long.
        if len(name) > 253:
            raise ValueError(netloc)
        name = idna.encode(name, uts46=True).decode()
    name = name.lower().removesuffix(".")
    if not _NAME.fullmatch(name):
        raise ValueError(netloc)
    return name


def _invalid(link: str) -> FetchFailed:
    return FetchFailed("link_invalid", link=_SECRET.sub("//…@", _CONTROLS.sub(" ", link))[:_SHOWN])
