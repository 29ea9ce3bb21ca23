import json
import logging

import pytest
import structlog

from bot.logs import set_up_logging

SECRET = "123456:TEST-secret_of_the_test"
# What is written otherwise within JSON, and within quoted text.
SIGNS = "pass\"word\\with'signs"


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_secret_reaches_no_line(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", log_format, [SECRET])  # type: ignore[arg-type]
    log = structlog.get_logger("bot.test")
    log.info(f"calling {SECRET}", url=f"https://api.example.org/bot{SECRET}/getMe")
    try:
        raise ValueError(f"rejected {SECRET}")
    except ValueError:
        log.exception("failed")
        logging.getLogger("some.library").exception("failed with %s", SECRET)
    written = capsys.readouterr().err
    assert "rejected [hidden]" in written
    assert SECRET not in written


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_nor_as_it_is_written_among_others(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", log_format, [SIGNS])  # type: ignore[arg-type]
    structlog.get_logger("bot.test").error("failed", error=f"no {SIGNS} here", given=[SIGNS])
    written = capsys.readouterr().err
    assert written.count("[hidden]") == 2
    assert "signs" not in written


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json")
    structlog.get_logger("bot.test").info("ready", bot="@digest")
    logging.getLogger("some.library").warning("slow %d", 3)
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["event"], first["bot"], first["level"]) == ("ready", "@digest", "info")
    assert second["event"] == "slow 3"


def test_libraries_that_log_urls_are_silent_about_success(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    logging.getLogger("httpx").info("HTTP Request: POST https://api.example.org/bot1:x/getMe")
    assert capsys.readouterr().err == ""


def test_what_libraries_say_of_messages_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG")
    logging.getLogger("telegram.ext.ExtBot").debug("Calling sendMessage with text=what someone wrote")
    logging.getLogger("telegram.request.BaseRequest").error(
        "Can not load invalid JSON data: what someone wrote"
    )
    structlog.get_logger("bot.test").debug("ours is")
    assert "someone" not in capsys.readouterr().err
