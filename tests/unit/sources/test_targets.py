"""A link is taken apart once, and nothing is lost or added on the way."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import FetchFailed
from bot.sources.targets import Target, follow, parse_target

_LINKS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://", "http:", "//", "ftp://", ""]),
    st.text(st.sampled_from("ab.-_:@[]%\\/1０。é xn"), max_size=20),
    st.sampled_from(["", ":80", ":443", ":8080", ":x"]),
    st.text(max_size=20),
)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("http://example.com", Target("http", "example.com", 80, "/")),
        ("https://EXAMPLE.com:443/A?b#c", Target("https", "example.com", 443, "/A?b")),
        ("http://example.com:443/", Target("http", "example.com", 443, "/")),
        ("http://bücher.example./ä", Target("http", "xn--bcher-kva.example", 80, "/%C3%A4")),
        ("http://[2606:2800:0:0::1]:80/", Target("http", "2606:2800::1", 80, "/")),
        ("http://example.com/a%20b/%zz?c=d|e", Target("http", "example.com", 80, "/a%20b/%zz?c=d%7Ce")),
        ("http://example.com/..//a/../b;c", Target("http", "example.com", 80, "/..//a/../b;c")),
    ],
)
def test_links(link: str, target: Target) -> None:
    assert parse_target(link) == target


@pytest.mark.parametrize(
    ("target", "url"),
    [
        (Target("http", "example.com", 80, "/"), "http://example.com/"),
        (Target("http", "example.com", 443, "/"), "http://example.com:443/"),
        (Target("https", "2606:2800::1", 443, "/"), "https://[2606:2800::1]/"),
        (Target("https", "2606:2800::1", 8443, "/"), "https://[2606:2800::1]:8443/"),
    ],
)
def test_a_target_is_written_as_a_link(target: Target, url: str) -> None:
    assert target.url == url


@pytest.mark.parametrize(
    ("location", "url"),
    [
        (b"/x", "https://news.example/x"),
        (b"x", "https://news.example/a/x"),
        (b"?x", "https://news.example/a/b?x"),
        (b"../x#y", "https://news.example/x"),
        (b"//other.example", "https://other.example/"),
        (b"http://other.example", "http://other.example/"),
        ("/ж".encode(), "https://news.example/%D0%B6"),
        ("/é".encode("latin-1"), "https://news.example/%C3%A9"),
    ],
)
def test_where_redirects_lead(location: bytes, url: str) -> None:
    assert follow(parse_target("https://news.example/a/b?c"), location).url == url


@given(_LINKS)
@example("http://[::1")
@example("http://\ud800.example/")
@example("http://example.com/\ud800")
@example("http://" + "ä" * 5000)
@example("http://example.com/" + "a" * 9000)
def test_any_text_is_a_link_or_refused_in_words(link: str) -> None:
    target = _target_or_failure(lambda: parse_target(link))
    if isinstance(target, FetchFailed):
        assert target.code == "link_invalid"
        assert len(str(target.values["link"])) <= 100
        return
    assert parse_target(target.url) == target
    assert target.url.isascii()
    assert not set(target.url) & set(" \t\r\n\\")
    assert "@" not in target.authority


@given(st.binary(max_size=30))
def test_any_location_is_a_link_or_refused_in_words(location: bytes) -> None:
    start = parse_target("https://news.example/a/b?c")
    target = _target_or_failure(lambda: follow(start, location))
    assert isinstance(target, Target) or target.code == "link_invalid"


def _target_or_failure(read: Callable[[], Target]) -> Target | FetchFailed:
    try:
        return read()
    except FetchFailed as failure:
        return failure


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchFailed) as caught:
        parse_target("http://me:secret@news.example/")
    assert caught.value.values == {"link": "http://…@news.example/"}
