"""What an owner sees first in the log: how the bot is set up, and nothing that is secret."""

from urllib.parse import urlsplit

from bot.config import Settings
from bot.release import release
from bot.sources.folder import Folder


def banner(settings: Settings) -> dict[str, object]:
    """Return the fields of the first line of the log. Reads the folder of articles."""
    return {
        "version": release(),
        "database": _database(settings),
        "access": settings.access,
        "owners": len(settings.owner_ids),
        "timezone": settings.default_timezone,
        "digest_time": f"{settings.default_digest_time:%H:%M}",
        "language": settings.default_language,
        "updates_by": "webhook" if settings.webhook_url else "polling",
        "telegram": urlsplit(settings.telegram_api_url).hostname,
        "proxy": settings.telegram_proxy is not None,
        "metrics": str(settings.metrics_listen) if settings.metrics_listen else None,
        "send_rate": settings.send_rate,
        "allowed_networks": len(settings.fetch_allow_networks),
        "seeds": len(Folder(settings.seeds_dir).read().texts),
    }


def _database(settings: Settings) -> str:
    if settings.database_address is None:
        return f"SQLite in {settings.data_dir}"
    # Neither the name nor the password of whom the bot is there.
    return f"PostgreSQL at {urlsplit(settings.database_address).hostname or 'this machine'}"
