"""Our own choice for texts of any size, the same at any time."""

import json
import os
import subprocess
import sys

from bot.summarize.rank import pick
from bot.summarize.sentences import Tokenizer

from .articles import TEXTS
from .prose import PROSE, story


def test_twenty_thousand_sentences() -> None:
    texts = [
        f"Sentence {index} is about town {index % 97} and its bridge over river {index % 31}."
        for index in range(20_000)
    ]
    told = story(texts)
    assert len(pick(told, sentences=3, words=None)) == 3
    assert len(pick(told, sentences=150, words=None)) == 150
    chosen = pick(told, sentences=None, words=60)
    assert 0 < sum(len(told.words[index]) for index in chosen) <= 60


def test_the_same_story_is_always_told_in_the_same_way() -> None:
    for language, text in TEXTS.items():
        texts = Tokenizer(language).to_sentences(text)
        for sentences, words in ((1, None), (3, None), (None, 40), (4, 60)):
            once, again = (pick(story(texts, language), sentences=sentences, words=words) for _ in range(2))
            assert once == again


def test_a_fresh_process_chooses_the_same() -> None:
    program = (
        "import json, sys; from bot.summarize.rank import pick; from bot.summarize.story import Story;"
        "texts = json.load(sys.stdin); story = Story.of(texts, range(len(texts)), 'The bridge', 'en');"
        "print(json.dumps([pick(story, sentences=n, words=w) for n in (1, 3, 6) for w in (None, 40)]))"
    )
    told = story(PROSE, "en", "The bridge")
    expected = [list(pick(told, sentences=n, words=w)) for n in (1, 3, 6) for w in (None, 40)]
    for seed in ("1", "4242"):
        shown = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(PROSE),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert json.loads(shown.stdout) == expected
