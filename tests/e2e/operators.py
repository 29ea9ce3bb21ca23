"""Whoever runs a bot and looks at it: its metrics, its health, its status page."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.addresses import Listen
from bot.config import Settings
from tests.web import free_port

Figures = Counter[str]
"""Samples by name and labels, as in `replies_total answered`."""


class Operator:
    """Somebody with a browser, on the machine of the bot."""

    def __init__(self, client: httpx.AsyncClient, listen: Listen) -> None:
        self._client = client
        self.listen = listen

    def watched(self, settings: Settings) -> Settings:
        """Settings under which the bot can be looked at."""
        return settings.model_copy(update={"metrics_listen": self.listen})

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask for a page."""
        return await self._client.get(f"http://{self.listen}{path}", headers=headers)

    async def figures(self) -> Figures:
        """The metrics."""
        answer = await self.get("/metrics")
        assert answer.status_code == 200
        return read_figures(answer.text)

    async def until(self, path: str, status: int, seconds: float = 20) -> httpx.Response:
        """Wait until a page answers with a status; return that answer."""
        async with asyncio.timeout(seconds):
            while (answer := await self.get(path)).status_code != status:
                await asyncio.sleep(0.1)
        return answer

    async def until_figures(self, hold: Callable[[Figures], bool], seconds: float = 20) -> Figures:
        """Wait until the metrics are as they should be."""
        figures = Figures()
        try:
            async with asyncio.timeout(seconds):
                while not hold(figures := await self.figures()):
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise AssertionError(f"the metrics stay as they are: {figures}") from None
        return figures


def read_figures(text: str) -> Figures:
    """Read metrics in Prometheus' format; all are ours."""
    figures = Figures()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            assert sample.name.startswith("digest_bot_"), sample.name
            labels = [value for name, value in sample.labels.items() if value and name != "le"]
            if "le" not in sample.labels:
                figures[" ".join([sample.name.removeprefix("digest_bot_"), *labels])] = sample.value  # type: ignore[assignment]
    return figures


@asynccontextmanager
async def operating() -> AsyncIterator[Operator]:
    """Let somebody look."""
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        yield Operator(client, Listen("127.0.0.1", free_port()))
