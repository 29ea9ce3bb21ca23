"""One walk: what people do at random, one thing after another, and how the bot takes each."""

import random
from collections import deque
from collections.abc import Callable, Sequence

from bot.chat.commands import COMMANDS
from tests.botapi import Chat, Message, User, document
from tests.e2e.newsrooms import told
from tests.e2e.pages import page
from tests.e2e.sources import opml, town
from tests.screens.cast import FORGED, LANGUAGES, SAYINGS, WORDS, gather
from tests.screens.house import House, words_of
from tests.screens.refusals import Refusals, is_forgetting
from tests.screens.state import rows_of_chat

# Messages that are pressed: older ones are behind what people scroll to.
_LAST = 30
# Out of so many presses one is kept, to be repeated when the message shows something else.
_KEEPS = 10
# Pages of the web that links lead to: few enough that some are asked for twice.
_PAGES = 200
# Pairs of articles that come as time goes on, beside those that are there at the beginning.
_NEWS = ("same-02-results", "same-05-resignation", "same-06-science", "same-07-verdict", "related-05-law")


class Walker:
    """People who press and say whatever comes into their heads; what they do follows from numbers alone."""

    def __init__(self, house: House) -> None:
        self.house, self.server, self.chance = house, house.server, random.Random(0)
        self.cast = gather(house.server, house.owner)
        self.last = ""
        """What was done last, for people to read."""
        self._seen: deque[tuple[int, int]] = deque(maxlen=_LAST)
        self._old: deque[Message] = deque(maxlen=_LAST)
        self._news = iter(_NEWS)
        self._calls = self._errors = 0
        self._queries: list[str] = []
        self._refusals = Refusals(self.server)
        self._acts: Sequence[tuple[int, Callable[[], str]]] = (
            (60, self._press),
            (20, self._command),
            (4, self._say),
            (3, self._link),
            (1, self._file),
            (4, self._forge),
            (4, self._press_old),
            (3, self._replay),
            (1, self._language),
            (1, self._time),
            (1, self._rights),
            (1, self._block),
        )

    async def step(self, chance: int) -> str:
        """Do one thing, which a number chooses; return of which kind it was."""
        self.chance.seed(chance)
        weights, acts = zip(*self._acts, strict=True)
        act: Callable[[], str] = self.chance.choices(acts, weights)[0]
        name = act()
        await self.house.settle()
        if name == "times":
            await self.house.tick()
        return name

    def faults(self) -> list[str]:
        """Return what the last step brought to light."""
        faults = self._look() + self._refusals.new()
        faults += self.house.errors[self._errors :]
        self._errors = len(self.house.errors)
        faults += [f"press {one} has no answer" for one in self._queries if not self._is_answered(one)]
        self._queries.clear()
        return faults

    def _is_answered(self, query: str) -> bool:
        """Whether a press was answered; a second answer would have been refused."""
        return self.server.answer_to(query) is not None

    def _look(self) -> list[str]:
        """Note what was shown, and whether a chat that was told it is forgotten is that."""
        faults = []
        for call in self.server.accepted[self._calls :]:
            if not call.method.startswith(("send", "edit")) or not isinstance(call.result, dict):
                continue
            place = call.result["chat"]["id"], call.result["message_id"]
            if place in self._seen:
                self._seen.remove(place)
            self._seen.append(place)
            if is_forgetting(call) and rows_of_chat(self.house.settings, place[0]):
                faults.append(f"chat {place[0]} was forgotten, and has rows")
        self._calls = len(self.server.accepted)
        return faults

    def _is_inside(self, chat: Chat) -> bool:
        """Whether the bot hears of what is done in a chat."""
        return self.server.bot_status(chat) not in ("left", "kicked")

    def _shown(self) -> list[Message]:
        """Messages with buttons, as they now stand."""
        found = (self.server.find(*place) for place in self._seen)
        return [
            message for message in found if message and self._is_inside(message.chat) and _data_of(message)
        ]

    def _sends(self, message: Message, data: str) -> None:
        user = self.server.users[message.chat.id] if message.chat.type == "private" else self._somebody()
        self.last = f"{user.first_name} sends {data!r} in {message.chat.type} below {message.text[:40]!r}"
        self._queries.append(self.server.press(user, message, data=data))

    def _somebody(self) -> User:
        return self.chance.choice(self.cast.people)

    def _press(self) -> str:
        if not (shown := self._shown()):
            return self._command()
        message = self.chance.choice(shown)
        if self.chance.randrange(_KEEPS) == 0:
            self._old.append(message.snapshot())
        self._sends(message, self.chance.choice(_data_of(message)))
        return "presses"

    def _press_old(self) -> str:
        """Press on a screen that has since changed."""
        old = [message for message in self._old if self._is_inside(message.chat)]
        if not old:
            return self._command()
        message = self.chance.choice(old)
        if self.server.find(message.chat.id, message.message_id) is None:
            return self._command()
        self._sends(message, self.chance.choice(_data_of(message)))
        return "old presses"

    def _forge(self) -> str:
        if not (shown := self._shown()):
            return self._command()
        message = self.chance.choice(shown)
        data = self.chance.choice(_data_of(message))
        at = self.chance.randrange(len(data))
        changed = data[:at] + self.chance.choice("0zZ:@-~") + data[at + 1 :]
        self._sends(message, self.chance.choice([*FORGED, *[changed] * len(FORGED)]))
        return "forged presses"

    def _replay(self) -> str:
        """Send the data of one message below another one."""
        if not (shown := self._shown()):
            return self._command()
        source, target = self.chance.choice(shown), self.chance.choice(shown)
        self._sends(target, self.chance.choice(_data_of(source)))
        return "replayed presses"

    def _write(self, text: str) -> None:
        spots = [spot for spot in self.cast.spots if self._is_inside(spot.chat)]
        spot = self.chance.choice([*[None] * len(spots), *spots])
        user = self._somebody()
        self.last = f"{user.first_name} says {text[:60]!r} in {spot.chat.title if spot else 'private'}"
        if spot is None:
            self.server.send(user, text)
        elif spot.chat.type == "channel":
            self.server.post(spot.chat, text, by=user)
        else:
            self.server.send(user, text, spot.chat, thread_id=spot.thread_id)

    def _command(self) -> str:
        words = self.chance.choice([*WORDS, *LANGUAGES, *(outlet.url for outlet in self.house.outlets)])
        self._write(f"/{self.chance.choice(COMMANDS)} {words}".rstrip())
        return "commands"

    def _language(self) -> str:
        self._write(f"/language {self.chance.choice(LANGUAGES)}")
        return "languages"

    def _say(self) -> str:
        self._write(self.chance.choice([*SAYINGS, *filter(None, WORDS)]))
        return "words"

    def _link(self) -> str:
        number = self.chance.randrange(_PAGES)
        self.house.web.page(f"/page{number}", page(town(number)))
        self._write(self.chance.choice([self.house.web.url(f"/page{number}"), words_of(number)]))
        return "links and texts"

    def _file(self) -> str:
        user = self._somebody()
        name = self.chance.choice(["feeds.opml", "notes.txt", "broken.pdf", "my-data.json"])
        self.last = f"{user.first_name} sends {name}"
        content = opml(*(outlet.url for outlet in self.house.outlets))
        self.server.send(user, attachment=document(name, content))
        return "files"

    def _time(self) -> str:
        minutes = self.chance.choice([5, 90, 1500])
        self.last = f"{minutes} minutes pass"
        self.house.clock.move(minutes=minutes)
        if (name := next(self._news, None)) is not None:
            for outlet, article in zip(self.house.outlets, told(name), strict=True):
                outlet.publish(article, at=self.house.clock.now)
        return "times"

    def _rights(self) -> str:
        cast, server = self.cast, self.server
        chat = self.chance.choice([cast.small, cast.town, cast.forum, cast.channel])
        self.last = f"rights in {chat.title}"
        if not self._is_inside(chat):
            server.add_bot(chat, cast.chief, "administrator")
        elif self.chance.randrange(5) == 0:
            server.remove_bot(chat, cast.chief)
        elif chat.type == "channel":
            lost = self.chance.choice([(), ("can_edit_messages",), ("can_post_messages",)])
            server.add_bot(chat, cast.chief, "administrator", without=lost)
        elif self.chance.random() < 0.5:
            server.add_bot(chat, cast.chief, self.chance.choice(["member", "administrator"]))
        elif chat.status(cast.member.id) == "administrator":
            server.demote(chat, cast.member, cast.chief)
        else:
            server.promote(chat, cast.member, cast.chief)
        return "rights"

    def _block(self) -> str:
        user = self.cast.member
        self.last = f"{user.first_name} blocks or unblocks"
        is_blocked = self.server.bot_status(self.server.private_chat(user)) == "kicked"
        (self.server.unblock if is_blocked else self.server.block)(user)
        return "blocks"


def _data_of(message: Message) -> list[str]:
    """Return what the buttons below a message send."""
    buttons = (button for row in message.keyboard or [] for button in row)
    return [button["callback_data"] for button in buttons if "callback_data" in button]
