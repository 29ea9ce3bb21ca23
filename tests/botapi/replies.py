"""Replies that are no results: refusals, and what a bad line makes of an answer."""

import socket
import struct

from aiohttp import web

from tests.botapi.errors import RefusalError


def reply_error(error: RefusalError) -> web.Response:
    """The refusal as the Bot API words it."""
    wait = error.parameters.get("retry_after")
    headers = {"Retry-After": str(wait)} if wait else None
    return web.json_response(error.to_json(), status=error.code, headers=headers)


def garbled() -> web.Response:
    """Half of an answer."""
    return web.Response(text='{"ok":true,"result":{"message_id":1', content_type="application/json")


def cut(request: web.Request) -> web.Response:
    """Cut the connection with a TCP reset; the response that aiohttp wants is never sent."""
    transport = request.transport
    if transport:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
