"""Several processes of the bot on one PostgreSQL, and what becomes of the digests when each of them dies."""
