"""DOCX and RTF: the text a person sees, and the card of the file."""

from datetime import date

import pytest

from tests.documents.office import docx, paragraph, rtf
from tests.documents.reading import STORY, STORY_TEXT, failure, read

CORE = (
    "<dc:title>The bridge</dc:title><dc:creator>Anna Smith</dc:creator><dc:language>en-GB</dc:language>"
    "<dcterms:created>2023-03-24T10:00:00Z</dcterms:created>"
)


def docx_text(*body: str) -> str:
    return read(docx("".join(body))).text


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_docx_card() -> None:
    document = read(docx(paragraph("The bridge") + "".join(map(paragraph, STORY)), core=CORE))
    assert (document.title, document.author, document.language) == ("The bridge", "Anna Smith", "en")
    assert (document.published, document.text) == (date(2023, 3, 24), STORY_TEXT)


def test_docx_title_of_the_text_wins() -> None:
    document = read(docx(paragraph("Мост закрыт", "a3") + "".join(map(paragraph, STORY)), core=CORE))
    assert (document.title, document.text) == ("Мост закрыт", STORY_TEXT)


def test_docx_headings_and_lists_are_paragraphs() -> None:
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>Ferries</w:t></w:r></w:p>'
    assert (
        docx_text(paragraph("What changes", "1"), item, paragraph(STORY[0]))
        == f"What changes\n\nFerries\n\n{STORY[0]}"
    )


def test_docx_characters() -> None:
    text = (
        "<w:p>"
        + run("Well")
        + "<w:r><w:noBreakHyphen/><w:t>known</w:t><w:tab/><w:t>old</w:t><w:br/><w:t>brid</w:t>"
        "<w:softHyphen/><w:t>ge &amp; quay.</w:t></w:r></w:p>"
    )
    assert docx_text(text) == "Well-known old bridge & quay."


@pytest.mark.parametrize(
    "hidden",
    [
        '<w:del w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>",
        run("gone", "<w:vanish/>"),
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK gone</w:instrText></w:r>',
        '<w:r><w:commentReference w:id="1"/></w:r>',
        "<m:oMath><m:r><m:t>gone</m:t></m:r></m:oMath>",
    ],
)
def test_docx_what_nobody_sees(hidden: str) -> None:
    assert docx_text(f"<w:p>{run('Seen ')}{hidden}{run('text.')}</w:p>") == "Seen text."


def test_docx_insertions_links_and_shown_text() -> None:
    shown = run("field ", '<w:vanish w:val="0"/>')
    body = (
        f"<w:p>{run('A ')}<w:ins>{run('new ')}</w:ins><w:hyperlink>{run('link ')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{shown}</w:sdtContent></w:sdt>{run('stays.')}</w:p>"
    )
    assert docx_text(body) == "A new link field stays."


def test_docx_tables_of_data_go_and_text_set_in_a_table_stays() -> None:
    def table(*cells: str) -> str:
        return (
            "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"
        )

    assert docx_text(table("Year", "2023", "Ferries"), table(*STORY), table("12", "13")) == STORY_TEXT


def test_docx_text_box_is_read_once() -> None:
    def box(text: str) -> str:
        content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
        return (
            f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{content}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    assert docx_text(f"<w:p>{run(STORY[0])}{box(STORY[1])}{box('Photo')}</w:p>") == STORY_TEXT


def test_docx_table_of_contents() -> None:
    block = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    )
    assert docx_text(block, paragraph("What changes 3", "11"), paragraph(STORY[0])) == STORY[0]


def test_docx_whose_text_has_another_name() -> None:
    assert read(docx(paragraph(STORY[0]), part="word/document2.xml")).text == STORY[0]


def test_strict_docx() -> None:
    strict = docx(paragraph(STORY[0]), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(strict).text == STORY[0]


def test_rtf_card() -> None:
    card = r"{\title The bridge}{\author Anna Smith}{\creatim\yr2023\mo3\dy24\hr10}{\doccomm no text}"
    document = read(rtf(r"\pard The bridge\par " + r"\par ".join(STORY), card=card))
    assert (document.title, document.author) == ("The bridge", "Anna Smith")
    assert (document.published, document.text) == (date(2023, 3, 24), STORY_TEXT)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Na\u239\'efve \u8212\'97 \ldblquote so\rdblquote", "Naïve — “so”"),
        (r"A smile \u-10179?\u-8704? here", "A smile 😀 here"),
        (r"\uc0 \u1084 \u1086 \u1089 \u1090  stays", "мост stays"),
        (r"\uc2 \u1084 ??\u1086\'aa\'aa!", "мо!"),
        (r"{\b bold} and {\i\f0 thin}", "bold and thin"),
        (
            r"non\_break, soft\-hyphen, no~\~break, \{braces\} and \\",
            "non-break, softhyphen, no~ break, {braces} and \\",
        ),
        (r"Seen {\v hidden}{\deleted gone}text", "Seen text"),
        (r"Seen \v hidden\v0 text \v more\plain  end", "Seen text end"),
        (r"Text{\super 1}{\footnote {\super 1} A note.} goes on", "Text1 goes on"),
        (r"{\header Running title}{\footerr Page {\field{\*\fldinst PAGE}{\fldrslt 7}}}Text", "Text"),
        (r'A {\field{\*\fldinst{HYPERLINK "https://example.com"}}{\fldrslt link}} here', "A link here"),
        (r"A {\pict\pngblip 89504e470d0a}picture{\*\unknown {\x gone}}", "A picture"),
        ("A {\\pict\\bin5 }}{{\\}picture", "A picture"),
        (r"{\pntext\f0 1.\tab}First\par{\listtext 2.\tab}Second", "First\n\nSecond"),
        (r"Text} {\rtf1 What follows the end", "Text"),
        (r"Broken \'zz \unknown5 word", "Broken zz word"),
    ],
)
def test_rtf_text(body: str, text: str) -> None:
    assert read(rtf(body)).text == text


def test_rtf_cyrillic_raw_escaped_and_by_font() -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in "Мост".encode("cp1251"))
    assert read(rtf("Мост закрыт", codepage=1251)).text == "Мост закрыт"
    assert read(rtf(f"{escaped} stays", codepage=1251)).text == "Мост stays"
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204{\*\falt Arial} Arial Cyr;}}"
    assert read(rtf(f"{fonts}\\f0 Caf\\'e9 {{\\f1 {escaped}}} \\'e9")).text == "Café Мост é"


def test_rtf_japanese() -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in "港の古い橋".encode("cp932"))
    assert read(rtf(escaped, codepage=932)).text == "港の古い橋"


def test_rtf_tables_of_data_go() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl Year\cell 2023\cell\row\pard "
    story = rf"\trowd\cellx1000\pard\intbl {STORY[1]}\cell\row\pard "
    assert read(rtf(rf"{STORY[0]}\par {row}{story}")).text == STORY_TEXT


def test_rtf_of_a_million_groups() -> None:
    assert failure(rtf("{" * 5_000)) == "document_broken"
