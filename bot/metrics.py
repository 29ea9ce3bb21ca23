"""What this process counts of itself, for whoever runs it: numbers by kind, and never a text or a chat.

Every label has few values, all known here or in the Bot API. What only the database knows is asked when
somebody looks (`bot/operator`).
"""

from collections import OrderedDict
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

# When each number was first counted is no news, and would double what is written.
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY = CollectorRegistry()

UPDATES = Counter(
    "digest_bot_updates", "Updates that came from Telegram, by kind.", ["kind"], registry=REGISTRY
)
REPLIES = Counter(
    "digest_bot_replies",
    "Ends of what people asked for and waited for. A refusal has the class of its reason (bot/errors.py).",
    ["outcome", "reason"],
    registry=REGISTRY,
)
CALLS = Counter(
    "digest_bot_telegram_calls",
    "Calls of the Bot API, each attempt, by method and outcome.",
    ["method", "outcome"],
    registry=REGISTRY,
)
TOO_MANY_REQUESTS = Counter(
    "digest_bot_telegram_too_many_requests",
    "Refusals with 429, by what they made the bot hold back: one chat, or everything.",
    ["scope"],
    registry=REGISTRY,
)
SENT = Counter(
    "digest_bot_messages_sent",
    "Messages that went out by themselves and were accepted, digests part by part.",
    ["kind"],
    registry=REGISTRY,
)
SEND_LAG = Histogram(
    "digest_bot_send_lag_seconds",
    "Seconds between the moment a message was due, or its chat's quiet hours ended, and its acceptance.",
    # Due messages are looked for every 5 s; 100,000 at one minute take an hour.
    buckets=(1, 5, 10, 30, 60, 120, 300, 900, 1800, 3600, 4 * 3600, 86_400),
    registry=REGISTRY,
)
DUPLICATES_POSSIBLE = Counter(
    "digest_bot_duplicates_possible",
    "Messages that were accepted after an earlier attempt of which nobody knows whether it arrived.",
    registry=REGISTRY,
)
FEED_READS = Counter(
    "digest_bot_feed_reads", "Looks at feeds, by what came of them.", ["outcome"], registry=REGISTRY
)
SUMMARY_SECONDS = Histogram(
    "digest_bot_summary_seconds",
    "Seconds for the summary of one article, from its text on and with the wait for a place.",
    # Most take some hundredths of a second; a job is killed after half a minute.
    buckets=(0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=REGISTRY,
)
CHILDREN_STARTED = Counter(
    "digest_bot_children_started", "Child processes that were started for jobs.", registry=REGISTRY
)
CHILDREN_KILLED = Counter(
    "digest_bot_children_killed",
    "Jobs in child processes that were ended before their end, by cause.",
    ["cause"],
    registry=REGISTRY,
)
UNDER_WAY = Gauge(
    "digest_bot_jobs_under_way", "What is being done at this moment, by kind.", ["kind"], registry=REGISTRY
)

# Hosts whose time is remembered: more than a page shows, and as many as an owner knows by name.
_MOST_HOSTS = 500


class _Hosts:
    """How long the newest look at each of the last hosts took, in seconds."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[str, float] = OrderedDict()

    def note(self, host: str, seconds: float) -> None:
        """Note one look."""
        self._seconds[host] = seconds
        self._seconds.move_to_end(host)
        if len(self._seconds) > _MOST_HOSTS:
            self._seconds.popitem(last=False)

    def slowest(self, count: int, at_least: float) -> list[tuple[str, float]]:
        """Return the hosts that took longest, the slowest first."""
        found = [one for one in self._seconds.items() if one[1] >= at_least]
        return sorted(found, key=lambda one: -one[1])[:count]


HOSTS = _Hosts()
"""No metric, for there are as many as sources; only the status page shows some."""

# A number that was never counted is written as 0, so that its first rise is seen as one.
for _outcome in ("answered", "failed", "cancelled", "given_up"):
    REPLIES.labels(_outcome, "")
for _scope in ("chat", "everywhere"):
    TOO_MANY_REQUESTS.labels(_scope)
for _kind in ("digest", "notice"):
    SENT.labels(_kind)
for _outcome in ("changed", "unchanged", "failed"):
    FEED_READS.labels(_outcome)
for _cause in ("time", "memory", "ended", "cancelled"):
    CHILDREN_KILLED.labels(_cause)
for _kind in ("request", "child", "feed", "message"):
    UNDER_WAY.labels(_kind)


def counted(counter: Counter) -> Mapping[tuple[str, ...], int]:
    """Return what a counter stands at, by the values of its labels in order."""
    [family] = counter.collect()
    return {
        tuple(sample.labels.values()): int(sample.value)
        for sample in family.samples
        if sample.name.endswith("_total")
    }
