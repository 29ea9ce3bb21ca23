"""RTF: a small reader of the format (Microsoft's RTF 1.9.1).

Written here because the library for it knows nothing of the file's card, of deleted and hidden text and of
tables, and takes quadratic time on some groups.
"""

import codecs
import re
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import DocumentFailed
from bot.sources.documents.model import Document, document, is_prose

# Text that belongs to these is not the document's: tables of fonts and styles, furniture, notes, pictures.
_LEFT_OUT = frozenset(
    "info fonttbl colortbl stylesheet listtable listoverridetable rsidtbl revtbl filetbl generator header"  # noqa: SIM905  # a table
    " headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor pict objdata"
    " objclass objname fldinst listtext pntext pntxta pntxtb xe tc txe rxe bkmkstart bkmkend themedata"
    " colorschememapping datastore latentstyles xmlnstbl xmlopen xmlclose xmlattrname xmlattrvalue"
    " nonshppict private template operator keywords subject doccomm comment category manager company"
    " hlinkbase userprops shpinst sp formfield falt panose fontemb fontfile background buptim printim"
    " revtim".split()
)
_CARD = frozenset({"title", "author", "creatim"})
_BREAKS = frozenset({"par", "sect", "page", "column", "row", "nestrow"})
_CELLS = frozenset({"cell", "nestcell"})
_CHARACTERS = {
    "tab": " ", "line": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
# \fcharsetN: the character sets of Windows (GDI), as code pages.
_CHARSETS = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437,
}  # fmt: skip
_DEFAULT = "cp1252"
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.S
)
# No program nests deeper; each level costs memory.
_DEEPEST = 1_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    left_out: bool = False
    hidden: bool = False
    deleted: bool = False
    table: bool = False
    fonts: bool = False
    skip: int = 1
    font: int = -1
    card: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads tokens into paragraphs and the card."""

    paragraphs: list[str] = field(default_factory=list)
    card: dict[str, str] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    codepage: str = _DEFAULT
    fonts: dict[int, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    skip: int = 0
    star: bool = False

    def read(self, data: bytes) -> None:
        """Read a whole file."""
        position = 0
        while match := _TOKEN.match(data, position):
            position = match.end()
            word, number, hexadecimal, symbol, brace, text = match.groups()
            if word == b"bin":
                position += max(0, int(number or 0))
            elif word:
                self._word(word.decode("ascii"), None if number is None else int(number))
            elif hexadecimal:
                self._bytes(bytes.fromhex(hexadecimal.decode("ascii")))
            elif symbol:
                self._symbol(symbol.decode("latin-1"))
            elif brace == b"{":
                self._open()
            elif brace:
                self._close()
                # What comes after the last group is not the document's: Word and WordPad leave it too.
                if not self.stack:
                    break
            elif text:
                self._bytes(text)
        self._end()

    def _open(self) -> None:
        self._flush()
        if len(self.stack) >= _DEEPEST:
            raise DocumentFailed("document_broken")
        self.stack.append(self.state)
        self.skip = 0

    def _close(self) -> None:
        self._flush()
        if self.stack:
            self.state = self.stack.pop()
        self.skip = 0
        self.star = False

    def _symbol(self, symbol: str) -> None:
        self.star = symbol == "*"
        if self.skip:
            self.skip -= 1
        elif symbol in "\r\n":
            self._end()
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])

    def _bytes(self, data: bytes) -> None:
        if self.skip:
            skipped = min(self.skip, len(data))
            self.skip -= skipped
            data = data[skipped:]
        if data and not self._is_silent():
            self.raw += data

    def _is_silent(self) -> bool:
        state = self.state
        return (state.left_out and not state.card) or state.hidden or state.deleted

    def _put(self, text: str) -> None:
        self._flush()
        if self._is_silent():
            return
        if self.state.card:
            self.card[self.state.card] = self.card.get(self.state.card, "") + text
        else:
            self.text.append(text)

    def _flush(self) -> None:
        """Decode the bytes gathered, by the font they are set in."""
        if self.raw:
            codepage = self.fonts.get(self.state.font, self.codepage)
            text = self.raw.decode(codepage, "replace")
            self.raw.clear()
            self._put(text)

    def _end(self, cell: bool = False) -> None:
        """End the paragraph."""
        self._flush()
        # "\ud83d\ude00" came as two halves.
        text = "".join(self.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.text.clear()
        if not (cell or self.state.table) or is_prose(text):
            self.paragraphs.append(text)

    def _word(self, word: str, number: int | None) -> None:
        star, self.star = self.star, False
        if word == "u" and number is not None:
            self._put(chr(number & 0xFFFF))
            self.skip = self.state.skip
            return
        self._flush()
        self.skip = 0
        if word in _CARD:
            self.state = replace(self.state, left_out=True, card=word)
        elif star or word in _LEFT_OUT:
            self.state = replace(self.state, left_out=True, fonts=word == "fonttbl", card="")
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _BREAKS or word in _CELLS:
            if not self.state.left_out:
                self._end(cell=word not in {"par", "sect", "page", "column"})
        else:
            self._setting(word, number)

    def _setting(self, word: str, number: int | None) -> None:
        state = self.state
        on = number != 0
        if word in {"v", "deleted"}:
            self.state = replace(state, hidden=on) if word == "v" else replace(state, deleted=on)
        elif word == "plain":
            self.state = replace(state, hidden=False, deleted=False)
        elif word in {"pard", "intbl"}:
            self.state = replace(state, table=word == "intbl")
        elif word == "uc":
            self.state = replace(state, skip=max(0, number or 0))
        elif word == "f":
            self.state = replace(state, font=-1 if number is None else number)
        elif word == "fcharset" and state.fonts:
            self._learn_font(number or 0)
        elif word == "ansicpg":
            self.codepage = _codec(number or 0) or self.codepage
        elif word in {"mac", "pc", "pca"}:
            self.codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word in {"yr", "mo", "dy"} and state.card == "creatim":
            self.created[word] = number or 0

    def _learn_font(self, charset: int) -> None:
        codec = _codec(_CHARSETS.get(charset, 0))
        # 0 is "ANSI": then the document's own code page says more.
        if codec and charset:
            self.fonts[self.state.font] = codec


def read_rtf(data: bytes) -> Document:
    """Read an RTF file. Raises `DocumentFailed`."""
    reader = _Reader()
    reader.read(data)
    return document(
        reader.paragraphs,
        title=reader.card.get("title"),
        author=reader.card.get("author"),
        published=_day(reader.created),
    )


def _codec(codepage: int) -> str | None:
    name = {10000: "mac_roman", 65001: "utf-8"}.get(codepage, f"cp{codepage}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _day(created: dict[str, int]) -> date | None:
    try:
        return date(created["yr"], created["mo"], created["dy"])
    except (KeyError, ValueError, OverflowError):
        return None
