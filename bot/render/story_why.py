"""Why a story has its place in a digest, in the words of a pop-up."""

from collections.abc import Sequence

from bot.digest.story import Why
from bot.render.moments import listed
from bot.render.phrases import phrase
from bot.render.text import shortened, visible

# Longest text of a pop-up (Bot API, answerCallbackQuery; it counts characters, of which there are no more).
_MOST_UNITS = 200
# So many words of each kind are named, none at greater length: three lines of them fit.
_MOST_WORDS, _MOST_WORD = 3, 16


def why_text(why: Why) -> str:
    """Return what gave a story its place, as plain text of at most 200 UTF-16 units, a reason a line."""
    told = phrase("story.one_source")
    if why.independent > 1:
        told = phrase("story.several_sources", count=why.independent)
    reasons = [
        *_about("story.wanted_more", why.liked),
        *_about("story.wanted_less", why.disliked),
        *([phrase("story.heavier")] if why.weight > 0 else []),
        *([phrase("story.lighter")] if why.weight < 0 else []),
        *([phrase("story.off_profile")] if why.is_off_profile else []),
    ]
    matches = _about("story.matches", why.only)
    if not matches and not reasons and why.independent <= 1:
        matches = [phrase("story.new")]
    return shortened("\n".join([" · ".join([told, *matches]), *reasons]), _MOST_UNITS)


def _about(key: str, words: Sequence[str]) -> list[str]:
    """Return a reason with the first of some words, or none."""
    if not words:
        return []
    named = [phrase("story.word", word=shortened(visible(word), _MOST_WORD)) for word in words[:_MOST_WORDS]]
    if len(words) > _MOST_WORDS:
        named.append(phrase("digest.more_names", count=len(words) - _MOST_WORDS))
    return [phrase(key, words=listed(named))]
