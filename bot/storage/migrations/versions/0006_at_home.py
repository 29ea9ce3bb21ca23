"""Chats say how they want what they are sent; people are invited; filters say what they look at."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _added() -> list[tuple[str, sa.Column[Any]]]:
    """Return the new columns with their tables; a column is of one use."""
    return [
        ("chats", sa.Column("language", sa.String(8))),
        ("chats", sa.Column("is_language_chosen", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("chats", sa.Column("sentences", sa.Integer)),
        ("chats", sa.Column("share", sa.Integer)),
        ("chats", sa.Column("algorithm", sa.String(16))),
        ("chats", sa.Column("has_links", sa.Boolean(), nullable=False, server_default=sa.true())),
        ("chats", sa.Column("is_brief", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("chats", sa.Column("has_offers", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("subscriptions", sa.Column("folder", sa.Text)),
        ("served_chats", sa.Column("is_removed", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("subscriptions", sa.Column("title", sa.Text)),
        ("subscriptions", sa.Column("position", sa.Integer)),
    ]


def upgrade() -> None:
    """Add columns and tables."""
    for table, column in _added():
        op.add_column(table, column)
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_index("ix_served_chats_added_by", "served_chats", ["added_by"])
    with op.batch_alter_table("tastes") as batch:
        batch.drop_constraint("pk_tastes", type_="primary")
        batch.add_column(sa.Column("field", sa.String(8), nullable=False, server_default="text"))
        batch.add_column(sa.Column("feed_id", sa.BigInteger, nullable=False, server_default="0"))
        batch.create_primary_key("pk_tastes", ["chat_id", "kind", "field", "word", "feed_id"])
    op.create_table(
        "members",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("invite_id", sa.BigInteger),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "invites",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("code", sa.String(64), nullable=False, unique=True),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handovers",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("chat_id", _NUMBER, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_handovers_chat_id", ondelete="CASCADE"),
    )
    op.create_index("ix_handovers_chat_id", "handovers", ["chat_id"])
    op.create_table(
        "asked",
        sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("item_id", sa.String(64), primary_key=True),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_asked_item_id", "asked", ["item_id"])
    op.create_index("ix_asked_asked_at", "asked", ["asked_at"])
    op.create_table(
        "announced",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("content", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take them away again; of the filters those stay that the older version knows."""
    for table in ("announced", "asked", "handovers", "invites", "members"):
        op.drop_table(table)
    op.execute("DELETE FROM served_chats WHERE is_removed")
    op.drop_index("ix_served_chats_added_by", "served_chats")
    op.drop_index("ix_entries_article_id", "entries")
    op.execute("DELETE FROM tastes WHERE field <> 'text' OR feed_id <> 0")
    with op.batch_alter_table("tastes") as batch:
        batch.drop_constraint("pk_tastes", type_="primary")
        batch.drop_column("feed_id")
        batch.drop_column("field")
        batch.create_primary_key("pk_tastes", ["chat_id", "kind", "word"])
    for table, column in _added():
        op.drop_column(table, column.name)
