"""Where nothing may be sent for a while, because Telegram said so."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.sender.window import ChatId, Clock

# Telegram tells whole seconds, so two that name one moment may be this far apart; a bit for the way.
_SAME_MOMENT = 1.1
# So many chats refused in a row, and all of them are meant, whatever moments they were told.
_ALL_OF_A_ROW = 6
# Chats with a pause; with more of them those whose pause is over are dropped.
_MANY = 1_000


class _Refusal(NamedTuple):
    chat_id: ChatId
    started_at: float
    until: float


class Pauses:
    """For each chat, and for all of them, when something may be sent again.

    Telegram does not say whom a refusal means: the chat, or the bot as a whole. It means the bot where
    another chat was refused until the same moment, or several others in a row, and nothing that was sent
    after those has been accepted.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[ChatId, float] = {}
        self._everywhere = 0.0
        self._suspects: list[_Refusal] = []

    def left(self, chat_id: ChatId) -> float:
        """Return the seconds for which nothing may be sent to a chat, be it for its own sake or for all."""
        return max(self.of_chat(chat_id), self.everywhere())

    def of_chat(self, chat_id: ChatId) -> float:
        """Return the seconds for which nothing may be sent to this very chat."""
        if not self._until:
            return 0.0
        return max(0.0, self._until.get(chat_id, 0.0) - self._clock())

    def everywhere(self) -> float:
        """Return the seconds for which nothing may be sent at all."""
        return max(0.0, self._everywhere - self._clock()) if self._everywhere else 0.0

    def begin(self, chat_id: ChatId, seconds: float, started_at: float) -> bool:
        """Note the refusal of a call started at that moment; return whether it is taken to mean all chats."""
        now = self._clock()
        refusal = _Refusal(chat_id, started_at, now + seconds)
        others = [one for one in self._suspects if one.until > now and one.chat_id != chat_id]
        together = _refused_together(refusal, others)
        self._suspects = [*others, refusal]
        for one in together if together else [refusal]:
            self._until[one.chat_id] = max(one.until, self._until.get(one.chat_id, 0.0))
            if together:
                self._everywhere = max(one.until, self._everywhere)
        if len(self._until) > _MANY:
            self._until = {chat: until for chat, until in self._until.items() if until > now}
        return bool(together)

    def note_accepted(self, started_at: float) -> None:
        """Note that a call started at that moment was accepted: no earlier refusal meant all chats."""
        if self._suspects:
            self._suspects = [one for one in self._suspects if one.started_at >= started_at]


def _refused_together(refusal: _Refusal, others: Sequence[_Refusal]) -> list[_Refusal]:
    """Return the refusals that mean the bot as a whole, this one among them; none where it is its chat's."""
    if refusal.chat_id is None:  # a call that concerns no chat
        return [refusal]
    same = [one for one in others if abs(one.until - refusal.until) <= _SAME_MOMENT]
    if len(others) + 1 >= _ALL_OF_A_ROW:
        same = list(others)
    return [*same, refusal] if same else []
