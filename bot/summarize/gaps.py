"""Cuts where no sentence mark stands: the spaces of Thai and Lao, and the clauses of an endless sentence."""

import re
from collections.abc import Callable, Iterable, Iterator

# Thai and Lao have no full stop: a space parts sentences, but also clauses, names, figures and lists.
RUN = "[\u0e01-\u0e4e\u0e81-\u0ece]"
_HAS_RUN = re.compile(RUN)
_SPACE = re.compile(rf"(?<=[\u0e01-\u0e4e\u0e50-\u0e59\u0e81-\u0ece\u0ed0-\u0ed90-9)”\"%])[ \xa0]+(?={RUN})")
# Runs of this length are clauses; shorter ones are names, units of numbers and parts of a list.
_CLAUSE = 25
_CLAUSE_BEFORE = re.compile(rf"{RUN}{{{_CLAUSE}}}\Z")
_CLAUSE_AFTER = re.compile(rf"{RUN}{{{_CLAUSE}}}")
# What begins a sentence: besides, however, meanwhile, therefore, later, for, he, she, they, we, I, if …
_BEGINS = re.compile(
    "นอกจาก|อย่างไรก็|ทั้งนี้|ขณะเดียวกัน|ในขณะเดียวกัน|ดังนั้น|ต่อมา|ล่าสุด|จากนั้น|สำหรับ|หลังจาก|ก่อนหน้านี้|เมื่อ"
    "|ด้าน|ส่วน|เขา|เธอ|พวกเขา|เรา|ผม|ฉัน|ดิฉัน|มัน|ถ้า|หาก|แม้|ปัจจุบัน|ปีนี้|วันนี้|พรุ่งนี้|เมื่อวาน|แล้ว|ไม่ต้อง|กรุณา|โปรด"
    "|ນອກຈາກ|ເຖິງຢ່າງໃດ|ດັ່ງນັ້ນ|ຕໍ່ມາ|ລາວ|ເຂົາ|ພວກ|ຂ້ອຍ|ຖ້າ|ເມື່ອ|ປັດຈຸບັນ"
)
# What only goes on: which, and, or, by, in order to, that, with, because, such as; and what asks for more.
_GOES_ON = re.compile(
    "ซึ่ง|และ|หรือ|โดย|เพื่อ|ว่า|กับ|เพราะ|เนื่องจาก|เช่น|ได้แก่|ที่|จนถึง|รวมถึง|ๆ|ฯ|ແລະ|ຫຼື|ເຊິ່ງ|ໂດຍ|ເພື່ອ|ວ່າ|ທີ່|ເພາະ"
)
_ASKS_FOR_MORE = re.compile("(?:ว่า|และ|หรือ|คือ|เช่น|ได้แก่|นาย|นาง|นางสาว|ดร|ວ່າ|ແລະ|ຫຼື|ຄື|ເຊັ່ນ|ທ້າວ|ນາງ|ທ່ານ)\\Z")
# What closes a sentence: polite and asking particles, "already", "as well", and "this" and "past" of a time.
_CLOSES = re.compile(
    "(?:ครับ|ค่ะ|คะ|นะ|แล้ว|เลย|ด้วย|ไหม|มั้ย|หรือไม่|หรือยัง|เท่านั้น|อีกด้วย|นี้|ผ่านมา|ແລ້ວ|ເດີ|ບໍ|ນຳ|ເທົ່ານັ້ນ)\\Z"
)

# Beyond the longest sentence that people write: of 100,000 in news, ten are longer. Chinese and its
# neighbours say in one character what takes three letters elsewhere, and set no spaces.
_LONGEST, LONGEST_UNCUT = 1000, 400
# A part has at least a quarter of that: less would say too little.
_PARTS = 4
# Where people pause, the best first: lines and gaps, the marks between main clauses, those between others,
# and the spaces of scripts that set none between words.
_UNSPACED = "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_PAUSES = (
    re.compile(r"[\n\r\v\f\x85\u2028\u2029]\s*(?=\S)|(?<=\S)(?:[ \xa0]{2,}|\t+|\u3000+)(?=\S)"),
    re.compile(r"(?<=[;؛⁏፤])\s+(?=\S)|(?<=；)(?=\S)|\s(?=[•▪◦·|—–]\s)"),
    re.compile(r"(?<=[,:،፣])\s+(?=\S)|(?<=[၊、，：])\s*(?=\S)"),
    re.compile(rf"(?<={_UNSPACED})\s(?={_UNSPACED})"),
)
_Piece = tuple[int, int]
_Inside = Callable[[int], bool]


def cut_phrases(text: str, pieces: list[_Piece], inside: _Inside) -> Iterable[_Piece]:
    """Return `pieces`, `(start, end)` in `text`, cut at the spaces of Thai and Lao that end a sentence.

    `inside` tells whether a cut before an offset would part a pair of marks.
    """
    return _cut_phrases(text, pieces, inside) if _HAS_RUN.search(text) else pieces


def _cut_phrases(text: str, pieces: list[_Piece], inside: _Inside) -> Iterator[_Piece]:
    for start, end in pieces:
        for gap in _SPACE.finditer(text, start, end):
            if _ends_phrase(text, start, gap, end) and not inside(gap.end()):
                yield start, gap.end()
                start = gap.end()  # noqa: PLW2901  # what is left of the piece
        yield start, end


def _ends_phrase(text: str, start: int, gap: re.Match[str], end: int) -> bool:
    """Tell whether a sentence from `start` ends at `gap`."""
    last = text[max(start, gap.start() - 2 * _CLAUSE) : gap.start()]
    if _GOES_ON.match(text, gap.end(), end) or _ASKS_FOR_MORE.search(last):
        return False
    if gap.start() - start >= _CLAUSE and (_BEGINS.match(text, gap.end(), end) or _CLOSES.search(last)):
        return True
    return bool(_CLAUSE_BEFORE.search(last) and _CLAUSE_AFTER.match(text, gap.end(), end))


def cut_long(text: str, pieces: Iterable[_Piece], inside: _Inside) -> Iterator[_Piece]:
    """Yield `pieces`, `(start, end)` in `text`, and those longer than any sentence in readable parts.

    `inside` tells whether a cut before an offset would part a pair of marks. Without a pause there is no cut.
    """
    for start, end in pieces:
        if end - start > LONGEST_UNCUT:
            yield from _parts(text, start, end, inside)
        else:
            yield start, end


def _parts(text: str, start: int, end: int, inside: _Inside) -> Iterator[_Piece]:
    """Yield the piece whole where it may be a sentence, else what lies between its pauses."""
    # Spaces make up a sixth of a text that sets them between words.
    spaced = text.count(" ", start, end) * 40 >= end - start
    longest = _LONGEST if spaced else LONGEST_UNCUT
    least = longest // _PARTS
    at = start + least if end - start > longest else end
    while at < end - least:
        until = min(at + longest, end - least)
        cut = _pause(text, at, until, inside)
        if cut is None:
            at = until
        else:
            yield start, cut
            start, at = cut, cut + least
    yield start, end


def _pause(text: str, at: int, until: int, inside: _Inside) -> int | None:
    """Return the end of the first of the best pauses between the two offsets."""
    for pauses in _PAUSES:
        for match in pauses.finditer(text, at, until):
            if not inside(match.end()):
                return match.end()
    return None
