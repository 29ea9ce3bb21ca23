"""What is exported of a chat can be restored in another one, whatever is set up there."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.lists import Listed, folder_names, folder_text
from bot.articles.urls import clean_url
from bot.digest.look import SHARES, Look
from bot.digest.model import ChatKind, Place, Schedule
from bot.digest.profile import Field
from bot.digest.schedule import UNTIL_RESUMED
from bot.digest.setup import KeptWord, Setup, each_once
from bot.digest.wished_words import normal_word
from bot.digest.wishes import MOST_WORDS, Options, Taste
from bot.render.languages import LANGUAGES
from bot.services.backups import Backups
from bot.services.exports import Exports
from bot.services.feed_sources import FeedSources
from bot.services.imports import Imports
from bot.services.quotas import Quotas
from bot.services.read_input import Asker, ReadInput
from bot.services.schedules import Schedules
from bot.sources.backup import read_backup
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.summarize import ALGORITHMS
from bot.workers import Workers
from tests.unit.services.feeds import Clock

KIND = ChatKind.CHANNEL  # where everything can be set


@dataclass(frozen=True, slots=True)
class House:
    """The services under test, and a number for every chat."""

    runner: asyncio.Runner
    storage: Storage
    exports: Exports
    backups: Backups
    numbers: "count[int]"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder, clock = tmp_path_factory.mktemp("scratch"), Clock()
    with asyncio.Runner() as runner:
        storage = runner.run(open_storage(IN_MEMORY))
        yield runner.run(_built(runner, storage, folder, clock))
        runner.run(storage.close())


async def _built(runner: asyncio.Runner, storage: Storage, folder: Path, clock: Clock) -> House:
    quotas, workers = Quotas(clock), Workers()
    fetcher = Fetcher()
    reader = ReadInput(storage, fetcher, workers, quotas, folder, clock)
    sources = FeedSources(fetcher, workers, reader, Folder(folder))
    schedules = Schedules(storage, Schedule("UTC", (time(8),)), 25, clock)
    imports = Imports(storage, sources, schedules, quotas, clock)
    backups = Backups(storage, sources, imports, schedules, quotas)
    return House(runner, storage, Exports(storage, clock), backups, count(1))


# As they are kept: half pairs of UTF-16 no database takes, and what is read loses the white space around it.
PLAIN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
NAMES = PLAIN.map(str.strip).filter(bool)
WORDS = PLAIN.map(normal_word).filter(bool).map(str)
ADDRESSES = st.one_of(
    st.builds(
        lambda host, path: clean_url(f"https://{host}/{path}"),
        st.sampled_from(["example.org", "münchen.example", "freshrss", "127.0.0.1:8080", "[2001:db8::1]"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\@"), max_size=40),
    ).map(lambda url: (url, FeedKind.FEED)),
    st.sampled_from(["https://t.me/s/lindholm", "https://t.me/s/harbour_news"]).map(
        lambda url: (url, FeedKind.CHANNEL)
    ),
    st.just((FOLDER_URL, FeedKind.FOLDER)),
)
TIMES = st.times().map(lambda at: time(at.hour, at.minute))
WEIGHTS = st.integers(-2, 2)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    quiet = draw(st.none() | st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]))
    return Schedule(
        draw(st.sampled_from(["Europe/Berlin", "UTC+05:30", "America/St_Johns"])),
        tuple(sorted(draw(st.sets(TIMES, max_size=12)))),
        frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        quiet,
        draw(st.none() | st.just(UNTIL_RESUMED) | st.integers(0, 2**34)),
    )


@st.composite
def looks(draw: st.DrawFn) -> Look:
    language = draw(st.none() | st.sampled_from(sorted(LANGUAGES)))
    return Look(
        language=language,
        is_language_chosen=language is not None and draw(st.booleans()),
        sentences=draw(st.none() | st.integers(1, 10)),
        share=draw(st.none() | st.sampled_from(SHARES)),
        algorithm=draw(st.none() | st.sampled_from(sorted(ALGORITHMS))),
        has_links=draw(st.booleans()),
        is_brief=draw(st.booleans()),
        has_offers=draw(st.booleans()),
    )


@st.composite
def setups(draw: st.DrawFn) -> Setup:
    """Setups as people can make them by commands, buttons and lists."""
    addresses = draw(st.lists(ADDRESSES, unique=True, max_size=30))
    sources = tuple(
        Listed(
            url,
            kind,
            draw(st.none() | NAMES | st.just("long " * 200)),
            folder_names(folder_text(draw(st.lists(NAMES, max_size=3) | st.just(["a"] * 150)))),
            weight=draw(WEIGHTS),
        )
        for url, kind in addresses
    )
    some = st.none() | st.sampled_from([source.url for source in sources]) if sources else st.none()
    words: list[KeptWord] = []
    for word in draw(st.lists(WORDS, max_size=MOST_WORDS)):
        kind, source = draw(st.sampled_from(Taste)), draw(some)
        if kind is Taste.LIKE:
            words.append(KeptWord(kind, word, draw(WEIGHTS.filter(bool))))
        elif source and draw(st.booleans()):
            words.append(KeptWord(kind, draw(st.just("") | st.just(word)), 0, Field.SOURCE, source))
        else:
            words.append(KeptWord(kind, word, 0, draw(st.sampled_from([Field.TEXT, Field.AUTHOR])), source))
    return Setup(
        draw(schedules()),
        Options(draw(st.booleans()), draw(st.none() | st.integers(2, 5)), draw(st.integers(1, 10))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(looks()),
        draw(st.none() | st.integers(1, 20)),
        draw(st.none() | st.integers(1, 10)),
        sources,
        each_once(words),
    )


@given(setup=setups())
@settings(max_examples=30, deadline=None)
def test_what_was_exported_and_restored_is_exported_the_same(house: House, setup: Setup) -> None:
    here, there, asker = Place(-next(house.numbers)), Place(-next(house.numbers)), next(house.numbers)

    async def go() -> tuple[bytes, bytes]:
        await set_up(house.storage, here, setup)
        first = await house.exports.everything(here)
        backup = read_backup(first)
        await house.backups.restore(there, KIND, backup, Asker(asker), may_offer=True)
        return first, await house.exports.everything(there)

    first, second = (json.loads(body)["setup"] for body in house.runner.run(go()))
    assert second == first
    assert len(first["sources"]) == len(setup.sources)
    assert len(first["words"]) == len(setup.words)


def test_offers_are_restored_where_the_bot_may_make_them(house: House) -> None:
    setup = Setup(Schedule("UTC", ()), Options(), look=Look(has_offers=True))

    async def restored(*, may_offer: bool) -> bool:
        here, there = Place(-next(house.numbers)), Place(-next(house.numbers))
        await set_up(house.storage, here, setup)
        backup = read_backup(await house.exports.everything(here))
        await house.backups.restore(there, KIND, backup, Asker(1), may_offer=may_offer)
        return (await house.storage.looks.of(there)).has_offers

    assert house.runner.run(restored(may_offer=True))
    assert not house.runner.run(restored(may_offer=False))


async def set_up(storage: Storage, place: Place, setup: Setup) -> None:
    """Have a place set up as people did it."""
    chat = await storage.chats.open(place, KIND, setup.schedule, None, 100)
    await storage.chats.set_schedule(chat.id, setup.schedule, None)
    await storage.subscriptions.add_all(chat.id, setup.sources, 100)
    await storage.setups.replace(chat.id, setup, 100)
