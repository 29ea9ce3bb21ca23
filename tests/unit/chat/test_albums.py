from bot.chat.albums import Albums
from tests.unit.chat.messages import captioned


def test_the_first_caption_speaks_for_an_album() -> None:
    albums = Albums()
    members = [captioned(text, media_group_id="7") for text in ("", "One caption.", "Another.")]
    assert [albums.is_speaker(member) for member in members] == [False, True, False]
    assert albums.speaker(1, "7") is members[1]
    assert albums.speaker(1, "8") is None
    assert albums.speaker(2, "7") is None
    assert not albums.must_wait(members[2])


def test_an_album_without_a_caption_is_waited_for_once() -> None:
    albums = Albums()
    members = [captioned("", media_group_id="7") for _ in range(3)]
    assert [albums.must_wait(member) for member in members] == [True, False, False]


def test_of_very_many_albums_the_oldest_are_forgotten() -> None:
    albums = Albums()
    for number in range(1000):
        assert albums.is_speaker(captioned("Caption.", media_group_id=str(number)))
    assert albums.speaker(1, "0") is None
    assert albums.speaker(1, "999") is not None
