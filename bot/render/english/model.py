"""What a text of the catalogue is."""

from typing import NamedTuple, TypeAlias


class Plural(NamedTuple):
    """A text that depends on a count; its placeholder `count` is that number, and chooses the form."""

    one: str
    other: str


Texts: TypeAlias = dict[str, str | Plural]
"""Texts by key, with placeholders in braces."""
