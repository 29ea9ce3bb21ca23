"""The buttons below a story that is shown at length."""

from bot.render.keyboards import Button, Keyboard
from bot.render.menus import DigestPress
from bot.render.phrases import phrase
from bot.render.story_press import StoryPress, View

__all__ = ["StoryPress", "View", "story_keyboard"]


def story_keyboard(
    digest_id: int,
    number: int,
    page: int,
    *,
    several: bool,
    url: str | None,
    asker: int | None = None,
    view: View = View.CARD,
) -> Keyboard:
    """Return the buttons below story `number` of a digest, which stands on `page`.

    `several` tells that more than one source tells it, `url` where its article can be read. The first button
    leads to the sources, and from that `view` back to the story; the places of the buttons never change.
    """

    def button(label: str, wanted: View) -> Button:
        return Button(phrase(label), data=StoryPress(digest_id, number, wanted, page, asker).encode())

    sources = button("button.sources", View.SOURCES)
    rows = [
        (
            button("button.get", View.CARD) if view is View.SOURCES else sources,
            button("button.why", View.WHY),
        ),
        (button("button.more_like", View.MORE_LIKE), button("button.less_like", View.LESS_LIKE)),
    ]
    more: list[tuple[Button, ...]] = []
    if several:
        more.append((button("button.split", View.SPLIT),))
    if url:
        more.append((Button(phrase("button.read"), url=url),))
    back = Button(phrase("button.to_digest"), data=DigestPress(digest_id, page, asker).encode())
    return (*rows, *more, (back,))
