"""Chats that are due together are found together with those that follow the same; when a feed was dropped."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NAME = "ix_chats_next_due_at"


def upgrade() -> None:
    """Let the index hold both columns, and chats the moment."""
    op.add_column("chats", sa.Column("dropped_at", sa.BigInteger))
    op.drop_index(_NAME, "chats")
    _make(["next_due_at", "sources_key"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_index(_NAME, "chats")
    _make(["next_due_at"])
    op.drop_column("chats", "dropped_at")


def _make(columns: list[str]) -> None:
    due = sa.text("next_due_at IS NOT NULL")
    op.create_index(_NAME, "chats", columns, sqlite_where=due, postgresql_where=due)
