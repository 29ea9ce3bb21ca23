"""The buttons that only owners see."""

from collections.abc import Sequence
from urllib.parse import quote

from bot.digest.people import Invite
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import turning
from bot.render.owners_presses import INVITE_DAYS, INVITE_USES, OwnerPress, OwnerScreen, invite_value
from bot.render.phrases import phrase
from bot.render.text import isolated, shortened, visible

# Things on one page: for each of them Telegram is asked for one or two names, and each has a button.
ON_A_PAGE = 6
# A label longer than this is cut by the clients.
_MOST_LABEL = 30


def owner_keyboard() -> Keyboard:
    """Return the way to each of the three screens."""
    return (
        (_go("button.people", OwnerScreen.PEOPLE), _go("button.invites", OwnerScreen.INVITES)),
        (_go("button.statistics", OwnerScreen.STATISTICS),),
    )


def invites_keyboard(invites: Sequence[Invite], count: int, page: int, *, can_make: bool) -> Keyboard:
    """Return a button for each invite, to withdraw it, and where they let people in one for another."""
    first = (page - 1) * ON_A_PAGE + 1
    withdraw = [
        Button(
            phrase("button.withdraw", number=number),
            data=OwnerPress(OwnerScreen.WITHDRAW, str(invite.id), page).encode(),
        )
        for number, invite in enumerate(invites, first)
    ]
    rows = [tuple(withdraw[at : at + 2]) for at in range(0, len(withdraw), 2)]
    new = OwnerPress(OwnerScreen.NEW_INVITE, invite_value(INVITE_USES[0], INVITE_DAYS[1]))
    make = ((Button(phrase("button.new_invite"), data=new.encode()),),) if can_make else ()
    others = (_go("button.people", OwnerScreen.PEOPLE), _go("button.statistics", OwnerScreen.STATISTICS))
    return (*rows, *_turning(OwnerScreen.INVITES, count, page), *make, others)


def new_invite_keyboard(uses: int, days: int, mark: str) -> Keyboard:
    """Return for how many people and days an invite can be, what is chosen marked, and what makes it."""

    def button(label: str, count: int, value: str, *, is_chosen: bool) -> Button:
        text = phrase(label, count=count)
        text = phrase("button.chosen", label=text) if is_chosen else text
        return Button(text, data=OwnerPress(OwnerScreen.NEW_INVITE, value).encode())

    make = OwnerPress(OwnerScreen.MAKE_INVITE, invite_value(uses, days, mark))
    return (
        tuple(
            button("button.invite_people", one, invite_value(one, days), is_chosen=one == uses)
            for one in INVITE_USES
        ),
        tuple(
            button("button.invite_days", one, invite_value(uses, one), is_chosen=one == days)
            for one in INVITE_DAYS
        ),
        (Button(phrase("button.make_invite"), data=make.encode()),),
        (_go("button.back", OwnerScreen.INVITES),),
    )


def made_keyboard(link: str) -> Keyboard:
    """Return the buttons under a new link: pass it on, and the list."""
    share = f"https://t.me/share/url?url={quote(link, safe='')}"
    return ((Button(phrase("button.pass_on"), url=share),), (_go("button.invites", OwnerScreen.INVITES),))


def people_keyboard(people: Sequence[tuple[int, str]], count: int, page: int) -> Keyboard:
    """Return a button for each person, given as number and name."""
    others = (_go("button.invites", OwnerScreen.INVITES), _go("button.statistics", OwnerScreen.STATISTICS))
    return (
        *_named(OwnerScreen.PERSON, people, page),
        *_turning(OwnerScreen.PEOPLE, count, page),
        (_go("button.served", OwnerScreen.CHATS),),
        others,
    )


def chats_keyboard(chats: Sequence[tuple[int, str]], count: int, page: int) -> Keyboard:
    """Return a button for each group or channel, given as number and title."""
    rows = (*_named(OwnerScreen.CHAT, chats, page), *_turning(OwnerScreen.CHATS, count, page))
    return (*rows, (_go("button.back", OwnerScreen.PEOPLE),))


def person_keyboard(user_id: int, page: int, *, is_removed: bool) -> Keyboard:
    """Return the buttons under a person: out, or in again; and the way back."""
    screen = OwnerScreen.PERSON_IN if is_removed else OwnerScreen.PERSON_SURE
    return _one(screen, user_id, page, back=OwnerScreen.PEOPLE, is_removed=is_removed)


def chat_keyboard(chat_id: int, page: int, *, is_removed: bool) -> Keyboard:
    """Return the buttons under a group or channel: out, or in again; and the way back."""
    screen = OwnerScreen.CHAT_IN if is_removed else OwnerScreen.CHAT_SURE
    return _one(screen, chat_id, page, back=OwnerScreen.CHATS, is_removed=is_removed)


def sure_keyboard(out: OwnerScreen, keep: OwnerScreen, number: int, page: int) -> Keyboard:
    """Return the buttons below the question whether somebody is to be put out."""
    return (
        (
            Button(phrase("button.put_out"), data=OwnerPress(out, str(number), page).encode()),
            Button(phrase("button.keep"), data=OwnerPress(keep, str(number), page).encode()),
        ),
    )


def statistics_keyboard() -> Keyboard:
    """Return the buttons under the statistics."""
    return (
        (_go("button.refresh", OwnerScreen.STATISTICS),),
        (_go("button.people", OwnerScreen.PEOPLE), _go("button.invites", OwnerScreen.INVITES)),
    )


def pages_of(count: int) -> int:
    """Return how many pages a list of so many has."""
    return max(1, -(-count // ON_A_PAGE))


def _one(screen: OwnerScreen, number: int, page: int, *, back: OwnerScreen, is_removed: bool) -> Keyboard:
    label = phrase("button.let_in" if is_removed else "button.put_out")
    return (
        (Button(label, data=OwnerPress(screen, str(number), page).encode()),),
        (Button(phrase("button.back"), data=OwnerPress(back, page=page).encode()),),
    )


def _named(screen: OwnerScreen, things: Sequence[tuple[int, str]], page: int) -> Keyboard:
    return tuple(
        (
            Button(
                isolated(shortened(visible(name), _MOST_LABEL)),
                data=OwnerPress(screen, str(number), page).encode(),
            ),
        )
        for number, name in things
    )


def _turning(screen: OwnerScreen, count: int, page: int) -> Keyboard:
    row = turning(page, pages_of(count), lambda number: OwnerPress(screen, page=number).encode())
    return (row,) if row else ()


def _go(label: str, screen: OwnerScreen) -> Button:
    return Button(phrase(label), data=OwnerPress(screen).encode())
