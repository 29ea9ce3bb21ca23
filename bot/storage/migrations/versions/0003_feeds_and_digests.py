"""Chats with their schedules, feeds and what they brought, digests, and the ledger of their delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# SQLite counts rows by itself only in a column of this very type.
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _chats()
    _feeds()
    _subscriptions()
    _entries()
    _digests()
    _deliveries()


def downgrade() -> None:
    """Drop them again."""
    for table in (
        "deliveries",
        "digest_entries",
        "digests",
        "entry_keys",
        "entries",
        "subscriptions",
        "feeds",
        "chats",
    ):
        op.drop_table(table)


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", _ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("topic_id", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("added_by", sa.BigInteger),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, server_default="active"),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("times", sa.String(256), nullable=False, server_default=""),
        sa.Column("weekdays", sa.String(7), nullable=False, server_default="0123456"),
        sa.Column("quiet", sa.String(11)),
        sa.Column("paused_until", sa.BigInteger),
        sa.Column("is_silent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("says_nothing_new", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("next_due_at", sa.BigInteger),
        sa.Column("last_slot", sa.String(16)),
        sa.Column("shown_until", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("covered_at", sa.BigInteger),
        sa.Column("sources_key", sa.String(16)),
        sa.Column("has_new_sources", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.UniqueConstraint("telegram_id", "topic_id", name="uq_chats_telegram_id"),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_chats_next_due_at", "chats", ["next_due_at"], where="next_due_at IS NOT NULL")


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", _ID, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("site_url", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("interval", sa.Integer, nullable=False),
        sa.Column("next_poll_at", sa.BigInteger, nullable=False),
        sa.Column("polled_at", sa.BigInteger),
        sa.Column("read_at", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failing_since", sa.BigInteger),
        sa.Column("failure", sa.String(64)),
        sa.Column("is_told", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("is_gone", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("feed_id", _ID, nullable=False),
        sa.Column("since", sa.BigInteger),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "feed_id", name="pk_subscriptions"),
        _belongs_to("chats", "subscriptions", "chat_id"),
        _belongs_to("feeds", "subscriptions", "feed_id"),
    )
    op.create_index("ix_subscriptions_feed_id", "subscriptions", ["feed_id"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("feed_id", _ID, nullable=False),
        sa.Column("story_key", sa.String(16), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("published", sa.BigInteger),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("listed_at", sa.BigInteger, nullable=False),
        sa.Column("article_id", sa.String(64)),
        sa.Column("summary", sa.Text),
        sa.Column("is_old", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        _belongs_to("feeds", "entries", "feed_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_feed_id_id", "entries", ["feed_id", "id"])
    op.create_index("ix_entries_story_key", "entries", ["story_key"])
    op.create_index("ix_entries_listed_at", "entries", ["listed_at"])
    op.create_table(
        "entry_keys",
        sa.Column("feed_id", _ID, nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_entry_keys"),
        _belongs_to("feeds", "entry_keys", "feed_id"),
        _belongs_to("entries", "entry_keys", "entry_id"),
    )
    op.create_index("ix_entry_keys_entry_id", "entry_keys", ["entry_id"])


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("pages", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("seconds_saved", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("key", name="uq_digests_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digests_made_at", "digests", ["made_at"])
    op.create_table(
        "digest_entries",
        sa.Column("digest_id", _ID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.BigInteger, nullable=False),
        sa.Column("story_key", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "position", name="pk_digest_entries"),
        _belongs_to("digests", "digest_entries", "digest_id"),
    )
    op.create_index("ix_digest_entries_story_key", "digest_entries", ["story_key"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("part", sa.Integer, nullable=False, server_default="0"),
        sa.Column("digest_id", _ID),
        sa.Column("state", sa.String(8), nullable=False, server_default="pending"),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("lot", sa.BigInteger, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("owner", sa.String(32)),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("doubts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("text", sa.Text),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("reason", sa.String(64)),
        sa.Column("covers_from", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("chat_id", "slot", "part", name="uq_deliveries_chat_id"),
        _belongs_to("chats", "deliveries", "chat_id"),
        _belongs_to("digests", "deliveries", "digest_id", ondelete="SET NULL"),
    )
    _partial_index("ix_deliveries_pending", "deliveries", ["due_at", "lot"], where="state = 'pending'")
    _partial_index("ix_deliveries_sending", "deliveries", ["owner"], where="state = 'sending'")
    op.create_index("ix_deliveries_digest_id", "deliveries", ["digest_id"])
    op.create_index("ix_deliveries_ended_at", "deliveries", ["ended_at"])


def _belongs_to(parent: str, table: str, column: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
