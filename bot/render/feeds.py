"""Sources in words: what is followed, how it goes, and what came of following or dropping one."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.feed import Entry, Feed, FeedKind
from bot.articles.links import web_link
from bot.articles.urls import without_userinfo
from bot.digest.plan import Plan
from bot.render.digest import source_name
from bot.render.feed_notices import reason
from bot.render.filter_menus import filters_row
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import Do, SourcePress, turning
from bot.render.moments import since, span
from bot.render.phrases import phrase
from bot.render.profile_presses import Screen, SettingsPress
from bot.render.schedule import local_of, when
from bot.render.text import Block, isolated, line_start, shortened, to_html, visible

# Sources on one page of the list: two lines each, and the buttons below still on the screen of a phone.
ON_A_PAGE = 8
_NUMBERS_IN_A_ROW = 4
# A label longer than this is cut by the clients, and a headline longer than this is none.
_MOST_LABEL, _MOST_TITLE = 36, 200
# Of an entry without a title so much is shown of how it begins.
_MOST_BEGINNING = 80
# Four links or so in a message: longer ones would take more room than Telegram gives them.
_MOST_LINK = 1_000
_MOST_ADDRESS = 300
_BULLET = "•"
# A source that has been silent for this many of its usual pauses, and for a month, has fallen silent.
_SILENT_PAUSES, _SILENT_FROM = 4, 30 * 86_400


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the list shows it."""

    feed: Feed
    every: int | None
    """Seconds between two of its entries; None where that is not known."""
    newest_at: int | None
    """When its newest entry was published or seen."""


def subscribed_text(feed: Feed, newest: Sequence[Entry], plan: Plan, *, is_new: bool) -> str:
    """Return that a source is followed, its newest titles, and when the next digest comes."""
    head = _named("subscribe.done" if is_new else "subscribe.already", feed)
    parts = [head]
    if newest:
        key = "subscribe.newest"
        if is_new and plan.next:
            key = "subscribe.newest_in_digest"
        parts.append("\n".join([_escaped(phrase(key)), *map(_title_line, newest)]))
    else:
        parts.append(_escaped(phrase("subscribe.empty")))
    return "\n\n".join([*parts, _escaped(when(plan))])


def unsubscribed_text(feed: Feed, plan: Plan) -> str:
    """Return that a source is followed no more."""
    lines = [_named("unsubscribe.done", feed)]
    if not plan.sources:
        lines.append(_escaped(phrase("unsubscribe.last")))
    return "\n".join(lines)


def list_text(lines: Sequence[SourceLine], page: int, plan: Plan) -> str:
    """Return a page of the list; the numbers go on from page to page."""
    if not lines:
        return _escaped(phrase("sources.none"))
    start, shown = _shown(lines, page)
    parts = [f"<b>{_escaped(phrase('sources.head', count=len(lines)))}</b>"]
    for number, line in enumerate(shown, start + 1):
        name = f"{line_start()}{number}. {to_html(Block(_name(line.feed), 'b'))}"
        parts.append(f"{name}\n{_escaped(health(line, plan))}")
    return "\n\n".join([*parts, _escaped(when(plan))])


def list_keyboard(lines: Sequence[SourceLine], page: int, asker: int | None) -> Keyboard:
    """Return the number of each source on a page of the list as a button, and the ways on and back."""
    page, (start, shown) = page_of(lines, page), _shown(lines, page)
    numbers = [
        Button(str(number), data=SourcePress(Do.SOURCE, str(line.feed.id), page, asker).encode())
        for number, line in enumerate(shown, start + 1)
    ]
    rows = [tuple(numbers[i : i + _NUMBERS_IN_A_ROW]) for i in range(0, len(numbers), _NUMBERS_IN_A_ROW)]
    back = Button(phrase("button.back"), data=SettingsPress(Screen.MAIN, asker=asker).encode())
    return (*rows, *_turning(Do.LIST, lines, page, asker), (back,))


def choose_keyboard(lines: Sequence[SourceLine], page: int, asker: int | None) -> Keyboard:
    """Return a button for each source on a page, to drop it."""
    page, (start, shown) = page_of(lines, page), _shown(lines, page)
    rows = [
        (
            Button(
                f"{number}. {shortened(source_name(line.feed), _MOST_LABEL)}",
                data=SourcePress(Do.DROP, str(line.feed.id), page, asker).encode(),
            ),
        )
        for number, line in enumerate(shown, start + 1)
    ]
    back = Button(phrase("button.back"), data=SourcePress(Do.LIST, asker=asker).encode())
    return (*rows, *_turning(Do.CHOOSE, lines, page, asker), (back,))


def source_text(line: SourceLine, newest: Sequence[Entry], plan: Plan) -> str:
    """Return all that is known of a source."""
    feed = line.feed
    head = to_html(Block(_name(feed), "b", _link(feed.site_url)))
    lines = [head, _escaped(_address(feed)), _escaped(health(line, plan))]
    if feed.read_at is not None:
        read = since(local_of(plan.schedule, feed.read_at), local_of(plan.schedule, plan.now))
        lines.append(_escaped(phrase("sources.read_at", since=read)))
    text = "\n".join(lines)
    if newest:
        text += "\n\n" + "\n".join([_escaped(phrase("sources.newest")), *map(_title_line, newest)])
    return text


