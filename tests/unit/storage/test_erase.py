"""Everything of a chat deleted, and nothing of others."""

from sqlalchemy import Integer, insert, select, text

from bot.articles.feed import FeedKind
from bot.articles.lists import Listed
from bot.articles.model import Submission
from bot.digest.model import ChatKind, ChatState, Place
from bot.digest.wishes import Taste
from bot.storage import Storage
from bot.storage.access import NOBODY
from bot.storage.asked import Kind
from bot.storage.schema import METADATA, asked, chats, deliveries, digest_entries, digests, invites, members
from bot.storage.sql import writing
from tests.unit.storage.things import MORNING, chat_at, entry, feed_at, rows

ME, OTHER = 7_000_000_001, 8_000_000_002

# Columns that name a chat or a person, and have to be empty of them after /forget.
NAMING = {
    *("chats.id", "chats.telegram_id", "chats.added_by"),
    *("subscriptions.chat_id", "tastes.chat_id", "splits.chat_id", "deliveries.chat_id"),
    *("handovers.chat_id", "handovers.made_by", "asked.telegram_id"),
    *("members.user_id", "invites.made_by", "served_chats.added_by"),
}
# What stays, and the question before says so: who owns the bot, and that a group is served.
STAYING = {"owners.user_id", "served_chats.chat_id"}
# Numbers that name neither, by what they are called.
HARMLESS = {
    *("id", "attempts", "digest_id", "entry_id", "feed_id", "invite_id", "message_id", "topic_id"),
    *(
        "articles",
        "breaking_most",
        "breaking_sources",
        "doubts",
        "failures",
        "interval",
        "lot",
        "most_minutes",
    ),
    *("most_stories", "part", "position", "sentences", "share", "sources", "used", "uses", "weight"),
    *("covers_from", "failing_since", "not_before", "published", "seconds_saved", "seconds_whole", "since"),
}


def test_of_every_column_it_is_known_whether_it_names_a_chat_or_a_person() -> None:
    """A new one has to be sorted in: one that names somebody is looked at by all tests below."""
    unknown = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, Integer)
        and column.name not in HARMLESS
        and not column.name.endswith(("_at", "_until"))
    }
    assert unknown | {"chats.id"} == NAMING | STAYING


async def test_no_table_names_the_chat_any_more(storage: Storage) -> None:
    numbers = await everything(storage, ME)
    await everything(storage, OTHER)
    assert set(await places_of(storage, ME, numbers)) >= NAMING  # or it would not be seen that they go
    await storage.erase.hold(ME)
    await storage.erase.erase(ME, keeps_access=False)
    assert await places_of(storage, ME, numbers) == []
    assert await storage.articles.get(f"text of {ME}") is None
    assert await storage.inputs.url(f"link of {ME}") is None
    assert await storage.digests.get(1) is None


async def test_other_chats_keep_every_row_as_it_was(storage: Storage) -> None:
    await everything(storage, OTHER)
    before = await dump(storage)
    await everything(storage, ME)
    await storage.erase.hold(ME)
    await storage.erase.erase(ME, keeps_access=False)
    after = await dump(storage)
    gone = {name: [row for row in rows if row not in after[name]] for name, rows in before.items()}
    # A feed that both follow is followed no longer by the other because of this one: nothing else changes.
    assert {name: rows for name, rows in gone.items() if rows and name != "feeds"} == {}


