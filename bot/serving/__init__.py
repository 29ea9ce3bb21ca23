"""The bot at Telegram: its life from the first call to the last (`lifetime`), and how updates come.

They are asked for (`polling`), or brought (`webhook`, by the server of `web`) and handed on (`arrivals`).
"""

from bot.serving.lifetime import serve

__all__ = ["serve"]
