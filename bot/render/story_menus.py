"""The buttons below a story that is shown at length."""

from bot.render.keyboards import Button, Keyboard
from bot.render.menus import DigestPress
from bot.render.phrases import phrase
from bot.render.story_press import StoryDo, StoryPress

__all__ = ["StoryDo", "StoryPress", "story_keyboard"]


def story_keyboard(
    digest_id: int,
    number: int,
    page: int,
    *,
    several: bool,
    url: str | None,
    asker: int | None = None,
    shown: StoryDo = StoryDo.CARD,
) -> Keyboard:
    """Return the buttons below story `number` of a digest, which stands on `page`.

    `several` tells that more than one source tells it, `url` where its article can be read. The first button
    leads to the sources, and from those back to the story; the places of the buttons never change.
    """

    def button(label: str, wanted: StoryDo) -> Button:
        return Button(phrase(label), data=StoryPress(digest_id, number, wanted, page, asker).encode())

    sources = button("button.sources", StoryDo.SOURCES)
    rows = [
        (
            button("button.get", StoryDo.CARD) if shown is StoryDo.SOURCES else sources,
            button("button.why", StoryDo.WHY),
        ),
        (button("button.more_like", StoryDo.MORE_LIKE), button("button.less_like", StoryDo.LESS_LIKE)),
    ]
    more: list[tuple[Button, ...]] = []
    if several:
        more.append((button("button.split", StoryDo.SPLIT),))
    if url:
        more.append((Button(phrase("button.read"), url=url),))
    back = Button(phrase("button.to_digest"), data=DigestPress(digest_id, page, asker).encode())
    return (*rows, *more, (back,))
