"""What is kept of a chat, in words: explained, counted, and what came of moving or deleting it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.articles.lists import Fault, Unusable
from bot.digest.plan import Plan
from bot.digest.setup import LeftOut, Setup
from bot.render.moments import full_date, listed
from bot.render.phrases import phrase
from bot.render.schedule import when
from bot.render.text import Block, in_a_row, isolated, pack, shortened, visible

# Sources without an address that are named; more nobody mends one by one.
_MOST_UNUSABLE, _MOST_NAME = 10, 60
_BULLET = "•"


def menu_text() -> str:
    """Return what stands above the menu."""
    return _screen(Block(phrase("data.menu"), "b"), Block(phrase("data.menu_how")))


def import_text() -> str:
    """Return how something is brought in."""
    return _screen(Block(phrase("data.import_how")))


def privacy_text(*, days: int, headline_days: int) -> str:
    """Return what is kept, why, for how long, and who sees it: texts for `days`, headlines longer."""
    kept = [
        phrase("data.privacy_setup"),
        phrase("data.privacy_asked", count=days),
        phrase("data.privacy_sent", count=days),
        phrase("data.privacy_feeds", count=headline_days),
        phrase("data.privacy_people"),
        phrase("data.privacy_memory"),
    ]
    return _screen(
        Block(phrase("data.privacy"), "b"),
        *(Block(f"{_BULLET} {line}") for line in kept),
        Block(phrase("data.privacy_who")),
        Block(phrase("data.privacy_rights")),
    )


def imported_text(
    plan: Plan,
    *,
    new: int,
    known: int,
    left_out: int = 0,
    unusable: Sequence[Unusable] = (),
    fault: Fault | None = None,
) -> str:
    """Return what came of a list of sources; those that cannot be followed by name and line."""
    lines = [phrase("data.imported", count=new) if new else phrase("data.imported_none")]
    if known:
        lines.append(phrase("data.imported_known", count=known))
    if left_out:
        lines.append(phrase("data.imported_left_out", count=left_out))
    blocks = [Block("\n".join(lines))]
    if unusable:
        rows = [phrase("data.imported_unusable", count=len(unusable))]
        for one in unusable[:_MOST_UNUSABLE]:
            name = isolated(shortened(visible(one.name), _MOST_NAME))
            rows.append(f"{_BULLET} {phrase('data.imported_line', name=name, line=one.line)}")
        if more := len(unusable[_MOST_UNUSABLE:]):
            rows.append(f"{_BULLET} {phrase('data.imported_more', count=more)}")
        blocks.append(Block("\n".join(rows)))
    if fault:
        key = "data.damaged_line" if fault.column is None else "data.damaged_column"
        where = phrase(key, line=fault.line, column=fault.column or 0)
        blocks.append(Block(in_a_row(where, phrase("data.damaged_how"))))
    if new:
        blocks.append(Block(phrase("data.imported_soon")))
    return _screen(*blocks, Block(when(plan)))


def restore_text(setup: Setup, here: Setup | None, exported_at: int | None, now: int) -> str:
    """Return the question whether a backup is to be restored, and what goes for it."""
    head = phrase("data.restore_head")
    if exported_at is not None:
        date = full_date(datetime.fromtimestamp(exported_at, UTC).date())
        head = phrase("data.restore_of", date=date)
    goes = phrase("data.restore_replaces", what=_holds(here)) if here else phrase("data.restore_empty")
    return _screen(
        Block(head, "b"),
        Block(in_a_row(phrase("data.restore_holds", what=_holds(setup)), _comes(setup, now))),
        Block(in_a_row(goes, phrase("data.restore_keeps"))),
    )


def restored_text(setup: Setup, plan: Plan, notes: Sequence[str] = ()) -> str:
    """Return that a backup was restored; `notes` are keys of what else is to be said."""
    said = [Block(phrase("data.restored", what=_holds(setup))), *_noted(notes), Block(when(plan))]
    return _screen(*said)


def move_text(minutes: int) -> str:
    """Return how a setup moves."""
    return _screen(Block(phrase("data.move_how", minutes=minutes)))


def code_text(code: str, minutes: int) -> str:
    """Return a code, and what is done with it."""
    head = phrase("data.move_code", code=code)
    return _screen(Block(head, "b"), Block(phrase("data.move_there", code=code, minutes=minutes)))


def take_text(setup: Setup, here: Setup | None, left_out: LeftOut, now: int) -> str:
    """Return the question whether a setup of another chat is to come, what it meets, and what has no room."""
    blocks = [
        Block(phrase("data.move_head"), "b"),
        Block(in_a_row(phrase("data.move_holds", what=_holds(setup)), _comes(setup, now))),
    ]
    if here:
        blocks.append(Block(phrase("data.move_meets", what=_holds(here))))
    return _screen(*blocks, *_left_out(left_out), Block(phrase("data.move_left")))


def moved_text(setup: Setup, plan: Plan, left_out: LeftOut, notes: Sequence[str] = ()) -> str:
    """Return that a setup has come, and what had no room; `notes` are keys of what else is to be said."""
    head = Block(phrase("data.moved", what=_holds(setup)))
    return _screen(head, *_left_out(left_out), *_noted(notes), Block(when(plan)))


def forget_text(sources: int, words: int, parts: int, notes: Sequence[str]) -> str:
    """Return the question whether everything is to go; `notes` are keys of what else that means.

    `parts` are the chat and its topics, as far as they are set up.
    """
    if not parts:
        what = [phrase("data.restore_empty"), phrase("data.forget_asked")]
    else:
        what = [phrase("data.forget_what", what=_counted(sources, words))]
        if parts > 1:
            what.append(phrase("data.forget_topics", count=parts))
        what.append(phrase("data.forget_rest"))
    return _screen(
        Block(phrase("data.forget_head"), "b"),
        Block(in_a_row(*what)),
        *(Block(phrase(note)) for note in notes),
        Block(phrase("data.forget_sure")),
    )


def _left_out(left_out: LeftOut) -> list[Block]:
    what = _counted(left_out.sources, left_out.words)
    return [Block(phrase("data.move_left_out", what=what))] if left_out else []


def _noted(notes: Sequence[str]) -> list[Block]:
    return [Block(in_a_row(*map(phrase, notes)))] if notes else []


def _holds(setup: Setup) -> str:
    return _counted(len(setup.sources), len(setup.words))


def _counted(sources: int, words: int) -> str:
    counts = (("data.holds_sources", sources), ("data.holds_words", words))
    held = [phrase(key, count=count) for key, count in counts if count]
    return listed(held) if held else phrase("data.holds_sources", count=0)


def _comes(setup: Setup, now: int) -> str:
    """Return when the digests of a setup come, as if it were followed."""
    return when(Plan(setup.schedule, now, None, max(1, len(setup.sources))))


def _screen(*blocks: Block) -> str:
    return pack(blocks)[0]
