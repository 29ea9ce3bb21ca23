"""What somebody wants summed up, in whichever of its kinds, and how long the summary may be. Pure."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.chat.links import Link
from bot.errors import UserError
from bot.services.budget import DEFAULT_BUDGET, Budget


@dataclass(frozen=True, slots=True)
class Text:
    """The text itself; `url` is its source, `source` the name of the channel that it comes from."""

    text: str
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The page behind a link."""

    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Several links, of which one is to be chosen."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages behind a few links, to be summed up together."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What the sources of the chat brought since midnight."""


@dataclass(frozen=True, slots=True)
class File:
    """A document; `size` in bytes, None where Telegram does not tell."""

    file_id: str
    unique_id: str
    name: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The article that a summary of ours shows."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A link that a button of ours offers."""

    link_id: str


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest article that is here."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that can be summed up, and why."""

    error: UserError


Wanted: TypeAlias = Text | Page | Pages | Choice | File | Shown | Offered | Newest | Today | Nothing


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be summed up, and how long the summary may be."""

    wanted: Wanted
    budget: Budget = DEFAULT_BUDGET
