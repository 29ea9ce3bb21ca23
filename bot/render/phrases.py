"""What the bot says of its own, by key, in the language that is spoken, with its placeholders filled."""

from bot.errors import UserError
from bot.render.catalogues import catalogue
from bot.render.english import TEXTS, Plural
from bot.render.languages import language
from bot.render.text import aligned, visible

# A name or address longer than this would push the rest of the sentence off the screen.
_MAX_VALUE = 200


def phrase(key: str, /, **values: str | int) -> str:
    """Return a phrase with its placeholders filled; where it has plural forms, a count among them chooses."""
    text, translations = TEXTS[key], catalogue(language())
    if isinstance(text, Plural):
        said = translations.npgettext(key, text.one, text.other, int(values[text.by]))
    else:
        said = translations.pgettext(key, text)
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):  # as dates of some languages do
            said = said.replace(f"{{{name}}}.", f"{{{name}}}")
    return aligned(said.format(**values))


def is_phrase(key: str) -> bool:
    """Whether there is a phrase of this key."""
    return key in TEXTS


def explain(error: UserError) -> str:
    """Return what went wrong and what to do next, for a person, in one line.

    What comes from outside (hosts, names of files) is shown without what hides or reverses it, and cut.
    """
    values = {name: _shown(value) for name, value in error.values.items()}
    return phrase(f"error.{error.values.get('reason', error.code)}", **values)


def _shown(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = visible(value)
    return text if len(text) <= _MAX_VALUE else f"{text[: _MAX_VALUE - 1]}…"
