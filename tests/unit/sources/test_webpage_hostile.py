"""Pages made to do harm, and what is no page: refused soon, and with nothing but a refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import PageFailed
from bot.sources.webpage import read_page

URL = "https://www.paper.example/news/ferry-4711"
SENTENCES = (
    "The harbour of Lindholm was closed on Tuesday after a ferry with 212 passengers ran aground. "
    "Nobody was hurt, the coast guard said, and tugs are to pull the ship free when the tide is high. "
)
TEXT = f"<p>{SENTENCES}</p><p>{SENTENCES.replace('harbour', 'market')}</p>"


def _refused(body: bytes) -> str:
    with pytest.raises(PageFailed) as failed:
        read_page(body, url=URL, charset=None)
    return failed.value.code


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + TEXT,
        "<b>" * 200_000,
        "<table><tr><td>" * 20_000,
        "<i>a</i>" * 200_000,
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">",
        "<a href='" * 50_000,
        "&amp;&lt;" * 100_000,
    ],
    ids=["nested", "unclosed", "tables", "siblings", "attributes", "quotes", "entities"],
)
def test_a_page_made_to_be_slow_is_refused(body: str) -> None:
    assert _refused(f"<html><body>{body}".encode()) == "page_not_article"


@pytest.mark.parametrize(
    "body", [b"", b"\0\1\2", b"\xff\xfe", b"plain words", b"<", b"%PDF-1.7 \xe2\xe3", b"\xef\xbb\xbf"]
)
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(PageFailed):
        read_page(body, url=URL, charset=None)


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>'
        + f"<html><body><p>&b;</p>{TEXT}</body></html>"
    )
    assert "boom" not in read_page(bomb.encode(), url=URL, charset=None).text


_BITS = [
    *(
        "<p>",
        "</p>",
        "<div class=comments>",
        "</div>",
        "<br>",
        "<br><br>",
        "<hr>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
    ),
    *(
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<h2><a href=/x>",
        "</a></h2>",
        "<noscript>",
        "</noscript>",
        "<ul>",
    ),
    *(
        "<li>",
        "</ul>",
        "<time datetime=2026-05-03>",
        "<a rel=author>",
        "<html amp>",
        "<body>",
        "<frameset>",
        "<svg>",
    ),
    *(
        "<title>",
        "</title>",
        "<link rel=canonical href='//[x'>",
        "<meta name=date content='0000-00-00'>",
        "<!--",
        "-->",
    ),
    *(
        "<script type=application/ld+json>",
        "</script>",
        '{"@type":"Article",',
        '"author":[{}]}',
        "<template>",
        "&#0;",
    ),
    *(
        "<font>",
        "</font>",
        "<pre><code>x\ny</code></pre>",
        "<img src=a>",
        "<figure>",
        "<form>",
        "<input type=password>",
    ),
    *("<textarea>", "<select>", "<math>", "<blockquote>", SENTENCES, TEXT, "Ä\u3000中文字"),
]


@given(
    st.lists(st.sampled_from(_BITS), max_size=40),
    st.sampled_from([URL, "", "http://[", "https://paper.example/print/"]),
)
@settings(deadline=None)
def test_any_heap_of_tags_is_read_or_refused(bits: list[str], url: str) -> None:
    try:
        page = read_page("".join(bits).encode(), url=url, charset=None)
    except PageFailed:
        return
    assert page.text.strip() == page.text != ""
