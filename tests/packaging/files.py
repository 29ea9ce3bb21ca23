"""What the Containerfile, compose.yaml and the unit say, as values."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of the Containerfile."""

    name: str
    value: str


def containerfile() -> list[Step]:
    """Return the instructions of the Containerfile in their order."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [Step(*line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def last_stage() -> list[Step]:
    """Return the instructions that the image itself is made of."""
    steps = containerfile()
    begins = [number for number, step in enumerate(steps) if step.name == "FROM"]
    return steps[begins[-1] :]


def value_of(name: str) -> str:
    """Return what the only instruction of a name in the last stage says."""
    [value] = [step.value for step in last_stage() if step.name == name]
    return value


def image_environment() -> dict[str, str]:
    """Return the variables that the image sets."""
    return dict(
        pair.split("=", 1) for step in last_stage() if step.name == "ENV" for pair in step.value.split()
    )


def health_command() -> list[str]:
    """Return the command by which the image finds out whether the bot is alive."""
    command: list[str] = json.loads(value_of("HEALTHCHECK").partition(" CMD ")[2])
    return command


def compose(name: str = "compose.yaml") -> dict[str, Any]:
    """Return compose.yaml, or what changes it, its anchors in their places."""
    read: dict[str, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return read


def unit() -> dict[str, list[str]]:
    """Return what the service of systemd sets, each setting with all its values."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "deploy" / "digest-bot.service").read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found
