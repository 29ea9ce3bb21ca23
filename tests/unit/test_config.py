from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import SettingsError

TOKEN = "123456:TEST-secret_of_the_test"


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_nothing_given_gives_the_defaults(env_file: Path) -> None:
    settings = load_settings({}, env_file)
    assert settings.telegram_bot_token is None
    assert settings.access == "owner"
    assert settings.send_rate == 25


def test_environment_wins_over_the_file_and_empty_counts_as_not_given(env_file: Path) -> None:
    env_file.write_text("ACCESS=public\nLOG_LEVEL=debug\nOWNER_IDS=\n")
    settings = load_settings({"ACCESS": "OWNER"}, env_file)
    assert (settings.access, settings.log_level, settings.owner_ids) == ("owner", "DEBUG", frozenset())
    assert load_settings({"OWNER_IDS": "7, 8"}, env_file).owner_ids == {7, 8}
    assert load_settings({"ACCESS": "Invite"}, env_file).access == "invite"


def test_a_file_named_by_the_environment_wins_over_the_env_file(env_file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN)
    env_file.write_text("TELEGRAM_BOT_TOKEN=9:other\nTELEGRAM_PROXY=http://u:a${HOME}b@h:1\n")
    settings = load_settings({"TELEGRAM_BOT_TOKEN_FILE": str(secret)}, env_file)
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_proxy is not None
    assert settings.telegram_proxy.get_secret_value() == "http://u:a${HOME}b@h:1"
    assert {TOKEN, TOKEN.partition(":")[2], "a${HOME}b"} <= set(settings.secrets)


@pytest.mark.parametrize(
    "address", ["https://", "http://host:port", "http://[::1", "example.org", "https://:80"]
)
@pytest.mark.parametrize("name", ["TELEGRAM_API_URL", "TELEGRAM_PROXY"])
def test_what_is_no_whole_address_is_refused(name: str, address: str, env_file: Path) -> None:
    with pytest.raises(SettingsError, match=f"{name}: must be a whole address"):
        load_settings({name: address}, env_file)


def test_setting_from_a_file_as_containers_do_it(env_file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n")
    settings = load_settings({"TELEGRAM_BOT_TOKEN_FILE": str(secret)}, env_file)
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN


def test_every_fault_is_reported_at_once_and_no_value_is_echoed(env_file: Path) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": "mistyped secret",
        "TELEGRAM_API_URL": "ftp://example.org",
        "TELEGRAM_PROXY": "proxy.example.org:1080",
        "ACCESS": "everybody",
        "OWNER_IDS": "me",
        "SEND_RATE": "fast",
        "SEEDS_DIR_FILE": "/nowhere/at/all",
    }
    with pytest.raises(SettingsError) as caught:
        load_settings(given, env_file)
    message = str(caught.value)
    for name in given:
        assert any(line.startswith(f"{name}:") for line in message.splitlines()), name
    assert "mistyped" not in message


@pytest.mark.parametrize("token", ["abc", "123:", ":abc", "12a:abc", "123:a b", "123:a/b"])
def test_what_is_no_token_is_refused(token: str, env_file: Path) -> None:
    with pytest.raises(SettingsError, match="@BotFather"):
        load_settings({"TELEGRAM_BOT_TOKEN": token}, env_file)


def test_env_file_that_is_no_text_is_said(env_file: Path) -> None:
    env_file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings({}, env_file)


def test_settings_show_no_secret(env_file: Path) -> None:
    settings = load_settings({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_PROXY": "http://u:pw@h:1"}, env_file)
    assert "secret_of_the_test" not in repr(settings)
    assert "pw" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://bot@127.0.0.1/bot"),
        ("DATABASE_URL", "postgresql://127.0.0.1"),
        ("DATABASE_URL", "postgresql://bot:pa/ss@127.0.0.1/bot"),
        ("DATABASE_URL", "postgresql://bot:pa#ss@127.0.0.1/bot"),
        ("DATABASE_URL", "postgresql://bot:pa@ss@127.0.0.1/bot"),
        ("WEBHOOK_URL", "bot.example.org/updates"),
        ("WEBHOOK_LISTEN", "127.0.0.1"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "with a space and more"),
        ("METRICS_LISTEN", "127.0.0.1:99999"),
        ("METRICS_LISTEN", "user@127.0.0.1:9090"),
    ],
)
def test_what_cannot_be_listened_at_or_reached_is_refused(name: str, value: str, env_file: Path) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: must "):
        load_settings({name: value}, env_file)


def test_addresses_of_several_processes_are_read(env_file: Path) -> None:
    given = {
        "DATABASE_URL": "postgresql://bot:p%40ss@db.example/digests?password=other&sslmode=require",
        "WEBHOOK_LISTEN": "[::1]:8000",
        "METRICS_LISTEN": "0.0.0.0:9090",
    }
    settings = load_settings(given, env_file)
    assert settings.database_address == given["DATABASE_URL"]
    assert (str(settings.webhook_listen), str(settings.metrics_listen)) == ("[::1]:8000", "0.0.0.0:9090")
    assert {"p%40ss", "p@ss", "other"} <= set(settings.secrets)
    assert "p%40ss" not in repr(settings)
