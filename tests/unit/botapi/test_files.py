"""Files of people: how they come in messages, and how the bot downloads them, or cannot."""

import httpx
import pytest
from telegram import Bot, Document
from telegram.error import NetworkError, TelegramError

from tests.botapi import BotApiServer, User, document, photo, video
from tests.botapi.files import MAX_DOWNLOAD, PATH_LIFETIME
from tests.unit.botapi.calls import NO_TLS, Clock, raw, refusal, updates


def sent_document(server: BotApiServer) -> Document:
    message = updates(server)[-1].message
    assert message is not None
    assert message.document is not None
    return message.document


async def fetch(server: BotApiServer, path: str, token: str = "") -> httpx.Response:
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        return await client.get(f"{server.url}/file/bot{token or server.token}/{path}")


async def test_a_document_is_downloaded_as_it_was_sent(server: BotApiServer, bot: Bot, anna: User) -> None:
    server.send(anna, caption="/summary 2", attachment=document("Report.pdf", b"%PDF-1.7 ..."))
    message = updates(server)[0].message
    assert message is not None
    assert (message.caption, message.text) == ("/summary 2", None)
    sent = sent_document(server)
    assert (sent.file_name, sent.mime_type, sent.file_size) == ("Report.pdf", "application/pdf", 12)
    file = await bot.get_file(sent.file_id)
    assert (file.file_size, file.file_unique_id) == (12, sent.file_unique_id)
    assert await file.download_as_bytearray() == b"%PDF-1.7 ..."
    assert [call.method for call in server.accepted[-2:]] == ["getFile", "download"]
    assert server.accepted[-1].result == 12


async def test_what_clients_leave_out_is_left_out(server: BotApiServer, anna: User) -> None:
    server.send(anna, attachment=document("notes.qqq", b"x", size_told=False))
    assert sent_document(server).to_dict().keys() == {"file_id", "file_unique_id", "file_name"}
    server.send(anna, attachment=document(None, mime_type="text/plain"))
    bare = sent_document(server)
    assert (bare.file_name, bare.mime_type) == (None, "text/plain")


async def test_the_same_file_sent_twice_is_known_by_its_unique_id(server: BotApiServer, anna: User) -> None:
    file = document("a.txt", b"one")
    for attachment in (file, file, document("a.txt", b"two")):
        server.send(anna, attachment=attachment)
    sent = [update.message.document for update in updates(server) if update.message]
    assert len({document.file_id for document in sent if document}) == 3
    unique = [document.file_unique_id for document in sent if document]
    assert unique[0] == unique[1] != unique[2]


async def test_photos_and_videos(server: BotApiServer, bot: Bot, anna: User) -> None:
    server.send(anna, caption="look", attachment=photo(b"light"))
    server.send(anna, attachment=video(b"film"))
    first, second = [update.message for update in updates(server) if update.message]
    assert [size.width for size in first.photo] == [90, 1280]
    assert second.video is not None
    for file_id, content in ((first.photo[-1].file_id, b"light"), (second.video.file_id, b"film")):
        assert await (await bot.get_file(file_id)).download_as_bytearray() == content


async def test_files_that_cannot_be_downloaded(server: BotApiServer, anna: User) -> None:
    server.send(anna, attachment=document("most.bin", b"x", size=MAX_DOWNLOAD))
    assert (await raw(server, "getFile", file_id=sent_document(server).file_id))["ok"]
    server.send(anna, attachment=document("more.bin", b"x", size=MAX_DOWNLOAD + 1, size_told=False))
    too_big = sent_document(server)
    assert too_big.file_size is None
    assert await refusal(server, "getFile", file_id=too_big.file_id) == "file is too big"
    gone = "wrong file_id or the file is temporarily unavailable"
    assert await refusal(server, "getFile", file_id=f"{too_big.file_id}x") == gone
    assert await refusal(server, "getFile", file_id="photo") == "invalid file_id"
    assert await refusal(server, "getFile") == "file_id not specified"


async def test_a_download_wants_the_token_and_a_path_that_was_given(server: BotApiServer, anna: User) -> None:
    server.send(anna, attachment=document("a.txt", b"one"))
    path = (await raw(server, "getFile", file_id=sent_document(server).file_id))["result"]["file_path"]
    answers = [
        await fetch(server, path),
        await fetch(server, path, "123456:OTHER"),
        await fetch(server, path, "no-token"),
        await fetch(server, "documents/file_99.txt"),
    ]
    assert [answer.status_code for answer in answers] == [200, 401, 404, 404]
    assert answers[1].json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert [call.code for call in server.refused] == [401, 404, 404]


async def test_a_path_is_good_for_an_hour() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server:
        server.send(server.add_user(), attachment=document("a.txt", b"one"))
        file_id = sent_document(server).file_id
        path = (await raw(server, "getFile", file_id=file_id))["result"]["file_path"]
        clock.now += PATH_LIFETIME + 1
        assert (await fetch(server, path)).status_code == 404
        assert (await raw(server, "getFile", file_id=file_id))["result"]["file_path"] == path
        assert (await fetch(server, path)).content == b"one"


async def test_downloads_go_wrong_when_told(server: BotApiServer, bot: Bot, anna: User) -> None:
    server.send(anna, attachment=document("a.txt", b"one and two"))
    file = await bot.get_file(sent_document(server).file_id)
    server.fault("download", code=502)
    server.fault("download", reset=True)
    server.fault("download", reset=True, after=True)
    with pytest.raises(TelegramError, match="Bad Gateway"):
        await file.download_as_bytearray()
    for _ in range(2):
        with pytest.raises(NetworkError):
            await file.download_as_bytearray()
    assert await file.download_as_bytearray() == b"one and two"
    assert [call.code for call in server.refused] == [502, 0, 0]
    assert len(server.journal.of("download")) == 1


async def test_a_download_can_be_slow(server: BotApiServer, bot: Bot, anna: User) -> None:
    server.send(anna, attachment=document("a.txt", b"one"))
    file = await bot.get_file(sent_document(server).file_id)
    server.fault("download", delay=5, after=True)
    with pytest.raises(NetworkError, match="Timed out"):
        await file.download_as_bytearray(read_timeout=0.1)
