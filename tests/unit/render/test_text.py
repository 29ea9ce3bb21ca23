import html as stdlib_html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.languages import LANGUAGES, RIGHT_TO_LEFT, speaking
from bot.render.phrases import phrase
from bot.render.text import (
    Block,
    Piece,
    aligned,
    in_a_row,
    is_right_to_left,
    isolated,
    line_start,
    pack,
    shortened,
    utf16_length,
    visible,
)
from tests.botapi.html import parse

LINK = "https://example.org/a?b=1&c='2'#:~:text=One."
blocks = st.lists(
    st.builds(
        lambda text, style, link, mark: Block(visible(text), style, link, mark),
        st.text(max_size=300).filter(lambda text: bool(visible(text))),
        st.sampled_from(["", "b", "i"]),
        st.sampled_from([None, LINK]),
        st.sampled_from(["", "→"]),
    ),
    min_size=1,
    max_size=12,
)


@given(st.text())
@example("🙂a\u0301")
def test_length_is_that_of_utf16(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(blocks, st.integers(min_value=4, max_value=400))
def test_messages_keep_the_limit_parse_and_hold_every_word_in_order(parts: list[Block], limit: int) -> None:
    messages = pack(parts, limit)
    parsed = [parse(message) for message in messages]
    plain = [message.text for message in parsed]
    assert all(0 < utf16_length(text) <= limit for text in plain)
    assert not any(message.dropped_links for message in parsed)
    squeezed = re.sub(r"\s", "", "".join(plain))
    expected = "".join(block.text + (block.mark if block.link else "") for block in parts)
    assert squeezed == re.sub(r"\s", "", expected)


def test_blocks_that_fit_share_a_message_and_a_long_one_is_cut_between_words() -> None:
    assert pack([Block("Title", "b"), Block("One."), Block("a < b & c")]) == [
        "<b>Title</b>\n\nOne.\n\na &lt; b &amp; c"
    ]
    assert pack([Block("three words here", "i")], limit=11) == ["<i>three words</i>", "<i>here</i>"]
    assert pack([Block("🙂🙂🙂")], limit=4) == ["🙂🙂", "🙂"]


def test_a_block_leads_somewhere_by_all_of_its_text_or_by_the_mark_behind_it() -> None:
    anchor = '<a href="https://example.org/a?b=1&amp;c=&#x27;2&#x27;#:~:text=One.">'
    assert pack([Block("Title", "b", LINK), Block("One < two.", link=LINK, mark="→")]) == [
        f"<b>{anchor}Title</a></b>\n\nOne &lt; two.\u00a0{anchor}→</a>"
    ]
    assert [
        parse(part).text for part in pack([Block("three words here", link=LINK, mark="→")], limit=13)
    ] == [
        "three words",
        "here\u00a0→",
    ]
    assert pack([Block("One.", mark="→")]) == ["One."]


def test_no_message_has_more_entities_than_telegram_takes() -> None:
    def counts(link: str) -> list[int]:
        messages = pack([Block("Word.", "i", link, "→")] * 60)
        return [len(parse(message).entities) for message in messages]

    assert counts("https://example.org/a") == [100, 20]
    assert max(counts("https://example.org/" + "a" * 1900)) == 2 * 4
    assert sum(counts("https://example.org/" + "a" * 1900)) == 120


def test_as_few_messages_as_possible() -> None:
    assert len(pack([Block("x" * 4096)])) == 1
    assert len(pack([Block("x" * 2047), Block("y" * 2047)])) == 1
    assert len(pack([Block("x" * 2048), Block("y" * 2047)])) == 2


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("two\n\twords ", "two words"),
        ("a\u202eevil\u202c", "aevil"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00 bell\x07", "nul bell"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("half \ud83d pair", "half pair"),
        ("", ""),
    ],
)
def test_what_hides_or_deceives_is_taken_out(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_visible_text_can_always_be_sent(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert visible(shown) == shown
    assert stdlib_html.unescape(shown) is not None


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
@example("🙂🙂🙂", 4)
def test_a_shortened_text_fits_and_says_that_there_is_more(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert utf16_length(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_shortened_between_words() -> None:
    assert shortened("three words here", 12) == "three words…"
    assert shortened("three words here", 16) == "three words here"


@given(blocks, st.sampled_from(["", "\n", "\n\n"]))
def test_a_piece_knows_its_size(parts: list[Block], gap: str) -> None:
    for piece in (joined := Piece.joined([Piece.of(block) for block in parts], gap), joined.quoted()):
        parsed = parse(piece.html)
        assert piece.size.units == utf16_length(parsed.text)
        assert piece.size.entities == len(parsed.entities)
        assert piece.size.entity_bytes == sum(16 + len(entity.get("url", "")) for entity in parsed.entities)


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("שלום", True),
        ("«مرحبا» said", True),
        ("12 سفن", True),
        ("Said «مرحبا»", False),
        ("12", False),
        ("", False),
    ],
)
def test_the_first_letter_tells_the_direction_of_a_line(text: str, leftwards: bool) -> None:
    assert is_right_to_left(text) is leftwards


def test_only_what_needs_it_is_isolated() -> None:
    assert isolated("Éire 2 → Ω") == "Éire 2 → Ω"
    assert isolated("عين") == "\u2068عين\u2069"
    assert isolated("2 November", "عين") == "\u20682 November\u2069"


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
@pytest.mark.parametrize(
    ("text", "set_so"),
    [
        ("يضيف المصدر", "يضيف المصدر"),
        ("BBC يضيف", "\u200fBBC يضيف"),
        ("12 مصدرا", "\u200f12 مصدرا"),
        (
            "/summary يلخص\nيعرض /feeds\n\n• جديد",
            "\u200f\u200e/summary يلخص\nيعرض \u200e/feeds\n\n\u200f• جديد",
        ),
        ("2/3", "2/3"),
        ("اكتب example.org/feed أو @town", "اكتب example.org/feed أو \u200e@town"),
        ("seeds", "seeds"),
        ("", ""),
    ],
)
def test_lines_of_the_bot_are_set_from_the_right_where_it_speaks_so(
    language: str, text: str, set_so: str
) -> None:
    with speaking(language):
        assert aligned(text) == set_so
        assert all(is_right_to_left(line) for line in aligned(text).split("\n") if set_so != text and line)
        assert is_right_to_left(line_start() + "BBC")
        assert isolated("BBC") == "\u2068BBC\u2069"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - RIGHT_TO_LEFT))
def test_other_languages_have_no_such_marks(language: str) -> None:
    with speaking(language):
        assert aligned("BBC يضيف") == "BBC يضيف"
        assert line_start() == ""
        assert isolated("BBC") == "BBC"


def test_sentences_stand_behind_one_another_as_their_language_has_it() -> None:
    assert in_a_row("One.", "", "Two.") == "One. Two."
    with speaking("ja"):
        assert in_a_row("毎日届きます。", "", "次回は明日です。") == "毎日届きます。次回は明日です。"


def test_a_date_that_ends_in_a_full_stop_needs_no_other_one() -> None:
    assert phrase("schedule.paused_until", day="23 ноября 2026 г.") == "It is paused until: 23 ноября 2026 г."
