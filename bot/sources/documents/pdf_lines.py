"""Lines of a PDF page: runs of text with a place and a size, put together; marks of footnotes taken out."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# Latin ligatures, Chinese radicals and the shapes of Arabic letters: signs of a font that stand for letters.
_SHAPES = re.compile("[\u2f00-\u2fdf\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc]+")
# Radicals of the supplement, which Unicode leaves without a letter, as fonts for Chinese map them back.
_RADICALS = str.maketrans(
    "⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻁⻄⻑⺟⺌⺮⻌⻊⺼",
    "民见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙虎西長母小竹辶足肉",
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:[,–-]\d{1,3})*|[*∗†‡§¶]{1,3}|[a-z])[\])]?,?")
# Set smaller than that beside the line's letters, a figure is raised or lowered.
_RAISED = 0.8
# Raised figures after these are powers and units: 10², m², km³.
_POWER_AFTER = re.compile(r"(?:\d|(?<!\w)(?:m|cm|mm|km|м|см|мм|км|ft|in|s|с))$")


@dataclass(frozen=True, slots=True)
class Run:
    """Text set in one size; `along` and `up` are points from the corner, in the direction the text runs."""

    text: str
    along: float
    up: float
    size: float
    turn: int = 0
    """Degrees the text is turned by, in quarters."""

    @classmethod
    def of(cls, text: str, outer: Sequence[float], inner: Sequence[float], size: float) -> "Run":
        """Make a run of what pypdf tells: the matrices of the page and of the text, and the font's size."""
        a, b, c, d, e, f = _product(inner, outer)
        wide, high = math.hypot(a, b) or 1.0, math.hypot(c, d) or 1.0
        along, up = (a * e + b * f) / wide, (c * e + d * f) / high
        turn = round(math.degrees(math.atan2(b, a)) / 90) % 4 * 90
        if not all(map(math.isfinite, (along, up, size * high))):
            along = up = 0.0
            high = 1.0
        return cls(text, along, up, abs(size * high), turn)

    def with_text(self, text: str) -> "Run":
        """Return the run with another text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read, with where its first letter stands and the size of most of its letters."""

    text: str
    along: float
    up: float
    size: float
    turn: int = 0
    marked: bool = False
    """It begins with a raised figure or sign: so footnotes begin."""


def _product(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def make_line(runs: Sequence[Run]) -> Iterator[Line]:
    """Yield the line that the runs make, nothing where they are blank."""
    filled = [run for run in runs if run.text.strip()]
    if not filled:
        return
    if len(_RTL.findall(text := "".join(run.text for run in filled))) > len(text) / 2:
        runs = _right_to_left(runs)
    sizes: Counter[float] = Counter()
    for run in filled:
        sizes[round(run.size, 1)] += len(run.text.strip())
    size = sizes.most_common(1)[0][0]
    text = ""
    marked = False
    for run in runs:
        if _is_mark(run, size, text):
            marked = marked or not text.strip()
            # The word before and the word after stay apart where a space stood at either side.
            text += " " if run.text != run.text.strip() else ""
        else:
            text += run.text
    text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text).translate(_RADICALS)
    text = " ".join(text.split())
    if text:
        yield Line(text, filled[0].along, filled[0].up, size, filled[0].turn, marked)


def _right_to_left(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of an Arabic or Hebrew line as read; many programs write them as they are seen."""
    ordered: list[Run] = []
    latin: list[Run] = []
    between: list[Run] = []
    # What stands at one place was cut where the direction changes, and is given from the left as well.
    for run in sorted(runs, key=lambda run: run.along)[::-1]:
        if _RTL.search(run.text):
            ordered += [*latin, *between, run]
            latin, between = [], []
        elif any(character.isalnum() for character in run.text):
            # Words and numbers of other scripts are read from left to right among themselves.
            latin = [run, *reversed(between), *latin] if latin else [*between, run]
            between = []
        else:
            between.append(run)
    return [*ordered, *latin, *between]


def _is_mark(run: Run, size: float, before: str) -> bool:
    if run.size >= _RAISED * size or not _MARK.fullmatch(run.text.strip()):
        return False
    return not _POWER_AFTER.search(before)
