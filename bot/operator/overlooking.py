"""Lets whoever runs the bot look at it while it runs, where a setting says so."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot.addresses import Listen, is_loopback
from bot.errors import SettingsError
from bot.operator.handlers import Health, Metrics, Readiness, StatusPage
from bot.operator.overlook import Overlook
from bot.serving.web import serving

log = structlog.get_logger(__name__)


@asynccontextmanager
async def overlooking(listen: Listen | None, overlook: Overlook) -> AsyncIterator[None]:
    """Serve metrics, health and the status page meanwhile; nothing where `listen` is None.

    Raises `SettingsError` where the address cannot be had.
    """
    if listen is None:
        yield
        return
    is_local = is_loopback(listen.host)
    made = {"overlook": overlook, "is_local": is_local}
    routes = [
        ("/", StatusPage, made),
        ("/metrics", Metrics, made),
        ("/healthz", Health, made),
        ("/readyz", Readiness, made),
    ]
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(serving(listen, routes))
        except SettingsError as error:
            raise SettingsError(f"METRICS_LISTEN: {error}") from error
        log.info("status_page", address=f"http://{listen}/", metrics=f"http://{listen}/metrics")
        if not is_local:
            meaning = "whoever reaches this port sees it"
            log.warning("status_page_is_open", address=str(listen), meaning=meaning)
        yield
