"""Several articles summed up together, as a person sees them."""

from collections.abc import Sequence

from bot.digest.story import DigestContent
from bot.errors import UserError
from bot.render.digest import digest_pages
from bot.render.failure import failure_text
from bot.render.phrases import phrase
from bot.render.story_headings import facts
from bot.render.text import Block, to_html


def joint_messages(content: DigestContent, unread: Sequence[UserError]) -> list[str]:
    """Return what some links tell, as Telegram HTML: a message, more of them where it is long.

    Below it stands of each link that could not be read why not; that alone where none could.
    """
    unread_texts = [failure_text(error) for error in unread]
    if not content.cards:
        return unread_texts
    held = facts(len(content.cards), content.sources, content.seconds_whole, content.seconds_shown)
    head = f"{to_html(Block(phrase('joint.head'), 'b'))}\n{' · '.join(held)}"
    first, *others = [page.html for page in digest_pages(content)]
    return [f"{head}\n\n{first}", *others, *unread_texts]
