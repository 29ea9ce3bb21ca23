"""The tables. Times are UTC seconds since 1970, so that every database compares them alike."""

import re

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class _Text(TypeDecorator[str]):
    """Text that strangers wrote; U+FFFD stands for each character that PostgreSQL cannot hold.

    Those are NUL, and halves of surrogate pairs, which JSON can bring. SQLite, which could hold NUL, holds
    none either: one would be in the way of every move to PostgreSQL.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        value = value.replace("\0", "\ufffd")
        return value if value.isascii() else _HALF_PAIR.sub("\ufffd", value)


# SQLite counts rows by itself only in a column of this very type, and uses the number of a deleted row again
# unless told not to: buttons under old messages hold numbers of feeds and digests.
_Id = BigInteger().with_variant(Integer, "sqlite")

# What was read, as it was read: enough to make any summary of it again when a button asks.
articles = Table(
    "articles",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("text", _Text, nullable=False),
    Column("title", _Text),
    Column("language", String(16)),
    Column("url", _Text),
    Column("author", _Text),
    Column("published", Date),
    Column("outlet", _Text),
    Column("is_page", Boolean(), nullable=False, server_default=false()),
    Column("is_partial", Boolean(), nullable=False, server_default=false()),
    Column("stored_at", BigInteger, nullable=False),
    Index(None, "stored_at"),
)

# What people asked for that has to be read first, a link or a document, and what came of it.
inputs = Table(
    "inputs",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("url", _Text),
    Column("article_id", String(64)),
    Column("read_at", BigInteger),
    Column("stored_at", BigInteger, nullable=False),
    Index(None, "stored_at"),
)

owners = Table(
    "owners",
    METADATA,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("claimed_at", BigInteger, nullable=False),
)

# People who came by an invite; one who was removed is not let in by another.
members = Table(
    "members",
    METADATA,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("invite_id", BigInteger),
    Column("joined_at", BigInteger, nullable=False),
    Column("is_removed", Boolean(), nullable=False, server_default=false()),
)

# Links that let people in, so many times and until then; one of no uses was withdrawn.
invites = Table(
    "invites",
    METADATA,
    Column("id", _Id, primary_key=True),
    # A digest of what stands in the link: who reads the database cannot come in by it.
    Column("code", String(64), nullable=False, unique=True),
    Column("made_by", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

# Which chat asked for which article or input, so that what only it asked for can be deleted with it.
asked = Table(
    "asked",
    METADATA,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(8), primary_key=True),
    Column("item_id", String(64), primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Index(None, "item_id"),
    Index(None, "asked_at"),
)

# What Telegram was told of the bot: menus and descriptions, each by a digest of its content.
announced = Table(
    "announced",
    METADATA,
    Column("subject", String(64), primary_key=True),
    Column("content", String(64), nullable=False),
)

# Groups and channels, and who brought the bot there; one that was removed is not served, whoever brings it.
served_chats = Table(
    "served_chats",
    METADATA,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("is_removed", Boolean(), nullable=False, server_default=false()),
    Index(None, "added_by"),
)

# Where digests go: a chat or one topic of it, with its settings and how far it has come.
chats = Table(
    "chats",
    METADATA,
    Column("id", _Id, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("topic_id", BigInteger, nullable=False, server_default="0"),
    Column("kind", String(16), nullable=False),
    Column("added_by", BigInteger),
    Column("added_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False, server_default="active"),
    Column("timezone", String(64), nullable=False),
    # "08:00 18:30"; digits of the weekdays, Monday is 0; "22:00-07:00".
    Column("times", String(256), nullable=False, server_default=""),
    Column("weekdays", String(7), nullable=False, server_default="0123456"),
    Column("quiet", String(11)),
    Column("paused_until", BigInteger),
    Column("is_silent", Boolean(), nullable=False, server_default=false()),
    Column("says_nothing_new", Boolean(), nullable=False, server_default=false()),
    # UTC; None while no digest is to come: nothing followed, no times, or not active.
    Column("next_due_at", BigInteger),
    # "2026-11-22T08:00", local.
    Column("last_slot", String(16)),
    Column("shown_until", BigInteger, nullable=False, server_default="0"),
    Column("covered_at", BigInteger),
    # The same for all chats that follow the same feeds; None where nothing is followed.
    Column("sources_key", String(16)),
    # Whether a feed was added since the newest digest, so that `subscriptions.since` counts.
    Column("has_new_sources", Boolean(), nullable=False, server_default=false()),
    # When a feed was last dropped: what it showed is not to come again by another one.
    Column("dropped_at", BigInteger),
    # Whether what it gets depends on more than its sources: a budget, breaking news, a weight, a split.
    Column("is_personal", Boolean(), nullable=False, server_default=false()),
    Column("most_stories", Integer),
    Column("most_minutes", Integer),
    Column("has_roundup", Boolean(), nullable=False, server_default=false()),
    # So many independent sources within an hour make a story that is told at once; None: none is.
    Column("breaking_sources", Integer),
    Column("breaking_most", Integer, nullable=False, server_default="3"),
    # How it wants what it is sent; see `bot.digest.look`.
    Column("language", String(8)),
    Column("is_language_chosen", Boolean(), nullable=False, server_default=false()),
    Column("sentences", Integer),
    Column("share", Integer),
    Column("algorithm", String(16)),
    Column("has_links", Boolean(), nullable=False, server_default=true()),
    Column("is_brief", Boolean(), nullable=False, server_default=false()),
    Column("has_offers", Boolean(), nullable=False, server_default=false()),
    UniqueConstraint("telegram_id", "topic_id"),
    # Those that are due together and follow the same stand together; with `id` PostgreSQL goes on from any.
    Index(
        None,
        "next_due_at",
        "sources_key",
        "id",
        sqlite_where=text("next_due_at IS NOT NULL"),
        postgresql_where=text("next_due_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

feeds = Table(
    "feeds",
    METADATA,
    Column("id", _Id, primary_key=True),
    Column("url", _Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("title", _Text),
    Column("site_url", _Text),
    Column("etag", _Text),
    Column("last_modified", _Text),
    Column("interval", Integer, nullable=False),
    Column("next_poll_at", BigInteger, nullable=False),
    Column("polled_at", BigInteger),
    Column("read_at", BigInteger),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", BigInteger),
    Column("failure", String(64)),
    Column("is_told", Boolean(), nullable=False, server_default=false()),
    Column("is_gone", Boolean(), nullable=False, server_default=false()),
    Column("added_at", BigInteger, nullable=False),
    Index(None, "next_poll_at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    # Until the first digest: entries with greater ids are new. -1: the feed has not been read yet.
    Column("since", BigInteger),
    Column("added_at", BigInteger, nullable=False),
    # What the chat thinks of it: -2 to 2.
    Column("weight", Integer, nullable=False, server_default="0"),
    # What the list that it was imported from says of it, so that it can be exported as it was: the folders
    # as `bot.articles.lists` writes them, what it is called there, and its place in the list.
    Column("folder", _Text),
    Column("title", _Text),
    Column("position", Integer),
    Index(None, "feed_id"),
)

# A setup that is to become that of another chat: whoever knows the code may take it there.
handovers = Table(
    "handovers",
    METADATA,
    # A digest of the code, as with invites.
    Column("code", String(64), primary_key=True),
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index(None, "chat_id"),
)

# Words of a chat: "mute" and "only" let stories out or in, "like" weighs them (-2 to 2).
tastes = Table(
    "tastes",
    METADATA,
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    # Where the word is looked for: "text", "source" or "author".
    Column("field", String(8), primary_key=True, server_default="text"),
    Column("word", String(64), primary_key=True),
    # The feed whose stories it is for; 0: all of the chat's.
    Column("feed_id", BigInteger, primary_key=True, autoincrement=False, server_default="0"),
    Column("weight", Integer, nullable=False, server_default="0"),
    Column("added_at", BigInteger, nullable=False),
)

# Entries of which a chat said that they belong to no story of others.
splits = Table(
    "splits",
    METADATA,
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("added_at", BigInteger, nullable=False),
    Index(None, "entry_id"),
)

# Ids are never used again, so that "greater than" is "later" for ever.
entries = Table(
    "entries",
    METADATA,
    Column("id", _Id, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("story_key", String(16), nullable=False),
    Column("title", _Text),
    Column("url", _Text),
    Column("author", _Text),
    Column("published", BigInteger),
    Column("seen_at", BigInteger, nullable=False),
    # When its feed last listed it, to the day: what is listed is never forgotten.
    Column("listed_at", BigInteger, nullable=False),
    # No foreign key: the text goes after 30 days, the entry stays known.
    Column("article_id", String(64)),
    # JSON of `EntrySummary`.
    Column("summary", _Text),
    # What it is compared with others by, while its story may go on: about a kilobyte.
    Column("features", _Text),
    Column("language", String(16)),
    Column("is_old", Boolean(), nullable=False, server_default=false()),
    Index("ix_entries_feed_id_id", "feed_id", "id"),
    Index(None, "story_key"),
    Index(None, "listed_at"),
    # Whether a text is that of an entry, when it is to be deleted.
    Index(None, "article_id"),
    Index(
        "ix_entries_comparable",
        "id",
        sqlite_where=text("features IS NOT NULL"),
        postgresql_where=text("features IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

# What an entry is known by within its feed.
entry_keys = Table(
    "entry_keys",
    METADATA,
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(16), primary_key=True),
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Index(None, "entry_id"),
)

# The content of a digest, shared by all chats for which it is the same.
digests = Table(
    "digests",
    METADATA,
    Column("id", _Id, primary_key=True),
    Column("key", String(16), nullable=False, unique=True),
    Column("made_at", BigInteger, nullable=False),
    # JSON: a list of pages, each Telegram HTML without the head that names chat and day.
    Column("pages", _Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("seconds_saved", Integer, nullable=False),
    # JSON: what its buttons need to know of each story; see `bot.storage.contents`.
    Column("cards", _Text, nullable=False, server_default="{}"),
    Column("seconds_whole", Integer, nullable=False, server_default="0"),
    Index(None, "made_at"),
    sqlite_autoincrement=True,
)

digest_entries = Table(
    "digest_entries",
    METADATA,
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("entry_id", BigInteger, nullable=False),
    Column("story_key", String(16), nullable=False),
    Index(None, "story_key"),
)

# The ledger: every part of every digest and notice, from due to delivered.
deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", _Id, primary_key=True),
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    # The local time a digest is meant for, or what a notice is about: nothing is sent twice under one slot.
    Column("slot", String(64), nullable=False),
    Column("part", Integer, nullable=False, server_default="0"),
    Column("digest_id", ForeignKey("digests.id", ondelete="SET NULL")),
    Column("state", String(8), nullable=False, server_default="pending"),
    Column("due_at", BigInteger, nullable=False),
    # Drawn anew for every slot: the order among those due at one moment.
    Column("lot", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    # While sending: which process sends, and until when nobody else may.
    Column("owner", String(32)),
    Column("lease_until", BigInteger),
    # Times it was sent without an answer that tells whether it arrived.
    Column("doubts", Integer, nullable=False, server_default="0"),
    # What is sent, frozen before the first attempt and dropped once it has arrived.
    Column("text", _Text),
    Column("message_id", BigInteger),
    Column("ended_at", BigInteger),
    Column("reason", String(64)),
    # Of a digest: when the one before it was composed.
    Column("covers_from", BigInteger),
    UniqueConstraint("chat_id", "slot", "part"),
    Index(
        "ix_deliveries_pending",
        "due_at",
        "lot",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_deliveries_sending",
        "owner",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index(None, "digest_id"),
    Index(None, "ended_at"),
)

# Which process did last what exactly one may do, where several share a database.
leaders = Table(
    "leaders",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("holder", String(40), nullable=False),
)

# Updates that Telegram brought by the webhook, until they are handled.
updates = Table(
    "updates",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    # As it came, in JSON; empty as soon as it is handled: then only its number is kept, as it may come again.
    Column("payload", _Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    # How often it was begun: more than once where the process ended in the middle of it.
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    # Where several processes share the database: which of them handles it, and until when no other may.
    Column("owner", String(32)),
    Column("lease_until", BigInteger),
    Column("done_at", BigInteger),
    # What is to be handled, in order: few, beside the numbers of a day.
    Index(
        "ix_updates_to_do",
        "id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    # What was handled long ago.
    Index(
        "ix_updates_done",
        "done_at",
        sqlite_where=text("done_at IS NOT NULL"),
        postgresql_where=text("done_at IS NOT NULL"),
    ),
)
