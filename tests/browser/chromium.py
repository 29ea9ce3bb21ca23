"""A real browser without a window, steered by its own protocol: what it asks for, says and shows."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from tests.pictures.browser import find_browser

# Seconds for whatever the browser is told to do; a machine under load may need many times what it takes.
_PATIENCE = 60


class Tab:
    """One page in the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self.asked_for: list[str] = []
        """The address of every request."""
        self.complaints: list[str] = []
        """All that stands in the console, and what failed."""

    async def listen(self) -> None:
        """Take what the browser tells, until it is closed."""
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            else:
                self._note(told["method"], told["params"])

    async def tell(self, method: str, **params: Any) -> dict[str, Any]:
        """Have the browser do something; return its answer."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(_PATIENCE):
            told = await answer
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, url: str, *, width: int, height: int = 900, scheme: str = "light") -> None:
        """Show a page in a window of a width, by day or by night."""
        for domain in ("Page", "Log", "Runtime", "Network"):
            await self.tell(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": width < 600}
        await self.tell("Emulation.setDeviceMetricsOverride", **size)
        await self.tell(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
        )
        self._loaded.clear()
        await self.tell("Page.navigate", url=url)
        async with asyncio.timeout(_PATIENCE):
            await self._loaded.wait()

    async def value(self, expression: str) -> Any:
        """Return what an expression of the browser's own language is worth on this page."""
        result = await self.tell("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def picture(self) -> bytes:
        """Return what the window shows as a PNG."""
        return base64.b64decode((await self.tell("Page.captureScreenshot"))["data"])

    def _note(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded.set()
            case "Network.requestWillBeSent":
                self.asked_for.append(params["request"]["url"])
            case "Network.loadingFailed":
                self.complaints.append(params["errorText"])
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.complaints.append(str(params))


@asynccontextmanager
async def a_tab() -> AsyncIterator[Tab]:
    """Start a browser, and give a page of it."""
    program = find_browser()
    assert program, "no browser was found"
    with TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            program,
            "--headless",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            # Names lead nowhere: what a page asks of elsewhere fails, and is seen.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            # The browser's own cage cannot be built by root, as whom containers run.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                address = await _address(session, Path(folder) / "DevToolsActivePort")
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    tab = Tab(socket)
                    listening = asyncio.create_task(tab.listen())
                    try:
                        yield tab
                    finally:
                        listening.cancel()
                        await asyncio.wait({listening})
        finally:
            process.kill()
            await process.wait()


async def _address(session: aiohttp.ClientSession, file: Path) -> str:
    """Return where the first page of a browser is steered, once that it is there."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            if file.exists() and (port := file.read_text().partition("\n")[0]):
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    pages = [one for one in await answer.json() if one["type"] == "page"]
                if pages:
                    return str(pages[0]["webSocketDebuggerUrl"])
            await asyncio.sleep(0.05)
