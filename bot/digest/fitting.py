"""Entries as a chat wants them: so many sentences, with the links to their places or without."""

from dataclasses import replace

from bot.articles.feed import Entry, EntrySummary
from bot.digest.look import Look
from bot.digest.story import Story

Sentences = tuple[tuple[str, str | None], ...]


def fitted_story(story: Story, look: Look, usual: int) -> Story:
    """Return a story with its entries fitted; `usual` is how many sentences a summary has by default."""
    if _changes_nothing(look):
        return story
    entries = tuple(fitted(entry, look, usual) for entry in story.entries)
    return replace(story, entries=entries, before=tuple(fitted(entry, look, usual) for entry in story.before))


def fitted(entry: Entry, look: Look, usual: int) -> Entry:
    """Return an entry with a summary of the length that a chat wants."""
    if entry.summary is None or _changes_nothing(look):
        return entry
    return replace(entry, summary=_fitted(entry.summary, look, usual))


def _fitted(summary: EntrySummary, look: Look, usual: int) -> EntrySummary:
    sentences, told = summary.of(look.count(summary.available, usual)), summary.told
    if not look.has_links:
        sentences, told = _without_links(sentences), _without_links(told)
    return replace(summary, sentences=sentences, told=told)


def _changes_nothing(look: Look) -> bool:
    return look.has_links and look.sentences is None and look.share is None


def _without_links(sentences: Sentences) -> Sentences:
    return tuple((text, None) for text, _ in sentences)
