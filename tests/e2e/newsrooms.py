"""Outlets that report the same events, each with a feed on a site of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.e2e.sources import NOON, RSS
from tests.stories import Told, pairs
from tests.web import WebServer


def told(name: str) -> tuple[Told, Told]:
    """Return a written pair of articles by its name."""
    pair = next(pair for pair in pairs() if pair.name == name)
    return pair.one, pair.other


class Newsroom:
    """One outlet; its site has a name of its own, so that it is a publisher of its own."""

    def __init__(self, web: WebServer, name: str) -> None:
        self._web, self.name = web, name
        self.host = f"{name.lower().replace(' ', '-')}.example"
        self._items: list[str] = []
        self._serve()

    @property
    def url(self) -> str:
        """Where its feed is."""
        return self._web.url(f"/{self.host}.xml", self.host)

    def publish(self, *articles: Told, at: datetime = NOON) -> None:
        """Bring articles, the first of them last, a minute apart."""
        for minutes, one in enumerate(articles):
            self._items.insert(0, self._item(one, at - timedelta(minutes=minutes)))
        self._serve()

    def pages(self, articles: Sequence[Told]) -> list[str]:
        """Serve articles as pages; return their addresses."""
        urls = []
        for one in articles:
            path = f"/page-{abs(hash(one.article.title))}"
            body = "".join(f"<p>{escape(text)}</p>" for text in one.article.text.split("\n\n"))
            title = escape(one.article.title or "")
            self._web.page(
                path,
                f'<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body><main><article>'
                f"<h1>{title}</h1>{body}</article></main></body></html>",
            )
            urls.append(self._web.url(path, self.host))
        return urls

    def _item(self, one: Told, at: datetime) -> str:
        title = escape(one.article.title or "")
        body = escape("".join(f"<p>{escape(text)}</p>" for text in one.article.text.split("\n\n")))
        link = f"https://{self.host}/{len(self._items)}"
        return (
            f"<item><title>{title}</title><guid>{link}</guid><link>{link}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate><description>{body}</description></item>"
        )

    def _serve(self) -> None:
        self._web.page(
            f"/{self.host}.xml",
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{self.name}</title>'
            f"<link>https://{self.host}/</link><description>News</description>{''.join(self._items)}"
            "</channel></rss>",
            content_type=RSS,
        )
