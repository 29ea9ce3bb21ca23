"""What an article has to add to another one's account of the same event: sentences beside its summary."""

import re
from collections.abc import Sequence

from bot.articles.model import Span, Summary
from bot.summarize.openers import Opener, opens_with
from bot.summarize.rank import pick
from bot.summarize.reading import Reading
from bot.summarize.story import Story
from bot.summarize.taken import Taken
from bot.summarize.terms import terms_of_each
from bot.summarize.words import words

# A source adds two sentences to a story at most, and most of what it has is in the others too: of eight, two
# new ones are nearly always left. They are kept with every entry, so they have to be few and short.
MOST_FURTHER = 8
LONGEST_FURTHER = 300
_QUOTES = "\"'“”„«»‘‚‹「『 "
# Whoever says "we" outside of quotation marks is the writer: under another one's headline it reads as if the
# bot did. Capitals tell "us" from the country.
_WRITER = {
    language: re.compile(rf"\b(?:{words})\b")
    for language, words in {
        "de": "[Ii]ch|[Ww]ir|[Uu]ns|[Uu]nser(?:e[mnrs]?)?",
        "en": r"I(?=\s[a-z])|[Ww]e|[Oo]ur|us|[Mm]y",
        "es": "[Yy]o|[Nn]osotros|[Nn]uestr[ao]s?",
        "fr": "[Jj]e|[Nn]ous|[Nn]otre|[Nn]os",
        "it": "[Ii]o|[Nn]oi|[Nn]ostr[aeio]",
        "ru": r"[Яя]|[Мм]ы|[Нн]ас|[Нн]ам|[Нн]аш\w{0,3}",
    }.items()
}
# Words for persons alone: in most languages those for "he" and "his" stand for things, too.
_PERSON = {
    language: re.compile(rf"\b(?:{words})\b")
    for language, words in {
        "da": "han|hun|hans|hendes|ham",
        "en": "he|she|his|her|him|hers",
        "no": "han|hun|hans|hennes|ham|henne",
        "sv": "han|hon|hans|hennes|honom|henne",
    }.items()
}
# Whoever is told of as "a teacher" may be called "she" after that; "a teacher" in these languages.
_SOMEBODY = re.compile(r"(?i)\b(?:an?|one|another|et|en|ein|ei|ett)\s\w")
_CAPITAL = re.compile(r"(?<=[\s“\"'(-])[A-ZÀ-ÖØ-Þ]\w+")
_QUOTED = re.compile('["“”„«»‘「]')
# Below this a sentence says too little to be shown alone under its source's name.
_LEAST_WORDS = 7


def further_sentences(summary: Summary) -> tuple[Span, ...]:
    """Return the sentences of an article that are best beside those of its summary, in source order.

    At most `MOST_FURTHER` spans of the article's text, of at most `LONGEST_FURTHER` characters each. Every
    one can be read alone: none leans on a sentence before it, asks a question, or is a heading or an item of
    a list. None nearly repeats a sentence of the summary or another one of them.
    """
    story = Story.read(summary.article)
    reading = Reading(story)
    shown = set(summary.sentences)
    taken = Taken(story, reading, [index for index, span in enumerate(story.spans) if span in shown])
    alone = [
        index
        for index, text in enumerate(story.texts)
        if index not in taken.bags and _reads_alone(story, reading, index) and not taken.repeats(index)
    ]
    rest = _part(story, alone)
    return tuple(rest.spans[index] for index in pick(rest, sentences=MOST_FURTHER, words=None))


def reads_alone(text: str, language: str) -> bool:
    """Whether a sentence of a summary can be shown alone, as each of `further_sentences` can."""
    # Whatever stood before it in its article.
    story = Story.of(["", text], language=language)
    return _reads_alone(story, Reading(story), 1)


def terms_in(texts: Sequence[str], language: str) -> list[list[str]]:
    """Return what carries meaning in each text, as `bot.summarize.terms` gives it."""
    return terms_of_each([words(text, language) for text in texts], language)


def _reads_alone(story: Story, reading: Reading, index: int) -> bool:
    text, language = story.texts[index], story.language
    if len(text) > LONGEST_FURTHER or len(story.words[index]) < _LEAST_WORDS:
        return False
    if not reading.good(index) or reading.rests_on(index):
        return False
    writer = _WRITER.get(language)
    if writer and not _QUOTED.search(text) and writer.search(text):
        return False
    if not _names_whom(story, text):
        return False
    # In a summary a quotation may point at what was said before it, and so may "As it drove …": there the
    # sentence before is often at hand, here it never is.
    speech = text.lstrip(_QUOTES)
    behind_first = speech.partition(" ")[2]
    return (
        opens_with(text, language) is None
        and opens_with(speech, language) is None
        and opens_with(behind_first, language) is not Opener.PRONOUN
    )


def _names_whom(story: Story, text: str) -> bool:
    """Whether a sentence says, before it speaks of somebody as "he" or "her", who that is."""
    pattern = _PERSON.get(story.language)
    found = pattern.search(text) if pattern else None
    if not found:
        return True
    before, behind = text[: found.start()], text[found.end() :]
    if _CAPITAL.search(before) or _SOMEBODY.search(before):
        return True
    # "Aged only 25 when he came, Hall …"
    if behind.partition(", ")[2][:1].isupper():
        return True
    # A first word has a capital in any case; elsewhere only a name has.
    first = before.partition(" ")[0].rstrip(",")
    return bool(first) and any(first in _CAPITAL.findall(other) for other in story.texts)


def _part(story: Story, indices: Sequence[int]) -> Story:
    """Return a story as if it had only some of its sentences."""
    return Story(
        [story.texts[index] for index in indices],
        [story.words[index] for index in indices],
        [story.paragraphs[index] for index in indices],
        story.title,
        story.language,
        [story.spans[index] for index in indices],
        sum(len(story.words[index]) for index in indices),
    )
