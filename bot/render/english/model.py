"""What a text of the catalogue is."""

from typing import NamedTuple, TypeAlias


class Plural(NamedTuple):
    """A text that depends on a count: both forms have the same placeholders, that of the count among them.

    English needs the number for one, too: other languages say 21 and 31 in the same form as 1.
    """

    one: str
    other: str
    by: str = "count"
    """The placeholder whose value chooses the form."""


Texts: TypeAlias = dict[str, str | Plural]
"""Texts by key, with placeholders in braces."""
