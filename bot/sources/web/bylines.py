# ruff: noqa: E501 (a pattern cut to fit the margin cannot be read)
"""Who wrote a page and when: what it declares, what it marks up, and the lines above its text."""

import re
from collections.abc import Iterable
from datetime import date

from lxml.html import HtmlElement

from bot.articles.dates import read_date_lead, read_publication_line
from bot.sources.web.declared import Declared, text_of
from bot.sources.web.prose import key
from bot.sources.web.structured import Structured

_DATE_METAS = (
    *(
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "og:published_time",
    ),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date.issued",
        "dc.date",
    ),
    *(
        "dcterms.created",
        "dcterms.issued",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "date",
        "cxenseparse:recs:publishtime",
    ),
)
_AUTHOR_METAS = (
    *(
        "author",
        "article:author",
        "og:article:author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
    ),
    *(
        "dcterms.creator",
        "citation_author",
        "dable:author",
        "article:author_name",
        "shareaholic:article_author_name",
    ),
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_BYLINE = re.compile(
    r"(?:written by|words by|words and pictures by|text by|posted by|by|von|text:|par|por|di|przez|autor(?:in|a|zy)?:|автор:|авторка:|текст:|作者[:：]|文[:：／/]|記者[:：]|글[:=])\s*",
    re.IGNORECASE,
)
# What may stand behind a name: a date, a place, a job.
_AFTER_NAME = re.compile(
    r"\s*(?:[,|•·»—–]|\s-\s|\u3000|\s{2,}|(?<= )(?:FOR|for|in|at) (?=[A-Z])|(?=\d)|기자$|記者$|记者$)\s*"
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff .'’ʼ-])*")
_LONGEST_NAME = 60
_MOST_NAME_WORDS = 6
_MOST_AUTHORS = 6
# Author and date stand in the first lines, if the page gives them no element of their own.
_MOST_BYLINES = 4
_LONGEST_BYLINE = 100
_AND = re.compile(r"\s*(?:;|,| and | und | et | y | e | и | та | i | & )\s*")
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|autor|byline|writer|byl|journalist|credit|signed)(?:[-_]{1,2}(?:name|link))?(?=$|\s)"
)
# What parts the fields of a line above a text, and what a field is called: "作者：程远　时间：2008-11-02".
_FIELDS = re.compile(r"\s*[|•·»]\s*|\s{2,}|,\s+(?=\d)|(?<=[^\d]), ")
_FIELD_NAME = re.compile(r"^[^\d:：]{1,14}[:：]\s*")
_NO_AUTHORS = frozenset(
    {
        "admin",
        "editor",
        "editors",
        "editorial",
        "staff",
        "redaktion",
        "redaction",
        "redacción",
        "redazione",
        "redakcja",
        "редакция",
        "редакція",
        "newsroom",
        "webmaster",
        "unknown",
        "none",
        "null",
    }
)
_PARTICLES = frozenset({"de", "van", "von", "al", "bin", "la", "da", "di"})


def read_author(
    tree: HtmlElement, declared: Declared, structured: Structured, above: list[str], outlet: str | None
) -> str | None:
    """Return who wrote the text, several by commas; `above` are the lines between heading and text."""
    metas = [declared.metas[meta] for meta in _AUTHOR_METAS if meta in declared.metas]
    for said in (structured.authors, metas):
        if found := _people(said, outlet):
            return found
    bylines = [line for line in above if _BYLINE.match(line)]
    # "Sam Harker | 16 November 2025"
    dated = [_AFTER_NAME.split(line, maxsplit=1)[0] for line in above if _day(line)]
    for said in (_marked(tree)[:_MOST_AUTHORS], bylines[:1], dated[:1]):
        if found := _people(said, outlet, shown=True):
            return found
    return None


