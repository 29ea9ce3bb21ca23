"""What the bot can do for somebody: use cases that join the rooms. Adapters arrive as arguments."""
