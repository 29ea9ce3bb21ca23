"""Digests: when one is due, what goes into it, and how it is laid out. Pure: values and the time in."""
