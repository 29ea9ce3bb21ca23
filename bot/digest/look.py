"""How a chat wants what it is sent: in which language, how long, and with what around it."""

from dataclasses import dataclass, replace

MOST_SENTENCES = 10
"""A summary of more is no digest of an article any more; buttons and /summary go further for a single one."""

SHARES = (10, 20, 30)
"""Parts of an article, in percent of its sentences, that a summary may be."""


@dataclass(frozen=True, slots=True)
class Look:
    """The settings of a place; the default is that of one where nobody has set anything."""

    language: str | None = None
    """Code of the language of the interface; None: that of the owner's settings."""
    is_language_chosen: bool = False
    """Whether somebody chose it; else it follows what Telegram says of the person."""
    sentences: int | None = None
    """So many in a summary, 1 to `MOST_SENTENCES`; None: the usual number, or the share."""
    share: int | None = None
    """So many percent of the article's sentences instead, one of `SHARES`."""
    algorithm: str | None = None
    """Which one makes the summaries that are asked for; None: the usual one. Digests keep to that."""
    has_links: bool = True
    """Whether each sentence is followed by the link to its place."""
    is_brief: bool = False
    """Whether a digest shows headlines alone, each with a button for its summary."""
    has_offers: bool = False
    """Whether a summary is offered below long posts and links, in a channel or a group."""

    @property
    def of_digests(self) -> "Look":
        """What of it decides how digests look: alike for chats whose digests can be the same."""
        return replace(self, is_language_chosen=False, algorithm=None, has_offers=False)

    def count(self, available: int, usual: int) -> int:
        """Return how many sentences a summary has, of so many that an article has; `usual` by default."""
        if self.share is not None:
            return min(max(1, round(available * self.share / 100)), MOST_SENTENCES)
        return usual if self.sentences is None else self.sentences


PLAIN = Look()
"""Nobody has set anything."""
