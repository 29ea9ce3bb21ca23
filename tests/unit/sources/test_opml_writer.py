"""Lists of sources as they are exported: other readers take them, and so do we."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.lists import Listed
from bot.sources.opml import Outline, read_opml
from bot.sources.opml_writer import write_opml

NOW = 1_795_176_000
TITLES = (
    st.none()
    | st.text(max_size=30)
    | st.sampled_from(
        [
            '"><x/>',
            "a & b",
            "<b>bold</b>",
            "&amp;amp;",
            "]]>",
            "новости",
            "\x00\x1b",
            "\ud800",
            "أخبار",
            "a\nb",
        ]
    )
)
FOLDERS = st.lists(st.sampled_from(["News", "Local & near", 'a/"b"', "<i>"]), max_size=3).map(tuple)


def listed(number: int, title: str | None = None, folders: tuple[str, ...] = ()) -> Listed:
    return Listed(f"https://example.org/{number}?a=1&b=2", FeedKind.FEED, title, folders)


def outlines(body: bytes) -> tuple[Outline, ...]:
    return read_opml(body).outlines


@given(st.lists(st.tuples(TITLES, FOLDERS), min_size=1, max_size=12))
def test_what_was_imported_and_exported_is_imported_as_it_was(
    sources: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    written = write_opml([listed(number, *source) for number, source in enumerate(sources)], "Bot", NOW)
    etree.fromstring(written)  # valid, whatever the titles are
    first = outlines(written)
    assert [outline.url for outline in first] == [listed(number).url for number in range(len(sources))]
    again = [Listed(one.url, FeedKind.FEED, one.title, one.folders) for one in first]
    assert outlines(write_opml(again, "Bot", NOW)) == first


def test_sources_stand_in_their_folders_in_their_order() -> None:
    sources = [
        listed(1, "One", ("News", "Local")),
        listed(2, "Two", ("News",)),
        listed(3, "Three"),
        listed(4, "Four", ("News",)),
    ]
    read = outlines(write_opml(sources, "Bot", NOW))
    assert [(one.title, one.folders) for one in read] == [(one.title, one.folders) for one in sources]


def test_channels_and_the_folder_of_articles_are_named_by_what_we_understand() -> None:
    channel = Listed("https://t.me/s/lindholm", FeedKind.CHANNEL, "@lindholm")
    written = write_opml([channel, Listed(FOLDER_URL, FeedKind.FOLDER)], "Bot", NOW)
    assert b'htmlUrl="https://t.me/lindholm"' in written
    assert [one.url for one in outlines(written)] == [channel.url, FOLDER_URL]
