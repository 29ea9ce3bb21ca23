"""What whoever runs the bot sees of it: metrics, health, and the status page, all in English."""

from bot.operator.overlook import Overlook, Work
from bot.operator.overlooking import overlooking

__all__ = ["Overlook", "Work", "overlooking"]
