"""A small web on this machine: servers that answer as told, and listeners that count who comes.

Names and addresses of the open web are not faked here: a test gives the fetcher its own resolver, and allows
the loopback address that plays the public one.
"""

from tests.web.listeners import Listeners, free_port
from tests.web.server import Peer, Request, WebServer, chunk, head, pack, raw_deflate

__all__ = ["Listeners", "Peer", "Request", "WebServer", "chunk", "free_port", "head", "pack", "raw_deflate"]
