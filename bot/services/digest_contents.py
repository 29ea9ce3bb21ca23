"""Digests on their way into the database, and their stories on the way back."""

from collections.abc import Mapping

from bot.articles.feed import Entry
from bot.digest.look import Look
from bot.digest.story import Card, DigestContent, Story
from bot.render.digest import digest_pages
from bot.render.languages import ENGLISH, speaking
from bot.storage.contents import Content, KeptStory


def content_of(content: DigestContent, key: str, look: Look) -> Content:
    """Return a digest as it is kept: laid out as a look wants it, with what its buttons need to know."""
    with speaking(look.language or ENGLISH):
        pages = digest_pages(content, is_brief=look.is_brief)
    page_of = {number: place for place, page in enumerate(pages, start=1) for number in page.stories}
    return Content(
        key,
        [page.html for page in pages],
        [(entry.id, entry.story_key) for entry in content.entries],
        content.articles,
        content.sources,
        content.seconds_whole,
        content.seconds_shown,
        [_kept(card, page_of[number]) for number, card in enumerate(content.cards, start=1)],
        content.left_out,
    )


def story_of(kept: KeptStory, entries: Mapping[int, Entry]) -> Story | None:
    """Return a story of a digest from those of its entries that are still there; None where none is."""
    new = tuple(entries[number] for number in kept.entries if number in entries)
    if not new:
        return None
    before = tuple(entries[number] for number in kept.before if number in entries)
    return Story(new, before, kept.wires, kept.why.independent, kept.subject)


def _kept(card: Card, page: int) -> KeptStory:
    return KeptStory(
        page,
        tuple(sorted(told.entry.id for told in card.tellings)),
        tuple(entry.id for entry in card.before),
        card.wires,
        card.why,
        card.subject,
        bool(card.sentences or card.additions or len(card.tellings) > 1),
    )
