"""Documents are downloaded only where they are small enough, and every failure is said in words."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.chat.uploads import MAX_MB, upload_of
from bot.chat.wanted import File
from bot.errors import DocumentFailed

MB = 2**20


class Telegram:
    """Gives a file of some size, or fails to."""

    def __init__(
        self,
        size: int | None = 7,
        *,
        error: Exception | None = None,
        broken: bool = False,
        path: str | None = "https://telegram.test/file/a",
    ) -> None:
        self.calls: list[str] = []
        self._size = size
        self._error = error
        self._broken = broken
        self._path = path

    async def get_file(self, _file_id: str) -> Any:
        self.calls.append("get_file")
        if self._error:
            raise self._error
        return SimpleNamespace(file_size=self._size, file_path=self._path)

    @property
    def request(self) -> Any:
        return self

    async def download(self, url: str, to: BinaryIO) -> None:
        self.calls.append("download")
        assert url == (self._path or "")
        if self._broken or not url:
            raise NetworkError("connection reset")
        to.write(b"content")


def context(bot: Telegram) -> Any:
    return SimpleNamespace(bot=bot)


def file(size: int | None = 7) -> File:
    return File("id", "unique", "report.pdf", size)


async def test_a_document_is_downloaded_when_it_is_asked_for() -> None:
    bot = Telegram()
    upload = upload_of(file(), context(bot))
    assert bot.calls == []
    assert (upload.name, upload.unique_id) == ("report.pdf", "unique")
    to = BytesIO()
    await upload.load(to)
    assert to.getvalue() == b"content"


@pytest.mark.parametrize("size", [MAX_MB * MB + 1, 4000 * MB])
def test_what_is_too_large_is_not_even_asked_for(size: int) -> None:
    bot = Telegram()
    with pytest.raises(DocumentFailed) as caught:
        upload_of(file(size), context(bot))
    assert (caught.value.code, caught.value.values) == (
        "document_too_large",
        {"name": "report.pdf", "limit": 20},
    )
    assert bot.calls == []


@pytest.mark.parametrize(
    "bot",
    [Telegram(MAX_MB * MB + 1), Telegram(error=BadRequest("File is too big"))],
    ids=["size", "refused"],
)
async def test_what_turns_out_too_large_is_not_downloaded(bot: Telegram) -> None:
    with pytest.raises(DocumentFailed) as caught:
        await upload_of(file(None), context(bot)).load(BytesIO())
    assert caught.value.code == "document_too_large"
    assert bot.calls == ["get_file"]


@pytest.mark.parametrize(
    "bot",
    [
        Telegram(error=BadRequest("Wrong file_id")),
        Telegram(error=TelegramError("temporarily unavailable")),
        Telegram(path=None),
        Telegram(broken=True),
    ],
)
async def test_a_failed_download_is_said(bot: Telegram) -> None:
    with pytest.raises(DocumentFailed) as caught:
        await upload_of(file(), context(bot)).load(BytesIO())
    assert caught.value.code == "document_download"
    assert caught.value.__cause__ is not None
