"""From the words of a sentence to the terms that carry its meaning. A language is loaded when first met."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, groupby, pairwise
from pathlib import Path

from bot.summarize.languages import BY_PIECES, LANGUAGES, PARTICLES, PREFIXES, SIX_LETTERS, Language

_Words = list[str]
_Stemmer = Callable[[_Words], _Words]

# Where the packages named in a row keep their lists. As files, because importing sumy takes over a second.
_LISTS = {
    "sumy": "data/stopwords/{}.txt",
    "stop_words": "stop-words/{}.txt",
    "stopwordsiso": "stopwords-iso.json",
}
# The list for Chinese is in simplified characters; these are its most frequent ones as Taiwan writes them.
_MORE_STOP_WORDS = {"zh": "们 這 們 個 為 於 與 還 來 對 後 會 時 從 誰 嗎 麼"}
_ENTRY = re.compile(r"[^\n,\"]+")

# What one language writes in two ways, or adds to a word without changing it. The words stand in a line with
# a space between each two.
_ELISION = re.compile(r"(?<!\S)\w{1,6}'(?=\w)")  # l'homme, qu'il, dell'arte; not aujourd'hui
_SUFFIX = re.compile(r"'\w+")  # Ankara'da
_POSSESSIVE = re.compile(r"'s(?!\S)")
# Vowel signs and the lengthening stroke; before the article also "and", which Snowball leaves.
_MARKS = "[\u0640\u064b-\u065f\u0670]"
_PERSIAN_MARKS = re.compile(_MARKS)
_ARABIC_MARKS = re.compile(_MARKS + r"|(?<!\S)[وف](?=ال\w{3})")
_HEBREW_MARKS = re.compile("[\u0591-\u05c7]")
_HINDI_MARKS = re.compile("[\u093c\u200c\u200d]")
_CUTS = (
    dict.fromkeys(("ca", "eo", "fr", "ga", "it", "pt"), _ELISION)
    | dict.fromkeys(("az", "tr"), _SUFFIX)
    | dict.fromkeys(("de", "en", "nl"), _POSSESSIVE)
    | dict.fromkeys(("fa", "ur"), _PERSIAN_MARKS)
    | {"ar": _ARABIC_MARKS, "he": _HEBREW_MARKS}
    | dict.fromkeys(("hi", "mr", "ne"), _HINDI_MARKS)
)
_SERBIAN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_SAME = (
    dict.fromkeys(("fa", "ur"), (("ي", "ی"), ("ك", "ک")))
    | dict.fromkeys(("hi", "mr", "ne"), (("ँ", "ं"),))
    | {
        "ar": (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي")),
        "ro": (("ş", "ș"), ("ţ", "ț")),
        "ru": (("ё", "е"),),
        # The Cyrillic alphabet goes over into the Latin one, which the list is in.
        "sr": tuple(zip("абвгдђежзијклљмнњопрстћуфхцчџш", _SERBIAN.split(), strict=True)),
    }
)
_APOSTROPHES = (("’", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"))

# A particle goes where two syllables are left; the longer ones come first.
_KOREAN_PARTICLE = re.compile(
    "(?<=[가-힣]{2})(?:에서는|에서도|으로는|으로도|으로써|으로서|에게서|이라고|이라며|까지|부터|에서|에게|으로|"
    "라고|라며|이며|이나|처럼|보다|에는|에도|와의|과의|들이|들을|들은|들의|들과|들도|"
    "은|는|이|가|을|를|에|의|도|로|와|과|만|들)$"
)
_VOWELS = "aeiouyáâãäąāéêěęēėëíîīįóôöőõúůūųüýăåæøıəаеиоуыэюяїієёйьъүөәіўაეიოუ"
_HEBREW_PREFIXES = "ובהכלמש"

_HIRAGANA = re.compile("[\u3041-\u309f]")
_HAN, _PHRASE, _SPACED = range(3)
# From here on a script may be one without spaces: Thai is the first of them.
_FIRST_SPECIAL = "\u0e00"
_PHRASE_LETTER = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f]")
# A cluster is a letter with all that is read with it: the vowel before it (Thai, Lao), its marks, and (Khmer,
# Burmese) the letters below it and those that close its syllable.
_CLUSTER = re.compile(
    "[\u0e40-\u0e44\u0ec0-\u0ec4]?."
    "(?:[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u1038\u103a-\u103e\u1056-\u1059\u17b4-\u17d1\u17d3]"
    "|[\u1039\u17d2].|[\u1000-\u1021]\u1037?\u103a)*"
)
_PIECE = 5  # as `words` cuts them: a shorter piece ends its phrase


def terms(found: Sequence[str], language: str) -> list[str]:
    """Return what carries meaning in one sentence, in order, so that what is said twice can be seen.

    `found` are its words, as `words` gives them. Stop words are left out, numbers kept, the rest stemmed.
    Where no space parts words, overlapping pieces stand for them: of Han characters two, of Thai, Lao,
    Khmer and Burmese two or three with their signs; katakana stays whole. `language` is ISO 639-1; for one
    without stop words (and `und`) those go that have up to three letters, outside ASCII up to two.
    """
    return terms_of_each([found], language)[0]


def terms_of_each(sentences: Sequence[Sequence[str]], language: str) -> list[list[str]]:
    """Return the `terms` of each of many sentences; what they share is worked out once."""
    if not sentences:
        return []
    reader = _reader(language if language in LANGUAGES else "")
    lines = [" ".join(found) for found in sentences]
    distinct = dict(zip(lines, sentences, strict=True))
    spelled = reader.spelled("\n".join(distinct)).split("\n")
    spaced: dict[str, _Words] = {}
    known: dict[str, _Words] = {}
    for line, (written, found) in zip(spelled, distinct.items(), strict=True):
        if line.isascii() or max(line) < _FIRST_SPECIAL:
            spaced[written] = reader.kept(line.split())
        else:
            known[written] = _unspaced(reader, line, found)
    stems = reader.stems(chain.from_iterable(spaced.values()))
    known.update((line, [stems[word] for word in kept]) for line, kept in spaced.items())
    return [known[line] for line in lines]


def _unspaced(reader: "_Reader", line: str, found: Sequence[str]) -> _Words:
    """Return the terms of a line that has words of a script without spaces."""
    kept = [
        term
        for kind, group in groupby(line.split(), key=_kind)
        for term in (reader.spaced(list(group)) if kind == _SPACED else reader.pieces(kind, list(group)))
    ]
    # A sentence all in hiragana: better its grammar than nothing.
    return kept or [one + two for one, two in pairwise(filter(_HIRAGANA.match, found))]


class _Reader:
    """How one language's words become terms."""

    def __init__(self, code: str, language: Language | None) -> None:
        self._cut = _CUTS.get(code)
        self._cuts_ascii = self._cut in (_ELISION, _SUFFIX, _POSSESSIVE)
        self._same = _SAME.get(code, ())
        self._stem: _Stemmer | None = _stemmer(language.stemmer) if language and language.stemmer else None
        listed = _listed(language.stop_words) if language and language.stop_words else []
        single = [word for word in listed if " " not in word]  # of a word of two no half is one
        self._stop_words = frozenset(
            self.spelled(" ".join([*single, *_MORE_STOP_WORDS.get(code, "").split()])).split()
        )
        long = sorted((re.escape(w) for w in self._stop_words if len(w) > 2), key=len, reverse=True)
        by_pieces = language is not None and language.words == BY_PIECES
        self._between = re.compile("|".join(long)) if by_pieces and long else None

    def spelled(self, line: str) -> str:
        """Return words joined by spaces in the one way that this language's list and stemmer expect."""
        if not line.isascii():
            if not unicodedata.is_normalized("NFC", line):
                line = unicodedata.normalize("NFC", line)
            for old, new in (*_APOSTROPHES, *self._same):
                line = line.replace(old, new)
        if self._cut and ("'" in line if self._cuts_ascii else True):
            line = self._cut.sub("", line)
        return line

    def spaced(self, found: _Words) -> _Words:
        """Return the terms of words that stood between spaces."""
        kept = self.kept(found)
        return self._stem(kept) if self._stem else kept

    def stems(self, found: Iterable[str]) -> dict[str, str]:
        """Return the term of each word; each is stemmed once, however often it comes."""
        distinct = list(dict.fromkeys(found))
        return dict(zip(distinct, self._stem(distinct) if self._stem else distinct, strict=True))

    def kept(self, found: _Words) -> _Words:
        """Return the words without stop words."""
        stop_words = self._stop_words
        if stop_words:
            return [w for w in found if w not in stop_words and (len(w) > 1 or w.isdecimal())]
        # Particles and pronouns have up to three letters in most Latin alphabets, two in most others.
        return [w for w in found if len(w) > 3 or (len(w) > 2 and not w.isascii()) or w.isdecimal()]

    def pieces(self, kind: int, found: _Words) -> _Words:
        """Return the terms of a run of words that no space parts."""
        if kind == _HAN:
            return [term for term in _ideographs(found, self._stop_words) if term not in self._stop_words]
        # A stop word in a phrase is a border between others. Where it is but part of a word it parts
        # that word in the same place wherever the word stands.
        phrases = _phrases(found)
        parts = phrases if self._between is None else self._between.sub(" ", " ".join(phrases)).split()
        return [term for part in parts for term in _clusters(part)]


