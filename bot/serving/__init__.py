"""The bot at Telegram: its life from the first call to the last (`lifetime`), and updates (`polling`)."""

from bot.serving.lifetime import serve

__all__ = ["serve"]
