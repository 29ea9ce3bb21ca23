"""What only owners see: invites, people, served chats, statistics. All of it is Telegram HTML."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.digest.people import Invite, Member, ServedChat, Statistics
from bot.render.moments import clock, full_date, listed, span
from bot.render.owners_menus import ON_A_PAGE
from bot.render.phrases import phrase
from bot.render.text import Block, isolated, pack, shortened, visible

Names = Mapping[int, str]
"""Names and titles by Telegram's number of a person or chat, where Telegram tells them."""

_MEGABYTE = 1_000_000
# Names of people and titles of chats are this long at most (Bot API: 64 and 128); two of them fill a line.
_MOST_NAME = 64
# Of chats that somebody brought the bot into so many are named; nobody has more of them.
_MOST_NAMED = 20


def invites_text(invites: Sequence[Invite], count: int, page: int, hint: str = "") -> str:
    """Return a page of the invites that still let somebody in; `hint` says why they do not just now."""
    rows = [
        phrase(
            "invite.row", number=number, made=_date(one.made_at), left=one.left, end=_moment(one.expires_at)
        )
        for number, one in enumerate(invites, (page - 1) * ON_A_PAGE + 1)
    ]
    head = Block(phrase("invite.head", count=count), "b") if rows else Block(phrase("invite.none"))
    return _screen(head, *(Block(row) for row in rows), Block(hint or phrase("invite.how")))


def new_invite_text() -> str:
    """Return the question for how many people and days an invite is to be."""
    return _screen(Block(phrase("invite.new")))


def made_text(link: str, uses: int, expires_at: int) -> str:
    """Return a new link and what it does."""
    return _screen(Block(phrase("invite.made", count=uses, end=_moment(expires_at))), Block(link))


def people_text(owners: Sequence[int], people: Sequence[Member], count: int, names: Names) -> str:
    """Return the owners, and a page of the people who came by an invite."""
    above = Block(phrase("people.owners", names=listed([name_of(one, names) for one in owners])))
    if not people:
        return _screen(above, Block(phrase("people.none")))
    rows = [
        phrase("people.row_removed", name=name_of(one.user_id, names))
        if one.is_removed
        else phrase("people.row", name=name_of(one.user_id, names), date=_date(one.joined_at))
        for one in people
    ]
    return _screen(above, Block(phrase("people.head", count=count), "b"), Block("\n".join(rows)))


def person_text(person: Member, brought: Sequence[int], names: Names) -> str:
    """Return what is known of a person."""
    lines = [phrase("people.came", date=_date(person.joined_at))]
    if brought:
        titles = listed([name_of(chat, names) for chat in brought[:_MOST_NAMED]])
        lines.append(phrase("people.brought", names=titles))
    if person.is_removed:
        lines.append(phrase("people.is_removed"))
    return _screen(Block(name_of(person.user_id, names), "b"), Block("\n".join(lines)))


def person_sure_text(user_id: int, names: Names) -> str:
    """Return the question whether a person is to be put out."""
    return _screen(Block(phrase("people.remove_sure", name=name_of(user_id, names))))


def chats_text(chats: Sequence[tuple[ServedChat, bool]], count: int, names: Names) -> str:
    """Return a page of the groups and channels, each with whether it is served."""
    if not chats:
        return _screen(Block(phrase("served.none")))
    rows = [
        phrase(
            "served.row",
            name=name_of(one.chat_id, names),
            by=name_of(one.added_by, names),
            date=_date(one.added_at),
        )
        if is_served
        else phrase("served.row_removed", name=name_of(one.chat_id, names))
        for one, is_served in chats
    ]
    return _screen(Block(phrase("served.head", count=count), "b"), Block("\n".join(rows)))


def chat_text(chat: ServedChat, names: Names, *, is_served: bool) -> str:
    """Return what is known of a group or channel."""
    lines = []
    if chat.added_by:
        lines.append(phrase("served.since", by=name_of(chat.added_by, names), date=_date(chat.added_at)))
    if not is_served:
        lines.append(phrase("served.is_removed"))
    return _screen(Block(name_of(chat.chat_id, names), "b"), Block("\n".join(lines)))


def chat_sure_text(chat_id: int, names: Names) -> str:
    """Return the question whether a group or channel is to be served no more."""
    return _screen(Block(phrase("served.remove_sure", name=name_of(chat_id, names))))


def statistics_text(statistics: Statistics) -> str:
    """Return what the bot has been doing, a figure a line."""
    figures = statistics.figures
    groups = (
        (
            phrase("stats.people", count=figures.people),
            phrase("stats.members", count=figures.members),
            phrase("stats.groups", count=figures.groups),
            phrase("stats.channels", count=figures.channels),
        ),
        (phrase("stats.sources", count=figures.sources), phrase("stats.failing", count=figures.failing)),
        (
            phrase("stats.sent_day", count=figures.sent_day),
            phrase("stats.sent_week", count=figures.sent_week),
            phrase("stats.waiting", count=figures.waiting),
            phrase("stats.summaries", count=statistics.summaries),
        ),
        (
            phrase("stats.articles", count=figures.articles),
            phrase("stats.database", megabytes=max(1, round(figures.database_bytes / _MEGABYTE))),
            phrase("stats.uptime", span=span(statistics.uptime)),
            phrase("stats.version", version=statistics.version),
        ),
    )
    return _screen(*(Block("\n".join(lines)) for lines in groups))


def name_of(number: int, names: Names) -> str:
    """Return how a person or chat is called, its number where nobody tells."""
    return isolated(shortened(visible(names.get(number, "")), _MOST_NAME)) or str(number)


def _date(moment: int) -> str:
    return full_date(datetime.fromtimestamp(moment, UTC).date())


def _moment(moment: int) -> str:
    return phrase("invite.moment", date=_date(moment), time=clock(datetime.fromtimestamp(moment, UTC)))


def _screen(*blocks: Block) -> str:
    return pack(blocks)[0]
