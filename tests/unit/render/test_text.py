import html as stdlib_html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.text import Block, pack, utf16_length, visible
from tests.botapi.html import parse

blocks = st.lists(
    st.builds(
        lambda text, style: Block(visible(text), style),
        st.text(max_size=300).filter(lambda text: bool(visible(text))),
        st.sampled_from(["", "b", "i"]),
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
    plain = [parse(message).text for message in messages]
    assert all(0 < utf16_length(text) <= limit for text in plain)
    squeezed = re.sub(r"\s", "", "".join(plain))
    assert squeezed == re.sub(r"\s", "", "".join(block.text for block in parts))


def test_blocks_that_fit_share_a_message_and_a_long_one_is_cut_between_words() -> None:
    assert pack([Block("Title", "b"), Block("One."), Block("a < b & c")]) == [
        "<b>Title</b>\n\nOne.\n\na &lt; b &amp; c"
    ]
    assert pack([Block("three words here", "i")], limit=11) == ["<i>three words</i>", "<i>here</i>"]
    assert pack([Block("🙂🙂🙂")], limit=4) == ["🙂🙂", "🙂"]


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
