"""What a place wishes of its digests, in words: all of it, each part by itself, and what a change came to."""

from collections.abc import Sequence

from bot.digest.profile import Profile
from bot.digest.wishes import Options, Wishes
from bot.render.filters import held_lines
from bot.render.moments import listed
from bot.render.phrases import phrase
from bot.render.profile_menus import WEIGHTS, Weighable, weighable
from bot.render.text import Block, isolated, pack, shortened, visible

# More names than this in a sentence nobody reads; the others are counted.
_MOST_NAMES = 10
# In a pop-up there is room for a few short names (Bot API, answerCallbackQuery: 200 characters).
_MOST_IN_POP_UP, _MOST_IN_POP_UP_NAME, _POP_UP = 4, 20, 200


def filter_lines(wishes: Wishes) -> list[str]:
    """Return what is shown and what is not, and which weights hold."""
    lines = [*held_lines(wishes), weights_line(wishes)]
    if wishes.profile.apart:
        lines.append(phrase("settings.apart", count=len(wishes.profile.apart)))
    return lines


def weights_text(wishes: Wishes, *, above: Sequence[str] = ()) -> str:
    """Return which weights hold, and what they do, as Telegram HTML."""
    how = "settings.weights_how" if weighable(wishes) else "settings.weights_later"
    return _screen(above, Block(weights_line(wishes)), Block(phrase(how)))


def weight_text(one: Weighable) -> str:
    """Return the weight of one word or source, as Telegram HTML."""
    name, weight, _ = one
    return _screen((), Block(_weighed(name, weight), "b"), Block(phrase("settings.weight_how")))


def reset_text(wishes: Wishes) -> str:
    """Return the question whether all weights are to go, and what stays, as Telegram HTML."""
    apart = len(wishes.profile.apart)
    lines = [weights_line(wishes), *([phrase("settings.apart", count=apart)] if apart else [])]
    return _screen((), Block("\n".join(lines)), Block(phrase("settings.reset_sure")))


def budget_text(profile: Profile) -> str:
    """Return how much a digest holds, as Telegram HTML."""
    return _screen((), Block(budget_line(profile)), Block(phrase("settings.budget_how")))


def breaking_text(options: Options) -> str:
    """Return which stories are told at once, as Telegram HTML."""
    return _screen((), Block(breaking_line(options)), Block(phrase("settings.breaking_how")))


def leaning_text(weights: Sequence[tuple[str, int]]) -> str:
    """Return which weights words have after a press below a story, for a pop-up."""
    lines = []
    for key, names in (
        ("profile.more_of", [name for name, weight in weights if weight > 0]),
        ("profile.less_of", [name for name, weight in weights if weight < 0]),
    ):
        if names:
            short = [isolated(shortened(visible(name), _MOST_IN_POP_UP_NAME)) for name in names]
            lines.append(phrase(key, names=listed(short[:_MOST_IN_POP_UP])))
    if not lines:
        return phrase("profile.none_moved")
    where = phrase("profile.changes_it")
    return f"{shortened(' '.join(lines), _POP_UP - len(where) - 1)} {where}"


def weights_line(wishes: Wishes) -> str:
    """Return which words and sources have a weight."""
    names = [_weighed(name, weight) for name, weight, _ in weighable(wishes) if weight]
    return phrase("settings.weights", names=_listed(names)) if names else phrase("settings.weights_none")


def budget_line(profile: Profile) -> str:
    """Return how much a digest holds."""
    if profile.most_stories is not None:
        return phrase("settings.budget_stories", count=profile.most_stories)
    if profile.most_minutes is not None:
        return phrase("settings.budget_minutes", count=profile.most_minutes)
    return phrase("settings.budget_all")


def roundup_line(options: Options) -> str:
    """Return whether a roundup of the week comes."""
    return phrase("settings.roundup_on" if options.has_roundup else "settings.roundup_off")


def breaking_line(options: Options) -> str:
    """Return which stories are told at once."""
    if options.breaking_sources is None:
        return phrase("settings.breaking_off")
    return phrase("settings.breaking_on", sources=options.breaking_sources, most=options.breaking_most)


def _weighed(name: str, weight: int) -> str:
    return phrase(WEIGHTS[weight], name=isolated(visible(name)))


def _listed(names: Sequence[str]) -> str:
    more = [phrase("digest.more_names", count=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return listed([*names[:_MOST_NAMES], *more])


def _screen(above: Sequence[str], *blocks: Block) -> str:
    first = [Block("\n".join(above))] if above else []
    return pack([*first, *blocks])[0]
