"""What is read without typer means the same to typer."""

from unittest.mock import patch

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import cli
from bot.services.batch import Options
from bot.summarize_command import Request, plain_request

PLAIN = {
    (): Request(["-"], Options()),
    ("a.txt", "-", "b c.txt"): Request(["a.txt", "-", "b c.txt"], Options()),
    ("--sentences", "5", "a"): Request(["a"], Options(5)),
    ("a", "--words", "60"): Request(["a"], Options(None, 60)),
    ("--words", "60", "--sentences", "2", "--sentences", "4"): Request(["-"], Options(4, 60)),
    ("--seconds", "30"): Request(["-"], Options(None, 119)),
    ("--seconds", "30", "--sentences", "2"): Request(["-"], Options(2, 119)),
    ("--seconds", "30", "--words", "120"): Request(["-"], Options(None, 119)),
    ("--words", "118", "--seconds", "30"): Request(["-"], Options(None, 118)),
    ("--json", "--algorithm", "lead", "--language", "fr"): Request(
        ["-"], Options(3, None, "lead", "fr"), as_json=True
    ),
    ("--jsonl", "rows", "--workers", "2"): Request(["rows"], Options(), jsonl=True, workers=2),
}
LEFT_TO_TYPER = (
    ["--help"],
    ["-h"],
    ["--nonsense"],
    ["--sentences"],
    ["--sentences", "0"],
    ["--seconds", "0"],
    ["--seconds", "1min"],
    ["--sentences", "-1"],
    ["--sentences", "²"],
    ["--sentences", "1" * 5000],
    ["--workers", "1" * 20],
    ["--sentences=3"],
    ["--algorithm", "magic"],
    ["--language", "English"],
    ["--", "--json"],
    [""],
)


def read_by_typer(arguments: list[str]) -> Request:
    with patch("bot.summarize_command.answer", return_value=True) as answer:
        typer.main.get_command(cli).main(["summarize", *arguments], standalone_mode=False)
    request = answer.call_args.args[0]
    assert isinstance(request, Request)
    return request


@pytest.mark.parametrize(("arguments", "request_"), PLAIN.items())
def test_plain_arguments(arguments: tuple[str, ...], request_: Request) -> None:
    assert plain_request(arguments) == request_
    assert read_by_typer(list(arguments)) == request_


@pytest.mark.parametrize("option", ["--sentences", "--words", "--seconds"])
def test_a_limit_of_400_digits_is_a_limit(option: str) -> None:
    options = read_by_typer([option, "9" * 400]).options
    assert max(options.sentences or 0, options.words or 0) > 10**399


def test_more_processes_than_a_machine_can_have_are_refused_in_words() -> None:
    with pytest.raises(typer.BadParameter, match="256"):
        read_by_typer(["--jsonl", "--workers", "1" * 20])


@pytest.mark.parametrize("arguments", LEFT_TO_TYPER)
def test_whatever_needs_words_is_left_to_typer(arguments: list[str]) -> None:
    assert plain_request(arguments) is None


ARGUMENTS = st.lists(
    st.sampled_from(
        [
            *("--json", "--jsonl", "--sentences", "--words", "--seconds", "--workers"),
            *("--algorithm", "--language"),
            *(
                "1",
                "07",
                "12",
                "0",
                "-3",
                "+3",
                "1_0",
                "rank",
                "lex-rank",
                "en",
                "rus",
                "-",
                "--",
                "-x",
                "",
                "a",
            ),
        ]
    ),
    max_size=6,
)


@given(ARGUMENTS)
def test_what_is_read_here_means_the_same_to_typer(arguments: list[str]) -> None:
    request = plain_request(arguments)
    if request is not None:
        assert read_by_typer(arguments) == request
