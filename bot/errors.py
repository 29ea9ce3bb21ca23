"""Everything that can go wrong in words.

BotError
├── SettingsError          settings that cannot be used; lists every fault
│   ├── AlreadyRunning     another process runs the bot on this database
│   └── DatabaseAway       a database server that takes no connections for the moment
├── BackupError            no copy of the database, or none that could be put back; says why
├── SendError              a message that Telegram did not accept, or perhaps did; by what is to be done now
│   ├── NeverSent          it did not reach Telegram
│   ├── Doubtful           nobody knows whether it did
│   ├── TooSoon            refused until a moment
│   ├── ChatMoved          the group is a supergroup now, under another number
│   ├── TopicMissing       the topic of a forum is gone or closed
│   ├── ChatBlocked        the bot was blocked or taken out, and may come back
│   ├── ChatClosed         the bot may not write there, or the chat is gone
│   └── TextRefused        Telegram does not take this text
└── UserError              an answer for a person; `code` names its phrase in `render/phrases.py`
    ├── TooShort           nothing to choose from
    ├── TooLong            more than this algorithm can do in reasonable time
    ├── UnknownAlgorithm
    ├── UnreadableInput    a file or line that cannot be read as text
    ├── NoArticles         the folder of articles holds nothing
    ├── NothingRead        what this chat follows has brought no article yet
    ├── ArticleGone        an article met before is no longer kept
    ├── FetchFailed        a link could not be opened
    ├── PageFailed         a page was opened and holds no article that can be read
    ├── FeedFailed         a feed, channel or list of feeds that cannot be read
    ├── DocumentFailed     a document whose text cannot be had
    ├── TooHeavy           reading it took more time or memory than one input is given
    └── QuotaReached       one person asked for more than their share
"""


class BotError(Exception):
    """Base of all errors raised on purpose."""


class SettingsError(BotError):
    """Settings that cannot be used; the message lists every fault."""


class AlreadyRunning(SettingsError):
    """Another process runs the bot on this database."""


class DatabaseAway(SettingsError):
    """A database server that does not answer, or takes no connections for the moment."""


class BackupError(BotError):
    """The database was not copied, or no copy put in its place; the message says why. All is as it was."""


class SendError(BotError):
    """A message was not delivered, or perhaps it was; the message says what Telegram said, and no text."""


class NeverSent(SendError):
    """It certainly did not reach Telegram: it may be sent again as often as it takes."""


class Doubtful(SendError):
    """The answer was lost: it may have arrived. Sent again, it may arrive twice."""


class TooSoon(SendError):
    """Refused; nothing may be sent there for so many seconds."""

    def __init__(self, seconds: float, *, everywhere: bool) -> None:
        self.seconds = seconds
        self.everywhere = everywhere
        super().__init__(f"retry after {seconds:.0f} s")


class ChatMoved(SendError):
    """Refused, because the group became a supergroup."""

    def __init__(self, chat_id: int) -> None:
        self.chat_id = chat_id
        super().__init__("migrated to a supergroup")


class TopicMissing(SendError):
    """Refused, because the topic of the forum is gone or closed."""


class ChatBlocked(SendError):
    """Refused, because the person blocked the bot or somebody took it out of the chat."""


class ChatClosed(SendError):
    """Refused, because the bot has no right to write there, or the chat does not exist any more."""


class TextRefused(SendError):
    """Refused, because of the message itself: the fault is ours."""


class UserError(BotError):
    """Something a person can mend. `code` is stable and names the phrase; `values` fill its placeholders."""

    code = "error"

    def __init__(self, code: str | None = None, **values: str | int) -> None:
        self.code = code or type(self).code
        self.values = values
        super().__init__(self.code, values)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel from a child process whole."""
        return _again, (type(self), self.code, self.values)


def _again(kind: type[UserError], code: str, values: dict[str, str | int]) -> UserError:
    return kind(code, **values)


class TooShort(UserError):
    """Fewer than two sentences or 40 words: there is nothing to choose from."""

    code = "too_short"


class TooLong(UserError):
    """More sentences or words than the chosen algorithm handles in reasonable time."""

    code = "too_long"


class UnknownAlgorithm(UserError):
    """No summariser has this name."""

    code = "unknown_algorithm"


class UnreadableInput(UserError):
    """The input cannot be read as text."""

    code = "unreadable"


class NoArticles(UserError):
    """The folder of articles holds none."""

    code = "no_articles"


class NothingRead(UserError):
    """What this chat follows has brought no article yet that could be summed up."""

    code = "nothing_read"


class ArticleGone(UserError):
    """An article met before is no longer kept."""

    code = "article_gone"


class FetchFailed(UserError):
    """A link could not be opened; `code` tells why."""

    code = "link_unreachable"


class PageFailed(UserError):
    """A page holds no article that can be read; `title` and `description` tell what it says of itself."""

    code = "page_not_article"


class FeedFailed(UserError):
    """A feed, the preview of a channel or a list of feeds cannot be read; `code` tells why."""

    code = "feed_broken"


class DocumentFailed(UserError):
    """A document whose text cannot be had."""

    code = "document_broken"


class TooHeavy(UserError):
    """Reading an input took more time or memory than one input is given."""

    code = "too_heavy"


class QuotaReached(UserError):
    """One person asked for more than their share of an hour."""

    code = "quota_busy"
