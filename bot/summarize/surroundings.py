"""What stands before a stop: its word, a year, a dateline."""

import re

# "и т. д.", "u. v. m.", "E. T. A. Hansen": letters with stops of their own that stand before the last word.
_LETTERS = 3
_YEAR = re.compile(r"\b\d{4}(?:[-–/]\d{2,4})?[\s\xa0]*\Z")
_FIRST_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
# A dateline is no longer.
_LONGEST_DATELINE = 64
# Hebrew sets two strokes inside its abbreviations.
_LAST_WORD = re.compile(r'(?:[^\W_](?:[^\s()\[\]{}"“”„«»—–…!?,;:|]|"(?=[א-ת]))*)?\Z')
# As in "LONDON, March 24.", "Wien (APA).", "МОСКВА, 3 окт — РИА Новости." or "STOCKHOLM, 24 mars. (TT)".
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_][\w’'-]*(?:[ -][^\W\d_][\w’'-]*){0,3})"
    r"(?P<date>,[^,!?(/]{0,16}\d{1,2}\b[^,!?(/]{0,24}?)?"
    r"\.?(?:\s*[—–-]?\s*[(/](?P<agency>[^()/]{2,24})[)/])?\.?"
)


def is_dateline(head: str) -> bool:
    """Tell whether the beginning of a paragraph says only where, when and by whom it was reported."""
    if len(head) > _LONGEST_DATELINE or not ("," in head or "(" in head or "/" in head):
        return False
    found = _DATELINE.fullmatch(head)
    if not found or not all(word[0].isupper() for word in _FIRST_WORD.findall(found["place"])):
        return False
    capitals, agency = found["place"].isupper(), found["agency"] or ""
    if found["date"] and len(found["date"].split()) > 1:
        # "Jane Doe, aged 25." is none.
        return capitals or bool(agency) or len(_NUMBER.findall(found["date"])) > 1
    return agency.isupper() and (capitals or " " not in found["place"])


def last_word(before: str) -> str:
    """Return the word that `before` ends with, inner stops included, or an empty string.

    Letters with stops of their own are a part of it, whether spaced or not: "z. B", "т. е".
    """
    tokens = before.split()
    if not tokens or before[-1].isspace():
        return ""
    word = _LAST_WORD.search(tokens.pop())[0]  # type: ignore[index]  # it matches anything
    article, _, rest = word.replace("’", "'").rpartition("'")
    if article and len(rest) > 1:
        # "dell'art. 5"
        word = rest
    for token in reversed(tokens[-_LETTERS:]):
        if len(token) != 2 or token[1] != "." or not token[0].isalpha():
            break
        word = token + word
    return word


def word_apart(before: str) -> str:
    """Return the word that white space parts from the end of `before`, or an empty string."""
    tokens = before.split()
    return tokens[-1] if tokens and before[-1].isspace() else ""


def is_behind_year(text: str, start: int, end: int) -> bool:
    """Tell whether a year stands before `end`, and words before it that may be a sentence."""
    if not text[max(start, end - 2) : end].rstrip().isdigit():
        return False
    year = _YEAR.search(text[max(start, end - 60) : end])
    return year is not None and len(year.string[: year.start()].split()) >= 3
