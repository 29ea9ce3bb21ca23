"""Processes of the bot with a role each, which can be killed and followed by others."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.roles import Role

# Seconds in which a process that is told to stop has to end; service managers kill after 30 or more.
_ENDING = 30.0


@dataclass
class Fleet:
    """Processes by role; each writes its log into a file of its own in `folder`."""

    settings: dict[str, str]
    folder: Path
    running: dict[Role, list[subprocess.Popen[bytes]]] = field(default_factory=dict)
    logs: list[Path] = field(default_factory=list)

    def start(self, role: Role) -> Path:
        """Start one more process of a role; return the file of its log."""
        log = self.folder / f"{len(self.logs)}-{role}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--role", role],
                env={**os.environ, **self.settings},
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self.running.setdefault(role, []).append(process)
        self.logs.append(log)
        return log

    async def kill(self, role: Role) -> None:
        """Kill the process of a role that runs the longest, as a power cut does."""
        process = self.running[role].pop(0)
        process.kill()
        await asyncio.to_thread(process.wait)

    async def stop(self) -> list[int]:
        """Tell all to stop; return how each ended: 0 in order."""
        processes = [process for some in self.running.values() for process in some]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        return [await asyncio.to_thread(process.wait, _ENDING) for process in processes]

    def end(self) -> None:
        """End whatever still runs."""
        for process in (process for some in self.running.values() for process in some):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


async def says(log: Path, words: str, within: float) -> float:
    """Wait until a process has logged something; return after how many seconds."""
    begun = time.monotonic()
    while words not in log.read_text("utf-8", "replace"):
        if time.monotonic() - begun > within:
            said = log.read_text("utf-8", "replace")[-3000:]
            raise AssertionError(f"waited {within} s for {words!r}:\n{said}")
        await asyncio.sleep(0.05)
    return time.monotonic() - begun
