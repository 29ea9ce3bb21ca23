"""Whole digests, as they are sent and as they are printed, in several languages and kinds."""

from datetime import datetime

import pytest

from bot.digest.story import DigestContent
from bot.render.digest import digest_head, digest_pages, digest_plain_text
from tests.botapi.rules import message_text
from tests.botapi.text import utf16_length
from tests.digests import ROOT
from tests.unit.render.stories import DIGESTS

GOLDEN = ROOT / "tests" / "golden" / "digests"
MORNING = datetime.fromisoformat("2026-11-22T08:00")


def messages(content: DigestContent) -> list[str]:
    pages = digest_pages(content)
    return [
        digest_head(
            local=MORNING,
            now_local=MORNING,
            stories=len(content.cards),
            sources=content.sources,
            seconds_whole=content.seconds_whole,
            seconds_shown=content.seconds_shown,
            covers_from=None,
            late_minutes=None,
            page=number,
            pages=len(pages),
            preview=False,
        )
        + f"\n\n{page.html}"
        for number, page in enumerate(pages, start=1)
    ]


def shown(content: DigestContent) -> str:
    """A digest as one text, a line of signs between two messages."""
    return f"\n{'=' * 40}\n".join(messages(content)) + "\n"


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_looks_as_it_did(name: str) -> None:
    assert shown(DIGESTS[name]()) == (GOLDEN / f"{name}.html").read_bytes().decode()


@pytest.mark.parametrize("name", ["mixed", "seeds"])
def test_a_printed_digest_looks_as_it_did(name: str) -> None:
    assert digest_plain_text(DIGESTS[name]()) + "\n" == (GOLDEN / f"{name}.txt").read_bytes().decode()


@pytest.mark.parametrize("name", DIGESTS)
def test_telegram_takes_it(name: str) -> None:
    for message in messages(DIGESTS[name]()):
        text, _ = message_text({"text": message, "parse_mode": "HTML"})
        assert utf16_length(text) <= 4096
