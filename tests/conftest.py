"""What holds for every test: no network but this machine's own, and no settings but those the test gives."""

import gc
import importlib
import ipaddress
import logging
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def _keep_bytecode() -> None:
    """Let Python keep its bytecode, even where it is told to keep none.

    The tests start the program dozens of times, and each start would compile for seconds.
    """
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # for the processes that the tests start


_keep_bytecode()  # before the program is imported

import structlog  # noqa: E402
from hypothesis import settings as of_hypothesis  # noqa: E402

from bot.config import Settings  # noqa: E402
from tests.databases import migrate  # noqa: E402
from tests.postgresql import Server, running_server  # noqa: E402
from tests.sharing import share_statements  # noqa: E402

# At every change rules are tried on half as many examples as by `--hypothesis-profile thorough`. How long one
# takes says more of the machine than of us.
of_hypothesis.register_profile("usual", max_examples=50, deadline=None)
of_hypothesis.register_profile("thorough", deadline=None)
of_hypothesis.load_profile("usual")

SEEDS = Path(__file__).parent.parent / "seeds"
# However many processors there are: the end-to-end tests mostly wait, and many more would only make each
# other late. Three leave a third of two processors unused.
_PROCESSES = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of the whole bot run on either database; what is marked `file` needs SQLite's."""
    parser.addoption("--database", choices=("file", "postgresql"), default="file")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about files of a database where the tests run on another."""
    if config.getoption("database") == "postgresql":
        left_out = [item for item in items if item.get_closest_marker("file")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes share the tests with `-n auto`; single files are run before others have started."""
    if not any(Path(argument).is_dir() for argument in config.args):
        return 0
    importlib.import_module("bot.app")  # compiled once here, or each of them would do it
    return _PROCESSES


def pytest_collection_finish() -> None:
    """Let garbage be looked for seldom, and not in the tests themselves: it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _statements_are_shared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_statements(patch)
        yield


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_to_this_machine(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(str(address[0])):
            raise AssertionError(f"this test reached out to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_this_machine)


@pytest.fixture(autouse=True)
def _no_outside_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.removesuffix("_FILE") in names:
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name in ("bot", "telegram.request"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables, to be copied: migrations take a quarter of a second."""
    return migrate(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with running_server() as server:
        yield server


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
