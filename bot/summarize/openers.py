"""Whether a sentence, read alone, leans on the one before it. By word tables, without grammar.

A false alarm throws a good sentence away, so doubt is answered with no: a pronoun is forgiven where the
sentence names someone it may mean. "I" and "we" are never looked for: they are the writer's or a speaker's.
"""

import re
from enum import Enum
from functools import cache

from bot.summarize.opener_words import OPENERS, OpenerWords


class Opener(Enum):
    """What a sentence leans on."""

    PRONOUN = "pronoun"
    """It speaks of someone or something by a pronoun: "He said …", "Their plan …", "When she left, …"."""
    CONNECTIVE = "connective"
    """It answers, adds to or follows from what was said: "But …", "For example, …"."""
    TRANSITION = "transition"
    """It is only set beside what was said, and reads well alone: "Meanwhile, …"."""
    ROLE = "role"
    """It speaks of someone by a role, without a name: "The minister said …"."""


# Quotation marks, dashes, brackets and bullets before the first word.
_LEAD = re.compile(r"""[\s"'“”„«»‘’‚‹›「『《(\[{–—\-•*¿¡….]*""")
_OPENING = frozenset('"“”„«»「『‘‚‹')
_QUOTED = re.compile('["“”„«「『][^"“”»」』]*["“”»」』]')
# Enough for the longest opening that is looked for, with a clause before its pronoun.
_HEAD = 160
# What may not follow a phrase: the rest of a longer word, or the dot of an initial or abbreviation.
_END = (
    r"(?![\w\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u200c\u200d]|-\w|\.(?!\.)(?=.))"
)
_UNSPACED = ("ja", "zh")
# Where adjectives follow the noun, a name may come after them: "le ministre français, Jean Dupont".
_ADJECTIVES_FOLLOW = ("es", "fr", "it", "pt", "ro")
# Where the verb stands second, no comma follows an opening phrase: a pronoun after one is another clause's.
_VERB_SECOND = ("da", "de", "nl", "no", "sv")
_NAME = re.compile(r"(?<![\w.])[^\W\d_][\w'’-]+")
_FIRST_WORD = re.compile(r"\W*(\w+)")
# In German every noun has a capital: two of them in a row are most often a person's name.
_TWO_NOUNS = re.compile(r"[A-ZÄÖÜ][\w-]+\s[A-ZÄÖÜ]")
# Up to here the words before a connective in the middle are a phrase: "At a closer look, however, …"; more
# of them may be a sentence of their own, which the connective then answers: "It was late, however, he came".
_PHRASE = 4
# Capitals of English that name no one.
_DATES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber"
)


def opens_with(text: str, language: str) -> Opener | None:
    """Return what the sentence `text` leans on, or None for nothing, and for a language without a row.

    Marks before the first word are looked through. Inside a quotation, what it opens with is its speaker's
    affair as long as the sentence names the speaker; a bare "he said" after it is a pronoun.
    """
    rules = _rules(language)
    return rules.read(text) if rules else None


@cache  # no more than there are rows and languages of articles
def _rules(language: str) -> "_Rules | None":
    return _Rules(language, OPENERS[language]) if language in OPENERS else None


