"""Updates that come by a webhook are kept until they are handled; several processes share a database."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("done_at", sa.BigInteger),
    )
    op.create_index("ix_updates_done_at", "updates", ["done_at", "id"])
    op.create_table(
        "leaders",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("holder", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Take them away again, with what was not handled."""
    op.drop_table("leaders")
    op.drop_table("updates")
