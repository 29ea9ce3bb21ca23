"""A Telegram bot that summarises articles in their own sentences."""
