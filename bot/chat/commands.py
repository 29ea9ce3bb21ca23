"""The commands there are."""

# In the order in which the menu of Telegram shows them.
COMMANDS = (
    "summary",
    "digest",
    "subscribe",
    "unsubscribe",
    "feeds",
    "schedule",
    "timezone",
    "settings",
    "language",
    "mute",
    "only",
    "data",
    "export",
    "import",
    "move",
    "privacy",
    "forget",
    "cancel",
    "invite",
    "users",
    "stats",
    "help",
    "start",
)
OWNER_COMMANDS = frozenset({"invite", "users", "stats"})
"""To everybody else there are none of these."""
