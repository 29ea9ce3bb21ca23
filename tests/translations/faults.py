"""What is wrong with a catalogue, as its reader or Telegram would notice."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.render.english import TEXTS, Plural
from bot.render.text import utf16_length
from tests.translations.limits import limit_of, longest, placeholders
from tests.translations.plurals import form_names, is_of_one_number, plural_forms

# A command, but no part of a path, a date or a time zone.
_COMMAND = re.compile(r"(?<![\w/.>])/[a-z_]+\b(?!/)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|&(?:amp|lt|gt|quot|#\d+);")
_BRACE = re.compile(r"[{}]")


def faults_of(path: Path) -> list[str]:
    """Return what is wrong with a catalogue, each fault in a line that begins with its key."""
    language = path.stem
    with path.open("rb") as file:
        catalogue = read_po(file)
    messages = {str(message.context): message for message in catalogue if message.context}
    faults = [f"{key}: there is no such text" for key in messages.keys() - TEXTS.keys()]
    if catalogue.plural_forms.removesuffix(";") != plural_forms(language).removesuffix(";"):
        faults.append(f"header: its plural forms are {catalogue.plural_forms}")
    for key, text in TEXTS.items():
        message = messages.get(key)
        faults += [f"{key}: {fault}" for fault in _faults(key, text, message, language)]
    return sorted(faults)


def _faults(key: str, text: str | Plural, message: Message | None, language: str) -> Iterator[str]:
    english = (text.one, text.other) if isinstance(text, Plural) else (text,)
    if message is None or (message.id if isinstance(text, Plural) else (message.id,)) != english:
        yield "not of the English text of now"
        return
    if message.fuzzy:
        yield "fuzzy"
    forms = forms_of(message)
    if isinstance(text, Plural) and len(forms) != len(form_names(language)):
        yield f"{len(forms)} forms in place of {len(form_names(language))}"
    for place, form in enumerate(forms):
        counts = isinstance(text, Plural) and len(forms) == len(form_names(language))
        # Whoever says "two days" in a form of its own says it in a word.
        is_said = counts and is_of_one_number(language, place)
        yield from form_faults(
            key, english[-1], form, text.by if is_said and isinstance(text, Plural) else ""
        )


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the forms of a translation: a single one where nothing is counted."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def form_faults(key: str, english: str, form: str, unneeded: str = "") -> Iterator[str]:
    """Yield what is wrong with one form of a translation of a text; it can do without one placeholder."""
    if not form:
        yield "not translated"
        return
    wanted = placeholders(english)
    if placeholders(form) not in (wanted, [name for name in wanted if name != unneeded]):
        yield f"placeholders {placeholders(form)} in place of {placeholders(english)}"
    limit, units = limit_of(key), utf16_length(longest(key, form))
    if units > limit.units:
        yield f"{units} units long, at most {limit.units} in a {limit.what}"
    if _edges(form) != _edges(english):
        yield "begins or ends with other white space"
    if form.count("\n") != english.count("\n"):
        yield "another number of lines"
    if commands(form) != commands(english):
        yield f"commands {sorted(commands(form))} in place of {sorted(commands(english))}"
    if _TAG.search(form):
        yield "markup"
    if len(_BRACE.findall(form)) != 2 * len(placeholders(form)):
        yield "a brace that is no placeholder's"


def commands(text: str) -> frozenset[str]:
    """Return the commands that a text names."""
    return frozenset(_COMMAND.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
