"""What the first line of the log tells of the settings, and what it does not."""

from pathlib import Path

from bot.banner import banner
from bot.config import load_settings
from bot.release import release

SECRETS = {
    "TELEGRAM_BOT_TOKEN": "123456:token-of-the-test",
    "TELEGRAM_PROXY": "http://name:proxy-password@127.0.0.1:8080",
    "DATABASE_URL": "postgresql://name:database-password@db.example.org/digest_bot",
    "WEBHOOK_SECRET": "secret-of-the-webhook",
    "WEBHOOK_URL": "https://bot.example.org/path-that-nobody-guesses",
}


def test_the_banner_tells_how_the_bot_is_set_up(seeds: Path, tmp_path: Path) -> None:
    given = {"SEEDS_DIR": str(seeds), "OWNER_IDS": "5,6", "METRICS_LISTEN": "127.0.0.1:9100"}
    assert banner(load_settings(given, tmp_path / "no.env")) == {
        "version": release(),
        "database": "SQLite in data",
        "access": "owner",
        "owners": 2,
        "timezone": "UTC",
        "digest_time": "08:00",
        "language": "en",
        "updates_by": "polling",
        "telegram": "api.telegram.org",
        "proxy": False,
        "metrics": "127.0.0.1:9100",
        "send_rate": 25,
        "allowed_networks": 0,
        "seeds": 2,
    }


def test_the_banner_tells_no_secret(tmp_path: Path) -> None:
    shown = banner(load_settings(SECRETS, tmp_path / "no.env"))
    assert (shown["database"], shown["updates_by"], shown["proxy"]) == (
        "PostgreSQL at db.example.org",
        "webhook",
        True,
    )
    told = str(shown)
    for secret in ("token-of", "proxy-password", "database-password", "secret-of", "nobody-guesses", "name"):
        assert secret not in told
