"""What every bot loads for itself, shared by all bots of a run of tests: loading it takes them seconds."""

import atexit
import ssl
from functools import cache

import httpcore
import pytest

from bot import workers
from bot.services.read_bytes import prepare
from bot.workers import Limits
from bot.workers.processes import Template

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


@cache
def _template() -> Template:
    template = _Shared(Limits(), prepare)
    atexit.register(Template.end, template)
    return template
