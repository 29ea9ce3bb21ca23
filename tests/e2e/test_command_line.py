"""The command line as a person runs it: processes of its own, exit statuses, nothing but words."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.botapi import BotApiServer
from tests.documents.office import docx, paragraph
from tests.e2e.conversations import Conversation
from tests.texts import FIRST, STORY

ROOT = Path(__file__).parent.parent.parent
FURNITURE = (
    "Get a summary",
    "No time to read",
    "Previous Article",
    "Next Article",
    "Benidorm",
    "car defect",
    "/TASS/",
    "2023-03-24",
)


def digest_bot(
    *arguments: str, stdin: bytes | None = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
        check=False,
    )


def text_of(done: subprocess.CompletedProcess[bytes]) -> str:
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout.decode()


def test_without_a_token_it_says_how_to_get_one_and_shows_both_seeds() -> None:
    done = digest_bot()
    lines = text_of(done).splitlines()
    assert done.returncode == 0
    assert "@BotFather" in lines[0]
    assert "TELEGRAM_BOT_TOKEN=" in lines[1]
    assert lines[3] == ""
    shown = "\n".join(lines)
    assert FIRST in shown
    assert "TASS · 24 March 2023" in shown


def test_closed_standard_input_is_an_empty_one() -> None:
    command = f"{sys.executable} -m bot <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=60, check=False)  # noqa: S607
    assert done.returncode == 0
    assert FIRST in text_of(done)


def test_run_without_a_token_ends_with_2() -> None:
    done = digest_bot("run")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 3
    assert text_of(done) == ""


def test_settings_that_cannot_be_used_end_with_2_and_all_are_named() -> None:
    done = digest_bot("run", ACCESS="all", SEND_RATE="0", TELEGRAM_BOT_TOKEN="secret-but-no-token")
    assert done.returncode == 2
    written = done.stderr.decode()
    assert all(name in written for name in ("ACCESS", "SEND_RATE", "TELEGRAM_BOT_TOKEN"))
    assert "secret-but-no-token" not in written
    assert text_of(done) == ""


def test_a_line_is_a_message_and_a_number_presses_a_button() -> None:
    done = digest_bot("chat", stdin=b"/summary\n1\n9\nhello\n/summary 0\n\n")
    shown = text_of(done)
    assert done.returncode == 0
    assert "[1] Shorter  [2] Longer  [3] Previous article  [4] Next article" in shown
    assert "3 of 7 sentences" in shown
    assert "2 of 7 sentences" in shown
    assert "There is no button 9" in shown
    assert "at least: 600" in shown
    assert "from 1 to 20" in shown


def test_a_text_that_waits_is_answered_at_the_end_of_input() -> None:
    done = digest_bot("chat", stdin=(STORY * 10).encode() + b"\n")
    assert "3 of " in text_of(done)


def test_odd_bytes_in_the_terminal_end_nothing() -> None:
    done = digest_bot("chat", stdin=b"\xff\xfe\x00\n/summary \xed\xa0\x80\n<b>&\n")
    assert done.returncode == 0
    assert text_of(done).count("\n> ") >= 2


def results(*arguments: str, stdin: bytes = b"", code: int = 0) -> list[dict[str, Any]]:
    done = digest_bot("summarize", *arguments, stdin=stdin)
    assert done.returncode == code, done.stderr.decode()
    return [json.loads(line) for line in text_of(done).splitlines()]


def test_json_of_the_seeds_is_verbatim_clean_and_whole(seeds: Path) -> None:
    files = sorted(map(str, seeds.glob("*.txt")))
    first, second = results(*files, "--json", "--sentences", "20")
    assert (first["id"], second["id"]) == tuple(files)
    assert (first["title"], second["title"]) == (FIRST, None)
    assert (second["date"], second["outlet"]) == ("2023-03-24", "TASS")
    assert (first["language"], second["language"]) == ("en", "en")
    for result in (first, second):
        text = Path(result["id"]).read_bytes().decode()
        for sentence in result["sentences"]:
            assert sentence["text"] == text[sentence["start"] : sentence["end"]]
            assert sentence["text"].count('"') % 2 == 0
            assert not any(words in sentence["text"] for words in FURNITURE)


@pytest.mark.parametrize(
    "arguments", [["--words", "60"], ["--sentences", "1"], ["--sentences", "5", "--words", "9"]]
)
def test_limits(seeds: Path, arguments: list[str]) -> None:
    for result in results(*map(str, seeds.glob("*.txt")), "--json", *arguments):
        if arguments[0] == "--words":
            assert result["words"] <= 60
        else:
            assert len(result["sentences"]) == 1


def test_a_reading_time_bounds_a_summary_and_the_smallest_limit_holds(seeds: Path) -> None:
    files = sorted(map(str, seeds.glob("*.txt")))
    for result in results(*files, "--json", "--seconds", "20"):
        assert 40 <= result["words"] <= 79
    assert results(*files, "--json", "--seconds=20") == results(*files, "--json", "--words", "79")
    for result in results(*files, "--json", "--seconds", "60", "--words", "60"):
        assert result["words"] <= 60
    for result in results(*files, "--json", "--seconds", "60", "--sentences", "2"):
        assert len(result["sentences"]) == 2
    for result in results(*files, "--json", "--seconds", "1"):
        assert len(result["sentences"]) == 1


@pytest.mark.parametrize("option", ["--sentences", "--words", "--seconds"])
def test_a_limit_of_400_digits_means_everything_and_one_of_5000_is_refused_in_words(option: str) -> None:
    (result,) = results("--json", option, "9" * 400, stdin=STORY.encode())
    assert len(result["sentences"]) == 9
    done = digest_bot("summarize", option, "9" * 5000, stdin=STORY.encode())
    assert (done.returncode, text_of(done)) == (2, "")
    assert "integer" in done.stderr.decode()


def test_plain_text_for_people(seeds: Path) -> None:
    done = digest_bot("summarize", *sorted(map(str, seeds.glob("*.txt"))))
    assert text_of(done).startswith(FIRST)
    assert "\n\n\n" in text_of(done)


def test_one_bad_file_stops_no_other(tmp_path: Path, seeds: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\x00\xfe")
    good = str(min(seeds.glob("*.txt")))
    names = (str(tmp_path / "none"), str(binary), "http://127.0.0.1/", good)
    missing, broken, private, fine = results(*names, "--json", code=1)
    assert [row["error"]["code"] for row in (missing, broken, private)] == [
        "unreadable",
        "document_type",
        "link_private",
    ]
    assert len(fine["sentences"]) == 3
    done = digest_bot("summarize", str(binary), good)
    assert done.returncode == 1
    assert "I cannot read binary.txt." in done.stderr.decode()
    assert text_of(done).startswith(FIRST)


def test_a_document_is_summed_up_with_the_text_that_was_read_out_of_it(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"  # the name lies
    file.write_bytes(docx("".join(map(paragraph, STORY.split("\n\n")))))
    (result,) = results(str(file), "--json")
    assert result["id"] == str(file)
    for sentence in result["sentences"]:
        assert result["text"][sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["text"] in STORY


def test_a_text_file_in_an_old_charset_is_read(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    text = (ROOT / "tests/pages/ru-agency-ledokol.txt").read_text("utf-8")
    file.write_bytes(text.encode("cp1251", errors="replace"))
    (result,) = results(str(file), "--json")
    assert result["language"] == "ru"
    assert all(sentence["text"] in text for sentence in result["sentences"])


@pytest.fixture
def site() -> Iterator[str]:
    """The pages of the tests, served on this machine."""
    handler = partial(QuietHandler, directory=str(ROOT / "tests/web_pages"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep the output of the tests clean."""


