"""One story at length, and who tells it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings

from bot.digest.story import Card
from bot.render.story_view import sources_text, story_text
from tests.botapi.html import parse
from tests.botapi.rules import message_text
from tests.botapi.urls import check_link
from tests.digests import HOUR, NOW, entry, feed
from tests.unit.render.anything import LONG_LINK, cards
from tests.unit.render.anything import sentences as any_sentences
from tests.unit.render.stories import DAY, MINA, NAMELESS, TIDENDE, WIRE, card, ferry, largest


def local(moment: int) -> datetime:
    """The clock of a chat two hours east of London."""
    return datetime.fromtimestamp(moment, UTC).replace(tzinfo=None) + timedelta(hours=2)


def check_message(html: str) -> None:
    """Telegram takes it, with all of its links."""
    message_text({"text": html, "parse_mode": "HTML"})  # refused by raising
    parsed = parse(html)
    assert not parsed.dropped_links
    assert sum(16 + len(entity.get("url", "")) for entity in parsed.entities) <= 8_500
    assert all(check_link(entity["url"]) for entity in parsed.entities if "url" in entity)


@settings(max_examples=40, deadline=None)
@given(cards(), any_sentences)
def test_any_story_fits_into_a_message_in_every_view(
    one: Card, longer: tuple[tuple[str, str | None], ...]
) -> None:
    check_message(story_text(one, 100))
    check_message(story_text(one, 1, longer))
    check_message(sources_text(one, local, NOW))


def test_the_largest_story_fits_into_a_message_in_every_view() -> None:
    check_message(story_text(largest(), 10_000))
    check_message(story_text(largest(), 1, [("So. ", "https://example.org/")] * 500))
    check_message(sources_text(largest(), local, NOW))


def test_a_story_at_length_is_set_in_paragraphs() -> None:
    assert parse(story_text(ferry(), 3)).text.replace("\u2068", "").replace("\u2069", "").split("\n") == [
        "3. Ferry runs aground off Lindholm, 212 on board & safe",
        "Harbour & Coast <News>, Lindholm Tidende, عين الميناء, ידיעות הנמל and source6.example",
        "",
        "The harbour of Lindholm was closed on Tuesday after a ferry with 212 passengers ran aground.\u00a0→",
        "",
        "Nobody was hurt, the coast guard said in the evening.\u00a0→",
        "",
        "Buses will replace the ferries until the harbour is open again, which may take a week.\u00a0→",
        "",
        "Lindholm Tidende adds: The captain had sailed this line for 31 years.\u00a0→ "
        "The ferry is two years old & <paid for>.\u00a0→",
        "",
        "عين الميناء adds: فُتح تحقيق في الحادث يوم الأربعاء.\u00a0→",
        "",
        "Figures differ: 212 (Harbour & Coast <News>) · 190 (Lindholm Tidende) · 215 (ידיעות הנמל)",
        "",
        "Lindholm Tidende: About 190 passengers were taken ashore in boats.\u00a0→",
        "",
        "ידיעות הנמל: על סיפונה היו 215 נוסעים.\u00a0→",
    ]


def test_a_longer_summary_stands_in_place_of_the_short_one() -> None:
    one = card((entry(1, 1, "It is."), WIRE))
    longer = [("It is.", None), ("It was.", "https://source1.example/1#:~:text=It%20was.")]
    assert story_text(one, 1, longer) == (
        '<b><a href="https://source1.example/1">1. A title</a></b>\n'
        "Harbour &amp; Coast &lt;News&gt;\n\nIt is.\n\n"
        'It was.\u00a0<a href="https://source1.example/1#:~:text=It%20was.">→</a>'
    )


def test_what_is_too_long_for_a_message_ends_in_an_ellipsis_and_leaves_what_others_add() -> None:
    text = parse(
        story_text(ferry(), 1, [(f"{number} is a number of words. " * 20, None) for number in range(20)])
    ).text
    lead, others = text.split("\n\n…\n\n")
    assert lead.count("\n\n") > 3
    assert others.startswith("Lindholm Tidende adds: ")
    assert others.endswith("215 נוסעים.\u2069\u00a0→")


def lines_of(one: Card) -> list[str]:
    return parse(sources_text(one, local, NOW)).text.split("\n")


def test_each_source_has_its_headline_and_when_it_came() -> None:
    one = card(
        (replace(entry(1, title="One"), published=NOW - HOUR), WIRE),
        (replace(entry(2, 2, title=None), published=NOW - 2 * DAY), TIDENDE),
        (replace(entry(3, 3, title="Three"), published=None), feed(3, "Three")),
        (replace(entry(4, 6, title="Four"), published=NOW + DAY), NAMELESS),
    )
    assert lines_of(one) == [
        "One",
        "",
        "• Harbour & Coast <News> · One · 08:50",
        "• Lindholm Tidende · A post without a title · Friday, 09:50",
        "• Three · Three",
        "• source6.example · Four",
    ]
    assert (
        "• <b>Harbour &amp; Coast &lt;News&gt;</b> · "
        '<a href="https://source1.example/1">One</a> · <i>08:50</i>\n'
    ) in sources_text(one, local, NOW)


def dated(number: int, feed_id: int) -> Card:
    return card(
        (replace(entry(number, feed_id, title=f"T{number}"), published=None), feed(feed_id, f"S{feed_id}"))
    )


def test_copies_of_one_text_are_said_to_be_copies() -> None:
    told = [dated(number, number).tellings[0] for number in range(1, 5)]
    assert lines_of(Card(tuple(told), wires=((2, 4), (1, 99))))[2:] == [
        "• S1 · T1",
        "• S2 · T2",
        "• S3 · T3",
        "• S4 · T4 · same text as S2",
    ]


def test_what_was_told_before_stands_below_with_the_names_that_are_known() -> None:
    before = tuple(
        replace(entry(number, feed_id, title=f"T{number}"), published=None)
        for number, feed_id in ((5, 1), (6, 9))
    )
    one = Card(dated(7, 1).tellings, before=before, wires=((5, 7),))
    assert lines_of(one)[2:] == [
        "• S1 · T7",
        "",
        "Shown earlier",
        "• S1 · T5 · same text as S1",
        "• source9.example · T6",
    ]


def test_sources_that_do_not_fit_are_counted() -> None:
    told = [dated(number, number).tellings[0] for number in range(1, 90)]
    last = lines_of(Card(tuple(told)))[-1]
    shown = len(lines_of(Card(tuple(told)))) - 3
    assert last == f"… {89 - shown} more"
    linked = [replace(one, entry=replace(one.entry, url=LONG_LINK)) for one in told]
    assert lines_of(Card(tuple(linked)))[-1] == "… 85 more"


def test_names_of_another_direction_keep_it() -> None:
    one = card((replace(entry(1, 3, title="جنوح عبّارة"), published=None), MINA))
    assert lines_of(one)[2] == "• \u2068عين الميناء\u2069 · \u2068جنوح عبّارة\u2069"
