"""The table of languages: what its rows promise is there, and it can be shown."""

import subprocess
import sys
import unicodedata

import pytest

from bot.summarize.languages import BY_CHARACTERS, BY_PIECES, BY_SPACES, LANGUAGES, PARTICLES, PREFIXES
from bot.summarize.languages import SIX_LETTERS as SIX
from bot.summarize.terms import terms
from bot.summarize.words import words

ASKED_FOR = (
    "ar be bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl"
)
ASKED_FOR += " sr sv sw ta th tr uk ur vi zh"


def markdown() -> str:
    """The table of the README."""
    found = {
        BY_SPACES: "between spaces",
        BY_CHARACTERS: "each character, in twos",
        BY_PIECES: "overlapping pieces of runs",
    }
    stemmed = {SIX: "the first six letters", PARTICLES: "particles off", PREFIXES: "prefixes off"}
    rows = [
        f"| {row.english} | `{code}` | yes | {found[row.words]} "
        f"| {stemmed.get(row.stemmer, 'Snowball') if row.stemmer else 'none'} "
        f"| {row.stop_words.split('/')[0] if row.stop_words else 'short words'} |"
        for code, row in sorted(LANGUAGES.items(), key=lambda item: item[1].english)
    ]
    head = "| language | code | sentences | words | stemming | stop words |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def test_the_languages_of_the_plan_have_a_row() -> None:
    assert set(ASKED_FOR.split()) <= LANGUAGES.keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_row_names_what_there_is(code: str) -> None:
    """Its stemmer and its list load, and its name in itself is a word of it."""
    row = LANGUAGES[code]
    assert terms(words(row.own, code), code)
    assert unicodedata.is_normalized("NFC", row.own)
    assert row.english.isascii()


def test_no_two_rows_have_one_name() -> None:
    assert len({row.english for row in LANGUAGES.values()}) == len(LANGUAGES)
    assert len({row.own for row in LANGUAGES.values()}) == len(LANGUAGES)


def test_the_table_for_people_has_every_row() -> None:
    lines = markdown().splitlines()
    assert len(lines) == len(LANGUAGES) + 2
    assert "| Thai | `th` | yes | overlapping pieces of runs | none | sumy |" in lines
    assert "| English | `en` | yes | between spaces | Snowball | sumy |" in lines


def test_a_language_is_loaded_when_it_is_met() -> None:
    program = (
        "import sys\n"
        "from bot.summarize.terms import terms\n"
        "terms(['ສະບາຍດີ'], 'lo')\n"
        "assert 'Stemmer' not in sys.modules\n"
        "assert terms(['bridges'], 'en') == ['bridg']\n"
        "assert not {'sumy', 'nltk', 'stop_words', 'stopwordsiso'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
