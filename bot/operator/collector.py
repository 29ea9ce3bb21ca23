"""What the database knows, as metrics: a picture of one moment, made where somebody asks for it."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.operator.status import Process
from bot.storage.operations import Operations

_PREFIX = "digest_bot_"


class StateCollector(Collector):
    """The metrics of one moment; those of the database are left out where that did not answer."""

    def __init__(self, process: Process, operations: Operations | None, *, is_ready: bool) -> None:
        self._process, self._operations = process, operations
        self._is_ready = is_ready

    def collect(self) -> Iterator[Metric]:
        """Return all of them."""
        about = GaugeMetricFamily(
            f"{_PREFIX}info", "What this process is.", labels=["version", "role", "database"]
        )
        process, operations = self._process, self._operations
        about.add_metric([process.version, process.role, process.database], 1)
        yield about
        yield _gauge("start_time_seconds", "When this process began, UTC.", process.started_at)
        yield _gauge("ready", "Whether this process can do all of its work.", self._is_ready)
        yield _gauge("database_up", "Whether the database answered this scrape.", operations is not None)
        if operations:
            yield from _of_database(operations)


def _of_database(found: Operations) -> Iterator[Metric]:
    yield _gauge("updates_waiting", "Updates that were brought and are not handled yet.", found.updates)
    yield _gauge("deliveries_waiting", "Messages that are due and could be sent now.", found.waiting)
    yield _gauge("deliveries_put_off", "Messages that have to wait for a moment.", found.put_off)
    yield _gauge("delivery_lag_seconds", "For how long the longest waiting message is due.", found.lag)
    yield _gauge("chats_due", "Chats whose digest is due and not composed yet.", found.chats_due)
    yield _gauge("feeds_due", "Feeds that are to be looked at.", found.feeds_due)
    ended = {
        "sent": sum(hour.digests for hour in found.today),
        "unknown": sum(hour.unknown for hour in found.today),
        "dead": sum(hour.dead for hour in found.today),
    }
    yield _family("deliveries_today", "Ends since midnight UTC: digests sent, messages lost.", "state", ended)
    yield _family("chats", "Chats and topics, by state.", "state", dict(found.chats))
    yield _family("feeds", "Feeds that somebody follows, by health.", "health", dict(found.feeds))


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(_PREFIX + name, text, value=float(value))


def _family(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(_PREFIX + name, text, labels=[label])
    for kind, value in values.items():
        family.add_metric([kind], value)
    return family


def registry_of(process: Process, operations: Operations | None, *, is_ready: bool) -> CollectorRegistry:
    """Return a registry that holds these metrics."""
    registry = CollectorRegistry()
    registry.register(StateCollector(process, operations, is_ready=is_ready))
    return registry
