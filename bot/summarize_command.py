"""The command `summarize`: what it was asked, and its answer on standard output."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.articles.model import Submission
from bot.errors import UserError
from bot.services.batch import Options, is_language_code, run_files, run_rows
from bot.summarize import ALGORITHMS, DEFAULT_ALGORITHM

# A number with more digits is left to typer, which says what is too much.
_DIGITS = {"--workers": 2}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: texts by name (`-` is standard input), and how their summaries are wanted."""

    names: Sequence[str]
    options: Options
    as_json: bool = False
    jsonl: bool = False
    workers: int | None = None


def answer(request: Request) -> bool:
    """Print the summaries, and on standard error what went wrong; return whether all succeeded."""
    if request.jsonl:
        return run_rows(
            request.names, request.options, write=_print_line, complain=_complain, workers=request.workers
        )
    return run_files(
        request.names,
        request.options,
        open_link=_open_link,
        write=_print_line,
        complain=_complain,
        as_json=request.as_json,
    )


def plain_request(arguments: Sequence[str]) -> Request | None:
    """Read the arguments that stand behind `summarize`, where no help, no message and no rule is needed.

    None: they hold something else than known options, each with a good value, and names. Then typer reads
    them, and says what is wrong. What is read here means the same to typer.
    """
    if os.name == "nt":
        return None  # typer stands in for the shell there, and finds the files of "*.txt"
    names: list[str] = []
    flags: set[str] = set()
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    rest: Iterator[str] = iter(arguments)
    for argument in rest:
        if argument in {"--json", "--jsonl"}:
            flags.add(argument)
        elif argument in {"--sentences", "--words", "--seconds", "--workers"}:
            value = next(rest, "")
            if not (
                value.isascii()
                and value.isdecimal()
                and len(value) <= _DIGITS.get(argument, 9)
                and int(value) > 0
            ):
                return None  # no number; or one like "+3", which typer takes too
            numbers[argument] = int(value)
        elif argument in {"--algorithm", "--language"}:
            texts[argument] = next(rest, "")
        elif argument == "-" or (argument and not argument.startswith("-")):
            names.append(argument)
        else:
            return None
    algorithm, language = texts.get("--algorithm", DEFAULT_ALGORITHM), texts.get("--language")
    if algorithm not in ALGORITHMS or not (language is None or is_language_code(language)):
        return None
    options = Options.of(
        sentences=numbers.get("--sentences"),
        words=numbers.get("--words"),
        seconds=numbers.get("--seconds"),
        algorithm=algorithm,
        language=language,
    )
    return Request(names or ["-"], options, "--json" in flags, "--jsonl" in flags, numbers.get("--workers"))


def _open_link(url: str) -> Submission:
    """Read the article behind a link, as the bot would, but in this process."""
    # A file needs nothing of all this, and is to be read at once.
    import asyncio  # noqa: PLC0415

    from bot.articles.urls import clean_url  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415
    from bot.services.read_bytes import Reading, read_fetched  # noqa: PLC0415
    from bot.sources.fetch import Fetcher  # noqa: PLC0415

    async def read(address: str) -> Reading:
        async with Fetcher(allow_networks=load_settings().fetch_allow_networks) as fetcher:
            fetched = await fetcher.fetch(clean_url(address))
        return read_fetched(fetched.body, fetched.url, fetched.content_type, fetched.charset)

    reading = asyncio.run(read(url))
    if reading.full_version:
        with suppress(UserError):  # the short version is an answer too
            reading = asyncio.run(read(reading.full_version))
    return reading.submission


def _print_line(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (the answer itself)


def _complain(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201
