"""What related stories have in common, in the words of their own headlines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.digest.story_card_model import Terms

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# A heading of more words says no more.
_MOST = 3


def subject_names(titles: Sequence[tuple[str, str]], terms_of: Terms) -> tuple[str, ...]:
    """Return names that several headlines share, at least half of them, as the first of these writes them.

    Each headline comes with its language. The most frequent name first; at most three. A name is a word with
    a capital letter that carries meaning. A headline's first word, if no other has one, may have its capital
    from its place: that is a name if it is one in another headline.
    """
    found: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    certain: set[str] = set()
    for title, language in titles:
        words = [_POSSESSIVE.sub("", match[0]) for match in _WORD.finditer(title)]
        names = [word for word in words if word[0].isupper()]
        stems = [next(iter(terms), None) for terms in terms_of(names, language)]
        keys = {stem: name for stem, name in zip(stems, names, strict=True) if stem}
        found.update(keys.keys())
        if len(words) == 1 or names != words[:1]:
            certain.update(keys)
        for key, name in keys.items():
            spelled.setdefault(key, name)
    enough = max(2, len(titles) / 2)
    shared = [key for key, count in found.most_common() if count >= enough and key in certain]
    return tuple(_joined([spelled[key] for key in shared], titles))[:_MOST]


def _joined(names: Sequence[str], titles: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield names, those that stand side by side in a headline as one."""
    left = list(names)
    while left:
        name = left.pop(0)
        for other in list(left):
            for both in (f"{name} {other}", f"{other} {name}"):
                if other in left and any(both in title for title, _ in titles):
                    name = both
                    left.remove(other)
        yield name
