"""Documents out of Telegram: their size is checked before anything is downloaded."""

import structlog
from telegram.error import TelegramError

from bot.chat.context import Context
from bot.chat.inputs import File
from bot.errors import DocumentFailed
from bot.services.summarize_input import Upload

log = structlog.get_logger(__name__)

# What bots are given at most (Bot API, getFile).
_MB = 2**20
MAX_MB = 20
# Documents from this many megabytes on are taken one after another, each some copies of itself in memory for
# as long as it is read; most documents are far smaller, and wait for none.
LARGE_MB = 2


def upload_of(file: File, context: Context) -> Upload:
    """Return a document that can be downloaded; raises `DocumentFailed` where it is too large for that."""
    _check_size(file.size, file.name)

    async def load() -> bytes:
        try:
            remote = await context.bot.get_file(file.file_id)
            _check_size(remote.file_size, file.name)
            return bytes(await remote.download_as_bytearray())
        except (TelegramError, RuntimeError) as error:  # a RuntimeError where Telegram names no path
            if "too big" in str(error):
                raise _too_large(file.name) from error
            log.warning("download_failed", error=type(error).__name__)
            raise DocumentFailed("document_download", name=file.name) from error

    return Upload(file.name, file.unique_id, load)


def is_large(file: File) -> bool:
    """Whether a document has to wait for other large ones; one of unknown size has."""
    return file.size is None or file.size >= LARGE_MB * _MB


def _check_size(size: int | None, name: str) -> None:
    if size is not None and size > MAX_MB * _MB:
        raise _too_large(name)


def _too_large(name: str) -> DocumentFailed:
    return DocumentFailed("document_too_large", name=name, limit=MAX_MB)
