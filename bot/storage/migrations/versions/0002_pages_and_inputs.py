"""What the source of an article says of it, and the links and documents that articles were read from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and the table."""
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("author", sa.Text))
        articles.add_column(sa.Column("published", sa.Date))
        articles.add_column(sa.Column("outlet", sa.Text))
        articles.add_column(sa.Column("is_page", sa.Boolean, nullable=False, server_default=sa.false()))
        articles.add_column(sa.Column("is_partial", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "inputs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("article_id", sa.String(64)),
        sa.Column("read_at", sa.BigInteger),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inputs"),
    )
    op.create_index("ix_inputs_stored_at", "inputs", ["stored_at"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("inputs")
    with op.batch_alter_table("articles") as articles:
        for column in ("is_partial", "is_page", "outlet", "published", "author"):
            articles.drop_column(column)
