"""Which addresses can be links in what we send."""

import re
from unicodedata import category, normalize
from urllib.parse import SplitResult, quote, urlsplit

# Browsers take far longer links; some servers, proxies and messengers do not (the Bot API names 2,048 for the
# link of a button).
MAX_LINK = 2_000

# What may stand in a link as it is, beside letters, digits and "-._~"; "%" because it is encoded already.
_AS_IT_IS = "!$'()*+,/:;=?@&%"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?|\[[0-9a-f:.]+\]")


def web_link(url: str | None) -> str | None:
    """Return an address as a link that can be sent: ASCII, http or https, at most `MAX_LINK` characters.

    None for any other: another scheme, user name or password, white space, controls, backslashes, a host
    without a dot (which Telegram takes for no link) or with impossible characters.
    """
    if not url or " " in url or "\\" in url or _has_unseen(url):
        return None
    try:
        parts = urlsplit(url)
        host, port = _ascii_host(parts), parts.port
    except ValueError:  # brackets without partner, a port that is no number, a host that cannot be
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port == 0 or not _HOST.fullmatch(host):
        return None
    link = f"{parts.scheme}://{host}{f':{port}' if port else ''}{quote(parts.path or '/', _AS_IT_IS)}"
    for mark, part in (("?", parts.query), ("#", parts.fragment)):
        link += mark + quote(part, _AS_IT_IS) if part else ""
    return link if len(link) <= MAX_LINK else None


def _has_unseen(url: str) -> bool:
    # Nearly every address is printable, and finding that out costs next to nothing.
    return not url.isprintable() and any(category(char) in _UNSEEN for char in url)


def _ascii_host(parts: SplitResult) -> str:
    name = parts.hostname or ""
    if ":" in name:
        return f"[{name}]"
    labels = normalize("NFKC", name).replace("。", ".").split(".")
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels
    )
