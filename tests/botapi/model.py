"""People, chats, messages and the record of calls, each able to show itself as Bot API JSON."""

import copy
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tests.botapi.keyboards import Keyboard

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
ChatType = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False

    def to_json(self) -> dict[str, Any]:
        """The Bot API's User."""
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return without_none(fields)


# Who stands in as the author where a chat is one: of the group itself, of its channel's posts, of channels.
GROUP_ANONYMOUS = User(1_087_968_824, "Group", "GroupAnonymousBot", language_code=None, is_bot=True)
SERVICE = User(777_000, "Telegram", language_code=None)
CHANNEL_BOT = User(136_817_688, "Channel", "Channel_Bot", language_code=None, is_bot=True)


@dataclass
class Chat:
    """A chat as it now stands; `members` knows everyone who was ever in it, the bot included.

    `withheld` tells which rights an administrator lacks, `anonymous` who hides behind the group's name,
    `signs` whether posts name their author, `linked` the channel of a group or the group of a channel.
    """

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    deleted: bool = False
    withheld: dict[int, frozenset[str]] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    signs: bool = False
    linked: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        names = {"title": self.title, "username": self.username, "first_name": self.first_name}
        forum = {"is_forum": True} if self.is_forum else {}
        return without_none({"id": self.id, "type": self.type, **names, **forum})

    def status(self, user_id: int) -> Status:
        """What the user is in this chat; `left` for someone who never came."""
        return self.members.get(user_id, "left")

    def may(self, user_id: int, right: str) -> bool:
        """Whether the user has a right of administrators here, `can_edit_messages` for example."""
        status = self.status(user_id)
        held = status == "administrator" and right not in self.withheld.get(user_id, frozenset())
        return held or status == "creator"


@dataclass
class Message:
    """A message; what `BotApiServer.messages` returns is a snapshot that later edits do not touch."""

    message_id: int
    chat: Chat
    date: int
    sender: User | None
    text: str = ""
    html: str | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    keyboard: Keyboard | None = None
    edited: bool = False
    edit_date: int | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    from_bot: bool = False
    via_bot: User | None = None
    inline_id: str | None = None
    # Whose buttons the message has: of another bot they are shown, but their presses go there.
    foreign_keyboard: bool = False
    # A message with a reply keyboard, or one that takes it away, can never be edited.
    reply_keyboard: bool = False
    caption: bool = False
    preview: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """The labels of the inline buttons, row by row."""
        return [button["text"] for row in self.keyboard or [] for button in row]

    def snapshot(self) -> "Message":
        """A copy that later edits do not touch."""
        return replace(
            self,
            entities=copy.deepcopy(self.entities),
            keyboard=copy.deepcopy(self.keyboard),
            preview=copy.deepcopy(self.preview),
            extra=copy.deepcopy(self.extra),
        )

    def to_json(self, replied: "Message | None" = None, thread: int | None = None) -> dict[str, Any]:
        """The Bot API's Message, with the one it replies to inside (whose own reply is left out).

        Outside of topics a reply in a supergroup names the `thread` it belongs to: that is no topic.
        """
        text, marks = ("caption", "caption_entities") if self.caption else ("text", "entities")
        sender = {"from": self.sender.to_json()} if self.sender else {"sender_chat": self.chat.to_json()}
        if not self.sender and self.chat.type != "channel":
            sender["from"] = GROUP_ANONYMOUS.to_json()
        fields = {
            "message_id": self.message_id,
            "date": self.date,
            "chat": self.chat.to_json(),
            **sender,
            "edit_date": self.edit_date,
            "message_thread_id": self.thread_id or thread,
            "is_topic_message": True if self.thread_id else None,
            "reply_to_message": replied.to_json() if replied else None,
            text: self.text or None,
            marks: self.entities or None,
            "via_bot": self.via_bot.to_json() if self.via_bot else None,
            "link_preview_options": self.preview,
            "reply_markup": {"inline_keyboard": self.keyboard} if self.keyboard else None,
        }
        return without_none(fields) | self.extra


@dataclass(frozen=True)
class Accepted:
    """A call that was carried out: method, decoded parameters, result, when (the server's clock)."""

    method: str
    params: dict[str, Any]
    result: Any
    at: float


@dataclass(frozen=True)
class Refused:
    """A call that was not carried out, and why; code 0 stands for a connection that was cut."""

    method: str
    params: dict[str, Any]
    code: int
    description: str
    at: float


@dataclass
class Callback:
    """A pressed button: whose, when, and what the bot answered (None: not yet)."""

    id: str
    user: User
    at: float
    answer: dict[str, Any] | None = None


@dataclass
class InlineQuery:
    """What somebody typed behind the bot's name, when, and the answer (None: not yet)."""

    id: str
    user: User
    words: str
    offset: str
    chat_type: str | None
    at: float
    answer: dict[str, Any] | None = None


@dataclass(frozen=True)
class Early:
    """A call that writes, made although an earlier refusal told to wait: for the chat, or (0) for all."""

    method: str
    scope: int
    at: float
    barred_since: float
    barred_until: float


def without_none(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value; the Bot API leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}
