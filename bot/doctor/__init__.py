"""The command `doctor`: what the bot needs, checked one by one, and what to mend; nothing is changed.

Checks go on side by side. One that fails, or has no answer, is a finding, and keeps no other from its own.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TypeAlias

import structlog

from bot.config import Settings, load_settings
from bot.doctor import probes
from bot.doctor.model import Finding, Level, wrong
from bot.errors import BotError
from bot.logs import Redactor, set_up_logging

log = structlog.get_logger(__name__)

# Seconds: whatever takes longer on this machine is wrong in itself.
_DEADLINE = 10.0

Check: TypeAlias = Callable[[Settings], Awaitable[list[Finding]]]

CHECKS: Mapping[str, Check] = {
    "Settings": probes.settings_given,
    "DATA_DIR": probes.data_folder,
    "Database": probes.database,
    "Telegram": probes.telegram,
    "SEEDS_DIR": probes.seeds,
    "Child processes": probes.children,
}


async def doctor_command(write: Callable[[str], object]) -> bool:
    """Write what is found, a line each; return whether nothing is wrong.

    Raises `SettingsError` where the settings cannot be read.
    """
    settings = load_settings()
    set_up_logging("ERROR", secrets=settings.secrets)
    hide = Redactor(settings.secrets).text
    levels = []
    async for finding in examine(settings):
        write(hide(str(finding)))
        levels.append(finding.level)
    write(_summary(levels.count(Level.WRONG), levels.count(Level.WARNING)))
    return Level.WRONG not in levels


async def examine(
    settings: Settings, checks: Mapping[str, Check] = CHECKS, deadline: float = _DEADLINE
) -> AsyncIterator[Finding]:
    """Yield what checks find, in their order; each has so many seconds."""
    under_way = [asyncio.create_task(_carry_out(name, checks[name], settings, deadline)) for name in checks]
    for task in under_way:
        for finding in await task:
            yield finding


async def _carry_out(name: str, check: Check, settings: Settings, deadline: float) -> list[Finding]:
    try:
        async with asyncio.timeout(deadline):
            return await check(settings)
    except TimeoutError:
        return [wrong(f"{name}: no answer within {deadline:g} s", "see what keeps it waiting, and try again")]
    except BotError as error:
        return [wrong(f"{name}: {error}", "mend that, and try again")]
    except Exception as error:  # the edge of a check: the others go on
        log.exception("check_failed", check=name)
        return [wrong(f"{name}: could not be checked ({type(error).__name__})", "see the lines of the log")]


def _summary(wrong_ones: int, warnings: int) -> str:
    if wrong_ones:
        return f"{wrong_ones} to be mended, {warnings} to be looked after."
    return f"Nothing is wrong, {warnings} to be looked after." if warnings else "All is well."
