"""The status page: values in, HTML out. It holds no script, and nothing that anybody wrote in a chat."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from bot.articles.feed import FeedKind
from bot.articles.urls import host_of
from bot.operator.plots import digests_plot, hours_table, waits_plot
from bot.operator.status import Process, Status
from bot.operator.style import STYLE
from bot.operator.words import duration, moment, number
from bot.render.feed_notices import reason
from bot.render.text import shortened, visible
from bot.storage.operations import Operations, Trouble

# Seconds after which the page shows itself anew.
REFRESH = 30
# Such tables are not stretched: a number stands near its name.
_TWO = 2
# Longer names are sentences.
_MOST_TITLE = 80

_OUTCOMES = {
    "answered": "Answered",
    "refused": "Refused, with the reason",
    "failed": "Failed by a fault of ours",
    "cancelled": "Cancelled by the person",
    "given_up": "Given up as the bot stopped",
}
_HEALTH = {
    "well": "Read well",
    "unread": "Not read yet",
    "failing": "Failing",
    "gone": "Gone for good",
}
_STATES = {
    "active": "Served",
    "blocked": "Blocked the bot, or took it out",
    "closed": "The bot may not write there",
    "unserved": "Not let in any more",
}


def page_html(status: Status) -> str:
    """Return the page."""
    process = status.process
    name = escape(process.name or "Digest bot")
    found = status.operations
    known = _of_database(found) if found else "<p>The database tells nothing just now.</p>"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name}: status</title><style>{STYLE}</style></head><body>"
        f"<header><h1>{name}</h1>{_about(process, status.now)}</header>"
        f"<main>{_state(status.troubles)}{_digests(found)}{_answers(process)}{known}{_slow(process)}</main>"
        f"<footer>As of {moment(status.now)}. The page shows itself anew every {REFRESH} seconds. "
        "“Today” began at midnight UTC.</footer></body></html>"
    )


def _about(process: Process, now: int) -> str:
    since = f"running since {moment(process.started_at)} ({duration(max(0, now - process.started_at))})"
    facts = (f"Version {process.version}", f"role: {process.role}", process.database, since)
    return f'<p class="soft">{escape(" · ".join(filter(None, facts)))}</p>'


def _state(troubles: Sequence[str]) -> str:
    if not troubles:
        text = "<strong>✓ Ready.</strong> All that this process needs answers, and it does its work."
        return f'<p class="state">{text}</p>'
    listed = "".join(f"<li>{escape(trouble)}</li>" for trouble in troubles)
    return f'<div class="state bad"><strong>✗ Not ready.</strong><ul>{listed}</ul></div>'


def _digests(found: Operations | None) -> str:
    if found is None:
        return ""
    today = found.today
    sent = sum(hour.digests for hour in today)
    figures = {
        "Due today so far": sent + found.waiting + found.chats_due,
        "Sent today": sent,
        "Still to come today": found.chats_to_come,
        "Waiting to be sent": found.waiting,
        "Being composed": found.chats_due,
        "Put off until later": found.put_off,
        "May have come twice": sum(hour.repeated for hour in today),
        "Came or not: unknown": sum(hour.unknown for hour in today),
        "Could not be delivered": sum(hour.dead for hour in today),
    }
    listed = _figures(
        {name: number(value) for name, value in figures.items()}
        | {"Lag: longest wait now": duration(found.lag)}
    )
    return (
        f"<h2>Digests</h2>{listed}<h2>The last 24 hours</h2>"
        f'<div class="plots">{digests_plot(found.hours)}{waits_plot(found.hours)}</div>'
        f"{hours_table(found.hours)}"
    )


def _answers(process: Process) -> str:
    outcomes = {
        words: sum(count for (outcome, _), count in process.replies.items() if outcome == kind)
        for kind, words in _OUTCOMES.items()
    }
    reasons = {why: count for (outcome, why), count in process.replies.items() if outcome == "refused"}
    parts = [
        "<h2>Answers since the start</h2>",
        _table("What came of what people asked for", ("Outcome", "Answers"), _counts(outcomes)),
    ]
    if reasons:
        parts.append(_table("Refusals, by their class", ("Class", "Answers"), _counts(reasons)))
    waits = process.too_many
    parts += [
        "<h2>Telegram and work since the start</h2>",
        _figures(
            {
                "Updates taken": number(process.updates),
                "Summaries made": number(process.summaries),
                "“Too many” for a chat (429)": number(waits.get(("chat",), 0)),
                "“Too many” in all (429)": number(waits.get(("everywhere",), 0)),
            }
        ),
    ]
    return "".join(parts)


def _of_database(found: Operations) -> str:
    chats = {words: found.chats.get(kind, 0) for kind, words in _STATES.items()}
    feeds = {words: found.feeds.get(kind, 0) for kind, words in _HEALTH.items()}
    return (
        f"<h2>Chats</h2>{_table('Chats and topics', ('State', 'Chats'), _counts(chats))}"
        f"<h2>Sources</h2>{_table('Sources that somebody follows', ('Health', 'Sources'), _counts(feeds))}"
        f"<p>{number(found.feeds_due)} are to be looked at now.</p>{_troubles(found)}"
    )


def _troubles(found: Operations) -> str:
    if not found.troubles:
        return ""
    rows = [
        (_place(one), f"<bdi>{escape(_title(one))}</bdi>", _since(one, found.taken_at), escape(_why(one)))
        for one in found.troubles
    ]
    head = ("Host", "Source", "For", "What is wrong")
    return f"<h3>In trouble</h3>{_table('Whatever failed last comes first', head, rows)}"


def _place(one: Trouble) -> str:
    """Return the host alone: the rest of an address may hold what is secret."""
    return "this machine" if one.kind is FeedKind.FOLDER else escape(visible(host_of(one.url)))


def _title(one: Trouble) -> str:
    return shortened(visible(one.title or ""), _MOST_TITLE) or "without a title"


def _since(one: Trouble, now: int) -> str:
    return "–" if one.failing_since is None else duration(max(0, now - one.failing_since))


def _why(one: Trouble) -> str:
    return f"gone: {reason(one.failure)}" if one.is_gone else reason(one.failure)


def _slow(process: Process) -> str:
    if not process.slow_hosts:
        return ""
    rows = [(escape(visible(host)), f"{seconds:.1f} s") for host, seconds in process.slow_hosts]
    return f"<h3>Slow hosts</h3>{_table('By the newest look at each', ('Host', 'Took'), rows)}"


def _counts(values: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(escape(name), number(value)) for name, value in values.items()]


def _figures(values: Mapping[str, str]) -> str:
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in values.items())
    return f"<dl>{listed}</dl>"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose rows hold HTML; the first cell of each names it."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    kind = ' class="counts"' if len(head) == _TWO else ""
    return (
        f"<table{kind}><caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
