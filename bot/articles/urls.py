"""Addresses of web pages: one spelling for one page, and how a person is shown where a link leads."""

import re
from unicodedata import name as char_name
from unicodedata import normalize
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import idna

# Parameters that say where a reader came from and never what the page shows, with who adds them.
# Beginnings of names:
_TRACKING_BEGINNINGS = {
    "utm_": "Google Analytics, and most newsletters and posts",
    "mtm_": "Matomo",
    "pk_": "Piwik, as Matomo was called",
    "hsa_": "HubSpot ads",
    "_hs": "HubSpot mail",
    "at_": "AT Internet (Piano), on British and French news",
    "ns_": "comScore, on British news",
    "oly_": "Omeda mail",
    "vero_": "Vero mail",
    "fb_": "Facebook actions",
    "wt_": "Webtrekk, on German news",
    "trk_": "Listrak mail",
}
# Whole names:
_TRACKING = {
    "fbclid": "Facebook",
    "mibextid": "Facebook's app",
    "gclid": "Google Ads",
    "gclsrc": "Google Ads",
    "gbraid": "Google Ads",
    "wbraid": "Google Ads",
    "dclid": "Google Display",
    "srsltid": "Google Shopping",
    "_ga": "Google Analytics across domains",
    "_gl": "Google Analytics across domains",
    "yclid": "Yandex Direct",
    "ysclid": "Yandex Search",
    "_openstat": "Openstat, on Russian pages",
    "ymclid": "Yandex Market",
    "msclkid": "Microsoft Ads",
    "cvid": "Microsoft's start page",
    "ocid": "Microsoft's start page",
    "twclid": "X (Twitter)",
    "ttclid": "TikTok",
    "igshid": "Instagram",
    "igsh": "Instagram",
    "li_fat_id": "LinkedIn",
    "epik": "Pinterest",
    "rdt_cid": "Reddit",
    "vkclid": "VK",
    "mc_cid": "Mailchimp",
    "mc_eid": "Mailchimp",
    "mkt_tok": "Marketo mail",
    "elqtrackid": "Oracle Eloqua mail",
    "s_cid": "Adobe Analytics",
    "cmpid": "campaign of a newspaper",
    "cmp": "campaign of a newspaper",
    "smid": "American newspapers: posted where",
    "smtyp": "American newspapers: posted where",
    "ncid": "campaign of a newspaper",
    "icid": "link inside a site",
    "ftag": "link inside a site",
    "__twitter_impression": "X on AMP pages",
    "amp_js_v": "Google's viewer of AMP pages",
    "amp_gsa": "Google's viewer of AMP pages",
    "usqp": "Google's viewer of AMP pages",
    "guccounter": "Yahoo's consent page",
    "guce_referrer": "Yahoo's consent page",
    "guce_referrer_sig": "Yahoo's consent page",
    "xtor": "AT Internet, on French news",
    "spm": "Alibaba, on Chinese pages",
    "share_token": "Chinese apps",
    "from_source": "Chinese apps",
    "scm": "Alibaba, on Chinese pages",
    "ref_src": "X (Twitter) embeds",
    "ref_url": "X (Twitter) embeds",
    "sfnsn": "Facebook's app",
    "wtmc": "Webtrekk, on German news",
    "wickedid": "Wicked Reports",
    "zanpid": "Awin",
    "irclickid": "Impact",
}
_PORTS = {"http": 80, "https": 443}
# Beside letters, digits and "-._~", what may stand in a path or query as it is; "%" is encoded already.
_AS_IT_IS = "!$'()*+,/:;=?@&%[]|"
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
# Hosts of one site: "www.", the phone's edition, the AMP edition.
_EDITION = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# Second-level names under which anybody can register ("co.uk", "com.br"), with two-letter countries.
_SHARED = frozenset(
    {"ac", "co", "com", "edu", "gob", "gov", "gouv", "in", "kiev", "ltd", "mil", "ne", "net", "or", "org"}
)
# Hosts whose first label is somebody's own site.
_HOSTERS = frozenset(
    {
        "blogspot.com",
        "wordpress.com",
        "substack.com",
        "github.io",
        "medium.com",
        "livejournal.com",
        "tumblr.com",
        "neocities.org",
        "netlify.app",
        "pages.dev",
        "vercel.app",
    }
)
_FRONT = re.compile(
    r"/*(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|main|start)(?:\.(?:html?|php|aspx?|jsp))?/?)?",
    re.IGNORECASE,
)
# Letters of other alphabets that look like Latin ones (Unicode TR 39, those that make whole words).
_LOOK_LATIN = frozenset("аеорсухіјѕһԁԛԝьӏпгοαινρκυωτ")
# Scripts that are written together; every other mixture in one label is a trick.
_TOGETHER = (
    {"CJK", "HIRAGANA", "KATAKANA", "LATIN"},
    {"CJK", "HANGUL", "LATIN"},
    {"CJK", "BOPOMOFO", "LATIN"},
)
_CJK_KINDS = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}


