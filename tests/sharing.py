"""What every bot loads for itself, shared by all bots of a run of tests: loading it takes them seconds."""

import atexit
import ssl
from functools import cache
from typing import Any

import httpcore
import pytest
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from bot import workers
from bot.services.read_bytes import prepare
from bot.storage import sql
from bot.workers import Limits
from bot.workers.processes import Template

# All that the bot has.
_compiled: LRUCache[Any, Any] = LRUCache(5_000)
_shared_context = cache(ssl.create_default_context)
_shared_default_context = cache(httpcore.default_ssl_context)


class _Shared(Template):
    """The process that children are forked from, kept when a bot ends."""

    def end(self) -> None:
        """Leave it to the next bot; a child ends with the line to its own."""


def share(patch: pytest.MonkeyPatch) -> None:
    """Let bots share that process, and the public roots, which each would read three times, 0.1 s in all."""
    patch.setattr(workers, "Template", lambda *_: _template())
    patch.setattr(ssl, "create_default_context", _shared_context)
    patch.setattr(httpcore, "default_ssl_context", _shared_default_context)


def share_statements(patch: pytest.MonkeyPatch) -> None:
    """Let databases share what was compiled for those before: a tenth of the processor time of such tests."""
    patch.setattr(sql, "create_async_engine", _create_engine)


def _create_engine(url: URL, **options: Any) -> AsyncEngine:
    """Return an engine that has the statements which those before it compiled for the same database."""
    engine = create_async_engine(url, **options)
    dialect: Any = engine.sync_engine.dialect
    kind: Any = type(dialect)
    dialect.__class__ = _alike(kind)
    engine.sync_engine._compiled_cache = _compiled
    return engine


@cache
def _alike(dialect: Any) -> Any:
    """Return a dialect all of whose instances are one and the same to a cache."""
    return type(
        dialect.__name__,
        (dialect,),
        {
            "supports_statement_cache": True,
            "__eq__": lambda self, other: type(self) is type(other),
            "__hash__": lambda self: hash(type(self)),
        },
    )


@cache
def _template() -> Template:
    template = _Shared(Limits(), prepare)
    atexit.register(Template.end, template)
    return template
