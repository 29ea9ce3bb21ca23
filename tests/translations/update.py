"""The catalogue of a language as it has to be: every English text, with its translation if there is one."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import generate_po, read_po

from bot.render.english import ROOMS, Plural
from tests.translations.faults import forms_of
from tests.translations.hints import hints_of
from tests.translations.plurals import form_names, plural_forms


def updated(path: Path, language: str) -> str:
    """Return the text of the catalogue at `path`, which may be missing, brought up to date.

    Translations stay; where the English has changed since, they are marked as fuzzy, so that English is shown
    until somebody has looked; those of texts that are no more are dropped.
    """
    old = _read(path, language)
    new = Catalog(locale=language)
    new.mime_headers = [("Plural-Forms", plural_forms(language))]  # Babel's own tables have others
    for room, key, text in _texts():
        message = new.add(
            (text.one, text.other) if isinstance(text, Plural) else text,
            context=key,
            locations=[(room, 0)],
            auto_comments=hints_of(key, language),
        )
        if before := old.get(key):
            _carry_over(before, message, len(form_names(language)))
    entries = generate_po(new, omit_header=True, include_lineno=False, width=0)
    return _header(language) + "".join(entries).rstrip("\n") + "\n"


def _texts() -> Iterator[tuple[str, str, str | Plural]]:
    """Yield file, key and text, by file and key."""
    for room in sorted(ROOMS, key=lambda room: room.__name__):
        name = room.__name__.rpartition(".")[2]
        for key in sorted(room.TEXTS):
            yield f"english/{name}.py", key, room.TEXTS[key]


def _read(path: Path, language: str) -> dict[str, Message]:
    """Return the messages of a catalogue by key; none where there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(message.context): message for message in messages if message.context}


def _carry_over(before: Message, message: Message, forms: int) -> None:
    """Give a message the translation that it had before."""
    message.user_comments = before.user_comments
    said = forms_of(before)
    if not any(said):
        return
    if not isinstance(message.id, tuple):
        message.string = said[-1]
    else:
        message.string = said if len(said) == forms else said[-1:] * forms
    if before.fuzzy or before.id != message.id:
        message.flags.add("fuzzy")


def _header(language: str) -> str:
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms(language)}",
    )
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines), "", ""])
