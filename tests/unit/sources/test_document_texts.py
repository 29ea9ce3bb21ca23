"""Plain text and Markdown."""

from datetime import date

import pytest

from bot.sources.documents.plain import unwrapped
from tests.documents.reading import STORY, STORY_TEXT, read

WRAPPED = """\
The city council closed the old bridge on Friday after engineers had
found cracks in its pillars. Ferries will carry people until May, and
the market moves to the northern bank. Nobody is to pay for the way
twice, the mayor said.

It was built by the _Great Western_ company in 1890 and carried trains
for ninety years. Its arches are to stay, and so are the two well-
known towers.
"""
UNWRAPPED = [
    "The city council closed the old bridge on Friday after engineers had found cracks in its"
    " pillars. Ferries will"
    " carry people until May, and the market moves to the northern bank. Nobody is to pay for"
    " the way twice, the"
    " mayor said.",
    "It was built by the _Great Western_ company in 1890 and carried trains for ninety years."
    " Its arches are to"
    " stay, and so are the two well-known towers.",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_broken_lines_become_paragraphs(newline: str) -> None:
    assert read(WRAPPED.replace("\n", newline).encode()).text.split("\n\n") == UNWRAPPED


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert read("\n".join(STORY).encode()).text == STORY_TEXT


def test_verse_and_addresses_stay_lines() -> None:
    lines = ["Tyger Tyger, burning bright,", "In the forests of the night;", "What immortal hand or eye,"]
    assert read("\n".join(lines).encode()).text.split("\n\n") == lines


def test_items_and_set_in_lines_begin_paragraphs() -> None:
    text = (
        "   The city council closed the old bridge on Friday after engineers\n"
        "had found cracks in its pillars and in both of the piers that bear it.\n"
        "   Ferries will carry people until May, and the market moves to the\n"
        "northern bank.\n\n"
        "- the first of the items that the council of the city wants to have\n"
        "  done before winter\n"
        "- the second\n"
    )
    assert list(unwrapped(text)) == [
        (
            "The city council closed the old bridge on Friday after engineers had found cracks in"
            " its pillars and in both of the piers that bear it."
        ),
        "Ferries will carry people until May, and the market moves to the northern bank.",
        "- the first of the items that the council of the city wants to have done before winter",
        "- the second",
    ]


def test_chinese_lines_join_without_spaces() -> None:
    lines = [
        "市议会星期五关闭了旧桥，因为工程师在桥墩上发现了裂缝",
        "渡轮将运送居民直到五月，官员们说市场将迁往北岸边的地",
        "方。",
    ]
    assert read("\n".join(lines).encode()).text == "".join(lines)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_charsets(charset: str) -> None:
    text = "Городской совет закрыл старый мост в пятницу, когда инженеры обнаружили трещины в его опорах."
    assert read(text.encode(charset)).text == text


MARKDOWN = """\
---
title: "The bridge"
author: Anna Smith
date: 2023-03-24
lang: en
tags:
  - bridges
---
# The bridge

The **city council** closed the [old bridge](https://example.com "x") on
Friday[^1], *they* said with `code` and ![a picture](p.png)no more.<br>So it is.

## What changes

- Ferries &amp; boats
- The market

> Nobody pays twice.

```python
print("code")
```

| Year | Ferries |
|------|---------|
| 2023 | 12 |

<div>raw tags</div>

[^1]: The note is not the text.
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_markdown(name: str) -> None:
    document = read(MARKDOWN.encode(), name)
    assert (document.title, document.author, document.language) == ("The bridge", "Anna Smith", "en")
    assert document.published == date(2023, 3, 24)
    assert document.text.split("\n\n") == [
        "The city council closed the old bridge on Friday, they said with code and no more. So it is.",
        "What changes",
        "Ferries & boats",
        "The market",
        "Nobody pays twice.",
    ]


def test_markdown_title_without_front_matter() -> None:
    document = read(f"# The *old* bridge\n\n{STORY[0]}\n".encode(), "a.md")
    assert (document.title, document.text) == ("The old bridge", STORY[0])


def test_hugo_front_matter() -> None:
    document = read(f'+++\ntitle = "Bridge"\ndate = 2023-03-24T10:00:00Z\n+++\n\n{STORY[0]}'.encode(), "a.md")
    assert (document.title, document.published, document.text) == ("Bridge", date(2023, 3, 24), STORY[0])


def test_a_text_that_is_called_markdown_loses_nothing() -> None:
    text = f"    {STORY[0]}\n\n    {STORY[1]} It is 3 * 4 * 5 metres, a_b_c and #7."
    assert (
        read(text.encode(), "a.md").text == f"{STORY[0]}\n\n{STORY[1]} It is 3 * 4 * 5 metres, a_b_c and #7."
    )


def test_a_text_with_a_sign_by_chance_is_no_markdown() -> None:
    text = f"# 7\n\n{STORY[0]} It was snake_case_here and 2 * 3 * 4."
    assert read(text.encode(), "a.txt").text.endswith("It was snake_case_here and 2 * 3 * 4.")


def test_a_note_that_begins_like_a_letter_is_a_text() -> None:
    text = "From: the council\nDate: Friday\n\n" + STORY_TEXT
    assert read(text.encode()).text.endswith(STORY_TEXT)
    assert read(text.encode()).text.startswith("From: the council")
