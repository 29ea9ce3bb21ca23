"""The catalogues of gettext: one file of translations for each language but English."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.render.languages import ENGLISH

LOCALES = Path(__file__).parent / "locales"


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into a language; of English, and where one is missing, the text itself."""
    if language == ENGLISH:
        return NullTranslations()
    # Read as it is written, for then nothing has to be built before the bot runs; once, in about 50 ms.
    with (LOCALES / f"{language}.po").open("rb") as file:
        translated = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, translated)
    compiled.seek(0)
    return GNUTranslations(compiled)
