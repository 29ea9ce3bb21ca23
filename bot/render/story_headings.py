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
    """Return what a digest holds: "8 stories", "5 sources", "21 min in 2 min"."""
    told_by = [phrase("digest.sources", count=sources)] if sources > 1 else []
    return [phrase("digest.stories", count=stories), *told_by, *_reading_time(seconds_whole, seconds_shown)]


def has_heading(subject: Subject) -> bool:
    """Whether a heading stands above it: over a single story it would only repeat the headline."""
    return len(subject.cards) > 1


def heading(subject: Subject) -> str:
    """Return what related stories have in common."""
    names = ", ".join(isolated(name) for name in map(visible, subject.names) if name)
    return shortened(names, _MOST_HEADING) or phrase("digest.related")


def left_out(content: DigestContent) -> list[str]:
    """Return a sentence that counts the articles that are not shown, or none."""
    return [phrase("digest.left_out", count=content.left_out)] if content.left_out else []


def _reading_time(whole: int, shown: int) -> list[str]:
    if whole - shown < _LEAST_SAVED:
        return []
    of_whole, of_shown = _rounded(whole), _rounded(shown)
    return [] if of_whole == of_shown else [phrase("digest.time", whole=of_whole, shown=of_shown)]


def _rounded(seconds: int) -> str:
    if seconds >= 2 * 3600:
        return phrase("digest.hours", count=round(seconds / 3600))
    if seconds >= 60:
        return phrase("digest.minutes", count=round(seconds / 60))
    return phrase("digest.seconds", count=max(1, seconds))