def clean_url(url: str) -> str:
    """Return the address in one spelling, without what only tells where the reader came from.

    Scheme and host in small letters, the host as IDNA, no default port, no fragment, no parameter of the
    table, ASCII throughout. What is no http(s) address comes back as it was, trimmed. Cleaning twice
    changes nothing more.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return url
    user = parts.netloc.rpartition("@")[0]
    netloc = f"{user}@{host}" if user else host
    if port is not None and port != _PORTS[scheme]:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, _quoted(parts.path or "/"), _quoted(_query(parts.query)), ""))


def without_userinfo(url: str) -> str:
    """Return the address without the name and password before its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def host_of(url: str) -> str:
    """Return the host as a person is to see it: without "www.", in its own alphabet.

    Punycode stays where a label mixes alphabets or is made of letters that look Latin. Empty where the
    address has no host.
    """
    try:
        host = _ascii_host(urlsplit(url.strip()).hostname or "")
    except ValueError:
        return ""
    labels = host.removeprefix("www.").split(".")
    return ".".join(_shown(label, latin_end=not labels[-1].startswith("xn--")) for label in labels)


def absolute(url: str, base: str) -> str | None:
    """Return what a link on the page `base` leads to, cleaned; None for anything but http(s)."""
    try:
        joined = urljoin(base, url.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return clean_url(joined) if parts.scheme.lower() in _PORTS and parts.hostname else None


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one publisher: "www.", "m." and "amp." of one name do."""
    return _site(one) == _site(other) != ""


def same_page(one: str, other: str) -> bool:
    """Tell whether two cleaned addresses differ in nothing but scheme, edition of the host and last slash."""
    return _page(one) == _page(other)


def is_front(url: str) -> bool:
    """Tell whether an address is that of a front page, also of one language: "/", "/en/", "/index.html"."""
    parts = split(url)
    return parts is not None and not parts.query and bool(_FRONT.fullmatch(parts.path))


def _page(url: str) -> tuple[str, str, str]:
    parts = split(url)
    if parts is None:
        return "", url, ""
    return _EDITION.sub("", parts.hostname or ""), parts.path.rstrip("/"), parts.query


def _site(url: str) -> str:
    try:
        host = _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""
    labels = host.split(".")
    if ":" in host or len(labels) <= 2 or labels[-1].isdigit():
        return host
    shared = len(labels[-1]) == 2 and labels[-2] in _SHARED
    own = 3 if shared or ".".join(labels[-2:]) in _HOSTERS else 2
    return ".".join(labels[-own:])


def _query(query: str) -> str:
    if not query:
        return ""
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair))


def _tracks(pair: str) -> bool:
    key = pair.partition("=")[0].lower()
    return key in _TRACKING or key.startswith(tuple(_TRACKING_BEGINNINGS))


def _quoted(part: str) -> str:
    return _PERCENT.sub(lambda escape: escape[0].upper(), quote(part, _AS_IT_IS, errors="replace"))


def _ascii_host(host: str) -> str:
    """Return a host in ASCII; raises ValueError for one that cannot be."""
    host = normalize("NFKC", host).lower().replace("。", ".").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(str(error)) from error


def _shown(label: str, *, latin_end: bool) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        word = idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label
    letters = [char for char in word if char.isalpha()]
    scripts = {_script(char) for char in letters}
    mixed = len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
    lookalike = latin_end and bool(letters) and all(char in _LOOK_LATIN for char in letters)
    return label if mixed or lookalike or not letters else word


def _script(char: str) -> str:
    kind = char_name(char, "UNKNOWN").split(" ", 1)[0]
    return _CJK_KINDS.get(kind, kind)


def split(url: str) -> SplitResult | None:
    """Return the parts of an address, None where it has none."""
    try:
        return urlsplit(url)
    except ValueError:
        return None
