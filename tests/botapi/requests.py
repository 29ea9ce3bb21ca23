"""What a request carries, before anything is made of it."""

from typing import Any

from aiohttp import web

from tests.botapi.files import File


async def raw_params(request: web.Request) -> list[tuple[str, Any]]:
    """Parameters of the query and of the body, be it JSON, a form or a form with files."""
    params: list[tuple[str, Any]] = list(request.query.items())
    if request.content_type == "application/json":
        body = await request.text()
        given = await request.json() if body else {}
        params += given.items() if isinstance(given, dict) else []
    else:
        params += [(name, _upload(value)) for name, value in (await request.post()).items()]
    return params


def _upload(value: str | bytes | bytearray | web.FileField) -> Any:
    """A field of a form; a file becomes what people's files are, named without the folders it lay in."""
    if not isinstance(value, web.FileField):
        return value
    content = value.file.read()
    name = value.filename.replace("\\", "/").rpartition("/")[2]
    return File("document", content, name, value.content_type, len(content), size_told=True)
