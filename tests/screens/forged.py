"""Presses that no button of the message sends, or none that still holds: answered, and without effect."""

import json
from collections.abc import Iterable

from tests.botapi import Message, User
from tests.screens.found import MAX_DATA, Found
from tests.screens.house import House
from tests.screens.state import snapshot

# Presses of one chat that the bot lets wait at once are 250; more would be dropped as a flood.
_AT_ONCE = 200
# Texts, digests and what was asked are kept for 30 days.
_EXPIRED_DAYS = 31


async def effects(house: House, queries: Iterable[str]) -> list[str]:
    """Let presses come, as ids of queries; return what is not as it should be.

    That is one without an answer, a row that changed (but for the counters of `state.COUNTERS`), a message
    that changed or was sent, and an error.
    """
    rows, messages, errors = snapshot(house.settings), shown(house), len(house.errors)
    pressed = []
    for query in queries:
        pressed.append(query)
        if len(pressed) % _AT_ONCE == 0:
            await house.settle()
    await house.settle()
    assert pressed
    now = snapshot(house.settings), shown(house)
    faults = [f"{query} has no answer" for query in pressed if not house.server.answer_to(query)]
    faults += [f"rows of {name} changed" for name in rows if rows[name] != now[0][name]]
    faults += [f"shown now: {text}" for text in sorted(now[1] - messages)]
    faults += [f"no longer shown: {text}" for text in sorted(messages - now[1])]
    return [*faults, *house.errors[errors:]]


def shown(house: House) -> set[str]:
    """What all chats show."""
    return {
        json.dumps([chat, message.message_id, message.text, message.keyboard], ensure_ascii=False)
        for chat in house.server.chats
        for message in house.server.messages(chat)
    }


async def changed(house: House, found: Found, user: User) -> list[str]:
    """Send data with a character changed, or more behind it, below the message that has the button."""
    presses = [
        (message, text)
        for message, data in _living(house, found)
        for text in mutations(data) - found.all_data
    ]
    return await effects(house, (house.server.press(user, message, data=text) for message, text in presses))


def mutations(data: str) -> set[str]:
    """Return data that is not quite what was given: what a button of somebody else sends, and nonsense."""
    places = {0, 1, 2, len(data) // 2, len(data) - 1} & set(range(len(data)))
    texts = [f"{data[:at]}{_other(data[at])}{data[at + 1 :]}" for at in places]
    texts += [f"{data}0", f"{data}:9", f"{data.partition('@')[0]}@999", data.upper()]
    return {text for text in texts if len(text.encode()) <= MAX_DATA}


def _other(letter: str) -> str:
    return "7" if letter.isdigit() else "z" if letter.isalpha() else "~"


async def elsewhere(house: House, found: Found, user: User) -> list[str]:
    """Send what buttons of a chat send below a message without any, there and in the chat of a stranger."""
    house.server.send(user, "/cancel")
    await house.settle()
    bare = house.server.last_message(user.id)
    assert bare.from_bot
    assert not bare.keyboard
    data = [text for _, _, text in found.data.values()]
    return await effects(house, (house.server.press(user, bare, data=text) for text in data))


async def expired(house: House, found: Found, user: User) -> list[str]:
    """Press what leads to articles, digests and stories, in a bot started after these were deleted."""
    house.clock.move(days=_EXPIRED_DAYS)
    await house.tick()
    await house.start()
    presses = [
        (message, data)
        for message, data in _living(house, found)
        for data in _sent_by(message)
        if data[1:2] == ":" or data[0] in "de"
    ]
    return await effects(house, (house.server.press(user, message, data=data) for message, data in presses))


async def deleted(house: House, found: Found, user: User) -> list[str]:
    """Press the buttons of messages that are deleted, as a client can that does not know it yet."""
    messages = {message.message_id: message.snapshot() for message, _ in _living(house, found)}
    for message in messages.values():
        living = house.server.find(message.chat.id, message.message_id)
        assert living
        house.server.forget_message(living)
    presses = [(message, label) for message in messages.values() for label in _labels(message)]
    return await effects(
        house, (house.server.press_stale(user, message, label) for message, label in presses)
    )


def _living(house: House, found: Found) -> list[tuple[Message, str]]:
    """One message with each kind of data that was met, as far as the message is still there."""
    rows = ((house.server.find(chat, number), data) for chat, number, data in found.data.values())
    return [(message, data) for message, data in rows if message]


def _sent_by(message: Message) -> list[str]:
    rows = message.keyboard or []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _labels(message: Message) -> list[str]:
    rows = message.keyboard or []
    return [button["text"] for row in rows for button in row if "callback_data" in button]
