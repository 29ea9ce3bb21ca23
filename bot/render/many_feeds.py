"""Several sources at once in words: followed by their names, or dropped."""

from collections.abc import Sequence

from bot.articles.feed import Feed
from bot.digest.plan import Plan
from bot.errors import UserError
from bot.render.digest import source_name
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import Do, SourcePress
from bot.render.moments import listed
from bot.render.phrases import explain, phrase
from bot.render.schedule import when
from bot.render.text import Block, isolated, pack, visible

# More names than this nobody reads; the others are counted.
_MOST_NAMES = 10


def all_subscribed_text(
    done: Sequence[tuple[Feed, bool]], refused: Sequence[tuple[str, UserError]], plan: Plan
) -> str:
    """Return which of several sources are followed, each with whether it is new, and why others are not."""
    lines = []
    for key, is_wanted in (("subscribe.done", True), ("subscribe.already", False)):
        if feeds := [feed for feed, is_new in done if is_new is is_wanted]:
            lines.append(phrase(key, title=_names(feeds)))
    for name, error in refused:
        lines.append(phrase("subscribe.refused", name=isolated(visible(name)), reason=explain(error)))
    return pack([Block("\n".join(lines)), Block(when(plan))])[0]


def all_unsubscribed_text(feeds: Sequence[Feed], plan: Plan) -> str:
    """Return that several sources are followed no more."""
    lines = [phrase("unsubscribe.done", title=_names(feeds))] if feeds else []
    if not plan.sources:
        lines.append(phrase("unsubscribe.last"))
    return pack([Block("\n".join(lines))])[0]


def drop_all_text(count: int) -> str:
    """Return the question whether all sources are to be dropped."""
    return phrase("unsubscribe.sure", count=count)


def drop_all_keyboard(asker: int | None) -> Keyboard:
    """Return the buttons below that question."""
    yes, no = SourcePress(Do.DROP_ALL, asker=asker), SourcePress(Do.LIST, asker=asker)
    return (
        (
            Button(phrase("button.drop_all"), data=yes.encode()),
            Button(phrase("button.keep_all"), data=no.encode()),
        ),
    )


def all_sources_keyboard(asker: int | None) -> Keyboard:
    """Return the button that leads to the list."""
    return ((Button(phrase("button.all_sources"), data=SourcePress(Do.LIST, asker=asker).encode()),),)


def _names(feeds: Sequence[Feed]) -> str:
    names = [isolated(source_name(feed)) for feed in feeds]
    if len(names) > _MOST_NAMES:
        more = len(names) - _MOST_NAMES + 1
        names = [*names[: _MOST_NAMES - 1], phrase("digest.more_names", count=more)]
    return listed(names)
