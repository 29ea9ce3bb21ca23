"""Who walks about, where, and what they say: people of every standing, chats of every kind."""

from dataclasses import dataclass

from tests.botapi import BotApiServer, Chat, User

WORDS = (
    *("", "", "Berlin", "Europe/Paris", "08:00", "8:30 18:00 mon-fri", "off", "25:99", "22:00-07:00"),
    *("pause 3d", "football", '"New York, NY", zinc', "x", "1", "7", "30s", "0", "-1", "99999", "all"),
    *("json", "opml", "2 7d", "on", "remove", "1001", "@nobody", "🦆", "seeds"),
    *("\u202eevil\u202c", "<b>bold</b>", "y" * 300, "😀" * 200),
)
"""What stands behind commands: valid for some of them, nonsense for the others."""
LANGUAGES = ("English", "Deutsch", "فارسی", "日本語", "Telegram", "Klingon")
SAYINGS = (
    *("Hello", "?", "https://", "http://nowhere.invalid/a", "/", "//", "/nonsense"),
    *("@digest_test_bot hi", "/summary@digest_test_bot", "/summary@another_bot"),
)
FORGED = (
    *("x", "d1:1", "fx:1", "t?", "o:1", "v~", "s:0", "d999999999999:1@1", "🦆" * 16, "q:::", "w0"),
    *("g", "gm@", "wd=9999", "wz=Nowhere/Town", "e1:1c1", "e0:0x0@1001", "xm=1", "xf=1", "td"),
    *("oi=1", "k:AAAAAAAA:1"),
)
"""Data that no button has, or that has one elsewhere."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat, or a topic of one."""

    chat: Chat
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and every chat but the private ones."""

    owner: User
    chief: User
    """Administrator of every group and channel."""
    member: User
    """Plain member of the groups, and at times an administrator."""
    hidden: User
    """Administrator of the large groups, in whose name she writes."""
    elsewhere: User
    """In none of these chats until she writes there; speaks German."""
    stranger: User
    """Has never met the bot."""
    small: Chat
    town: Chat
    forum: Chat
    channel: Chat
    spots: tuple[Spot, ...]

    @property
    def people(self) -> tuple[User, ...]:
        """Everybody."""
        return self.owner, self.chief, self.member, self.hidden, self.elsewhere, self.stranger


def gather(server: BotApiServer, owner: User) -> Cast:
    """Bring people and chats into being."""
    chief, member, hidden = (server.add_user(name) for name in ("Anna", "Boris", "Hana"))
    elsewhere, stranger = server.add_user("Clara", language_code="de"), server.add_user("Egon")
    small = server.group("Small", admins=[chief], members=[member], supergroup=False)
    town = server.group("Town hall", admins=[chief], anonymous=[hidden], members=[member])
    forum = server.group("Forum", admins=[chief, hidden], members=[member], topics=True, bot="administrator")
    channel = server.channel("Bulletin", admins=[chief])
    topic = Spot(forum, server.topic(forum, "News", chief))
    spots = Spot(small), Spot(town), Spot(forum), topic, Spot(channel)
    return Cast(owner, chief, member, hidden, elsewhere, stranger, small, town, forum, channel, spots)
