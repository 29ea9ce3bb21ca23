"""Pictures that were sent together: one caption speaks for all of them."""

from collections import OrderedDict
from dataclasses import dataclass

from telegram import Message

# The members of an album come within a few hundred milliseconds of each other.
WAIT_SECONDS = 2.0
_REMEMBERED = 500


@dataclass(slots=True)
class _Album:
    speaker: Message | None = None
    """The member with the caption."""
    is_waiting: bool = False


class Albums:
    """The newest albums, by chat."""

    def __init__(self) -> None:
        self._albums: OrderedDict[tuple[int, str], _Album] = OrderedDict()

    def is_speaker(self, message: Message) -> bool:
        """Note a member; return whether it is the one with the caption: the first that has one."""
        album = self._of(message.chat_id, message.media_group_id or "")
        if message.caption and album.speaker is None:
            album.speaker = message
        return album.speaker is message

    def must_wait(self, message: Message) -> bool:
        """Whether this is the first member of an album that has no caption so far."""
        album = self._of(message.chat_id, message.media_group_id or "")
        first = album.speaker is None and not album.is_waiting
        album.is_waiting = True
        return first

    def speaker(self, chat_id: int, group: str | None) -> Message | None:
        """Return the member of an album that has the caption, if it was seen."""
        album = self._albums.get((chat_id, group or ""))
        return album.speaker if album else None

    def forget(self, chat_id: int) -> None:
        """Forget the albums of a chat."""
        for key in [key for key in self._albums if key[0] == chat_id]:
            del self._albums[key]

    def _of(self, chat_id: int, group: str) -> _Album:
        album = self._albums.setdefault((chat_id, group), _Album())
        if len(self._albums) > _REMEMBERED:
            self._albums.popitem(last=False)
        return album
