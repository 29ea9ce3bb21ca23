"""Updates that come by a webhook are kept until they are handled; several processes share a database."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables, and let chats that are due be read on from any of them."""
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("owner", sa.String(32)),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("done_at", sa.BigInteger),
    )
    for name, column, where in (
        ("ix_updates_to_do", "id", sa.text("done_at IS NULL")),
        ("ix_updates_done", "done_at", sa.text("done_at IS NOT NULL")),
    ):
        op.create_index(name, "updates", [column], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "leaders",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("holder", sa.String(40), nullable=False),
    )
    _index_due("next_due_at", "sources_key", "id")


def downgrade() -> None:
    """Take them away again, with what was not handled."""
    _index_due("next_due_at", "sources_key")
    op.drop_table("leaders")
    op.drop_table("updates")


def _index_due(*columns: str) -> None:
    due = sa.text("next_due_at IS NOT NULL")
    op.drop_index("ix_chats_next_due_at", "chats")
    op.create_index("ix_chats_next_due_at", "chats", columns, sqlite_where=due, postgresql_where=due)
