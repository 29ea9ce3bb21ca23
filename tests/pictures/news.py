"""What outlets publish that the person in the pictures follows: texts that other tests were written for."""

import re
from pathlib import Path

from bot.articles.clean import read_article
from tests.stories import Told

_TESTS = Path(__file__).parent.parent
# "== publisher | HH:MM | language | headline", then the text, as `tests.story_cards` describes it.
_TELLING = re.compile(r"^== ([^|]+) \| [^|]+ \| (\w+) \| (.+)\n((?:(?!==).*\n?)*)", re.MULTILINE)
_WRAPPED = re.compile(r"(?<=\S)\n(?=\S)")


def shared_event() -> list[Told]:
    """Return an event as two outlets tell it, which differ in a figure."""
    return _tellings("takeover")[:2]


def single_events() -> list[Told]:
    """Return what only one outlet each tells; the last is the longest."""
    return [_tellings("bridge")[0], _page("en-agency-study")]


def _page(name: str) -> Told:
    """Return a page as its outlet would put it in a feed: without what stands around the story."""
    page = read_article((_TESTS / "pages" / f"{name}.txt").read_text("utf-8"))
    text = "\n\n".join(span.of(page.text) for span in page.paragraphs)
    return Told(page.outlet or "", read_article(text, title=page.title, language=page.language))


def _tellings(event: str) -> list[Told]:
    text = (_TESTS / "story_cards" / f"{event}.txt").read_text("utf-8")
    return [
        Told(publisher, read_article(_WRAPPED.sub(" ", body.strip()), title=title, language=language))
        for publisher, language, title, body in _TELLING.findall(text)
    ]
