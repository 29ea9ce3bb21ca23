"""What every button does for those who may press it, and what it tells others, by the data that it sends."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.render.look_presses import AS_IN_TELEGRAM
from tests.e2e.every_chat import Kind, Role

_ASKER = re.compile(r"@\d+$")
_ID = re.compile(r"(?!\d+(?![\w-]))\w[\w-]{11,}|(?<=\.)[\w-]+$")
_NUMBER = re.compile(r"\d+")
# Long lists of names: of languages, algorithms, and cities.
_OF_NAMES = frozenset({"vg", "va", "tz", "wz"})
_NAME = re.compile(r"=[A-Za-z].*")
# What begins so has an id or a code that may look like anything: summaries, feeds, offers, what is to come.
_MADE_UP = (
    (re.compile(r"([a-z]:)[\w-]+:\d+(?:w\d+)?(?::\d+)?"), r"\1*:#"),
    (re.compile(r"(fc)[\w-]{16}:\d+"), r"\1*:#"),
    (re.compile(r"(q[sl])[\w-]{32}"), r"\1*"),
    (re.compile(r"(x[it]=)[\w-]+"), r"\1*"),
)


class Effect(StrEnum):
    """What a press does."""

    SHOWS = "shows another screen, in its message or below"
    SETS = "changes what is wished"
    BELOW = "sends a message below"
    CLOSES = "deletes its message"
    TELLS = "says something in a pop-up"
    PRIVATELY = "sends something to whoever presses, in private"


class Others(StrEnum):
    """What somebody gets who may not press it."""

    CHIEFS = "toast.admins_only"
    EDITORS = "toast.edit_needed"
    """The same, but in a channel for want of another right than to post."""
    COPY = "toast.sent_privately"
    """What it shows, without buttons, in private."""
    SENT = "toast.coming_privately"
    """The same, where it takes a while to make."""
    MAY = ""
    """The same as everybody: it is there for all."""

    def toast(self, kind: Kind, role: Role) -> str:
        """Return the key of what they are told in a chat of a kind, empty where it is told to all."""
        is_unknown = role is Role.STRANGER  # who never started the bot cannot be written to
        match self:
            case Others.COPY:
                return "toast.open_private" if is_unknown else self.value
            case Others.SENT if kind is not Kind.CHANNEL:
                return "toast.start_first" if is_unknown else self.value
            case Others.EDITORS if kind is Kind.CHANNEL:
                return self.value
        return "toast.rights_needed" if kind is Kind.CHANNEL else "toast.admins_only"


@dataclass(frozen=True, slots=True)
class Does:
    """What the buttons of one sort do."""

    effect: Effect
    others: Others
    makes: bool = False
    """Whether something is read or made for others, too, which leaves more than nothing behind."""
    is_of_maker: bool = False
    """Whether it is for whoever sets the chat up alone, who made what it is about."""


_SHOWS = Does(Effect.SHOWS, Others.CHIEFS)
_SETS = Does(Effect.SETS, Others.CHIEFS)
_BELOW = Does(Effect.BELOW, Others.CHIEFS)
_TURNS = Does(Effect.SHOWS, Others.COPY)
_READS = Does(Effect.SHOWS, Others.COPY, makes=True)
_TELLS = Does(Effect.TELLS, Others.CHIEFS)
_PRIVATELY = Does(Effect.PRIVATELY, Others.CHIEFS)

# By sort of data, the first that fits.
_TABLE = (
    # Summaries, digests and their stories: they are of whoever asked.
    (r"[slpn]:\*:#", _TURNS),
    (r"[rt]:\*:#", _READS),
    (r"[gk]:\*:#", Does(Effect.BELOW, Others.MAY)),
    (r"d#:#|e#:#[cs]#", _TURNS),
    (r"e#:#w#", Does(Effect.TELLS, Others.MAY)),
    (r"e#:#[ml]#|e#:#x#", _SETS),
    # Sources.
    (r"f[lo]#?:#", _TURNS),
    (r"f[mo]#?:#", _SHOWS),
    (r"f[dascx].*", _SETS),
    (r"fn:#", Does(Effect.BELOW, Others.SENT, makes=True)),
    # The schedule.
    (r"tz=\?", _SHOWS),
    (r"t[tdqpz][-+=].*|t[sn]=#|to", _SETS),
    (r"t[mtdqpz](am|pm|s)?", _SHOWS),
    # The settings.
    (r"gm", _TURNS),
    (r"g[hyb][=/].*|g[fi].*=.*|g[uonl].*[-=/].*|gr=#", _SETS),
    (r"g[a-z]#?", _SHOWS),
    (r"vo=#", Does(Effect.SETS, Others.EDITORS)),
    (r"v[lfapsg][=%].*", _SETS),
    (r"vx", Does(Effect.CLOSES, Others.CHIEFS)),
    (r"vo", Does(Effect.SHOWS, Others.EDITORS)),
    (r"v[a-z]", _SHOWS),
    # The data of the chat.
    (r"xp", _TURNS),
    (r"x[oj]", _BELOW),
    (r"xv=#", _PRIVATELY),
    (r"x[fi]=.*", _SETS),
    (r"xt=\*", Does(Effect.SETS, Others.CHIEFS, is_of_maker=True)),
    (r"x[mivf]", _SHOWS),
    # The first steps and the help.
    (r"w[hms]", _TURNS),
    (r"w[dz].*=.*", _SETS),
    (r"w[dftaz].*", _SHOWS),
    # Offers below what people write, and below the posts of channels.
    (r"ql\*", Does(Effect.SHOWS, Others.MAY)),
    # What owners have.
    (r"o[kwxadb].*", Does(Effect.SETS, Others.CHIEFS)),
    (r"o[a-z].*", Does(Effect.SHOWS, Others.CHIEFS)),
)
_PATTERNS = tuple((re.compile(pattern), does) for pattern, does in _TABLE)


def sort_of(data: str) -> str:
    """Return which sort of button sends this: the same whichever of several things it is about."""
    data = _ASKER.sub("", data)
    for made_up, sort in _MADE_UP:
        if found := made_up.fullmatch(data):
            return found.expand(sort)
    head = data[:1] if data[1:2].isdigit() else data[:2]
    rest = data[len(head) :]
    if head in _OF_NAMES and rest != AS_IN_TELEGRAM:
        rest = _NAME.sub("=*", rest)
    return head + _NUMBER.sub("#", _ID.sub("*", rest))


def does(sort: str, kind: Kind) -> Does:
    """Return what a sort of button does in a chat of some kind; LookupError where the table has none."""
    if sort == "vo=#" and kind is not Kind.CHANNEL:  # the bot does not see what is written in the group
        return _TELLS
    if sort == "xv=#" and kind is Kind.PRIVATE:
        return _SHOWS
    if sort == "ql*" and kind is Kind.CHANNEL:
        return Does(Effect.TELLS, Others.MAY)
    for pattern, found in _PATTERNS:
        if pattern.fullmatch(sort):
            return found
    raise LookupError(f"no row for {sort}")


def rows_without(sorts: set[str]) -> list[str]:
    """Return the rows of the table that none of these sorts of buttons has, but for those of owners."""
    patterns = [pattern for pattern, _ in _PATTERNS if not pattern.pattern.startswith("o")]
    return [one.pattern for one in patterns if not any(map(one.fullmatch, sorts))]
