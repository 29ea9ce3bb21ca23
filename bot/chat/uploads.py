"""Documents out of Telegram: their size is checked before the download, which goes straight to a file."""

import asyncio
from typing import Any, BinaryIO, cast

import httpx
import structlog
from telegram.error import NetworkError, TelegramError

from bot.chat.context import Context
from bot.chat.wanted import File
from bot.errors import DocumentFailed
from bot.sender.calls import CountedRequest
from bot.services.summarize_input import Upload

log = structlog.get_logger(__name__)

# What bots are given at most (Bot API, getFile).
_MB = 2**20
MAX_MB = 20
_OK = 200


class StreamingRequest(CountedRequest):
    """A transport that downloads files piece by piece; the library's own gives out whole files.

    A call of the Bot API that has begun is seen to its end, whoever gives up waiting for it: cut short before
    its connection is there, it would take a place among the connections for good (httpcore, issue 1093), and
    some sixty such moments would silence the bot.
    """

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Make the call."""
        call = asyncio.ensure_future(super().do_request(*args, **kwargs))
        call.add_done_callback(_look_at)
        return await asyncio.shield(call)

    async def download(self, url: str, to: BinaryIO) -> None:
        """Write the file at `url` to `to`; raises `NetworkError`, without the link, which has the token."""
        size = 0
        try:
            async with self._client.stream("GET", url) as response:
                if response.status_code != _OK:
                    raise NetworkError(f"download answered with {response.status_code}")
                async for piece in response.aiter_bytes():
                    size += len(piece)
                    if size > MAX_MB * _MB:
                        raise NetworkError("download is too big")
                    to.write(piece)
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # Telegram may name no path
            raise NetworkError(f"download failed: {type(error).__name__}") from None


def _look_at(call: asyncio.Future[tuple[int, bytes]]) -> None:
    """Take note of how a call ended for which perhaps nobody waits any more."""
    if not call.cancelled():
        call.exception()


def upload_of(file: File, context: Context) -> Upload:
    """Return a document that can be downloaded; raises `DocumentFailed` where it is too large for that."""
    _check_size(file.size, file.name)

    async def load(to: BinaryIO) -> None:
        try:
            remote = await context.bot.get_file(file.file_id)
            _check_size(remote.file_size, file.name)
            await cast(StreamingRequest, context.bot.request).download(remote.file_path or "", to)
        except TelegramError as error:
            if "too big" in str(error):
                raise _too_large(file.name) from error
            log.warning("download_failed", error=type(error).__name__)
            raise DocumentFailed("document_download", name=file.name) from error

    return Upload(file.name, file.unique_id, load)


def _check_size(size: int | None, name: str) -> None:
    if size is not None and size > MAX_MB * _MB:
        raise _too_large(name)


def _too_large(name: str) -> DocumentFailed:
    return DocumentFailed("document_too_large", name=name, limit=MAX_MB)
