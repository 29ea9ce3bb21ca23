"""The same bot in a terminal: who answers (`console`), what a line says (`typed`), the looks (`styled`)."""

from bot.terminal.console import Terminal
from bot.terminal.typed import PERSON_ID

__all__ = ["PERSON_ID", "Terminal"]
