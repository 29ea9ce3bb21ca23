"""The languages of the interface, and which of them is spoken just now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ENGLISH = "en"

LANGUAGES = {
    "en": "English",
    "ru": "Русский",
    "uk": "Українська",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português",
    "pl": "Polski",
    "tr": "Türkçe",
    "ar": "العربية",
    "fa": "فارسی",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "zh": "简体中文",
    "ja": "日本語",
    "ko": "한국어",
}
"""Code (ISO 639-1) → the language's own name, in the order of the menu."""

RIGHT_TO_LEFT = frozenset({"ar", "fa"})

UNSPACED = frozenset({"zh", "ja"})
"""Languages in which no space stands between two sentences."""

# Ambient, as in most gettext applications: each of three hundred calls of `phrase` would else hand it on.
# The edges set it once: for an update, for a chat whose digest is written, for a notice. Tasks inherit it.
_SPOKEN: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """Return the code of the language that is spoken now."""
    return _SPOKEN.get()


def speak(code: str) -> None:
    """Speak a language for the rest of this task."""
    _SPOKEN.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within a block."""
    token = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language_of(tag: str | None) -> str | None:
    """Return the language of the interface for a tag such as "pt-BR"; None where there is none."""
    code = (tag or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else None