class _Rules:
    """The patterns of one language. All but `told` are matched on lower case."""

    def __init__(self, language: str, words: OpenerWords) -> None:
        self._language = language
        self._end = end = "" if language in _UNSPACED else _END
        self._roles_act = re.compile(rf"\s?(?:{_any(words.acts)})") if words.acts else None
        said = _any(words.said)
        kinds = (
            ("CONNECTIVE", _any(words.connectives)),
            ("TRANSITION", _any(words.transitions)),
            ("ROLE", _role(words)),
            ("PRONOUN", _any(words.pronouns).replace("{said}", f"(?:{said})")),
        )
        self._start = re.compile(
            "|".join(f"(?P<{kind}>{phrases}){_after(kind, end)}" for kind, phrases in kinds if phrases)
        )
        alone = _any(words.alone)
        self._alone = re.compile(f"(?:{alone}){end}") if alone else None
        after, of = (
            (r"(?:\s[\w-]+){0,2}", r"|\s[\w-]+\sd\w{0,4}") if language in _ADJECTIVES_FOLLOW else ("", "")
        )
        self._told_by = re.compile(rf"\s(?:{_any(words.told_by)}){end}{of}{end}") if words.told_by else None
        self._told = re.compile(rf"{after},?\s[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁĄ-Ž]") if words.the else None
        self._bare = _bare_speaker(words, said, end, language)
        # A name as the first word: "Smith's dog …", "Smith, 47, …", "Smith believes …".
        self._subject = re.compile(rf"\W*\w+(?:'s\b|,\s\d|\s(?:{said or '(?!)'}){end})")
        self._midway = _midway(words, end)
        answers = _any(words.answers)
        self._answers = re.compile(rf"(?:{answers}){end}(?![^?]*--)[^,;:–—?]*\Z") if answers else None
        self._later = _later_pronoun(language, words, end)
        self._resumes = re.compile(rf",\s(?:\w+\s)?(?:{_any(words.he)}){end}") if words.he else None
        self._function_words = frozenset(
            ", ".join((words.the, words.a, words.clauses, words.when)).split(", ")
        )
        self._between_said = re.compile(rf"\b(?:{said}){end}|\b(?:{_any(words.a) or '-'}){end}")

    def read(self, text: str) -> Opener | None:
        """Return what `text` opens with."""
        lead = _lead(text)
        plain = self._lowered(text)
        head = plain[lead : lead + _HEAD]
        kind = self._opening(text, head, lead)
        if kind and not _OPENING.isdisjoint(text[:lead]) and self._names_speaker(text, plain):
            kind = None
        if kind is None and (self._speaks_bare(text, plain) or self._comes_later(text, head, lead)):
            kind = Opener.PRONOUN
        if kind is None and (self._answers_midway(text, head, lead) or self._is_answer(text, plain, lead)):
            kind = Opener.CONNECTIVE
        return kind

    def _lowered(self, text: str) -> str:
        """Return `text` in lower case and with one kind of apostrophe, each character in its place."""
        text = text.replace("’", "'").replace("ʼ", "'").replace("İ", "i")
        return (text.replace("I", "ı") if self._language in ("az", "tr") else text).lower()

    def _opening(self, text: str, head: str, lead: int) -> Opener | None:
        """Return the kind of the first words, where they do not stand alone."""
        found = self._start.match(head)
        if not found or not found.lastgroup or (self._alone and self._alone.match(head)):
            return None
        kind = Opener[found.lastgroup]
        rest = text[lead + found.end() :]
        if kind is Opener.PRONOUN and self._language != "de" and rest[:1] == " " and rest[1:2].isupper():
            return None  # a title before a name, or a name at hand: "Ông Nam", "Her Majesty"
        if kind is Opener.ROLE and not self._is_unnamed(rest, head[found.end() :]):
            return None
        return kind

    def _is_unnamed(self, rest: str, lowered: str) -> bool:
        """Tell whether neither a name nor a description follows a role, as `rest` of a sentence."""
        if self._roles_act:
            # A verb has no capital: some names end as verbs do, like the Russian Pavel and Mikhail.
            return not rest[1:2].isupper() and self._roles_act.match(lowered) is not None
        if self._told and self._told.match(rest):
            return False
        return not (self._told_by and self._told_by.match(lowered))

    def _names_speaker(self, text: str, plain: str) -> bool:
        """Tell whether a sentence that opens in quotation marks says by a name whose words they are."""
        outside = _QUOTED.sub(" ", text)
        if text != text.swapcase() and any(map(str.isupper, text)):
            return not self._nameless(outside, first=False)
        # No capitals in this script: whoever is there besides a bare pronoun.
        return sum(map(str.isalpha, outside)) > 4 and not (self._bare and self._bare.search(plain))

    def _speaks_bare(self, text: str, plain: str) -> bool:
        """Tell whether speech is given to a bare pronoun: "…," he said."""
        found = self._bare.search(plain) if self._bare else None
        if not found:
            return False
        before = _QUOTED.sub(" ", text[: found.start() + 1])
        if self._language == "de" or not any(map(str.isupper, text)):
            alone = not any(map(str.isalnum, before))
            return alone or (self._language == "de" and self._ends_plainly(text, plain, found.end()))
        first = found["close"] != "," or self._opens_harmlessly(plain) or not self._subject.match(plain)
        return self._nameless(before, first=first)

    def _opens_harmlessly(self, plain: str) -> bool:
        """Tell whether the first word is an article or opens a clause, and so is no name."""
        opens = _FIRST_WORD.match(plain)
        return opens is not None and opens[1] in self._function_words

    def _ends_plainly(self, text: str, plain: str, end: int) -> bool:
        """Tell whether a German sentence ends with its bare speaker at `end`, and has no name in it."""
        return (
            not any(map(str.isalnum, text[end:]))
            and self._opens_harmlessly(plain)
            and not _TWO_NOUNS.search(text.partition(" ")[2])
        )

    def _answers_midway(self, text: str, head: str, lead: int) -> bool:
        """Tell whether a connective follows the first words: "In May, however, …"."""
        found = self._midway.match(head) if self._midway and _OPENING.isdisjoint(text[:lead]) else None
        phrase = found.groupdict().get("before") if found else None
        if not found or not phrase:  # no phrase: the kind without commas
            return found is not None
        before = phrase.split()
        return len(before) <= _PHRASE or (before[0] in self._function_words and not found["again"])

    def _is_answer(self, text: str, plain: str, lead: int) -> bool:
        """Tell whether the sentence is but a clause that answers a question: "Because …"."""
        if not self._answers or not self._answers.match(plain, lead):
            return False
        return _OPENING.isdisjoint(text[:lead]) or not self._names_speaker(text, plain)

    def _comes_later(self, text: str, head: str, lead: int) -> bool:
        """Tell whether a pronoun without a name before it follows an opening clause or phrase."""
        found = self._later.match(head) if self._later else None
        if not found:
            return False
        start, end = lead + found.start("between"), lead + found.end("between")
        if start == end:  # right after the opening word; a name may still follow: "When he left, Smith …"
            if self._resumes and self._resumes.search(head, found.end()):
                return True
            after = _QUOTED.sub(" ", text[lead + found.end() :])
            return self._language != "de" and self._nameless(after)
        if found["his"] or self._between_said.search(head, found.start("between"), found.end("between")):
            return False
        return self._language == "de" or self._nameless(text[start:end])

    def _nameless(self, part: str, *, first: bool = True) -> bool:
        """Tell whether no word of `part` has a capital, but dates and, with `first`, its first word."""
        names = [
            match
            for match in _NAME.finditer(part)
            if match[0][0].isupper() and not _DATES.fullmatch(match[0])
        ]
        if first and names and names[0].start() == _lead(part):
            names = names[1:]
        return not names


