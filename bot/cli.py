"""The commands, their options and their help, as typer reads them.

Each command imports what it needs when it runs: `--help` needs no chat library.
"""
# ruff: noqa: PLC0415

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.roles import Role

# A process costs 100 MB: no machine with the memory for more has more cores.
_MOST_WORKERS = 256

HOW_TO_START = """\
To run this bot in Telegram, get a token: write to @BotFather there, send /newbot and answer its questions.
Put the token into a file named .env in this folder, as a line TELEGRAM_BOT_TOKEN=123456789:AAF-…
Then start digest-bot again. Until then, here is the same bot in your terminal.
"""

cli = typer.Typer(
    help="Summaries of articles in their own sentences, in Telegram and in the terminal.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@cli.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Start the bot; with no token yet, say how to get one and start the chat in the terminal."""
    if context.invoked_subcommand is not None:
        return
    from bot.config import load_settings

    if load_settings().telegram_bot_token:
        run()
    else:
        typer.echo(HOW_TO_START)
        chat()


@cli.command()
def run(
    role: Annotated[
        Role, typer.Option(help="What this process does, where several share a PostgreSQL server.")
    ] = Role.ALL,
) -> None:
    """Run the bot in Telegram until it is stopped."""
    from bot.config import load_settings

    settings = load_settings()
    if role.talks and settings.telegram_bot_token is None:
        typer.echo(HOW_TO_START.partition("Until then")[0].strip(), err=True)
        raise typer.Exit(2)
    import structlog

    from bot.app import run_until_signal
    from bot.banner import banner
    from bot.logs import set_up_logging

    set_up_logging(settings.log_level, settings.log_format, settings.secrets)
    log = structlog.get_logger("bot")
    log.info("configured", role=role.value, **banner(settings))
    asyncio.run(run_until_signal(settings, role))


@cli.command()
def chat() -> None:
    """Talk to the same bot in this terminal: no token, no network, nothing kept."""
    from bot.app import run_terminal
    from bot.config import load_settings
    from bot.logs import set_up_logging
    from bot.terminal import Terminal

    set_up_logging("WARNING")
    asyncio.run(run_terminal(load_settings(), Terminal()))


@cli.command()
def summarize(  # noqa: PLR0913, PLR0917  (one argument for each option)
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|URL|-", help="Texts, documents and links; - or none: standard input."),
    ] = None,
    sentences: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Sentences to give; 3 unless a budget is given.")
    ] = None,
    words: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many words in all.")
    ] = None,
    seconds: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most as much as is read in so many seconds.")
    ] = None,
    algorithm: Annotated[str, typer.Option(metavar="NAME", help="How sentences are chosen.")] = "rank",
    language: Annotated[
        str | None, typer.Option(metavar="xx", help="The language of the texts; found out if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read {"id", "text"} a line, with "title", "lang" and "url" where known; '
            "print a result a line, in order.",
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=_MOST_WORKERS, metavar="N", help="Processes for --jsonl; one a core if not given."
        ),
    ] = None,
) -> None:
    """Print the summaries of texts. Ends with 1 when some could not be summed up."""
    from bot.services.batch import Options, is_language_code
    from bot.summarize import ALGORITHMS
    from bot.summarize_command import Request, answer

    if algorithm not in ALGORITHMS:
        raise typer.BadParameter(f"there is no {algorithm!r}; choose one of {', '.join(ALGORITHMS)}")
    if language and not is_language_code(language):
        raise typer.BadParameter(f"{language!r} is no language code such as en or ru")
    options = Options.of(
        sentences=sentences, words=words, seconds=seconds, algorithm=algorithm, language=language
    )
    good = answer(Request(files or ["-"], options, as_json=as_json, jsonl=jsonl, workers=workers))
    raise typer.Exit(0 if good else 1)


@cli.command()
def digest(
    chat_id: Annotated[
        int | None,
        typer.Option("--chat", metavar="ID", help="Telegram's number of the chat; none: SEEDS_DIR."),
    ] = None,
) -> None:
    """Print the digest that a chat would get now, or that of the articles in SEEDS_DIR."""
    from bot.config import load_settings
    from bot.digest_command import digest_of_chat, digest_of_folder
    from bot.logs import set_up_logging

    set_up_logging("WARNING")
    settings = load_settings()
    if chat_id is None:
        typer.echo(digest_of_folder(settings))
    else:
        typer.echo(asyncio.run(digest_of_chat(settings, chat_id)))


_File = Annotated[Path, typer.Argument(metavar="FILE", help="The copy of the database.")]


@cli.command()
def doctor() -> None:
    """Check what the bot needs, and say what to mend. Ends with 1 when something is wrong."""
    from bot.doctor import doctor_command

    raise typer.Exit(0 if asyncio.run(doctor_command(typer.echo)) else 1)


@cli.command()
def backup(
    file: _File,
    replace: Annotated[bool, typer.Option("--replace", help="Replace FILE if it is there.")] = False,
) -> None:
    """Copy the database into FILE, while the bot runs or not."""
    from bot.backup_command import back_up_to
    from bot.config import load_settings

    typer.echo(back_up_to(load_settings(), file, replace=replace))


@cli.command()
def restore(
    file: _File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a database that is not empty, which is kept beside it.")
    ] = False,
) -> None:
    """Put FILE in the place of the database; the bot must not be running."""
    from datetime import datetime

    from bot.backup_command import restore_from
    from bot.config import load_settings

    now = datetime.now().astimezone()
    typer.echo(restore_from(load_settings(), file, replace=replace, now=now))


db = typer.Typer(help="Look after the database.", context_settings={"help_option_names": ["-h", "--help"]})
cli.add_typer(db, name="db")


@db.command()
def upgrade() -> None:
    """Bring the tables of the database up to date, as every start does by itself."""
    from bot.config import load_settings
    from bot.logs import set_up_logging
    from bot.storage import HEAD, database_at
    from bot.storage import upgrade as bring_up_to_date

    set_up_logging("WARNING")
    settings = load_settings()
    url = database_at(settings.database_address, settings.data_dir)
    asyncio.run(bring_up_to_date(url))
    typer.echo(f"{url.database}: the tables are up to date ({HEAD}).")
