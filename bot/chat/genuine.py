"""Whether a message has the button that is pressed, or had it: what a press sends can be made up."""

from collections import OrderedDict

from telegram import CallbackQuery, Message

from bot.render.offers import OfferPress

# Messages whose buttons are remembered; of an older one only those count that it has now.
_REMEMBERED = 2_000
# Buttons that a message had lately, the latest to be seen: two screens of the largest menu, for who presses
# faster than it changes. Of a message that shows more than these all count that it shows.
_OF_A_MESSAGE = 64


class Buttons:
    """What the buttons of messages sent, so that a press on one that has just been replaced still counts."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int], OrderedDict[str, None]] = OrderedDict()

    def is_genuine(self, query: CallbackQuery) -> bool:
        """Whether the message of a press has its button, or had it when it was last pressed.

        An offer is sealed, which its handler looks at: of old posts Telegram tells no buttons.
        """
        message = query.message
        if OfferPress.decode(query.data or ""):
            return True
        if not isinstance(message, Message) or query.data is None:
            return True  # nothing is known of it: handlers say that it is too old
        seen = self._seen.setdefault((message.chat_id, message.message_id), OrderedDict())
        self._seen.move_to_end((message.chat_id, message.message_id))
        below = data_below(message)
        for data in below:
            seen[data] = None
            seen.move_to_end(data)
        while len(seen) > _OF_A_MESSAGE:
            seen.popitem(last=False)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return query.data in below or query.data in seen

    def forget(self, chat_id: int) -> None:
        """Forget the messages of a chat."""
        for key in [key for key in self._seen if key[0] == chat_id]:
            del self._seen[key]


def data_below(message: Message) -> list[str]:
    """Return what the buttons below a message send, as Telegram has it: whoever presses can forge it."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    data = (button.callback_data for row in rows for button in row)
    return [text for text in data if isinstance(text, str)]