def source_keyboard(feed_id: int, page: int, asker: int | None) -> Keyboard:
    """Return the buttons of a single source."""
    drop, back = SourcePress(Do.DROP, str(feed_id), page, asker), SourcePress(Do.LIST, "", page, asker)
    return (
        filters_row(feed_id, asker),
        (
            Button(phrase("button.unsubscribe"), data=drop.encode()),
            Button(phrase("button.back"), data=back.encode()),
        ),
    )


def dropped_keyboard(feed_id: int, page: int, asker: int | None) -> Keyboard:
    """Return the buttons under the words that a source is followed no more."""
    again, back = SourcePress(Do.AGAIN, str(feed_id), page, asker), SourcePress(Do.LIST, "", page, asker)
    return (
        (
            Button(phrase("button.undo"), data=again.encode()),
            Button(phrase("button.all_sources"), data=back.encode()),
        ),
    )


def seeds_keyboard(asker: int | None) -> Keyboard:
    """Return the button that follows the folder of articles."""
    return ((Button(phrase("button.seeds"), data=SourcePress(Do.SEEDS, asker=asker).encode()),),)


def candidates_keyboard(labels: Sequence[str], ids: Sequence[str], asker: int | None) -> Keyboard:
    """Return a button for each of several feeds, given as label and id of the link."""
    return tuple(
        (Button(shortened(visible(label), _MOST_LABEL) or "?", data=_taking(link_id, asker)),)
        for label, link_id in zip(labels, ids, strict=True)
    )


def health(line: SourceLine, plan: Plan) -> str:
    """Return how it goes with a source, in a sentence."""
    feed = line.feed
    if feed.is_gone:
        return phrase("sources.gone")
    if feed.failures and feed.failing_since is not None:
        return _failing(feed, feed.failing_since, plan)
    if feed.read_at is None or line.newest_at is None:
        return phrase("sources.unread" if feed.read_at is None else "sources.empty")
    silence = plan.now - line.newest_at
    if silence > max(_SILENT_FROM, _SILENT_PAUSES * (line.every or 0)):
        return phrase("sources.quiet", span=span(silence))
    if line.every is None:
        return phrase("sources.newest_age", span=span(max(silence, 0)))
    return phrase("sources.every", span=span(line.every))


def _failing(feed: Feed, since_when: int, plan: Plan) -> str:
    why = reason(feed.failure)
    if feed.read_at is None:
        return phrase("sources.fails_unread", reason=why)
    began = since(local_of(plan.schedule, since_when), local_of(plan.schedule, plan.now))
    return phrase("sources.fails", since=began, reason=why)


def page_of(lines: Sequence[SourceLine], page: int) -> int:
    """Return the page that is there: the list may have become shorter."""
    return min(max(page, 1), pages_of(lines))


def pages_of(lines: Sequence[SourceLine]) -> int:
    """Return how many pages a list has, one at least."""
    return max(1, -(-len(lines) // ON_A_PAGE))


def _shown(lines: Sequence[SourceLine], page: int) -> tuple[int, Sequence[SourceLine]]:
    start = (page_of(lines, page) - 1) * ON_A_PAGE
    return start, lines[start : start + ON_A_PAGE]


def _turning(
    do: Do, lines: Sequence[SourceLine], page: int, asker: int | None
) -> tuple[tuple[Button, ...], ...]:
    row = turning(page, pages_of(lines), lambda number: SourcePress(do, "", number, asker).encode())
    return (row,) if row else ()


def _taking(link_id: str, asker: int | None) -> str:
    return SourcePress(Do.TAKE, link_id, asker=asker).encode()


def _title_line(entry: Entry) -> str:
    """Return the title of an entry; of one without a title, as posts are, how it begins."""
    begins = entry.summary.sentences[0][0] if entry.summary and entry.summary.sentences else ""
    title = visible(entry.title or "")
    title = shortened(title, _MOST_TITLE) or shortened(visible(begins), _MOST_BEGINNING)
    title = title or shortened(visible(entry.url or ""), _MOST_TITLE) or phrase("digest.untitled")
    return f"{_BULLET} {to_html(Block(isolated(title), link=_link(entry.url)))}"


def _named(key: str, feed: Feed) -> str:
    """Return a phrase with the name of a source in it, linked to its site."""
    before, _, after = phrase(key, title="\0").partition("\0")
    return _escaped(before) + to_html(Block(_name(feed), "b", _link(feed.site_url))) + _escaped(after)


def _name(feed: Feed) -> str:
    return isolated(source_name(feed))


def _address(feed: Feed) -> str:
    if feed.kind is FeedKind.FOLDER:
        return phrase("sources.folder")
    url = without_userinfo(feed.url)
    if feed.kind is FeedKind.CHANNEL:
        url = url.replace("/s/", "/", 1)
    return shortened(visible(url), _MOST_ADDRESS)


def _link(url: str | None) -> str | None:
    link = web_link(url)
    return link if link and len(link) <= _MOST_LINK else None


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
