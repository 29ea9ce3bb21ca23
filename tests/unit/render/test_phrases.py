import re
from pathlib import Path

import pytest

from bot.errors import (
    ArticleGone,
    NoArticles,
    TooLong,
    TooShort,
    UnknownAlgorithm,
    UnreadableInput,
    UserError,
)
from bot.render.phrases import _ENGLISH, explain, phrase

# Everything that is raised for a person, with the values it is raised with.
ERRORS = [
    TooShort(reason="few_words", sentences=1, words=5),
    TooShort(reason="one_sentence", sentences=1, words=500),
    TooLong(algorithm="lsa", limit=1000, sentences=2000),
    UnknownAlgorithm(algorithm="x", known="rank, lead"),
    UnreadableInput(name="a.txt", why="it is not UTF-8 text"),
    NoArticles(folder="seeds"),
    ArticleGone(days=30),
    UserError("no_text"),
    UserError("only_link"),
    UserError("bad_row"),
    UserError("internal"),
    UserError("worker_killed"),
    TooLong(reason="too_many_words", algorithm="lsa", limit=1000, words=2000),
    UserError("count", max_sentences=20),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: str(error.values.get("reason", error.code)))
def test_every_error_has_words(error: UserError) -> None:
    text = explain(error)
    assert text.endswith((".", ")"))
    assert "{" not in text


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    files = (path for path in Path("bot").rglob("*.py") if path.name != "phrases.py")
    code = "\n".join(path.read_text() for path in files)
    quoted = set(re.findall(r'"((?:button|summary|toast|error|access|digest)\.[a-z_]+|start|help)"', code))
    reasons = {f"error.{error.values.get('reason', error.code)}" for error in ERRORS}
    commands = {key for key in _ENGLISH if key.startswith("command.")}
    assert quoted | reasons | commands == set(_ENGLISH)


def test_pop_ups_fit() -> None:
    values: dict[str, str | int] = {"days": 30, "sentences": 20, "start": ""}
    for key in _ENGLISH:
        if key.startswith("toast.") or key in {"access.stranger", "access.stranger_group", "error.internal"}:
            assert len(phrase(key, **values)) <= 200, key
