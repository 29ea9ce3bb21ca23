"""What tells one event from another in an article: its terms, the names and the numbers in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.articles.model import Article
from bot.summarize.sentences import article_sentences
from bot.summarize.terms import terms_of_each
from bot.summarize.words import words

# News tells what happened in its first paragraphs; what stands further down is background, shared by many
# stories. Against the first 300 and 1,500 words pairs of articles are told apart as well or better by these.
_READ = 600
# So many of the heaviest terms tell stories apart as well as all of them; 60 do it a little worse.
_MOST_TERMS = 80
_MOST_NAMES, _MOST_CAPITALISED, _MOST_NUMBERS = 32, 24, 24

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# A space is part of a number only where it parts thousands.
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:’']\d+)*)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,’' \u00a0\u202f]\d{3})+")
# Budgets of states have 13 digits; what has more than these counts nothing.
_LONGEST_NUMBER = 16
_HYPHEN = re.compile("[-‐‑]")
_OPENED = re.compile(r"[\"“„«‘»:(\[–—-]\s*$")
# Languages that write every noun with a capital: there only two capitals side by side tell a name.
_NOUNS_ARE_CAPITALISED = frozenset({"de", "lb"})
_VOWELS = "aeiouy"
# Cyrillic as English newspapers spell it; what a name ends in differs anyway and is cut off.
_CYRILLIC = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщыэюяђјљњћџ"
_SPELLED = "a b v g g d e e e zh z i i i i k l m n o p r s t u u f kh ts ch sh shch y e yu ya dj j lj nj c dz"
_LATIN = dict(zip(_CYRILLIC, _SPELLED.split(), strict=True)) | {"ъ": "", "ь": ""}


@dataclass(frozen=True, slots=True)
class StoryTerms:
    """An article in the words that matter, for whoever compares it with others. Each comes once."""

    counts: Mapping[str, int]
    """Terms as `bot.summarize.terms` gives them → how often, at most 80: of the title, then frequent ones."""
    title: frozenset[str]
    """Those of them that stand in the title."""
    names: tuple[str, ...]
    """Words of proper names in one spelling for all languages; empty where a script has no capitals.

    Those that stand in the title, too, come first.
    """
    capitalised: tuple[str, ...]
    """What may be such a word: it has its capital at the beginning of a sentence, or in the title."""
    numbers: tuple[str, ...]
    """Numbers in one spelling: "380000", "7.8", "16.20"; in the order of the text."""
    words: tuple[str, ...]
    """The text's first words, lower-cased."""
    headline: int = 0
    """How many of the names the title has."""


def story_terms(article: Article) -> StoryTerms:
    """Return what an article is known by among others; only its beginning is read."""
    texts = list(_beginning(article))
    title = article.title or ""
    found = [words(text, article.language) for text in (title, *texts)]
    every = terms_of_each([_apart(line) for line in found], article.language)
    counts = Counter(term for line in every for term in line)
    in_title = set(every[0])
    heaviest = sorted(counts, key=lambda term: (term not in in_title, -counts[term]))[:_MOST_TERMS]
    names, capitalised, headline = _names(texts, title, article.language)
    numbers = dict.fromkeys(_number(match) for text in (title, *texts) for match in _NUMBER.findall(text))
    telling = [number for number in numbers if len(number) <= _LONGEST_NUMBER]
    return StoryTerms(
        {term: counts[term] for term in heaviest},
        frozenset(in_title.intersection(heaviest)),
        names,
        capitalised,
        tuple(telling[:_MOST_NUMBERS]),
        tuple(word for line in found[1:] for word in line)[:_READ],
        headline,
    )


def _beginning(article: Article) -> Iterator[str]:
    read = 0
    for sentence in article_sentences(article):
        if read >= _READ:
            return
        text = sentence.span.of(article.text)
        read += text.count(" ") + 1
        yield text


def _apart(found: Sequence[str]) -> list[str]:
    """Part words from the numbers in them: "north-2" and "F-16" are inflected, and written, in many ways."""
    return [
        part
        for word in found
        for part in (_HYPHEN.split(word) if any(map(str.isdigit, word)) else (word,))
        if part
    ]


def _number(written: str) -> str:
    """Return a number in the one way that all spellings of it have."""
    if _THOUSANDS.fullmatch(written):
        return re.sub(r"\D", "", written)
    whole, *rest = re.split(r"\D", written)
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{rest[0]}" if rest else whole


def _names(texts: Sequence[str], title: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return the words that are names, and those that may be, most frequent first.

    Names that stand in the title, too, come before all others; last it is told how many these are.
    """
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    lower: set[str] = set()
    for text in texts:
        for word, is_opening, is_paired in _cased(text):
            if not word[0].isupper():
                lower.add(word)
            elif is_opening or (language in _NOUNS_ARE_CAPITALISED and not is_paired):
                outside[word] += 1
            else:
                inside[word] += 1
    outside.update(word for word, _, _ in _cased(title) if word[0].isupper())

    def keys(found: Counter[str]) -> Iterator[str]:
        proper = (word for word, _ in found.most_common() if word.lower() not in lower)
        yield from (key for key in dict.fromkeys(map(_name, proper)) if len(key) > 1)

    named = {_name(word) for word, _, _ in _cased(title)}
    names = sorted(keys(inside), key=lambda key: key not in named)[:_MOST_NAMES]
    others = [key for key in keys(outside) if key not in names]
    return tuple(names), tuple(others[:_MOST_CAPITALISED]), len(named.intersection(names))


def _cased(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each word of a sentence, whether a capital there says nothing, and whether it is one of a pair.

    A pair are two words with a capital and a space between them; the first word of the sentence makes none.
    """
    found = list(_TOKEN.finditer(text))
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    pairs = [
        gap == " " and one[0][0].isupper() and other[0][0].isupper()
        for gap, (one, other) in zip(between, pairwise(found), strict=True)
    ]
    for at, match in enumerate(found):
        word = _POSSESSIVE.sub("", match[0])
        is_opening = at == 0 or bool(_OPENED.search(between[at - 1]))
        is_paired = any(pairs[max(at - 1, 1) : at + 1]) or word.isupper()
        yield word, is_opening, is_paired


def _name(word: str) -> str:
    """Return the key of a name: no marks, Latin letters, the first six of them without final vowels."""
    folded = "".join(_LATIN.get(letter, letter) for letter in word.lower())
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return folded[:3] + folded[3:6].rstrip(_VOWELS)
