"""The pages of whoever runs the bot, as handlers of the small web server."""

import asyncio

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from tornado.web import HTTPError

from bot.addresses import is_loopback
from bot.metrics import REGISTRY
from bot.operator.collector import registry_of
from bot.operator.overlook import Overlook
from bot.operator.page import REFRESH, page_html
from bot.operator.style import STYLE_HASH
from bot.serving.web import Handler

_TEXT = "text/plain; charset=utf-8"
_POLICY = (
    f"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class _Page(Handler):
    """What is read anew each time, and as nothing but what it is."""

    SUPPORTED_METHODS = ("GET",)

    def initialize(self, overlook: Overlook, *, is_local: bool) -> None:
        """Take what is looked at, and whether it is for this machine alone."""
        self._overlook, self._is_local = overlook, is_local

    def set_default_headers(self) -> None:
        """Keep it out of caches, and from being taken for something else."""
        self.set_header("Content-Type", _TEXT)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Content-Security-Policy", _POLICY)

    def prepare(self) -> None:
        """Refuse a browser whose site leads here by its name: such a site could read what it is answered."""
        if self._is_local and not is_loopback(self.request.host_name.strip("[]")):
            raise HTTPError(421)


class Metrics(_Page):
    """The metrics, in Prometheus' text format."""

    async def get(self) -> None:
        """Answer, whatever is gone."""
        overlook = self._overlook
        troubles, operations = await asyncio.gather(overlook.troubles(), overlook.operations())
        state = registry_of(overlook.process(), operations, is_ready=not troubles)
        self.set_header("Content-Type", CONTENT_TYPE_PLAIN_0_0_4)
        self.write(generate_latest(REGISTRY) + generate_latest(state))


class Health(_Page):
    """Whether the process lives: whoever answers does."""

    def get(self) -> None:
        """Say so."""
        self.write("alive\n")


class Readiness(_Page):
    """Whether the process can do its work."""

    async def get(self) -> None:
        """Say so, or why it cannot."""
        troubles = await self._overlook.troubles()
        self.set_status(503 if troubles else 200)
        self.write("".join(f"{line}\n" for line in troubles or ["ready"]))


class StatusPage(_Page):
    """Everything at a glance."""

    async def get(self) -> None:
        """Show the page."""
        status = await self._overlook.status()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Refresh", str(REFRESH))
        self.write(page_html(status))
