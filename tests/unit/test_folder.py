from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sources.folder import MAX_BYTES, Folder, feed_reading


def texts(folder: Folder) -> list[str]:
    return [text.text for text in folder.read().texts]


def test_text_files_are_read_byte_for_byte_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes("второй\r\n".encode())
    (tmp_path / "a.TXT").write_bytes(b"first\n")
    (tmp_path / "notes.md").write_text("not an article")
    assert texts(Folder(tmp_path)) == ["first\n", "второй\r\n"]


def test_a_changed_file_is_read_again_and_a_removed_one_is_gone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    file = tmp_path / "a.txt"
    file.write_text("first")
    (tmp_path / "b.txt").write_text("other")
    before = folder.read().texts
    file.write_text("second version")
    after = folder.read().texts
    assert [text.text for text in after] == ["second version", "other"]
    assert before[0].id != after[0].id
    assert before[1] is after[1]
    file.unlink()
    assert texts(folder) == ["other"]


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "good.txt").write_text("good")
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(MAX_BYTES + 1)
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    reading = Folder(tmp_path).read()
    assert [text.text for text in reading.texts] == ["good"]
    assert dict(reading.faults) == {
        "binary.txt": "not UTF-8 text",
        "folder.txt": "not a file",
        "large.txt": "larger than 5 MB",
        "link.txt": "No such file or directory",
    }


@pytest.mark.parametrize("name", ["missing", "file"])
def test_a_folder_that_is_none_is_a_fault_and_not_a_crash(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    reading = Folder(tmp_path / name).read()
    assert reading.texts == ()
    assert len(reading.faults) == 1


def test_a_folder_is_a_feed_whose_entries_are_known_by_their_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry back in service\n\nIt sails again from Monday, the office said.\n")
    (tmp_path / "b.txt").write_text(
        "Bridge closed\n\nLONDON, March 24, 2023. /TASS/. It is closed for wind, the office said on Friday.\n"
    )
    reading = feed_reading(Folder(tmp_path).read())
    assert [entry.guid for entry in reading.entries] == ["b.txt", "a.txt"]
    bridge, ferry = reading.entries
    assert (bridge.title, ferry.title) == ("Bridge closed", "Ferry back in service")
    assert bridge.published == int(datetime(2023, 3, 24, tzinfo=UTC).timestamp())
    assert ferry.published is None
    assert ferry.text == (tmp_path / "a.txt").read_text()
