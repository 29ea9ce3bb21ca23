"""Values of a backup: taken out of JSON one by one, each checked, and named where it cannot be used."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from bot.digest.schedule import UNTIL_RESUMED
from bot.errors import UserError

T = TypeVar("T")


class Part:
    """An object of the file; a value that cannot be used is named by its way through the file."""

    def __init__(self, values: object, way: str) -> None:
        if not isinstance(values, dict):
            raise UserError("backup_value", key=way or "setup")
        self._values, self._way = values, way

    def part(self, key: str) -> "Part":
        """Return an object within; one that is missing has nothing in it."""
        return Part(self._values.get(key, {}), self._named(key))

    def parts(self, key: str, most: int) -> "list[Part]":
        """Return the objects of a list."""
        listed = self.all(key, most, lambda one: one)
        return [Part(one, f"{self._named(key)}[{number}]") for number, one in enumerate(listed)]

    def all(self, key: str, most: int, made: Callable[[Any], T]) -> list[T]:
        """Return what is made of the values of a list of at most so many."""
        listed = self._values.get(key, [])
        if not isinstance(listed, list) or len(listed) > most:
            raise UserError("backup_value", key=self._named(key))
        return [self._made(key, one, made) for one in listed]

    def one(self, key: str, made: Callable[[Any], T], default: T) -> T:
        """Return what is made of a value; the default where it is missing or null."""
        value = self._values.get(key)
        return default if value is None else self._made(key, value, made)

    def needed(self, key: str, made: Callable[[Any], T]) -> T:
        """Return what is made of a value that has to be there."""
        return self._made(key, self._values.get(key), made)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return whether something holds."""
        return self.one(key, _flag, default)

    def number(self, key: str, of: Iterable[int]) -> int | None:
        """Return one of some numbers, None for none."""
        return self.one(key, among(of), None)

    def moment(self, key: str) -> int | None:
        """Return a moment in UTC seconds."""
        return self.one(key, _moment, None)

    def is_empty(self, key: str) -> bool:
        """Whether a value is a text with nothing in it."""
        return self._values.get(key) == ""

    def _made(self, key: str, value: object, made: Callable[[Any], T]) -> T:
        try:
            return made(value)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise UserError("backup_value", key=self._named(key)) from error

    def _named(self, key: str) -> str:
        return f"{self._way}.{key}" if self._way else key


def among(known: Iterable[T]) -> Callable[[Any], T]:
    """Return what takes one of some values and no other."""
    every = list(known)

    def made(value: object) -> T:
        if isinstance(value, bool):
            raise TypeError
        return every[every.index(cast(T, value))]

    return made


def a_text(value: object) -> str:
    """Return a text with something in it, without the white space around it."""
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _moment(value: object) -> int:
    read = datetime.fromisoformat(a_text(value))
    moment = int((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())
    if not 0 <= moment <= UNTIL_RESUMED:
        raise ValueError
    return moment
