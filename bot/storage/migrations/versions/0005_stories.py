"""Articles become stories: what they are compared by, what a chat wishes of them, what their buttons need."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _added() -> list[tuple[str, sa.Column[Any]]]:
    """Return the new columns with their tables; a column is of one use."""
    return [
        ("chats", sa.Column("is_personal", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("chats", sa.Column("most_stories", sa.Integer)),
        ("chats", sa.Column("most_minutes", sa.Integer)),
        ("chats", sa.Column("has_roundup", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("chats", sa.Column("breaking_sources", sa.Integer)),
        ("chats", sa.Column("breaking_most", sa.Integer, nullable=False, server_default="3")),
        ("subscriptions", sa.Column("weight", sa.Integer, nullable=False, server_default="0")),
        ("entries", sa.Column("features", sa.Text)),
        ("entries", sa.Column("language", sa.String(16))),
        ("digests", sa.Column("cards", sa.Text, nullable=False, server_default="{}")),
        ("digests", sa.Column("seconds_whole", sa.Integer, nullable=False, server_default="0")),
    ]


def upgrade() -> None:
    """Add columns and tables."""
    for table, column in _added():
        op.add_column(table, column)
    op.create_table(
        "tastes",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("word", sa.String(64), nullable=False),
        sa.Column("weight", sa.Integer, nullable=False, server_default="0"),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "kind", "word", name="pk_tastes"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_tastes_chat_id", ondelete="CASCADE"),
    )
    op.create_table(
        "splits",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "entry_id", name="pk_splits"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_splits_chat_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_splits_entry_id", ondelete="CASCADE"),
    )
    op.create_index("ix_splits_entry_id", "splits", ["entry_id"])
    comparable = sa.text("features IS NOT NULL")
    op.create_index(
        "ix_entries_comparable", "entries", ["id"], sqlite_where=comparable, postgresql_where=comparable
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_entries_comparable", "entries")
    op.drop_table("splits")
    op.drop_table("tastes")
    for table, column in _added():
        op.drop_column(table, column.name)
