"""The tables. Times are UTC seconds since 1970, so that every database compares them alike."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, MetaData, String, Table, Text, false

METADATA = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
)

# What was read, as it was read: enough to make any summary of it again when a button asks.
articles = Table(
    "articles",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("language", String(16)),
    Column("url", Text),
    Column("author", Text),
    Column("published", Date),
    Column("outlet", Text),
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
    Column("url", Text),
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

# Groups and channels that an owner brought the bot into.
served_chats = Table(
    "served_chats",
    METADATA,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", BigInteger, nullable=False),
)
