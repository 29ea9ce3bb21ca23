"""Feeds of every kind, each read by a file of its own into the same `RawFeed`."""
