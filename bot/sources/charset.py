"""From bytes to text: byte order mark, header, declaration inside the page, else by how the text looks."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from bot.articles.characters import CAPITALS

# Labels that browsers read as another, larger encoding (WHATWG Encoding, "Names and labels"): pages that say
# ISO-8859-1 hold the quotation marks of Windows, and pages that say GB2312 hold rarer characters.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Labels of the web that Python has under another name.
_NAMES = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "koi8": "koi8-r",
    "unicode": "utf-16",
    "win-1251": "cp1251",
}
# What pages without a declaration are written in, and what is told apart below.
_DETECTED = (
    *("cp1251", "koi8-r", "koi8-u", "gb18030", "big5", "cp932", "euc_jp", "cp949"),
    *("cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before that of UTF-16, which it begins with.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers look for a declaration in the first 1,024 bytes; some pages print a comment above it.
_DECLARED_WITHIN = 4_096
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,30})[\"']")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>|&#?\w{1,10};", re.DOTALL | re.IGNORECASE)
# Some hundred words: enough to tell an alphabet by, and a few milliseconds for the detection.
_SAMPLE = 3_000
# A page is read this far for a sample; heads full of scripts are longer than any other part without text.
_SEARCHED = 400_000
_WORD = re.compile(r"[^\W\d_]{2,}")
# Letters that were read with the wrong case: KOI8-R as Windows-1251 gives "оПХБЕР".
_TURNED = re.compile(rf"[^\W\d_{CAPITALS}][{CAPITALS}]")
# Wrongly decoded text holds signs that stand beside no letter in writing: "Ð¡Ð¼", "¿À".
_ODD = re.compile("[^\\W\\d_][¤¦¨¬¯±¶¸¹³²¼½¾×÷\x80-\x9f]|[\ue000-\uf8ff\ufffd]")
# French and Czech have an accent in one letter of five at most; Vietnamese, in one of three, has no
# encoding of its own left on the web.
_MOST_ACCENTS = 0.45
# In names like "iPhone" and "МосГаз" case turns too, but not in one word of ten.
_MOST_TURNED = 0.1
_MOST_ODD = 0.03
# A page cut inside a character, or with a comment pasted from elsewhere, is still UTF-8.
_MOST_BROKEN = 0.1
_WESTERN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-15"})


def decode(body: bytes, *, header: str | None = None, html: bool = True) -> str:
    """Return the text of `body`; never raises.

    A byte order mark is believed, and so are bytes that are UTF-8 throughout. `header` (the charset of the
    answer) and, if `html`, what the page declares are believed in this order if the text then looks like
    writing; else the encoding is detected. Single bad bytes become what Windows-1252 has there, or U+FFFD.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, errors="replace")
    declared = [name for name in (_python_name(label) for label in _labels(body, header, html)) if name]
    if wide := _without_mark(body):
        return body.decode(wide, errors="replace")
    if "iso2022_jp" in declared and b"\x1b$" in body:
        return body.decode("iso2022_jp", errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return body.decode(_encoding(body, declared), errors="bad-bytes-of-windows")


def _labels(body: bytes, header: str | None, html: bool) -> Iterator[str]:
    if header:
        yield header
    if html:
        head = _COMMENT.sub(b"", body[:_DECLARED_WITHIN])
        for pattern in (_XML, _META):
            if match := pattern.search(head):
                yield match[1].decode("ascii", errors="replace")


def _python_name(label: str) -> str | None:
    label = label.strip(" \"';").lower()
    try:
        name = codecs.lookup(_NAMES.get(label, label)).name
        # Codecs that make no text of bytes ("base64", "rot13") are no charset; UTF-7 hides markup.
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return (
        None
        if name in {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"}
        else _READ_AS.get(name, name)
    )


def _without_mark(body: bytes) -> str | None:
    """Return UTF-16 of the right order where every other byte of the beginning is zero."""
    head = body[:200]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _encoding(body: bytes, declared: list[str]) -> str:
    """Return the encoding of bytes that are no valid UTF-8."""
    sample = _sample(body)
    for encoding in dict.fromkeys(declared):
        if _fits(sample, encoding):
            return encoding
    if _fits(sample, "utf-8"):
        return "utf-8"
    found = from_bytes(
        sample, cp_isolation=list(_DETECTED), steps=1, chunk_size=len(sample) or 1, threshold=1.0
    )
    names = [_READ_AS.get(match.encoding, match.encoding) for match in found]
    likely = [name for name in names if _fits(sample, name)]
    return (likely or [name for name in declared if name != "utf-8"] or ["cp1252"])[0]


def _sample(body: bytes) -> bytes:
    """Return what is seen of the page, of lines with bytes beyond ASCII first."""
    seen = _UNSEEN.sub(b" ", body[:_SEARCHED])
    lines = [line.strip() for line in re.split(rb"[\r\n]+|\s{2,}", seen)]
    told = b"\n".join(line for line in lines if not line.isascii())
    return told[:_SAMPLE] or body[:_SAMPLE]


def _fits(sample: bytes, encoding: str) -> bool:
    """Tell whether a sample, read so, looks like writing."""
    text = sample.decode(encoding, errors="replace")
    beyond = sum(not char.isascii() for char in text) or 1
    if text.count("\ufffd") > _MOST_BROKEN * beyond:
        return False
    if encoding == "utf-8":
        return True
    words = _WORD.findall(text)
    letters = sum(map(len, words)) or 1
    if len(_ODD.findall(text)) > _MOST_ODD * letters:
        return False
    accents = sum(not char.isascii() for word in words for char in word)
    if encoding in _WESTERN and accents > _MOST_ACCENTS * letters:
        return False
    return sum(bool(_TURNED.search(word)) for word in words) <= _MOST_TURNED * (len(words) or 1)


def _bad_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read quotation marks and dashes that were pasted from Windows; anything else is U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if error.encoding.startswith("utf") and len(bad) == 1 and 0x80 <= bad[0] < 0xA1:
        return bad.decode("cp1252", errors="replace"), error.end
    return "\ufffd", error.end


codecs.register_error("bad-bytes-of-windows", _bad_bytes)
