"""One life of a container: it starts without rights, answers, is alive, and ends in order."""

import asyncio
import json
import time
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any, TextIO

import psutil

from bot.addresses import Listen
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation
from tests.packaging.engine import IMAGE, Engine
from tests.packaging.files import compose, health_command, last_stage, value_of
from tests.texts import STORY
from tests.web import free_port

_NAME = "digest-bot-tried"
# Megabytes, unpacked, that the image may add to its base, which has some 75.
_MOST = 240
# Seconds for what takes some on a busy machine: the start, with the first tables, and an answer.
_PATIENCE = 60
# How many layers, some of them empty, are not of the base.
_OWN = len(last_stage()) - 1


async def talk(engine: Engine, folder: Path, out: TextIO) -> list[str]:
    """Run the image as the small profile of compose.yaml does, and ask it for a summary.

    Returns what is not as it should be, and writes what was measured.
    """
    service = compose()["services"]["bot"]
    async with BotApiServer(limits=None) as server:
        anna = Conversation.of(server, "Anna")
        secret = folder / "telegram_bot_token"
        secret.write_text(server.token)
        secret.chmod(0o444)
        listen = Listen("127.0.0.1", free_port())
        settings = {"TELEGRAM_API_URL": server.url, "ACCESS": "public", "METRICS_LISTEN": str(listen)}
        engine("rm", "--force", "--volumes", "--ignore", _NAME)
        begun = time.monotonic()
        engine("run", "--detach", "--name", _NAME, *_given(service, settings, secret), IMAGE)
        try:
            await server.wait_accepted("getUpdates", timeout=_PATIENCE)
            out.write(f"asks Telegram after {time.monotonic() - begun:.1f} s\n")
            answer = await anna.read("/summary", _PATIENCE)
            out.write(f"{answer.text}\n\n")
            await anna.read(f"/summary {STORY}", _PATIENCE)  # which a child process reads
            found = await asyncio.to_thread(_look, engine, out)
            begun = time.monotonic()
            grace = str(service["stop_grace_period"]).removesuffix("s")
            await asyncio.to_thread(engine, "stop", "--time", grace, _NAME)
            out.write(f"ended in {time.monotonic() - begun:.1f} s\n")
            ended = await asyncio.to_thread(engine, "inspect", "--format", "{{.State.ExitCode}}", _NAME)
            if ended != "0":
                found.append(f"the bot ends in order (it ended with {ended})")
            return found
        finally:
            await asyncio.to_thread(engine, "rm", "--force", "--volumes", _NAME)


def _given(service: dict[str, Any], settings: dict[str, str], secret: Path) -> list[str]:
    """Return what `run` is told: what compose.yaml says of the service, with other settings for the test."""
    words = [f"--memory={service['mem_limit']}", f"--pids-limit={service['pids_limit']}"]
    # The bot finds the server of the tests; podman would raise limits above what this machine allows.
    words += ["--network=host", "--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096"]
    words += ["--read-only"] if service["read_only"] else []
    words += [f"--cap-drop={name}" for name in service["cap_drop"]]
    words += [f"--security-opt={name.partition(':')[0]}" for name in service["security_opt"]]
    words += [f"--tmpfs={place}" for place in service["tmpfs"]]
    words += [f"--env={name}={value}" for name, value in _environment(service, settings).items()]
    return [*words, f"--volume={secret}:/run/secrets/telegram_bot_token:ro", "--no-healthcheck"]


def _environment(service: dict[str, Any], settings: dict[str, str]) -> dict[str, str]:
    given = {name: value for name, value in service["environment"].items() if not value.startswith("$")}
    return {**given, **settings}


def _look(engine: Engine, out: TextIO) -> list[str]:
    """Look at the container while it runs; return what is not so."""
    found = []
    process = psutil.Process(int(engine("inspect", "--format", "{{.State.Pid}}", _NAME)))
    status = (Path("/proc") / str(process.pid) / "status").read_text("ascii")
    facts = dict(line.split(":\t", 1) for line in status.splitlines())
    if (user := facts["Uid"].split()[0]) != value_of("USER").partition(":")[0]:
        found.append(f"the bot runs as the user of the image (it is {user})")
    if int(facts["CapPrm"], 16) or int(facts["CapBnd"], 16) or facts["NoNewPrivs"] != "1":
        found.append("the bot has no capability, and can get none")
    if not facts.get("Seccomp", "0").startswith("2"):
        found.append("calls of the system are filtered")
    if not _succeeds(engine, *health_command()):
        found.append("the health check finds the bot alive")
    folders = ("/", "/opt/digest-bot", "/usr")
    written = [folder for folder in folders if _succeeds(engine, "touch", f"{folder}/x")]
    if written:
        found.append(f"nothing can be written but data (it was to {written})")
    if _succeeds(engine, "python3", "-c", "import pip"):
        found.append("the image brings no pip")
    changed = [
        line for line in engine("diff", _NAME).splitlines() if line.split()[1].startswith(("/opt", "/usr"))
    ]
    if changed:
        found.append(f"nothing of the image changes: {changed[:5]}")
    everything = [process, *process.children(recursive=True)]
    resident = sum(one.memory_info().rss for one in everything) / 1e6
    shared = sum(one.memory_full_info().pss for one in everything) / 1e6
    out.write(
        f"{len(everything)} processes: {resident:.0f} MB resident, {shared:.0f} MB without shared copies\n"
    )
    # The newest layers come first: those of our own steps.
    layers = json.loads(engine("history", "--format", "json", IMAGE))
    base, added = (sum(layer["size"] for layer in part) / 1e6 for part in (layers[_OWN:], layers[:_OWN]))
    out.write(f"the image adds {added:.0f} MB to {base:.0f} MB of its base, unpacked\n")
    if added > _MOST:
        found.append(f"the image adds {_MOST} MB at most")
    return found


def _succeeds(engine: Engine, *command: str) -> bool:
    try:
        engine("exec", _NAME, *command)
    except CalledProcessError:
        return False
    return True