def test_a_link_is_opened_and_each_sentence_leads_to_its_place(site: str) -> None:
    done = digest_bot("summarize", f"{site}/en-agency.html", "--json", FETCH_ALLOW_NETWORKS="127.0.0.0/8")
    result = json.loads(text_of(done))
    assert (result["outlet"], result["date"]) == ("Northwire", "2026-03-24")
    for sentence in result["sentences"]:
        assert result["text"][sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["link"].startswith(f"{site}/en-agency.html#:~:text=")


def test_a_paywall_is_said_and_not_summed_up(site: str) -> None:
    done = digest_bot("summarize", f"{site}/fail-paywall.html", FETCH_ALLOW_NETWORKS="127.0.0.0/8")
    assert (done.returncode, text_of(done)) == (1, "")
    assert "subscribers" in done.stderr.decode()


@pytest.mark.parametrize(
    "text", [b"", b"One sentence.", b"five words are not enough", "🙂🙂".encode(), b"https://example.org/a\n"]
)
def test_too_short_on_standard_input(text: bytes) -> None:
    (failed,) = results("-", "--json", stdin=text, code=1)
    assert failed["id"] == "-"
    assert failed["error"]["code"] == "too_short"
    assert failed["error"]["message"].endswith(".")


def test_two_megabytes_are_summed_up() -> None:
    (result,) = results("--json", stdin=(STORY * (2_000_000 // len(STORY))).encode())
    assert len(result["sentences"]) == 3


def test_rows_come_back_in_order_from_all_processes(tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"Report number {n} has come in. {STORY}"} for n in range(300)]
    rows[17]["text"] = "short"
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    found = results("--jsonl", str(file), "--workers", "2", "--sentences", "2", code=1)
    assert [result["id"] for result in found] == list(range(300))
    assert [n for n, result in enumerate(found) if "error" in result] == [17]
    assert found == results("--jsonl", "--workers", "1", "--sentences", "2", stdin=file.read_bytes(), code=1)


def test_a_result_is_written_before_the_next_row_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "summarize", "--jsonl", "--workers", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin
        assert process.stdout
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": STORY}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_goes_away_ends_the_batch_in_silence(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"id": n, "text": STORY}) for n in range(2000)))
    command = f"{sys.executable} -m bot summarize --jsonl --workers 2 {rows} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=60, check=False)  # noqa: S607
    assert json.loads(done.stdout)["id"] == 0
    assert done.stderr == b""


def test_a_reader_that_goes_away_ends_the_chat_in_silence() -> None:
    command = f"yes /summary | {sys.executable} -m bot chat | head -1; exit ${{PIPESTATUS[1]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=60, check=False)  # noqa: S607
    assert done.stdout == b"> /summary\n"
    assert done.stderr == b""
    assert done.returncode == 1


@pytest.mark.parametrize("arguments", [["chat"], ["summarize", "--jsonl", "--workers", "2"], ["summarize"]])
def test_an_interrupt_ends_it_without_a_traceback(arguments: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        asked = b"/help" if arguments == ["chat"] else json.dumps({"id": 1, "text": STORY}).encode()
        process.stdin.write(asked + b"\n")
        process.stdin.flush()
        if arguments == ["summarize"]:
            time.sleep(1.5)  # it says nothing before the end of its input, so only time tells that it reads
        else:
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(15) == 130
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--algorithm", "magic"],
        ["--language", "English"],
        ["--sentences", "0"],
        ["--words", "none"],
        ["--seconds", "0"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = digest_bot("summarize", *arguments)
    assert done.returncode == 2
    assert done.stderr
    assert text_of(done) == ""


def test_digest_of_the_seeds() -> None:
    shown = text_of(digest_bot("digest"))
    assert shown.startswith("2 stories · ")
    assert "■ Ambassador Kelin\n" in shown
    assert f"1. {FIRST}\n" in shown
    assert "2. TASS\n24 March 2023\n" in shown


def test_digest_of_a_chat_that_follows_nothing_says_what_to_do(tmp_path: Path) -> None:
    done = digest_bot("digest", "--chat", "7", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "/subscribe" in done.stderr.decode()
    assert text_of(done) == ""


def test_digest_of_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    done = digest_bot("digest", SEEDS_DIR=str(tmp_path))
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr.decode()


async def test_the_bot_as_a_process_of_its_own_keeps_its_secrets(
    server: BotApiServer, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(tmp_path / "data"),
        "ACCESS": "public",
        "LOG_LEVEL": "DEBUG",
    }
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-m", "bot"], env=environment, cwd=ROOT, stderr=file)  # noqa: ASYNC220
    try:
        await server.wait_accepted("deleteWebhook", timeout=30)
        anna = server.add_user("Anna")
        conversation = Conversation(server, anna, server.private_chat(anna))
        server.fault("sendMessage", reset=True)
        assert "sentences" in (await conversation.ask(f"/summary {STORY}")).text
    finally:
        process.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(process.wait, 15)  # the server goes on in this thread
    written = log.read_text()
    assert status == 0
    assert server.token.partition(":")[2] not in written
    assert "harbour of Lindholm" not in written
    assert "Traceback" not in written


async def test_a_wrong_token_ends_with_2(server: BotApiServer, tmp_path: Path) -> None:
    environment = {
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(tmp_path),
        "TELEGRAM_BOT_TOKEN": "1:wrong-token",
    }
    process = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "bot", "run"],
        env={**os.environ, **environment},
        cwd=ROOT,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        await asyncio.sleep(0.05)
    assert process.returncode == 2
    assert process.stderr
    written = process.stderr.read().decode()
    process.stderr.close()
    assert "does not know this token" in written
    assert "wrong-token" not in written
    assert "Traceback" not in written
