"""A process that has everything loaded and forks bots: one for each connection to its socket.

Whoever connects writes what the bot is to be as a line of JSON and reads the number of its process. Then
"stop" asks it to end; "ended" is the answer when it has; a line that ends without one tells of a death.
"""

import asyncio
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import ssl
import sys
import time
import traceback
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import httpcore
import httpx

from bot import app
from bot.config import load_settings
from bot.logs import set_up_logging
from bot.services import compose_digests
from tests.kills.fuse import Fuse
from tests.kills.orders import Order


def serve(path: str) -> None:
    """Fork a bot for each connection until standard input ends."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    _warm_up()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies; whoever asked sees the socket end
    print("ready", flush=True)  # noqa: T201
    waiting = selectors.DefaultSelector()
    waiting.register(listener, selectors.EVENT_READ)
    waiting.register(sys.stdin, selectors.EVENT_READ)
    while True:
        if any(key.fileobj is sys.stdin for key, _ in waiting.select()):
            return
        connection, _ = listener.accept()
        with connection:
            if os.fork() == 0:
                listener.close()
                _live(connection)


def _warm_up() -> None:
    """Load what bots load as they go, and the certificates that they read four times and never use here."""
    for name in ("aiosqlite", "anyio._backends._asyncio", "apscheduler.triggers.interval"):
        importlib.import_module(name)
    setattr(ssl, "create_default_context", cache(ssl.create_default_context))  # noqa: B010
    setattr(httpcore, "default_ssl_context", cache(httpcore.default_ssl_context))  # noqa: B010
    httpcore.default_ssl_context()
    httpx.create_ssl_context(trust_env=False)


def _live(connection: socket.socket) -> None:
    """Be a bot; never returns."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with connection.makefile("rb") as stream:
            order = Order(**json.loads(stream.readline()))
        log = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number in (1, 2):
            os.dup2(log, number)
        connection.sendall(b"%d\n" % os.getpid())
        _run(order, connection)
        connection.sendall(b"ended\n")
        status = 0
    except BaseException:  # a fork must not come back into the nursery
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _run(order: Order, connection: socket.socket) -> None:
    settings = load_settings(order.settings, Path("no.env"))
    set_up_logging("INFO", "text", settings.secrets)
    assert hasattr(compose_digests, "_BATCH")
    setattr(compose_digests, "_BATCH", order.chats_at_once)  # noqa: B010  (no part of its interface)
    Fuse(order.place, order.passing).lay()

    def clock() -> float:
        return time.time() + order.ahead

    async def until_stopped() -> None:
        stop = asyncio.Event()
        _listen(connection, stop.set)
        await app.run_bot(settings, stop, clock)

    async def until_signal() -> None:
        setattr(app, "run_bot", partial(app.run_bot, clock=clock))  # noqa: B010
        _listen(connection, lambda: None)
        await app.run_until_signal(settings)

    asyncio.run(until_signal() if order.by_signal else until_stopped())


def _listen(connection: socket.socket, stop: Callable[[], None]) -> None:
    """Call `stop` when asked to; end at once when nobody is there any more who could ask."""
    loop = asyncio.get_running_loop()

    def heard() -> None:
        if connection.recv(64):
            stop()
        else:
            os._exit(1)

    loop.add_reader(connection, heard)


if __name__ == "__main__":
    serve(sys.argv[1])
