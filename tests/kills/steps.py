"""The steps between a digest that is due and its record, and the places where a bot can die in each."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Step:
    """One step: its places, each with how often it is passed at least, about."""

    says: str
    places: tuple[tuple[str, int], ...]

    def draw(self, dice: Random) -> tuple[str, int]:
        """Return a place and the passing at which to die there."""
        place, most = dice.choice(self.places)
        return place, dice.randint(1, most)


# Seven chats, two at a time: four transactions that enter twelve messages in the ledger.
STEPS = {
    "1": Step(
        "due found, nothing written",
        (("due", 4), ("entries counted", 1), ("content kept", 3), ("to be materialised", 4)),
    ),
    "2": Step("while it is entered in the ledger", (("materialising", 20),)),
    "3": Step("entered, not claimed", (("materialised", 4), ("to be claimed", 2), ("claiming", 8))),
    "4": Step("claimed, not sent", (("claimed", 3), ("to be sent", 10), ("on its way", 10))),
    "5": Step("sent, not accepted", (("request", 10),)),
    "6": Step("accepted, not answered", (("accepted", 10),)),
    "7": Step("answered, not recorded", (("answered", 10), ("to be recorded", 4), ("recording", 12))),
    "8": Step("recorded, before the next part", (("recorded", 5),)),
    "9": Step("while an heir takes over", (("to be taken over", 1), ("taking over", 4), ("taken over", 1))),
    "any": Step("at any moment", (("moment", 12),)),
}

# What the first of two bots dies of where the second dies while it takes over: all leave parts on their way.
BEFORE_TAKING_OVER = Step("", (("claimed", 1), ("to be sent", 8), ("answered", 8), ("recording", 6)))

STOPS = {
    "stop": "asked to stop",
    "SIGTERM": "told to end by a signal",
    "hung": "asked to stop, and one call hangs",
}
