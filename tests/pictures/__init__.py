"""Pictures of the bot's messages as a person sees them, for the README.

`python -m tests.pictures` lets the real bot talk to the local Bot API server, takes the messages as that
server accepted them, and has a browser draw them.
"""
