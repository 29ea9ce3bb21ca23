"""Telegram HTML as text of a terminal."""

from html.parser import HTMLParser

from rich.text import Text

_STYLES = {"b": "bold", "i": "italic dim"}


def styled(html: str) -> Text:
    """Return the text of a message, in bold and italics where it is so."""
    styler = _Styler()
    styler.feed(html)
    styler.close()
    return styler.text


class _Styler(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data, " ".join(_STYLES.get(tag, "") for tag in self._open))