def _lead(text: str) -> int:
    """Return where the first word of `text` begins."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def _any(phrases: str) -> str:
    """Return the phrases of a row's field as alternatives of a pattern."""
    return "|".join(phrase for phrase in phrases.split(", ") if phrase)


def _after(kind: str, end: str) -> str:
    return end if kind != "ROLE" else end.replace(r"|-\w", "")


def _role(words: OpenerWords) -> str:
    """Return the pattern of a role with its article."""
    if not words.roles:
        return ""
    articles = "|".join(_with_space(article) for article in words.the.split(", ")) if words.the else ""
    return rf"(?:{articles})(?:{_any(words.roles)})"


def _with_space(phrase: str) -> str:
    return phrase if phrase.endswith("'") else rf"{phrase}\s"


def _midway(words: OpenerWords, end: str) -> re.Pattern[str] | None:
    """Return the pattern of the words before a connective, with it: between commas, or in one clause."""
    ways = []
    if words.midway:
        again = _any(", ".join(filter(None, (words.he, words.they, words.his, words.it)))) or "(?!)"
        ways.append(
            rf"(?P<before>[^,;:.!?…\"“”«»„()]{{1,90}}),\s(?:{_any(words.midway)}),\s(?P<again>(?:{again}){end})?"
        )
    if words.inside:
        ways.append(rf"[^,;:.!?…\"“”«»„()–—]{{1,90}}?\s(?:{_any(words.inside)}){end}")
    return re.compile("|".join(ways)) if ways else None


def _bare_speaker(words: OpenerWords, said: str, end: str, language: str) -> re.Pattern[str] | None:
    """Return the pattern of speech that a bare pronoun, or a verb alone, is the speaker of."""
    he = _any(", ".join(filter(None, (words.he, words.they))))
    ways = []
    if he and said:
        closed = r"(?P<close>[\"”“»」』]|,)[,.]?\s*(?:[—–-]\s)?"
        # English turns them round at an end only: "Hall, 78, said he felt well" gives speech to Hall.
        turned = r"(?=\s*(?:[.,;:\"”]|\Z))" if language == "en" else ""
        ways.append(rf"{closed}(?:(?:{he})\s(?:{said})|(?:{said})\s?(?:t-)?(?:{he}){turned}){end}")
    if words.bare_verb and said:
        ways.append(rf"(?:[\"”»][,.]?\s*(?:[—–-]\s)?|\s[—–-]\s)(?:{said})(?=\s*(?:[.,;]|\Z))")
    return re.compile("|".join(ways)) if ways else None


def _later_pronoun(language: str, words: OpenerWords, end: str) -> re.Pattern[str] | None:
    """Return the pattern of an opening after which a pronoun follows, at once or after a phrase."""
    if not words.he or not (words.clauses or words.when):
        return None
    clauses, when = (
        "|".join(_with_space(phrase) for phrase in field.split(", ")) if field else "(?!)"
        for field in (words.clauses, words.when)
    )
    he, his = _any(words.he), _any(words.his) or "(?!)"
    phrase = (
        r"(?:[^\s,]+\s){1,4}"
        if language in _VERB_SECOND
        else r"(?:[^\s,]+\s){1,3}|(?:[^\s,]+\s){0,5}[^\s,]+,\s"
    )
    return re.compile(
        rf"(?:(?:{clauses})(?:also\s)?(?=(?:{he}|{his}){end})|(?:{when}))"
        rf"(?P<between>(?:{phrase})??)(?:(?:{he})|(?P<his>{his})){end}"
    )
