"""The door of the command line: `digest-bot`, or `python -m bot`."""
# ruff: noqa: PLC0415  (what a command does not need is not loaded for it)

import os
import sys

from bot.errors import BackupError, SettingsError, UserError


def main() -> None:
    """Run the command line; every failure ends in words and an exit status, never in a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            # Files and pipes are UTF-8 on every system. A terminal keeps its own encoding, and no character
            # that it lacks may stop a summary from being shown.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        _run(sys.argv[1:])
    except SettingsError as error:
        _complain(f"These settings cannot be used:\n{error}\nSee .env.example for what each one takes.")
        sys.exit(2)
    except UserError as error:
        from bot.render.phrases import explain

        _complain(explain(error))
        sys.exit(1)
    except BackupError as error:
        _complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read the output has gone ("… | head -1"). Python's own last flush must find someone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)  # 128 + SIGINT, as shells have it


def _run(arguments: list[str]) -> None:
    """Do what was asked: a plain request for summaries at once, anything else by way of typer.

    typer and what it imports take 0.3 s to load, twice as long as the summary of an article.
    """
    if arguments[:1] == ["summarize"]:
        from bot.summarize_command import answer, plain_request

        if request := plain_request(arguments[1:]):
            sys.exit(0 if answer(request) else 1)
    from bot.cli import cli

    cli()


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
