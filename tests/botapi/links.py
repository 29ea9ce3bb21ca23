"""Where Telegram sees a link or an address of e-mail in a text.

After TDLib's find_urls, fix_url and is_email_address.
"""

import re
from collections.abc import Iterator

# A host, with the user before its "@" and the port behind it: letters of any script, and the marks of hosts.
_PLACE = re.compile(r"(?P<user>[^\s/\[\]{}()'`<>\"@«»]++@)?(?P<host>[\w.~-]++)(?P<port>:\d++)?")
_PATH = re.compile(r"[/?#][^\s\u2000-\u200b\u200e\u200f\u2016-\u206f<>«»\"]*")
_SCHEME = re.compile(r"([a-z][a-z0-9+-]*)://\Z", re.IGNORECASE)
_PATH_ENDS_NOT_IN = ".:;,('?!`"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_EMAIL = re.compile(
    r"(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(?:(?:[a-z0-9][a-z0-9_-]{0,28})?[a-z0-9]\.){1,6}[a-z]{2,8}",
    re.IGNORECASE,
)
# Without a scheme a name is a link only where its end is known. Telegram's own table has 1,500; these are the
# countries (IANA) and those of the generic ones that are met most.
_COUNTRIES = """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw
    by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et
    eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id
    ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu
    lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np
    nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj
    sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us
    uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_GENERIC = """
    aero app art biz blog club com coop dev edu gov info int jobs mil mobi museum name net news ngo one
    online org press pro radio shop site store tech tel today travel tv website wiki world xyz рф укр
"""
_KNOWN_ENDS = frozenset(f"{_COUNTRIES} {_GENERIC}".split())


def find_links(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind (`url` or `email`), start and end, in code points, of what Telegram would mark."""
    at = last = 0
    while found := _PLACE.search(text, at):
        # No scheme of the web is longer, and what an earlier link took is none.
        scheme = _SCHEME.search(text, max(last, found.start() - 8), found.start())
        start, end = scheme.start() if scheme else found.start(), _end(text, found)
        if _EMAIL.fullmatch(text[start:end]):
            yield "email", start, end
        elif not _may_begin(text, start, scheme) or not _is_link(found["host"], scheme):
            at = found.end()
            continue
        else:
            yield "url", start, end
        at = last = end


def _end(text: str, place: re.Match[str]) -> int:
    """Where the link of a host ends: behind its port and path, without the marks of the sentence."""
    end = place.end()
    if place["port"] and not 0 < int(place["port"][1:]) < 65536:
        end = place.end("host")
    path = _PATH.match(text, end)
    kept = _balanced(path.group()).rstrip(_PATH_ENDS_NOT_IN) if path else ""
    if kept not in ("", "#"):
        return end + len(kept)
    return place.start() + len(text[place.start() : end].rstrip("."))


def _balanced(path: str) -> str:
    """The path up to a closing bracket that nothing opened."""
    opened: list[str] = []
    for index, character in enumerate(path):
        if character in "([{":
            opened.append(character)
        elif character in _BRACKETS:
            if _BRACKETS[character] not in opened:
                return path[:index]
            opened.remove(_BRACKETS[character])
    return path


def _may_begin(text: str, start: int, scheme: re.Match[str] | None) -> bool:
    if scheme:
        return scheme.group(1).lower() in ("http", "https", "ftp")
    before = text[start - 1 : start]
    return not (before.isalnum() or before in ("_", "/", "#", "@") if before else False)


def _is_link(host: str, scheme: re.Match[str] | None) -> bool:
    """Whether a host could be one of the web."""
    parts = host.rstrip(".").lower().split(".")
    if len(parts) < 2 or not all(part and len(part) < 64 and part[-1] != "-" for part in parts):
        return False
    if _is_ipv4(parts):
        return True
    end = parts[-1]
    if all(part.isdigit() for part in parts) or len(end) < 2:
        return False
    if end.startswith("xn--"):
        return len(end) > 5
    return "_" not in end and "-" not in end and (scheme is not None or end in _KNOWN_ENDS)


def _is_ipv4(parts: list[str]) -> bool:
    return len(parts) == 4 and all(
        part.isascii() and part.isdigit() and len(part) <= 3 and int(part) <= 255 and str(int(part)) == part
        for part in parts
    )
