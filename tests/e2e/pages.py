"""What people send links and files of, in the tests of the whole bot."""

from html import escape

from tests.botapi import Message
from tests.documents.books import Page, epub, fb2
from tests.documents.office import docx, eml, paragraph, rtf
from tests.documents.pdf import Pdf, column
from tests.texts import shown_sentences

# Every sentence names the town, so that each summary tells which article it is of.
_SENTENCES = (
    "The harbour of {town} was closed on Tuesday after a ferry with 212 passengers ran aground.",
    "Nobody was hurt when the ship struck the sandbank off {town}, the coast guard said in the evening.",
    "Tugs from two neighbouring ports are to pull the ship free from the sands of {town} at high tide.",
    "The company that runs the ferries of {town} blamed a failure of the steering gear.",
    "The gear had been overhauled in {town} only in March, according to the company.",
    "The town council of {town} asked for an inquiry into the safety of all ships on the line.",
    "Some 4,000 commuters use the ferries between {town} and the islands every day.",
    "Buses will replace the ferries until the harbour of {town} is open again, which may take a week.",
    "The last accident of this kind in the harbour of {town} was eleven years ago.",
)


def sentences(town: str) -> list[str]:
    """The nine sentences of an article about a town."""
    return [sentence.format(town=town) for sentence in _SENTENCES]


def story(town: str) -> list[str]:
    """The same in three paragraphs."""
    told = sentences(town)
    return [" ".join(told[start : start + 3]) for start in (0, 3, 6)]


def page(town: str, *, head: str = "", after: str = "", more: str = "") -> str:
    """A news page about a town; `more` is a further paragraph, `after` stands behind the article."""
    body = "".join(f"<p>{escape(text)}</p>" for text in [*story(town), more] if text)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The ferry of {town}</title>{head}'
        "</head><body><header><nav><a href='/'>Home</a> <a href='/news'>News</a></nav></header>"
        f"<main><article><h1>The ferry of {town}</h1>{body}</article></main>{after}"
        "<footer><p>All rights reserved</p></footer></body></html>"
    )


def documents(town: str) -> dict[str, bytes]:
    """The same article in every format, by the ending of its name."""
    paragraphs = story(town)
    html = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    lines = [line for text in paragraphs for line in [*_wrapped(text), ""]]
    letter = "\r\n\r\n".join(paragraphs).encode()
    return {
        "txt": "\n\n".join(paragraphs).encode(),
        "md": "\n\n".join([f"# The ferry of **{town}**", *paragraphs]).encode(),
        "html": page(town).encode(),
        "pdf": Pdf([column(lines)]).bytes(),
        "docx": docx("".join(map(paragraph, paragraphs))),
        "epub": epub([Page("one.xhtml", html)]),
        "fb2": fb2(f"<section>{html}</section>"),
        "rtf": rtf("\\par ".join(paragraphs)),
        "eml": eml(letter, "From: Anna <anna@example.com>", "Subject: The ferry"),
    }


def is_about(message: Message, town: str) -> bool:
    """Whether a message is a summary of the article about this town, in sentences of it, word for word."""
    return "Shorter" in message.labels and any(sentence in message.text for sentence in sentences(town))


def summary_of(message: Message, town: str) -> int:
    """How many sentences of the article about a town a message shows; AssertionError if it is another."""
    assert is_about(message, town), message.text
    return shown_sentences(message.text)


def _wrapped(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 80:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]