async def test_what_others_asked_for_too_and_what_sources_brought_stays(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    brought = Submission("brought", "Text of a source.")
    await storage.entries.add(feed.id, [entry("k", article=brought)], 200, first_read=False)
    for article_id in ("mine", "both"):
        await storage.articles.put(Submission(article_id, "Text."), 1)
    await storage.inputs.note_read(["mine in"], "mine", 1)
    for who, items in ((ME, ("mine", "both", "brought")), (OTHER, ("both",))):
        await storage.asked.note(who, [("article", item) for item in items], 5)
    await storage.erase.erase(ME, keeps_access=True)
    assert await storage.articles.get("mine") is None
    assert await storage.inputs.read_since("mine in", 0) is None
    for kept in ("both", "brought"):
        assert await storage.articles.get(kept)


async def test_what_is_taken_back_goes_unless_others_asked_for_it(storage: Storage) -> None:
    """Also where they asked for the link that it was read from, and have not been given it yet."""
    for name in ("mine", "theirs", "linked"):
        await storage.articles.put(Submission(name, "Text."), 1)
        await storage.inputs.note_read([f"{name} link"], name, 1)
    await storage.asked.note(OTHER, [("article", "theirs"), ("input", "linked link")], 5)
    await storage.asked.note(ME, [("article", "before")], 5)
    arrived: list[tuple[Kind, str]] = [("article", name) for name in ("mine", "theirs", "linked")]
    await storage.asked.take_back(ME, [*arrived, ("input", "mine link"), ("input", "linked link")])
    kept = [name for name in ("mine", "theirs", "linked") if await storage.articles.get(name)]
    assert kept == ["theirs", "linked"]
    assert await storage.inputs.read_since("mine link", 0) is None
    assert await storage.inputs.read_since("linked link", 0) == "linked"
    asked_for = await rows(storage, select(asked.c.telegram_id, asked.c.item_id).order_by(asked.c.item_id))
    assert asked_for == [(ME, "before"), (OTHER, "linked link"), (OTHER, "theirs")]


async def test_what_was_read_for_a_link_goes_even_where_nobody_came_to_note_the_text(
    storage: Storage,
) -> None:
    await storage.asked.note(ME, [("input", "link")], 5)
    await storage.inputs.note_read(["link", "other address"], "read", 5)
    await storage.articles.put(Submission("read", "Text."), 5)
    await storage.erase.erase(ME, keeps_access=True)
    assert await storage.articles.get("read") is None
    assert await storage.inputs.read_since("other address", 0) is None


async def test_an_owner_keeps_what_lets_the_bot_work(storage: Storage) -> None:
    await storage.access.add_owner(ME, 1)
    await storage.access.serve(-5, added_by=ME, now=1)
    await storage.erase.erase(ME, keeps_access=True)
    assert await storage.access.owners() == {ME}
    assert await storage.access.added_by(-5) == ME
    await storage.erase.erase(ME, keeps_access=False)
    assert await storage.access.added_by(-5) == NOBODY


async def test_while_something_is_being_sent_that_is_known(storage: Storage) -> None:
    chat = await chat_at(storage, ME)
    await enter(storage, chat.id, "08:00", state="sending", owner="me", lease_until=99)
    await enter(storage, chat.id, "09:00")
    await storage.erase.hold(ME)
    assert await storage.erase.is_sending(ME)
    held = await rows(storage, select(deliveries.c.slot, deliveries.c.state).order_by(deliveries.c.slot))
    assert held == [("08:00", "sending"), ("09:00", "dead")]
    found = await storage.chats.get(chat.id)
    assert found
    assert (found.state, found.next_due_at) == (ChatState.CLOSED, None)


async def test_a_group_that_moved_takes_along_what_it_asked_for(storage: Storage) -> None:
    await storage.asked.note(-1, [("article", "a"), ("article", "b")], 5)
    await storage.asked.note(-2, [("article", "b")], 6)
    await storage.move_chat(-1, -2)
    assert {row["title"] for row in (await storage.records.of(-1)).asked} == set()
    await storage.articles.put(Submission("a", "Text.", "Title"), 1)
    assert [row["title"] for row in (await storage.records.of(-2)).asked] == ["Title"]


async def everything(storage: Storage, who: int) -> list[int]:
    """Let a person use every feature; return our numbers of their chat and its topic."""
    numbers = []
    await storage.access.serve(-who, added_by=who, now=1)
    async with writing(storage._engine) as connection:
        await connection.execute(insert(members).values(user_id=who, joined_at=1))
        made = {"code": f"invite of {who}", "made_by": who, "made_at": 1, "expires_at": 9, "uses": 1}
        await connection.execute(insert(invites).values(made))
    for topic in (0, 3):
        chat = await storage.chats.open(Place(who, topic), ChatKind.PRIVATE, MORNING, who, 100)
        numbers.append(chat.id)
        await storage.subscriptions.add_all(
            chat.id, [Listed("https://a", FeedKind.FEED), Listed(f"https://{who}", FeedKind.FEED)], 100
        )
        await storage.profiles.set_words(chat.id, Taste.MUTE, ["zinc"], 0, 100)
        (entry_id,) = await some_entry(storage)
        await storage.profiles.split(chat.id, [entry_id], 100)
        await storage.handovers.offer(chat.id, f"code of {who} {topic}", who, 100, 900)
        await enter(storage, chat.id, "2026-11-22T08:00", digest_id=await digest(storage, who, entry_id))
        await enter(storage, chat.id, "2026-11-23T08:00")
    group = await storage.chats.open(Place(-who), ChatKind.SUPERGROUP, MORNING, who, 100)
    assert group.added_by == who
    await storage.articles.put(Submission(f"text of {who}", "Text."), 100)
    await storage.inputs.offer([(f"link of {who}", f"https://{who}/x")], 100)
    await storage.asked.note(who, [("article", f"text of {who}"), ("input", f"link of {who}")], 100)
    return numbers


async def some_entry(storage: Storage) -> list[int]:
    feed = await feed_at(storage, "https://a")
    await storage.entries.add(feed.id, [entry("k")], 200, first_read=True)
    return [one.id for one in await storage.entries.newest(feed.id, 1)]


async def digest(storage: Storage, who: int, entry_id: int) -> int:
    """A digest that one person alone is sent."""
    key = f"digest {who}"[-16:]
    async with writing(storage._engine) as connection:
        known = (await connection.execute(select(digests.c.id).where(digests.c.key == key))).scalar()
        if known:
            return int(known)
        values = {"key": key, "made_at": 100, "pages": "[]", "articles": 1, "sources": 1, "seconds_saved": 0}
        made = await connection.execute(insert(digests).values(values).returning(digests.c.id))
        number = int(made.scalar_one())
        held = {"digest_id": number, "position": 0, "entry_id": entry_id, "story_key": "story k"}
        await connection.execute(insert(digest_entries).values(held))
    return number


async def enter(storage: Storage, chat_id: int, slot: str, **values: object) -> None:
    row = {"chat_id": chat_id, "slot": slot, "due_at": 100, "lot": 1} | values
    async with writing(storage._engine) as connection:
        await connection.execute(insert(deliveries).values(row))


async def places_of(storage: Storage, who: int, numbers: list[int]) -> list[str]:
    """Return every column of every table that holds one of the chat's numbers."""
    found = []
    ours = {"chat_id": set(numbers)}
    async with storage._engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                for name, value in row.items():
                    # Its own number of a chat is in few columns, and small numbers are in many.
                    is_ours = value in ours.get(name, ()) and table.name != "served_chats"
                    is_ours = is_ours or (table is chats and name == "id" and value in numbers)
                    if value == who or is_ours or (isinstance(value, str) and str(who) in value):
                        found.append(f"{table.name}.{name}")
    return [place for place in found if place not in {"feeds.url"}]


async def dump(storage: Storage) -> dict[str, list[tuple[object, ...]]]:
    async with storage._engine.connect() as connection:
        names = [table.name for table in METADATA.sorted_tables]
        return {
            name: [tuple(row) for row in await connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
            for name in names
        }
