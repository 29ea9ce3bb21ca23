"""Whole digests, as they are sent, in several languages and kinds."""

from datetime import datetime

import pytest

from bot.digest.compose import DigestContent
from bot.render.digest import digest_head, digest_pages
from tests.botapi.rules import message_text
from tests.botapi.text import utf16_length
from tests.digests import DIGESTS, ROOT

GOLDEN = ROOT / "tests" / "golden" / "digests"
MORNING = datetime.fromisoformat("2026-11-22T08:00")


def messages(content: DigestContent) -> list[str]:
    pages = digest_pages(content)
    return [
        digest_head(
            local=MORNING,
            now_local=MORNING,
            articles=content.articles,
            sources=content.sources,
            seconds_saved=content.seconds_saved,
            covers_from=None,
            late_minutes=None,
            page=number,
            pages=len(pages),
            preview=False,
        )
        + f"\n\n{page}"
        for number, page in enumerate(pages, start=1)
    ]


def shown(content: DigestContent) -> str:
    """A digest as one text, a line of signs between two messages."""
    return f"\n{'=' * 40}\n".join(messages(content)) + "\n"


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_looks_as_it_did(name: str) -> None:
    assert shown(DIGESTS[name]()) == (GOLDEN / f"{name}.html").read_bytes().decode()


@pytest.mark.parametrize("name", DIGESTS)
def test_telegram_takes_it(name: str) -> None:
    for message in messages(DIGESTS[name]()):
        text, _ = message_text({"text": message, "parse_mode": "HTML"})
        assert utf16_length(text) <= 4096