def _marked(tree: HtmlElement) -> list[str]:
    """Return what stands in the first element that is marked as an author's, and in those beside it.

    Others on the page have written other posts and stories.
    """
    marked = [
        element
        for element in tree.iter("a", "span", "div", "p", "address", "strong", "em", "td", "section", "li")
        if element.get("rel") == "author"
        or "author" in (element.get("itemprop") or "").lower()
        or _AUTHOR_CLASS.search((element.get("class") or "").lower())
    ]
    return [text_of(element) for element in marked if element.getparent() is marked[0].getparent()]


def _people(said: Iterable[str], outlet: str | None, *, shown: bool = False) -> str | None:
    """Return the names of people in some strings, joined by commas, each once.

    What is `shown` and not declared may be anything: there a name has two words, in capitals where there are any.
    """
    names: dict[str, str] = {}
    for text in said:
        for part in _AND.split(_BYLINE.sub("", text, count=1) if _BYLINE.match(text) else text):
            name = _AFTER_NAME.split(part.strip(), maxsplit=1)[0].strip(" .")
            if outlet and key(name) == key(outlet):
                continue
            # Behind a name and a comma, a single word is a place.
            if (
                not _is_name(name)
                or (shown and not _looks_like_one(name))
                or (names and " " not in name and name.isascii())
            ):
                break
            names.setdefault(key(name), name.title() if name.isupper() and " " in name else name)
    return ", ".join(list(names.values())[:_MOST_AUTHORS]) or None


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or not _NAME.fullmatch(name) or key(name) in _NO_AUTHORS:
        return False
    words = name.split()
    return len(words) <= _MOST_NAME_WORDS and (not name[0].islower() or words[0] in _PARTICLES)


def _looks_like_one(name: str) -> bool:
    words = [word for word in name.split() if word not in _PARTICLES]
    return not any(word[0].islower() for word in words) and (len(words) > 1 or name.lower() == name.upper())


def read_published(
    tree: HtmlElement,
    declared: Declared,
    structured: Structured,
    above: list[str],
    heading: HtmlElement | None,
    url: str,
) -> date | None:
    """Return the day of publication: as declared, as marked up, as shown above the text, as in the address."""
    said = [structured.published, *(declared.metas.get(name) for name in _DATE_METAS)]
    said += [
        element.get("content") or element.get("datetime")
        for element in tree.iter("span", "div", "time", "p", "abbr")
        if "datepublished" in (element.get("itemprop") or "").lower()
    ]
    said += _times(tree, heading)
    for text in said:
        if text and (match := _ISO.search(text)):
            return _date(match)
        if text and (day := _day(text)):
            return day
    for line in above:
        if day := _day(line):
            return day
    if match := _URL_DATE.search(url):
        return _date(match)
    return None


def _times(tree: HtmlElement, heading: HtmlElement | None) -> list[str]:
    """Return the first time that is marked up below the heading, or the first of all where none is.

    Above it may stand today's date; those of comments and of other stories stand further below.
    """
    times: list[str] = []
    passed = False
    for element in tree.iter("time", *(["h1", "h2", "h3"] if heading is not None else [])):
        passed = passed or element is heading
        if element.tag == "time" and (said := element.get("datetime")):
            if passed:
                return [said]
            times.append(said)
    return times[:1]


def _day(line: str) -> date | None:
    """Return the day of publication that a short line tells."""
    if day := read_publication_line(line):
        return day
    for part in _FIELDS.split(line):
        said = _FIELD_NAME.sub("", part.strip())
        lead = read_date_lead(said)
        if lead and lead.day and lead.end == len(said):
            return lead.day
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def below_byline(lines: list[str], author: str | None, published: date | None) -> list[str]:
    """Return the lines of a text without those at its beginning that only say who wrote it and when."""
    names = {key(name) for name in (author or "").split(", ") if name}
    return [
        line for at, line in enumerate(lines) if at >= _MOST_BYLINES or not _is_byline(line, names, published)
    ]


def _is_byline(line: str, names: set[str], published: date | None) -> bool:
    rest = key(line)
    if len(line) > _LONGEST_BYLINE or line.endswith((".", "!", "?", "…", "。", "।")):
        return False
    return rest in names or (published is not None and _day(line) == published)
