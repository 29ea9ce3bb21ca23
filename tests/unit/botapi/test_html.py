"""Telegram's HTML, links and blanks are read and refused as Telegram does it."""

import contextlib
import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.html import ParseError, parse
from tests.botapi.text import tidy, utf16_length
from tests.botapi.urls import LinkError, check_link

REFUSED_HTML = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("x <b", "Unclosed start tag at byte offset 2"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ('<a href="x"/>y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("🙂<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ('<tg-time unix="soon">y</tg-time>', "Invalid timestamp specified"),
    (
        "&#xD83D;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("text", "complaint"), REFUSED_HTML)
def test_html_is_refused_in_telegrams_words(text: str, complaint: str) -> None:
    with pytest.raises(ParseError) as error:
        parse(text)
    assert str(error.value) == complaint


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ_HTML = [
    ("&lt;&gt;&amp;&quot;&nbsp;&#8212;&#x2014;&#12345678;&lt", '<>&"&nbsp;——&#12345678;<', []),
    ("🙂<b>🙂a</b>", "🙂🙂a", [entity("bold", 2, 3)]),
    ("<STRONG>a<em>b</em></STRONG>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<i>a</>", "a", [entity("italic", 0, 1)]),
    ("<b></b>a", "a", []),
    ("<ins>a</ins><del>b</del>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
    ("<pre><code>a</code></pre>", "a", [entity("pre", 0, 1), entity("code", 0, 1)]),
    ('<a href="tg://user?id=7">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 7})]),
    (
        "<a href='https://Example.com?a=1&amp;b=2'>a</a>",
        "a",
        [entity("text_link", 0, 1, url="https://example.com/?a=1&b=2")],
    ),
    ("<a>example.com</a>", "example.com", [entity("text_link", 0, 11, url="http://example.com/")]),
    (
        '<tg-time unix="5" format="t">a</tg-time>',
        "a",
        [entity("date_time", 0, 1, unix_time=5, date_time_format="t")],
    ),
    ('<tg-emoji emoji-id="5">a</tg-emoji>', "a", [entity("custom_emoji", 0, 1, custom_emoji_id="5")]),
]


@pytest.mark.parametrize(("text", "plain", "entities"), READ_HTML)
def test_html_is_read_as_telegram_reads_it(text: str, plain: str, entities: list[dict[str, Any]]) -> None:
    parsed = parse(text)
    assert parsed.text == plain
    for found in parsed.entities:
        if "user" in found:
            found["user"] = {"id": found["user"]["id"]}
    assert parsed.entities == entities


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXT)
def test_escaped_text_comes_back_the_same(text: str) -> None:
    for escaped in (html.escape(text, quote=False), html.escape(text).replace("&#x27;", "'")):
        parsed = parse(escaped)
        assert parsed.text == text
        assert parsed.entities == []


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "blockquote"]), TEXT)))
def test_entities_cover_the_text_of_their_tags(parts: list[tuple[str, str]]) -> None:
    parsed = parse("".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts))
    units = parsed.text.encode("utf-16-le")
    covered = [
        units[2 * found["offset"] : 2 * (found["offset"] + found["length"])].decode("utf-16-le")
        for found in parsed.entities
    ]
    assert covered == [text for _, text in parts if text]


@given(st.text(st.sampled_from("ab <>/&;\"'=#&é🙂"), max_size=30))
def test_any_html_is_either_read_or_refused(text: str) -> None:
    with contextlib.suppress(ParseError):
        assert utf16_length(parse(text).text) <= utf16_length(text)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("localhost:8080/x", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("https://", "URL host is empty"),
        ("https://a b.com", "Disallowed character in URL host"),
        ("https://example.com:99999", "Wrong port number specified in the URL"),
        ("tg://resolve:80?domain=x", "Wrong tg URL"),
        ("tg://re.solve?domain=x", "Unallowed characters in URL host"),
    ],
)
def test_links_that_lead_nowhere(url: str, complaint: str) -> None:
    with pytest.raises(LinkError) as error:
        check_link(url)
    assert str(error.value) == complaint


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com/a?b=c#:~:text=d", "https://example.com/a?b=c#:~:text=d"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("https://пример.рф/я", "https://пример.рф/я"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://user@Example.com/", "https://user@example.com/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_links_that_are_kept(url: str, kept: str) -> None:
    assert check_link(url) == kept


def test_text_is_tidied_as_telegram_does() -> None:
    assert tidy(" \n a\tb\r\nc\u202e  \n", []) == ("a b\nc", [])
    text, entities = tidy("  🙂 b  ", [entity("bold", 0, 2), entity("italic", 5, 3)])
    # The start stays as it is where an entity begins, and what covered only blanks is gone.
    assert (text, entities) == ("  🙂 b", [entity("bold", 0, 2), entity("italic", 5, 1)])
