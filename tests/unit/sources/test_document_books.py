"""EPUB and FB2: the book in its order, without what is bound around it."""

from datetime import date

import pytest

from tests.documents.books import Page, epub, fb2
from tests.documents.office import zipped
from tests.documents.reading import STORY, STORY_TEXT, failure, read

CARD = (
    "<dc:title>The Bridge</dc:title><dc:creator>Anna Smith</dc:creator><dc:creator>Ivan Petrov</dc:creator>"
    '<dc:language>en-US</dc:language><dc:date opf:event="modification">2024-01-01</dc:date>'
    '<dc:date opf:event="publication">2023-03-24</dc:date>'
)
STORY_BODY = "".join(f"<p>{text}</p>" for text in STORY)


def test_epub_card_and_order() -> None:
    pages = [Page("b.xhtml", f"<h1>One</h1><p>{STORY[0]}</p>"), Page("a.xhtml", f"<p>{STORY[1]}</p>")]
    document = read(epub(pages, card=CARD))
    assert (document.title, document.author) == ("The Bridge", "Anna Smith, Ivan Petrov")
    assert (document.published, document.language) == (date(2023, 3, 24), "en")
    assert document.text == f"One\n\n{STORY_TEXT}"


@pytest.mark.parametrize("stated", ["2023", "March", "2023-13-40", ""])
def test_epub_with_no_whole_date(stated: str) -> None:
    assert read(epub([Page("a.xhtml", STORY_BODY)], card=f"<dc:date>{stated}</dc:date>")).published is None


@pytest.mark.parametrize(
    "page",
    [
        Page("x.xhtml", "<p>Contents of the book</p>", properties="nav"),
        Page("x.xhtml", "<p>Answers</p>", linear="no"),
        Page("x.xhtml", '<section epub:type="copyright-page"><p>All rights reserved.</p></section>'),
        Page("x.xhtml", '<div role="doc-toc"><p>One</p></div>'),
        Page("x.xhtml", "".join(f'<p><a href="c{n}.xhtml">Chapter {n}</a></p>' for n in range(6))),
        Page("x.xhtml", "<nav><p>One</p></nav>"),
        Page("x.xhtml", '<p><img src="cover.jpg" alt="Cover"/></p><svg><text>Cover</text></svg>'),
        Page("x.xhtml", '<aside epub:type="footnote"><p>1. A note.</p></aside>'),
    ],
)
def test_epub_pages_that_are_no_text(page: Page) -> None:
    assert read(epub([page, Page("a.xhtml", STORY_BODY)])).text == STORY_TEXT


def test_epub_guide() -> None:
    guide = '<reference type="copyright-page" href="c.xhtml"/><reference type="text" href="a.xhtml"/>'
    pages = [Page("c.xhtml", "<p>All rights reserved.</p>"), Page("a.xhtml", STORY_BODY)]
    assert read(epub(pages, guide=guide)).text == STORY_TEXT


def test_epub_marks_of_footnotes() -> None:
    body = (
        '<p>The bridge<sup><a href="#n1">1</a></sup> was<a href="#n2"><sup>[2]</sup></a> closed'
        '<a epub:type="noteref" href="#n3">*</a> at 10<sup>3</sup> metres.</p>'
    )
    assert read(epub([Page("a.xhtml", body)])).text == "The bridge was closed at 103 metres."


def test_epub_text_inside_pages() -> None:
    body = (
        "<p>First<br/>line &amp;&nbsp;more &#8212; caf&eacute;.</p><div>Bare"
        " <i>words</i><p>inner</p>after</div>"
        "<ruby>橋<rt>はし</rt></ruby><script>no()</script><style>p{}</style><pre>code</pre>"
        f"<table><tr><td>1</td><td>{STORY[0]}</td></tr></table>"
    )
    paragraphs = ["First line & more — café.", "Bare words", "inner", "after", "橋", STORY[0]]
    assert read(epub([Page("a.xhtml", body)])).text == "\n\n".join(paragraphs)


def test_epub_pages_that_are_not_well_formed() -> None:
    page = Page("a.xhtml", f"<p>{STORY[0]}<p>{STORY[1]}<br>", head="")
    assert read(epub([page, Page("b.xhtml", "<p>End.</p>")])).text == f"{STORY_TEXT}\n\nEnd."


def test_epub_pages_with_spaces_in_their_names_and_pages_it_lacks() -> None:
    pages = [Page("a%20b.xhtml", ""), Page("c.xhtml", "<p>End.</p>")]
    book = epub(pages, more={"OEBPS/a b.xhtml": f"<html><body>{STORY_BODY}</body></html>"})
    assert read(book).text == f"{STORY_TEXT}\n\nEnd."
    # The member called "a%20b.xhtml" is none that the book lists, and the other one is gone here.
    assert read(epub(pages)).text == "End."


def encryption(algorithm: str) -> dict[str, str | bytes]:
    return {
        "META-INF/encryption.xml": (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData'
            f' xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{algorithm}"/>'
            '<CipherData><CipherReference URI="OEBPS/a.xhtml"/></CipherData></EncryptedData></encryption>'
        )
    }


def test_locked_epub() -> None:
    locked = epub(
        [Page("a.xhtml", STORY_BODY)], more=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    )
    assert failure(locked, "novel.epub") == "document_encrypted"
    fonts = epub([Page("a.xhtml", STORY_BODY)], more=encryption("http://www.idpf.org/2008/embedding"))
    assert read(fonts).text == STORY_TEXT


def test_fb2() -> None:
    info = (
        "<author><first-name>Анна</first-name><last-name>Иванова</last-name></author><book-title>Мост</book-title>"
        '<date value="2023-03-24">весна 2023</date><lang>ru</lang>'
    )
    body = (
        "<title><p>Анна Иванова</p><p>Мост</p></title><section><title><p>Глава первая</p></title>"
        '<p>Мост<a l:href="#n1" type="note">[1]</a> закрыли в <emphasis>пятницу</emphasis>.</p><empty-line/>'
        "<poem><stanza><v>Строка первая</v><v>строка вторая</v></stanza></poem><image l:href='#cover.jpg'/>"
        "<table><tr><td>12</td></tr></table></section>"
    )
    document = read(
        fb2(body, info=info, notes="<section id='n1'><p>Примечание.</p></section>", encoding="windows-1251")
    )
    assert (document.title, document.author, document.language) == ("Мост", "Анна Иванова", "ru")
    assert document.published == date(2023, 3, 24)
    assert document.text.split("\n\n") == [
        "Глава первая",
        "Мост закрыли в пятницу.",
        "Строка первая",
        "строка вторая",
    ]


def test_fb2_not_well_formed_and_zipped_beside_other_files() -> None:
    broken = fb2(STORY_BODY).replace(b"</body>", b"<p>Loose & end.</body>", 1)
    document = read(zipped({"book.FB2": broken, "readme.txt": "from a library"}))
    assert document.text.startswith(STORY_TEXT)


def test_a_book_longer_than_is_read() -> None:
    line = "The bridge over the river was closed. " * 100
    document = read(fb2(f"<p>{line}</p>" * 600))
    assert document.partial
    assert 900_000 < len(document.text) <= 1_000_000
