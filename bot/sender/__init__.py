"""Telegram out: every call of the bot is paced, and repeated where that is right; digests go last."""

from bot.sender.outbox import Outbox
from bot.sender.pace import ASIDE, DIGEST, Pace

__all__ = ["ASIDE", "DIGEST", "Outbox", "Pace"]
