"""Files that people send: their identifiers, what of them may be downloaded, and for how long."""

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from tests.botapi.errors import bad_request
from tests.botapi.model import without_none

# What a bot may download from Telegram's own server.
MAX_DOWNLOAD = 20 * 2**20
# What a bot may send.
MAX_UPLOAD = 50 * 2**20
# "It is guaranteed that the link will be valid for at least 1 hour": a bot must not count on more.
PATH_LIFETIME = 3600.0

Kind = Literal["document", "photo", "video"]
_FOLDERS: dict[Kind, str] = {"document": "documents", "photo": "photos", "video": "videos"}
_ID_PREFIX: dict[Kind, str] = {"document": "BQACAgIAAxkB", "photo": "AgACAgIAAxkB", "video": "BAACAgIAAxkB"}
_DEFAULT_SUFFIX: dict[Kind, str] = {"document": "", "photo": ".jpg", "video": ".mp4"}


@dataclass(frozen=True)
class File:
    """What somebody sends beside words. `size` in bytes may be larger than the content, to stand for it."""

    kind: Kind
    content: bytes
    name: str | None
    mime_type: str | None
    size: int
    size_told: bool

    @property
    def unique_id(self) -> str:
        """The same for every sending of the same file."""
        told = f"{self.kind} {self.name} {self.size} ".encode()
        return "AgAD" + hashlib.sha256(told + self.content).hexdigest()[:12]


class Files:
    """The files that the server knows, by the identifiers it gave."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._by_id: dict[str, File] = {}
        self._paths: dict[str, tuple[str, float]] = {}  # from file_id to path, and when it was asked for

    def sent(self, file: File) -> dict[str, Any]:
        """The file as part of a message; every sending gives it a further file_id."""
        ids = {"file_id": self._new_id(file), "file_unique_id": file.unique_id}
        size = file.size if file.size_told else None
        if file.kind == "photo":
            small = {"file_id": self._new_id(file), "file_unique_id": f"{file.unique_id}s"}
            sizes = [small | {"width": 90, "height": 60}, ids | {"width": 1280, "height": 853}]
            return {"photo": [without_none(entry | {"file_size": size}) for entry in sizes]}
        told = {"file_name": file.name, "mime_type": file.mime_type, "file_size": size}
        shape = {"width": 1280, "height": 720, "duration": 5} if file.kind == "video" else {}
        return {file.kind: without_none(ids | shape | told)}

    def known(self, file_id: str) -> File | None:
        """The file that has this identifier; None where the server never gave it."""
        return self._by_id.get(file_id)

    def describe(self, file_id: str) -> dict[str, Any]:
        """The Bot API's File, with a path to download it from; refuses what cannot be downloaded."""
        if not file_id:
            raise bad_request("file_id not specified")
        if not file_id.startswith(tuple(_ID_PREFIX.values())):
            raise bad_request("invalid file_id")
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if file.size > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        number = list(self._by_id).index(file_id)
        suffix = PurePosixPath(file.name or "").suffix or _DEFAULT_SUFFIX[file.kind]
        path = f"{_FOLDERS[file.kind]}/file_{number}{suffix}"
        self._paths[path] = (file_id, self._clock())
        return {
            "file_id": file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": path,
        }

    def content(self, path: str) -> bytes | None:
        """What is downloaded from a path; None where it was never given or its time is over."""
        file_id, given = self._paths.get(path, ("", 0.0))
        if not file_id or self._clock() - given > PATH_LIFETIME:
            return None
        return self._by_id[file_id].content

    def _new_id(self, file: File) -> str:
        file_id = f"{_ID_PREFIX[file.kind]}{len(self._by_id):06}{file.unique_id[4:]}"
        self._by_id[file_id] = file
        return file_id


def document(
    name: str | None,
    content: bytes = b"",
    *,
    mime_type: str | None = None,
    size: int | None = None,
    size_told: bool = True,
) -> File:
    """A document; its type is guessed from its name, as clients do, where none is given.

    `size` lets it count as larger than its content; `size_told` says whether messages name its size.
    """
    guessed = mime_type or mimetypes.guess_type(name or "")[0]
    return File("document", content, name, guessed, len(content) if size is None else size, size_told)


def photo(content: bytes = b"\xff\xd8 a picture") -> File:
    """A photo, which has neither name nor type."""
    return File("photo", content, None, None, len(content), size_told=True)


def video(content: bytes = b"a film") -> File:
    """A video."""
    return File("video", content, "film.mp4", "video/mp4", len(content), size_told=True)
