"""Every command, and what each answers to everybody in every kind of chat."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.commands import OWNER_COMMANDS
from tests.e2e.every_chat import Kind, Role

REFUSED = "error.admins_only"
SILENT = ""

WRITERS = {
    Kind.PRIVATE: (Role.PERSON, Role.OWNER),
    Kind.GROUP: (Role.MEMBER, Role.ADMIN, Role.OWNER),
    Kind.SUPERGROUP: (Role.MEMBER, Role.ADMIN, Role.ANONYMOUS, Role.OWNER),
    Kind.TOPIC: (Role.MEMBER, Role.ADMIN, Role.ANONYMOUS, Role.OWNER),
    Kind.CHANNEL: (Role.ADMIN,),
}
"""Whoever can write in a chat of a kind; a channel tells of nobody who posts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A command, and the phrase or label that each answer to it has, by key."""

    text: str
    says: str
    """To those who may change what comes there."""
    member: str | None = None
    """To a member of a group; None: the same."""
    channel: str | None = None
    """In a channel; None: the same."""

    @property
    def command(self) -> str:
        """Its name."""
        return self.text.split()[0]

    def answer(self, kind: Kind, role: Role) -> str:
        """Return the key of what is answered to somebody, `SILENT` for nothing."""
        if self.command in OWNER_COMMANDS:
            if kind is Kind.CHANNEL:
                return SILENT
            if role is not Role.OWNER:
                return "error.unknown_command" if kind is Kind.PRIVATE else SILENT
            return self.says if kind is Kind.PRIVATE else "owners.sent_privately"
        if kind is Kind.CHANNEL and self.channel is not None:
            return self.channel
        if role is Role.MEMBER and self.member is not None:
            return self.member
        return self.says


# In this order: what the first ones show needs what the last ones take away.
ROWS = (
    Row("summary", "button.shorter", channel=SILENT),
    Row("digest", "digest.head_now"),
    Row("subscribe", "subscribe.how", REFUSED),
    Row("feeds", "sources.head"),
    Row("schedule", "schedule.next"),
    Row("schedule 07:30", "schedule.next", REFUSED),
    Row("timezone", "timezone.is"),
    Row("timezone Asia/Tokyo", "timezone.set", REFUSED),
    Row("settings", "settings.head"),
    Row("settings length 5", "looks.length_how", REFUSED),
    Row("language", "looks.language_how"),
    Row("language {language}", "looks.language_how", REFUSED),
    Row("mute", "profile.mute_how"),
    Row("mute zinc", "profile.mutes", REFUSED),
    Row("only", "profile.only_how"),
    Row("only ferry", "profile.only_these", REFUSED),
    Row("data", "data.menu_how"),
    Row("export", "data.exported", REFUSED),
    Row("export json", "data.exported_all", REFUSED),
    Row("import", "data.import_how", REFUSED),
    Row("move", "data.move_how", REFUSED),
    Row("privacy", "data.privacy_who"),
    Row("cancel", "cancel.nothing", channel=SILENT),
    Row("invite", "invite.not_needed"),
    Row("users", "people.owners"),
    Row("stats", "stats.version"),
    Row("help", "help.head", channel="channel.help"),
    Row("start", "start", channel="channel.help"),
    Row("unsubscribe", "unsubscribe.choose", REFUSED),
    Row("forget", "button.forget_yes", REFUSED),
)


def rows_for(kind: Kind, role: Role) -> Iterator[tuple[Row, str]]:
    """Return the table for somebody: what they send, and the key of the answer.

    The owner is a person like others, but for the commands that are theirs alone, and in groups for those by
    which members change nothing.
    """
    for row in ROWS:
        differs = row.command in OWNER_COMMANDS or (kind is not Kind.PRIVATE and row.member is not None)
        if role is not Role.OWNER or differs:
            yield row, row.answer(kind, role)