@cache  # no more than there are rows
def _reader(code: str) -> _Reader:
    return _Reader(code, LANGUAGES.get(code))


def _kind(word: str) -> int:
    first = word[0]
    if first < _FIRST_SPECIAL:
        return _SPACED
    if _PHRASE_LETTER.match(word):
        return _PHRASE
    # `words` gives Han and kana one by one, with the marks that follow; Hangul and the rest as runs.
    alone = (
        first >= "\u3000" and not "\uac00" <= first <= "\ud7af" and (len(word) == 1 or not word[1].isalnum())
    )
    return _HAN if alone else _SPACED


def _ideographs(found: _Words, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield two characters each, from runs of Han between stop characters; katakana whole, no hiragana."""

    def script(character: str) -> str:
        first = character[0]
        if "\u3041" <= first <= "\u309f" or character in stop_words:
            return ""
        return "katakana" if "\u30a0" <= first <= "\u30ff" or first >= "\uff66" else "han"

    for name, group in groupby(found, key=script):
        if name == "katakana":
            yield "".join(group)
        elif name:
            run = list(group)
            yield from map("".join, pairwise(run)) if len(run) > 1 else run


def _phrases(found: _Words) -> _Words:
    """Return the runs of letters that `words` has cut into pieces."""
    whole, phrase = [], ""
    for piece in found:
        phrase += piece
        if len(piece) < _PIECE:  # the last of its run
            whole.append(phrase)
            phrase = ""
    return [*whole, phrase] if phrase else whole


def _clusters(phrase: str) -> Iterator[str]:
    """Yield overlapping groups of clusters: three in Thai and Lao, two where a cluster is a syllable."""
    parts = _CLUSTER.findall(phrase)
    size = 3 if phrase < "\u1000" else 2
    for at in range(max(len(parts) - size + 1, 1)):
        yield "".join(parts[at : at + size])


def _listed(where: str) -> _Words:
    """Return a list of stop words, from the files of the package that `where` names."""
    package, _, name = where.partition("/")
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    text = (Path(spec.origin).parent / _LISTS[package].format(name)).read_text("utf-8")
    if package == "stopwordsiso":
        listed: _Words = json.loads(text)[name]
        return listed
    # A word a line; the Hebrew file has them quoted, with commas.
    return [entry for match in _ENTRY.findall(text) if (entry := match.strip())]


def _stemmer(name: str) -> _Stemmer:
    if name in _OWN_STEMMERS:
        return _OWN_STEMMERS[name]
    stem: _Stemmer = import_module("Stemmer").Stemmer(name).stemWords  # remembers up to 10,000 words
    return stem


def _without_particles(found: _Words) -> _Words:
    return [_KOREAN_PARTICLE.sub("", word) for word in found]


def _without_prefixes(found: _Words) -> _Words:
    """Take all letters that may be prefixes from the front until three are left.

    That takes some off the word itself ("שלום"), but the same ones with and without a prefix before it.
    """
    stripped = [(word, word.lstrip(_HEBREW_PREFIXES)) for word in found]
    return [rest if len(rest) >= 3 else word[-3:] for word, rest in stripped]


def _first_six(found: _Words) -> _Words:
    """Cut to six letters, and off these the vowels at the end, in which most cases and numbers differ."""
    return [word[:3] + word[3:6].rstrip(_VOWELS) for word in found]


_OWN_STEMMERS: dict[str, _Stemmer] = {
    SIX_LETTERS: _first_six,
    PARTICLES: _without_particles,
    PREFIXES: _without_prefixes,
}
