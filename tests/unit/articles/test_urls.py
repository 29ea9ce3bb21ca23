"""One page has one address, and a person sees where a link leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.urls import absolute, clean_url, host_of, is_front, same_page, same_site


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTPS://WWW.Example.COM:443/Path", "https://www.example.com/Path"),
        ("http://example.com:80", "http://example.com/"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/a#part-2", "https://example.com/a"),
        ("  https://example.com/a  ", "https://example.com/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://пример.рф/путь?q=я", "http://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?q=%D1%8F"),
        ("https://example.com/a%2fb", "https://example.com/a%2Fb"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("https://example.com/?", "https://example.com/"),
        ("https://me:word@example.com/", "https://me:word@example.com/"),
    ],
)
def test_an_address_has_one_spelling(url: str, clean: str) -> None:
    assert clean_url(url) == clean


@pytest.mark.parametrize(
    "parameter",
    [
        *("utm_source=x", "utm_whatever=1", "UTM_MEDIUM=x", "fbclid=I", "gclid=1", "yclid=1", "ysclid=1"),
        *("mc_eid=1", "_openstat=a", "msclkid=1", "igshid=1", "twclid=2", "at_medium=rss", "xtor=RSS-1"),
        *("wt_mc=a", "_hsenc=1", "mtm_campaign=1", "pk_campaign=2", "vero_id=1", "spm=1.2", "srsltid=A"),
    ],
)
def test_what_only_says_where_a_reader_came_from_goes(parameter: str) -> None:
    assert clean_url(f"https://example.com/a?{parameter}") == "https://example.com/a"
    assert clean_url(f"https://example.com/a?id=7&{parameter}&page=2") == "https://example.com/a?id=7&page=2"


@pytest.mark.parametrize(
    "query",
    ["id=7", "p=812", "page=2", "q=utm_source", "v=dQw4", "article=1&lang=en", "a", "rss=1", "at=3", "utm=1"],
)
def test_what_says_which_page_it_is_stays(query: str) -> None:
    assert clean_url(f"https://example.com/a?{query}") == f"https://example.com/a?{query}"


@pytest.mark.parametrize(
    "url", ["", "mailto:me@example.com", "just words", "http://", "http://[", "http://h:port/", "file:///x"]
)
def test_what_is_no_address_of_a_page_is_left_alone(url: str) -> None:
    assert clean_url(url) == url


@given(st.text(max_size=60))
def test_any_text_is_cleaned_and_cleaning_twice_changes_nothing(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.com/{text}"):
        once = clean_url(url)
        assert clean_url(once) == once
        assert isinstance(host_of(url), str)
        assert isinstance(is_front(url), bool)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.com/a", "example.com"),
        ("https://news.example.co.uk:8443/", "news.example.co.uk"),
        ("https://xn--e1afmkfd.xn--p1ai/", "пример.рф"),
        ("https://bücher.example/", "bücher.example"),
        ("https://xn--r8jz45g.example/", "例え.example"),
        # Latin and Cyrillic in one label, then a label that is all Cyrillic and looks like "apple".
        ("https://раypal.example/", "xn--ypal-43d9g.example"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("http://[::1]/", "[::1]"),
        ("mailto:me@example.com", ""),
        ("http://[", ""),
    ],
)
def test_a_person_sees_the_host_and_no_trick(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.com/a", "http://m.example.com/b", True),
        ("https://amp.example.co.uk/a", "https://www.example.co.uk/b", True),
        ("https://one.co.uk/", "https://two.co.uk/", False),
        ("https://a.blogspot.com/", "https://b.blogspot.com/", False),
        ("https://example.com/", "https://example.org/", False),
        ("https://10.0.0.1/", "https://10.1.0.1/", False),
        ("nothing", "nothing", False),
    ],
)
def test_which_addresses_are_of_one_site(one: str, other: str, *, same: bool) -> None:
    assert same_site(one, other) is same


def test_one_page_under_two_editions_of_its_host() -> None:
    assert same_page("https://www.example.com/a/", "http://example.com/a")
    assert not same_page("https://example.com/a", "https://example.com/a?page=2")


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://example.com", True),
        ("https://example.com/en/", True),
        ("https://example.com/index.html", True),
        ("https://example.com/de-at/start.html", True),
        ("https://example.com/?p=812", False),
        ("https://example.com/about", False),
    ],
)
def test_front_pages(url: str, *, front: bool) -> None:
    assert is_front(url) is front


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("/b?utm_source=x", "https://example.com/b"),
        ("//other.example/c", "https://other.example/c"),
        ("?page=2", "https://example.com/a?page=2"),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_links_of_a_page(link: str, leads_to: str | None) -> None:
    assert absolute(link, "https://example.com/a") == leads_to
