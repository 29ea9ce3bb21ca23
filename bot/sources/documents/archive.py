"""Zip files that strangers send: opened with a bound on everything, sizes counted and not believed."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.errors import DocumentFailed

# The bounds that OWASP and Sonar (rule S5042) name; a long illustrated book has some hundreds of entries.
MAX_ENTRIES = 1_000
MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
# Small members are let through: a style sheet of white space compresses by more than 100 and hurts nobody.
_RATIO_FROM = 1_000_000
_ENCRYPTED = 0x1
# Each entry of a zip's directory begins so: counted before Python makes an object of every one.
_ENTRY = b"PK\x01\x02"


class Archive:
    """The members of a zip file, by name. Archives inside it are never opened.

    Raises `DocumentFailed` for what breaks a bound or cannot be unpacked.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise DocumentFailed("document_broken")
        try:
            self._zip = ZipFile(BytesIO(data))
        # RuntimeError and its NotImplementedError: a version or a feature Python does not know.
        except (BadZipFile, ValueError, OSError, RuntimeError, UnicodeDecodeError) as error:
            raise DocumentFailed("document_broken") from error
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._left = MAX_UNPACKED
        if sum(member.file_size for member in self._members.values()) > MAX_UNPACKED:
            raise DocumentFailed("document_broken")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, without folders."""
        return tuple(name for name in self._members if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises `DocumentFailed`: broken (no such member, damage, a bound), encrypted (a password).
        """
        member = self._members.get(name)
        if member is None:
            raise DocumentFailed("document_broken")
        _check(member)
        try:
            with self._zip.open(member) as stream:
                body = stream.read(self._left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise DocumentFailed("document_broken") from error
        self._left -= len(body)
        if self._left < 0:
            raise DocumentFailed("document_broken")
        return body


def _check(member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise DocumentFailed("document_encrypted")
    # The two methods that DOCX and EPUB allow; others take memory by what the archive asks for.
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise DocumentFailed("document_broken")
    if member.file_size > _RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size:
        raise DocumentFailed("document_broken")
