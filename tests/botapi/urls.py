"""Which links Telegram takes, and the form it gives them (TDLib: LinkManager::check_link, parse_url)."""

import re
from urllib.parse import quote

_SCHEME = re.compile(r"([^:/?#@\[\]]+)://")
_APP_LINK = re.compile(r"(tg|ton):(?://)?", re.IGNORECASE)
_HOST_END = re.compile(r"[/?#]")
_PORT = re.compile(r"(.*?):(\d+)\Z", re.DOTALL)
_ALLOWED_IN_HOST = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=%\x80-\U0010ffff]+\Z")


class LinkError(ValueError):
    """A link that cannot be followed; the text is Telegram's."""


def check_link(url: str, *, https_only: bool = False) -> str:
    """Return the link as Telegram stores it: scheme and host in small letters, a path of at least "/".

    Raises LinkError with Telegram's reason. A host without a dot (localhost) is no host on the web.
    """
    app = _APP_LINK.match(url)
    rest = url[app.end() :] if app else url
    scheme, user, host, port, path = _split(rest)
    if https_only and (scheme != "https" or app):
        raise LinkError("Only HTTPS links are allowed")
    if app:
        return _app_link(app.group(1).lower(), rest, host, port, path)
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    return f"{scheme}://{user}{host}{f':{port}' if port else ''}{path}"


def _app_link(app: str, rest: str, host: str, port: int, path: str) -> str:
    if rest.lower().startswith(("http://", "https://")) or "@" in _authority(rest) or port:
        raise LinkError(f"Wrong {app} URL")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", host):
        raise LinkError("Unallowed characters in URL host")
    return f"{app}://{host}{path[1:] if path.startswith('/?') else path}".removesuffix("/")


def _split(url: str) -> tuple[str, str, str, int, str]:
    """Scheme, user name with its "@", host (brackets for IPv6), port (0: none) and all from the path on."""
    found = _SCHEME.match(url)
    scheme = found.group(1).lower() if found else "http"
    if scheme not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    rest = url[found.end() :] if found else url
    authority = _authority(url)
    path = rest[len(authority) :].rstrip()
    user, mark, location = authority.rpartition("@")
    host, port = _host_and_port(location)
    path = path if path.startswith("/") else f"/{path}"
    return scheme, user + mark, host, port, re.sub(r"[\x00-\x20]", lambda blank: quote(blank.group()), path)


def _authority(url: str) -> str:
    found = _SCHEME.match(url)
    return _HOST_END.split(url[found.end() :] if found else url, maxsplit=1)[0]


def _host_and_port(text: str) -> tuple[str, int]:
    found = _PORT.match(text)
    host, port = (found.group(1), int(found.group(2))) if found else (text, 0)
    if found and not 0 < port < 65536:
        raise LinkError("Wrong port number specified in the URL")
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    ipv6 = host.startswith("[") and host.endswith("]")
    if not ipv6 and not _ALLOWED_IN_HOST.match(host):
        raise LinkError("Disallowed character in URL host")
    return host.lower(), port
