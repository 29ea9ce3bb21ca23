"""The documentation says what the code does: settings, commands and options, and the output shown."""

import re
import subprocess
import sys
from datetime import time
from pathlib import Path

import typer

from bot.chat import COMMANDS
from bot.cli import cli
from bot.config import Settings
from bot.digest_command import digest_of_folder
from bot.summarize import ALGORITHMS
from tests.unit.summarize.test_languages import markdown

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the tables below a heading of the README, as cells."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    assert rows, heading
    return rows


def default_of(name: str) -> str:
    value = Settings.model_fields[name.lower()].default
    if value is None or value == frozenset():
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_the_settings_table_lists_every_setting_with_its_default() -> None:
    given = {row[0].strip("`"): row[1].strip("`") for row in table("Settings")}
    assert given == {name.upper(): default_of(name) for name in Settings.model_fields}


def test_the_example_lists_every_setting_commented_with_its_default() -> None:
    lines = re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE)
    assert dict(lines) == {name.upper(): default_of(name) for name in Settings.model_fields}
    for name, _ in lines:
        before = EXAMPLE.partition(f"#{name}=")[0].rstrip("\n").splitlines()[-1]
        assert before.startswith("# "), f"{name} has no comment"


def test_every_chat_command_is_in_the_table_and_no_other() -> None:
    named = {match[1] for row in table("Commands") if (match := re.match(r"`/([a-z]+)", row[0]))}
    assert named == set(COMMANDS)


def test_every_subcommand_and_option_is_in_the_tables_and_no_other() -> None:
    group = typer.main.get_command(cli)
    commands = getattr(group, "commands")  # noqa: B009  (typer's type does not name it)
    named = {match[1] for row in table("Commands") if (match := re.match(r"`digest-bot (\w+)", row[0]))}
    assert named == set(commands)
    options = {option for p in commands["summarize"].params for option in p.opts if option.startswith("--")}
    listed = {match[1] for row in table("Commands") if (match := re.match(r"`(--[a-z]+)", row[0]))}
    assert listed == options - {"--help"}


def test_every_algorithm_is_named() -> None:
    for name in ALGORITHMS:
        assert f"`{name}`" in README


def test_the_output_shown_is_the_output_there_is() -> None:
    shown = README.partition("<!-- shown: digest-bot chat -->\n```text\n")[2].partition("\n```")[0]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"], input=b"/summary\n", capture_output=True, cwd=ROOT, check=True
    )
    assert shown == done.stdout.decode().strip()


def test_the_digest_shown_is_the_digest_there_is() -> None:
    shown = README.partition("<!-- shown: digest-bot digest -->\n```text\n")[2].partition("\n```")[0]
    assert shown == digest_of_folder(Settings(_env_file=None, seeds_dir=ROOT / "seeds"))  # type: ignore[call-arg]


def test_the_recipes_name_files_that_exist() -> None:
    for path in re.findall(r"`((?:bot|tests)/[\w/.]*)`", README):
        assert (ROOT / path).exists(), path


def test_the_table_of_languages_is_the_one_that_the_code_has() -> None:
    section = README.partition("\n## Languages\n")[2].partition("\n## ")[0]
    assert "".join(line for line in section.splitlines(keepends=True) if line.startswith("|")) == markdown()


def test_the_tree_names_what_there_is_and_every_file_at_the_top() -> None:
    tree = README.partition("```text\nbot/\n")[2].partition("```")[0]
    named = set(re.findall(r"\w+\.py\b|\w+/", tree))
    there = {path.name + "/" * path.is_dir() for path in (ROOT / "bot").rglob("*")}
    assert named <= there
    assert {path.name for path in (ROOT / "bot").glob("*.py")} - {"__init__.py"} <= named


def test_the_benchmarks_named_are_there() -> None:
    for name in re.findall(r"-m tests\.benchmarks\.(\w+)", README):
        assert (ROOT / "tests" / "benchmarks" / f"{name}.py").exists(), name


def test_every_promise_of_safety_names_tests_that_are_there() -> None:
    section = README.partition("\n## Who may attack what\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("| ")][1:]
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^ *(?:async )?def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    }
    named = [set(re.findall(r"`(test_\w+)`", shown)) for _, _, shown in rows]
    assert all(named)
    assert set().union(*named) <= defined
