"""Whether an entry or a source has the words that somebody is typing; the last may be a beginning."""

from bot.articles.feed import Entry, Feed, FeedKind
from bot.articles.urls import host_of
from bot.services.spoken_of import speaks_of
from bot.summarize.further import terms_in


class TypedWords:
    """Words on their way: compared as they are written, never as a pattern."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        words = [word for word in typed.split() if any(map(str.isalnum, word))]
        self._before, self._last = words[:-1], words[-1] if words else ""
        # By language: those of the words before the last that carry meaning in it.
        self._meaning: dict[str, list[str]] = {}

    def are_in(self, entry: Entry) -> bool:
        """Whether the headline or the shown sentences of an entry have all the words, in whatever form.

        Words such as "the" count only where all stand in a row as they were typed.
        """
        if not self._last:
            return False
        language = entry.summary.language if entry.summary else "und"
        has_others = all(speaks_of(entry, word) for word in self._needed(language))
        if has_others and (speaks_of(entry, self._last) or self._begins_in(entry)):
            return True
        return bool(self._before) and speaks_of(entry, self._typed)

    def name(self, feed: Feed) -> bool:
        """Whether what a source calls itself, or its host, has all the words or what begins with them."""
        name = f"{feed.title or ''} {host_of(feed.site_url or feed.url)}"
        if feed.kind is FeedKind.CHANNEL:
            name += f" {feed.url.rpartition('/')[2]}"
        words = [*self._before, self._last]
        return all(words) and all(_has_word_from(name.casefold(), word.casefold()) for word in words)

    def _needed(self, language: str) -> list[str]:
        if language not in self._meaning:
            found = terms_in(self._before, language)
            self._meaning[language] = [word for word, terms in zip(self._before, found, strict=True) if terms]
        return self._meaning[language]

    def _begins_in(self, entry: Entry) -> bool:
        sentences = entry.summary.sentences if entry.summary else ()
        texts = (entry.title or "", *(text for text, _ in sentences))
        return any(_has_word_from(text.casefold(), self._last.casefold()) for text in texts)


def _has_word_from(text: str, beginning: str) -> bool:
    place = text.find(beginning)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(beginning, place + 1)
    return place >= 0
