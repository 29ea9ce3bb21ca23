"""Filters in words: what they are called, the lists of them, and what a change came to."""

from collections.abc import Iterable, Sequence

from bot.digest.profile import Field, Filter
from bot.digest.wished_filters import Typed, filter_key
from bot.digest.wishes import MOST_WORDS, Taste, Wishes
from bot.render.digest import source_name
from bot.render.moments import listed
from bot.render.phrases import phrase
from bot.render.profile_menus import on_page
from bot.render.text import Block, isolated, line_start, pack, shortened, visible

# More names than this in a sentence nobody reads; the others are counted.
_MOST_NAMES = 10
# Of what is no word, so much is repeated.
_MOST_UNFIT = 40
# A longer name on a button is cut by the clients.
_MOST_LABEL = 30
_BULLET = "•"

_HEADS = {
    # With filters, without any, and how to add one: of the whole chat, then of one source.
    Taste.MUTE: (
        ("profile.mutes", "profile.mutes_nothing", "profile.mute_how"),
        ("filters.mutes_in", "filters.mutes_nothing_in", "filters.mute_how_in"),
    ),
    Taste.ONLY: (
        ("profile.only_these", "profile.only_nothing", "profile.only_how"),
        ("filters.only_these_in", "filters.only_nothing_in", "filters.only_how_in"),
    ),
}
_MORE = {Taste.MUTE: "filters.mute_more", Taste.ONLY: "filters.only_more"}
_OWN = {Taste.MUTE: "filters.own_muted", Taste.ONLY: "filters.own_only"}
_ALL_OF = {Taste.MUTE: "filters.mutes_all_of", Taste.ONLY: "filters.only_all_of"}
_ADDED = {Taste.MUTE: "profile.muted", Taste.ONLY: "profile.only_added"}
_ADDED_IN = {Taste.MUTE: "filters.muted_in", Taste.ONLY: "filters.only_in"}
_REMOVED = {Taste.MUTE: "profile.muted_no_more", Taste.ONLY: "profile.only_no_more"}
_HELD = {
    Taste.MUTE: ("settings.muted", "settings.muted_none"),
    Taste.ONLY: ("settings.only", "settings.only_none"),
}
_CHOICES = {Taste.MUTE: "filters.choose_muted", Taste.ONLY: "filters.choose_only"}


def held_lines(wishes: Wishes) -> list[str]:
    """Return which filters hold, as lines of the settings."""
    lines = []
    for taste, (some, none) in _HELD.items():
        held = wishes.filters(taste)
        lines.append(phrase(some, words=_names(held, wishes)) if held else phrase(none))
        lines += _own_line(taste, wishes)
    return lines


def filters_text(taste: Taste, wishes: Wishes, feed_id: int, page: int, *, above: Sequence[str] = ()) -> str:
    """Return a page of the filters of a chat (0), or of a source, as Telegram HTML.

    It says what they do, and how one is added.
    """
    held, feed = wishes.filters(taste, feed_id), wishes.feed(feed_id)
    rows = [f"{line_start()}{_BULLET} {filter_name(one, wishes)}" for one in on_page(held, page)]
    some, none, how = _HEADS[taste][feed is not None]
    if feed is None:
        said = phrase(some, count=len(held)) if held else phrase(none)
        hints = [*_own_line(taste, wishes), f"{phrase(how)}\n{phrase(_MORE[taste])}"]
    else:
        name = isolated(source_name(feed))
        said = phrase(some, source=name, count=len(held)) if held else phrase(none, source=name)
        if wishes.is_named(taste, feed_id):
            above = [*above, phrase(_ALL_OF[taste], source=name)]
        hints = [phrase(how, number=wishes.feeds.index(feed) + 1)]
    return _screen(above, "\n".join([said, *rows]), *hints)


def choice_text(taste: Taste) -> str:
    """Return the question for which source a filter is to be, as Telegram HTML."""
    return _screen((), phrase(_CHOICES[taste]))


def added_lines(taste: Taste, typed: Typed, left_out: Sequence[Filter], wishes: Wishes) -> list[str]:
    """Return what came of filters that somebody typed; `left_out` are those without room."""
    full = set(map(filter_key, left_out))
    added = [one for one in typed.filters if filter_key(one) not in full]
    lines = []
    if of_chat := [one for one in added if one.is_of_chat]:
        lines.append(phrase(_ADDED[taste], words=_names(of_chat, wishes)))
    for feed in wishes.feeds:
        if own := [one for one in added if one.feed_id == feed.id and not one.is_of_chat]:
            name = isolated(source_name(feed))
            lines.append(phrase(_ADDED_IN[taste], source=name, words=_names(own, wishes)))
    if typed.unfit:
        lines.append(phrase("profile.unfit", words=_listed(_typed(typed.unfit))))
    if typed.unknown:
        lines.append(_unknown_line(typed.unknown, wishes))
    if typed.several:
        lines.append(phrase("filters.several", names=_listed(_typed(typed.several))))
    if left_out:
        lines.append(phrase("profile.full", limit=MOST_WORDS, words=_names(left_out, wishes)))
    return lines


def removed_line(taste: Taste, filters: Sequence[Filter], wishes: Wishes) -> str:
    """Return that filters hold no more."""
    return phrase(_REMOVED[taste], word=_names(filters, wishes))


def filter_name(one: Filter, wishes: Wishes) -> str:
    """Return what a filter is called, whatever source it holds for."""
    if one.field is Field.TEXT:
        return phrase("profile.word", word=isolated(one.word))
    return _marked(one, _bare_name(one, wishes))


def filter_label(one: Filter, wishes: Wishes) -> str:
    """Return what a filter is called on a button."""
    short = shortened(_bare_name(one, wishes), _MOST_LABEL)
    return isolated(short) if one.field is Field.TEXT else _marked(one, short)


def _marked(one: Filter, name: str) -> str:
    key = "filters.author" if one.field is Field.AUTHOR else "filters.source"
    return phrase(key, name=isolated(name))


def _bare_name(one: Filter, wishes: Wishes) -> str:
    feed = None if one.word else wishes.feed(one.feed_id)
    return source_name(feed) if feed else one.word


def _own_line(taste: Taste, wishes: Wishes) -> list[str]:
    """Return which sources have filters for themselves; nothing where none has."""
    own = [isolated(source_name(feed)) for feed in wishes.with_own_filters(taste)]
    return [phrase(_OWN[taste], names=_listed(own))] if own else []


def _unknown_line(names: Sequence[str], wishes: Wishes) -> str:
    unknown = _listed(_typed(names))
    if not wishes.feeds:
        return phrase("filters.unknown_none", names=unknown)
    followed = _listed([isolated(source_name(feed)) for feed in wishes.feeds])
    return phrase("filters.unknown", names=unknown, sources=followed)


def _typed(words: Iterable[str]) -> list[str]:
    """Return what somebody typed, as far as anything of it is seen."""
    short = (shortened(visible(word), _MOST_UNFIT) for word in words)
    return [phrase("profile.word", word=isolated(word)) for word in short if word]


def _names(filters: Iterable[Filter], wishes: Wishes) -> str:
    return _listed([filter_name(one, wishes) for one in filters])


def _listed(names: Sequence[str]) -> str:
    more = [phrase("digest.more_names", count=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return listed([*names[:_MOST_NAMES], *more])


def _screen(above: Sequence[str], *paragraphs: str) -> str:
    first = [Block("\n".join(above))] if above else []
    return pack([*first, *map(Block, paragraphs)])[0]
