"""Judgement of what is on this machine: settings, files, folders, memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.doctor.model import Finding, ok, warning, wrong

# Of two names so much has to be alike: TELEGRAM_TOKEN is .875 of TELEGRAM_BOT_TOKEN, and no name of another
# program that we know comes near one of ours.
_ALIKE = 0.8
# Bytes that have to be free: without 50 MB the next morning may find no room for its articles; and a gigabyte
# is what a year of a busy bot takes.
_TOO_LITTLE, _LITTLE = 50_000_000, 1_000_000_000
_OTHERS_MAY = 0o077


def judge_names(
    in_file: Collection[str], in_environment: Collection[str], known: Collection[str]
) -> list[Finding]:
    """Judge the names given in `.env` and in the environment, where those of other programs are, too."""
    names = {name for setting in known for name in (setting, f"{setting}_FILE")}
    given = {*in_file, *in_environment}
    unknown = {name: get_close_matches(name.upper(), names, 1, _ALIKE) for name in given - names}
    found = [
        warning(f"Settings: nobody reads {name}", f"if {near[0]} is meant, mend the name")
        for name, near in sorted(unknown.items())
        if near
    ]
    others = sorted(name for name in in_file if name in unknown and not unknown[name])
    besides = f"; .env also holds {', '.join(others)}, which the bot does not read" if others else ""
    return [ok(f"Settings: {len(given & names)} given, all can be used{besides}"), *found]


def judge_env_file(path: Path, mode: int | None) -> list[Finding]:
    """Judge the rights of the file of settings; `mode` is None where there is none."""
    if mode is None:
        return [ok(f"Settings: there is no {path}, so all come from the environment")]
    if mode & _OTHERS_MAY:
        return [
            warning(
                f"Settings: others on this machine may read {path}, and the token in it", f"chmod 600 {path}"
            )
        ]
    return [ok(f"Settings: nobody else may read {path}")]


@dataclass(frozen=True, slots=True)
class Disk:
    """What was found of the folder of data."""

    folder: Path
    fault: str | None
    """Why nothing can be written there, as the system says it."""
    free: int = 0
    """Bytes."""
    database: int = 0
    """Bytes of the database in it."""


def judge_disk(disk: Disk) -> Finding:
    """Judge the folder of data."""
    if disk.fault:
        return wrong(
            f"DATA_DIR: nothing can be written in {disk.folder} ({disk.fault})",
            "give the folder to the user whom the bot runs as, or name another one",
        )
    room = f"DATA_DIR: {disk.folder} can be written, {_megabytes(disk.free)} free"
    if disk.free < _TOO_LITTLE:
        return wrong(room, "make room on that disk: the bot cannot keep what it reads")
    if disk.free < max(_LITTLE, disk.database):
        return warning(
            room,
            f"make room: a backup takes as much as the database, which has {_megabytes(disk.database)}",
        )
    return ok(room)


def judge_seeds(folder: Path, texts: int, faults: Sequence[tuple[str, str]]) -> Finding:
    """Judge the folder of articles: how many can be read, and what cannot, with its reason."""
    if faults:
        name, reason = faults[0]
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        return warning(
            f"SEEDS_DIR: {texts} articles in {folder}; {name} cannot be used ({reason}){more}",
            "mend it, or name another folder; whoever follows nothing gets its summaries from there",
        )
    return ok(f"SEEDS_DIR: {texts} articles in {folder}")


def judge_children(seconds: float | None, *, is_limited: bool, is_linux: bool) -> Finding:
    """Judge the processes that read what strangers send: how long one took, and whether its memory ends."""
    if seconds is None:
        return wrong(
            "Child processes: one that was to sum up a text ended without an answer",
            "see that the bot may start processes, and that 600 MB of memory are free",
        )
    done = f"Child processes: one summed up a text in {seconds:.1f} s"
    if is_limited:
        return ok(f"{done}, and one that took too much memory was ended")
    if is_linux:
        return wrong(f"{done}, but none is kept from taking all memory", "see that RLIMIT_AS can be set here")
    return warning(
        f"{done}; this system cannot limit their memory",
        "for a bot that strangers may use, take Linux",
    )


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB"
