"""How a chat wants what it is sent, in words: each part by itself, with an example where that helps."""

from collections.abc import Sequence

from babel import Locale

from bot.digest.look import Look
from bot.render.languages import ENGLISH, LANGUAGES, language
from bot.render.phrases import phrase
from bot.render.text import Block, isolated, line_start, pack
from bot.summarize import ALGORITHMS, DEFAULT_ALGORITHM

# A short news item and a long report, in sentences: what a length comes to.
_EXAMPLES = (7, 30)
# What people call the language that Telegram says.
_AUTOMATIC = frozenset({"auto", "automatic", "telegram"})


def length_line(look: Look, usual: int) -> str:
    """Return how long a summary is; `usual` is the number of its sentences where nobody chose one."""
    if look.share is not None:
        return phrase("looks.share", percent=look.share)
    return phrase("looks.sentences", count=look.count(0, usual))


def form_line(look: Look) -> str:
    """Return in which form digests come."""
    return phrase("looks.headlines" if look.is_brief else "looks.summaries")


def algorithm_line(look: Look) -> str:
    """Return which algorithm makes the summaries that are asked for."""
    return phrase("looks.algorithm", name=look.algorithm or DEFAULT_ALGORITHM)


def links_line(look: Look) -> str:
    """Return whether links to the places of sentences are shown."""
    return phrase("looks.links_on" if look.has_links else "looks.links_off")


def sound_line(*, is_silent: bool) -> str:
    """Return whether digests come with a sound."""
    return phrase("looks.sound_off" if is_silent else "looks.sound_on")


def offers_line(look: Look) -> str:
    """Return whether summaries are offered."""
    return phrase("looks.offers_on" if look.has_offers else "looks.offers_off")


def language_line(look: Look) -> str:
    """Return which language is spoken, as it is now, and whether that follows Telegram."""
    key = "looks.language" if look.is_language_chosen else "looks.language_followed"
    return phrase(key, name=isolated(LANGUAGES[language()]))


def length_text(look: Look, usual: int) -> str:
    """Return how long summaries are, with examples, as Telegram HTML."""
    examples = [
        phrase("looks.length_example", count=length, chosen=min(look.count(length, usual), length))
        for length in _EXAMPLES
    ]
    return _screen(
        [length_line(look, usual), *examples], phrase("looks.length_how"), phrase("looks.length_once")
    )


def form_text(look: Look) -> str:
    """Return in which form digests come, as Telegram HTML."""
    return _screen([form_line(look)], phrase("looks.form_how"))


def algorithm_text(look: Look) -> str:
    """Return which algorithms there are, in a line each, as Telegram HTML."""
    lines = [
        line_start() + phrase("looks.algorithm_line", name=name, how=phrase(f"looks.{name}"))
        for name in ALGORITHMS
    ]
    return _screen([algorithm_line(look)], "\n".join(lines), phrase("looks.algorithm_how"))


def look_text(look: Look, *, is_silent: bool) -> str:
    """Return what else there is to how things look, as Telegram HTML."""
    return _screen([algorithm_line(look), links_line(look), sound_line(is_silent=is_silent)])


def offers_text(look: Look, why_not: str, *, in_channel: bool) -> str:
    """Return whether summaries are offered, what that means, and why they cannot be (empty: they can)."""
    button = isolated(phrase("button.offer"))
    what = phrase("looks.offers_channel", button=button) if in_channel else phrase("looks.offers_group")
    return _screen([offers_line(look)], what, *([why_not] if why_not else []))


def language_text(look: Look) -> str:
    """Return which language is spoken, as Telegram HTML."""
    return _screen([language_line(look)], phrase("looks.language_how"))


def language_named(text: str) -> str | None:
    """Return the code of the language that somebody names: by code, in itself, in English or as spoken now.

    Empty for the one that Telegram says; None where it is none of ours.
    """
    wanted = text.strip(" .,;!").casefold()
    if wanted in _AUTOMATIC | {phrase("button.as_in_telegram").casefold()}:
        return ""
    return next((code for code in LANGUAGES if wanted in _names_of(code)), None)


def _names_of(code: str) -> set[str]:
    locale = Locale(code)
    spoken = (locale.get_display_name(other) for other in (code, ENGLISH, language()))
    return {name.casefold() for name in (code, LANGUAGES[code], *spoken) if name}


def _screen(lines: Sequence[str], *blocks: str) -> str:
    return pack([Block("\n".join(lines)), *map(Block, blocks)])[0]
