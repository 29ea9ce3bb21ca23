"""The words around the stories of a digest: what it holds, what related ones share, what is left out."""

from bot.digest.story import DigestContent, Subject
from bot.render.phrases import phrase
from bot.render.text import isolated, shortened, visible

HEADING = "■"
# Names beyond this make no heading.
_MOST_HEADING = 200
# Less saved than this is not worth a word.
_LEAST_SAVED = 10


def facts(stories: int, sources: int, seconds_whole: int, seconds_shown: int) -> list[str]:
    """Return what a digest holds: "8 stories from 5 sources", "21 min in 2"."""
    count = phrase("digest.story") if stories == 1 else phrase("digest.stories", count=stories)
    if sources > 1:
        count = phrase("digest.from", stories=count, count=sources)
    return [count, *_reading_time(seconds_whole, seconds_shown)]


def has_heading(subject: Subject) -> bool:
    """Whether a heading stands above it: over a single story it would only repeat the headline."""
    return len(subject.cards) > 1


def heading(subject: Subject) -> str:
    """Return what related stories have in common."""
    names = ", ".join(isolated(name) for name in map(visible, subject.names) if name)
    return shortened(names, _MOST_HEADING) or phrase("digest.related")


def left_out(content: DigestContent) -> list[str]:
    """Return a sentence that counts the articles that are not shown, or none."""
    if content.left_out == 1:
        return [phrase("digest.one_left_out")]
    return [phrase("digest.left_out", count=content.left_out)] if content.left_out else []


def _reading_time(whole: int, shown: int) -> list[str]:
    if whole - shown < _LEAST_SAVED:
        return []
    (of_whole, unit), (of_shown, other) = _rounded(whole), _rounded(shown)
    if (of_whole, unit) == (of_shown, other):
        return []
    short = str(of_shown) if unit == other else phrase(other, count=of_shown)
    return [phrase("digest.time", whole=phrase(unit, count=of_whole), shown=short)]


def _rounded(seconds: int) -> tuple[int, str]:
    """Return a time as a number and the phrase of its unit."""
    if seconds >= 2 * 3600:
        return round(seconds / 3600), "digest.hours"
    if seconds >= 60:
        return round(seconds / 60), "digest.minutes"
    return max(1, seconds), "digest.seconds"
