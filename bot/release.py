"""Which release of the bot this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Return the version of the installed package; "?" where it runs without being installed."""
    try:
        return version("digest-bot")
    except PackageNotFoundError:
        return "?"
