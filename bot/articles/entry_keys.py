"""By what an entry of a feed is known, so that no change of the feed brings an old story back. Pure.

Five things tell an entry: its guid, its link, its title, its text and its moment. Each of them changes: sites
move, editors correct, software counts anew. And each may mean nothing: a feed gives one link or one guid for
all of its entries, and every day's briefing has the same title. So:

- Two entries are the same if all of the five agree but two at most, or if guid and link both agree. Of an
  entry that has four of them, two must agree; of one with three, two as well; of one with fewer, a guid or
  link suffices, or what stands alone.
- But title and text alone are not enough where there are a moment and a guid or link beside: the open thread
  of every week, the crossword of every day and a podcast's hourly news have the same words each time.
- A guid that is the link, as those of many blogs are, counts as one with it.
- A guid, link or moment that different entries of one reading share tells nothing and is left out, and so are
  their title and text where both are the same. So is a link or guid that is a front page.
- Links are compared without scheme, "www.", AMP, tracking parameters and fragment; titles and texts by their
  letters and digits, texts by the first four hundred.

Every combination that suffices is a key, so that entries with a key in common are the same. What is left open
on purpose: three changes at once make an entry new, and so do a new address and a new date together of an
entry without a guid of its own.

A story has the same key in all feeds of a site: link and title, since some pages hold another story each day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.articles.feed import FeedEntry
from bot.articles.model import content_id
from bot.articles.urls import clean_url, is_front, split

# As much as a teaser holds; what comes later in a text is corrected most.
_BEGINNING = 400
# So many characters hold that many letters and digits, in any script.
_READ = 1_200
_LETTERS = re.compile(r"[^\W_]+")
_EDITION = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/amp(?:\.html?)?$|\.amp(?=\.html?$|$)")
_AMP_QUERY = re.compile(r"(?:amp(?:=(?:1|true))?|(?:output|outputType|mode)=amp)", re.IGNORECASE)

_GUID, _LINK, _TITLE, _TEXT, _MOMENT = "guid", "link", "title", "text", "moment"
_ADDRESSES = frozenset({_GUID, _LINK})
_Names = tuple[str, ...]
# What may be the same in different entries of one reading.
_SHARED: tuple[_Names, ...] = ((_GUID,), (_LINK,), (_MOMENT,), (_TITLE,), (_TEXT,), (_TITLE, _TEXT))


@dataclass(frozen=True, slots=True)
class _Known:
    """What an entry has of the five, each in the form in which it is compared."""

    parts: dict[str, str]
    whole: tuple[str | None, str, int | None]
    """The same for an entry that a feed gives twice."""


class Listing:
    """All entries of one reading of a feed, and by what each of them is known."""

    def __init__(self, entries: Iterable[FeedEntry]) -> None:
        self._known = {entry: _know(entry) for entry in entries}
        self._wholes: defaultdict[_Names, set[tuple[str | None, str, int | None]]] = defaultdict(set)
        for known in self._known.values():
            for names in _SHARED:
                if known.parts.keys() >= set(names):
                    self._wholes[_values(known, names)].add(known.whole)

    def keys(self, entry: FeedEntry) -> tuple[str, ...]:
        """Return what an entry of the reading is known by, most telling first; never nothing."""
        known = self._known[entry]
        usable = self._usable(known)
        names = [names for names in _sufficient(known, usable) if not self._is_shared(known, names)]
        found = (content_id("\0".join(_values(known, each))) for each in names or [tuple(known.parts)])
        return tuple(dict.fromkeys(found))

    def story_key(self, entry: FeedEntry) -> str:
        """Return what the story of an entry is known by, whichever feed brings it."""
        known = self._known[entry]
        if _LINK in self._usable(known):
            names: _Names = (_LINK, _TITLE if _TITLE in known.parts else _TEXT)
        else:
            # The hourly news have the same words each hour.
            names = (_TITLE, _MOMENT, _TEXT if _TEXT in known.parts else _GUID)
        return content_id("\0".join(("story", *(known.parts.get(name, "") for name in names))))

    def _usable(self, known: _Known) -> list[str]:
        words = {_TITLE, _TEXT}
        return [name for name in known.parts if name in words or not self._is_shared(known, (name,))]

    def _is_shared(self, known: _Known, names: _Names) -> bool:
        """Tell whether another entry of the reading has the same of these."""
        return len(self._wholes.get(_values(known, names), ())) > 1


def entry_keys(entry: FeedEntry, in_feed: Sequence[FeedEntry]) -> tuple[str, ...]:
    """Return what an entry is known by within its feed, most telling first; never nothing.

    `in_feed` are all entries of the same reading. Who asks for more than one entry makes a `Listing`.
    """
    return Listing((*in_feed, entry)).keys(entry)


def story_key(entry: FeedEntry, in_feed: Sequence[FeedEntry] = ()) -> str:
    """Return what the story of an entry is known by, whichever feed brings it; `in_feed` as above."""
    return Listing((*in_feed, entry)).story_key(entry)


def _know(entry: FeedEntry) -> _Known:
    guid = (entry.guid or "").strip()
    found = {
        _GUID: _address(guid) if guid.startswith(("http://", "https://")) else guid,
        _LINK: _address(entry.url or ""),
        _TITLE: _letters(entry.title or ""),
        _TEXT: _letters(entry.text[:_READ])[:_BEGINNING],
        _MOMENT: "" if entry.published is None else str(entry.published),
    }
    parts = {name: value for name, value in found.items() if value}
    return _Known(parts, (entry.title, entry.text, entry.published))


def _sufficient(known: _Known, usable: Sequence[str]) -> list[_Names]:
    """Return the combinations of which any suffices to know an entry again."""
    addresses = _ADDRESSES.intersection(usable)
    both = len(addresses) == 2
    is_one = both and known.parts[_GUID] == known.parts[_LINK]
    count = len(usable) - is_one
    found: list[_Names] = [(_GUID, _LINK)] if both and not is_one else []
    if is_one:
        found.append((_LINK,))
    elif count == 1 or (addresses and count == 2):
        found += [(name,) for name in usable if count == 1 or name in addresses]
    if count <= 4:
        apart = [name for name in usable if not is_one or name not in addresses]
        recurs = bool(addresses) and _MOMENT in usable
        found += (pair for pair in combinations(apart, 2) if not (recurs and pair == (_TITLE, _TEXT)))
    # Also where two suffice: the next reading may have more to go by, and ask for three.
    found += [names for names in combinations(usable, 3) if not _ADDRESSES.issubset(names)]
    return list(dict.fromkeys(found))


def _values(known: _Known, names: _Names) -> _Names:
    return (*names, *(known.parts[name] for name in names))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


def _address(url: str) -> str:
    """Return an address in the form in which it is compared; empty for a front page."""
    cleaned = clean_url(url)
    parts = split(cleaned)
    if parts is None or not parts.hostname:
        return cleaned
    if is_front(cleaned):
        return ""
    host = _EDITION.sub("", parts.hostname)
    path = _AMP_PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _AMP_QUERY.fullmatch(pair))
    return f"{host}{path}?{query}"
