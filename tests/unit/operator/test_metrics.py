"""The metrics: each counted where it belongs, and the files for Prometheus and Grafana use what there is."""

import json
import re
import subprocess
import sys

import pytest
from prometheus_client import generate_latest

from bot.metrics import HOSTS, REGISTRY, REPLIES, counted
from bot.operator.collector import registry_of
from tests.digests import ROOT
from tests.unit.operator.statuses import everything

_USED = re.compile(r"\b(digest_bot_\w+)(?:\{(.*?)\})?")
_LABEL = re.compile(r'(\w+)=~?"(.*?)"')


def text() -> str:
    status = everything()
    state = registry_of(status.process, status.operations, is_ready=True)
    return (generate_latest(REGISTRY) + generate_latest(state)).decode()


def names() -> set[str]:
    """Of everything that can be asked for."""
    found = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text(), re.MULTILINE):
        ends = ("_bucket", "_count", "_sum") if kind == "histogram" else ("",)
        found |= {name + end for end in ends}
    return found


def expressions() -> list[str]:
    dashboard = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text("utf-8"))
    drawn = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    alerts = (ROOT / "deploy" / "alerts.yml").read_text("utf-8")
    return [*drawn, *re.findall(r"expr: (?:\|\n)?(.*?)\n +(?:for|labels):", alerts, re.DOTALL)]


def test_dashboard_and_alerts_ask_for_what_there_is() -> None:
    used = {name for expression in expressions() for name, _ in _USED.findall(expression)}
    assert len(expressions()) > 30
    assert used - names() == set()
    # And nothing is counted that nobody ever sees.
    assert {name for name in names() - used if not name.endswith(("_sum", "_count"))} == set()


# Values that come up only with the calls and the refusals themselves, or in other processes.
_LATER = {"unreachable", "no_answer", "server_error", "refused", "gateway", "scheduler", "worker"}


@pytest.mark.parametrize("expression", expressions())
def test_the_labels_of_every_expression_exist(expression: str) -> None:
    shown = text()
    for name, matchers in _USED.findall(expression):
        for label, values in _LABEL.findall(matchers):
            for value in set(values.split("|")) - _LATER:
                assert re.search(rf'^{name}\{{.*{label}="{value}"', shown, re.MULTILINE), (name, label, value)


def test_names_and_units_are_as_prometheus_wants_them() -> None:
    for line in text().splitlines():
        assert line.startswith(("# ", "digest_bot_"))
    assert "_created" not in text()


def test_what_was_not_counted_yet_is_there_as_nothing() -> None:
    assert set(counted(REPLIES)) >= {(outcome, "") for outcome in ("answered", "failed", "cancelled")}


def test_only_slow_hosts_are_named_and_only_so_many_remembered() -> None:
    for number in range(600):
        HOSTS.note(f"host-{number}.example", 5 + number)
    HOSTS.note("host-599.example", 0.5)
    assert HOSTS.slowest(2, 3.0) == [("host-598.example", 603.0), ("host-597.example", 602.0)]
    assert len(HOSTS.slowest(1000, 3.0)) == 499
    for number in range(600):
        HOSTS.note(f"host-{number}.example", 0)


def test_counting_loads_no_part_of_the_bot() -> None:
    loaded = "import sys, bot.metrics; print(sorted(name for name in sys.modules if name.startswith('bot.')))"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, cwd=ROOT)
    assert said.stdout.decode().strip() == "['bot.metrics']"
