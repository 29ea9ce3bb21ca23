"""What the tests of the whole bot have, for those that look at it with a browser."""

from tests.e2e.conftest import _sharing, database, server, settings

__all__ = ["_sharing", "database", "server", "settings"]
