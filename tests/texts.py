"""Texts that several tests use, and how to read what the bot says of them."""

import re

# The headline of the first seed.
FIRST = "Russia-UK Relations: Ambassador Kelin on Diplomatic Ties and Strategic Restraint"
STORY = (
    "The harbour of Lindholm was closed on Tuesday after a ferry with 212 passengers ran aground. "
    "Nobody was hurt, the coast guard said in the evening. "
    "Tugs from two neighbouring ports are to pull the ship free at high tide. "
    "The company that runs the ferry blamed a failure of the steering gear. "
    "It had been overhauled only in March, according to the company. "
    "The town council asked for an inquiry into the safety of all ships on the line. "
    "Some 4,000 commuters use the ferries every day. "
    "Buses will replace them until the harbour is open again, which may take a week. "
    "The last accident of this kind in the harbour was eleven years ago. "
)


def shown_sentences(text: str) -> int:
    match = re.search(r"(\d+) of \d+ sentences|all (\d+) sentences", text)
    assert match, text
    return int(match[1] or match[2])
