"""Cards and failures as they look in a chat."""

from telegram.constants import ChatType

from bot.articles.links import web_link
from bot.chat.delivery import View
from bot.digest.look import PLAIN, Look
from bot.errors import UserError
from bot.render.digest import source_name
from bot.render.failure import can_pass, failure_buttons, failure_text
from bot.render.joint import joint_messages
from bot.render.keyboards import Action, Press, choice_keyboard, summary_keyboard
from bot.render.phrases import phrase
from bot.render.summary import summary_messages
from bot.services.budget import DEFAULT_BUDGET, DEFAULT_SENTENCES, Budget, Sentences, Words
from bot.services.joint_summary import Joint
from bot.services.summarize_input import Card, SummarizeInput

# Buttons for links in one message: more of them no phone shows without scrolling.
MAX_LINKS = 8


def card_view(card: Card, owner: int | None, look: Look = PLAIN, *, is_usual: bool = False) -> View:
    """Return a card; `owner` is whose message it is, None in a private chat.

    `look` is that of the place; `is_usual` tells that no other length was asked for than that of the place.
    """
    summary = card.summary
    keyboard = summary_keyboard(
        summary.article.id,
        sentences=card.sentences,
        available=summary.available,
        # Whatever address was kept with a text: Telegram refuses a button that leads nowhere, and with it
        # the whole message.
        url=web_link(summary.article.url),
        refreshable=card.refreshable,
        neighbours=card.neighbours,
        asker=owner,
        is_usual=is_usual,
    )
    messages = summary_messages(summary, position=card.position, has_links=look.has_links)
    return View(messages, keyboard)


async def failure_view(
    error: UserError, url: str, summaries: SummarizeInput, budget: Budget, owner: int | None
) -> View:
    """Return why a link could not be read, with what to do next."""
    link_id = (await summaries.offer([url]))[0] if can_pass(error) else ""
    press = link_press(Action.TRY_AGAIN, link_id, budget, owner)
    return View([failure_text(error)], failure_buttons(error, web_link(url), press), error)


async def choice_view(
    links: list[tuple[str, str]], summaries: SummarizeInput, budget: Budget, owner: int | None
) -> View:
    """Return a button for each of several links, given as address and label."""
    shown = links[:MAX_LINKS]
    ids = await summaries.offer([url for url, _ in shown])
    presses = [link_press(Action.LINK, link_id, budget, owner) for link_id in ids]
    key = "choice.head" if len(shown) == len(links) else "choice.head_many"
    text = phrase(key, count=len(links), shown=len(shown))
    return View([text], choice_keyboard([label for _, label in shown], presses))


async def joint_view(joint: Joint, summaries: SummarizeInput, budget: Budget, owner: int | None) -> View:
    """Return articles that were summed up together, with a button for each that has a summary of its own."""
    messages = joint_messages(joint.content, [error for _, error in joint.unread])
    if not joint.content.cards:
        return View(messages)
    stories = [(number, told) for number, card in enumerate(joint.content.cards, 1) for told in card.tellings]
    urls = [told.entry.url or "" for _, told in stories]
    ids = await summaries.offer(urls)
    labels = [
        phrase("button.numbered", number=number, label=f"{phrase('button.get')}: {source_name(told.feed)}")
        for number, told in stories
    ]
    presses = [link_press(Action.LINK, link_id, budget, owner) for link_id in ids]
    return View(messages, choice_keyboard(labels, presses))


def link_press(action: Action, link_id: str, budget: Budget, owner: int | None) -> Press:
    """Return the press that asks for a link within a budget."""
    match budget:
        case Sentences(count):
            return Press(action, link_id, count, owner)
        case Words(count):
            return Press(action, link_id, DEFAULT_SENTENCES, owner, count)
    return Press(action, link_id, 0, owner)


def budget_of(press: Press) -> Budget:
    """Return how long a summary a press asks for."""
    if press.words is not None:
        return Words(press.words)
    return Sentences(press.sentences) if press.sentences else DEFAULT_BUDGET


def owner_of(chat_type: str, person: int) -> int | None:
    """Return whose message an answer is; None in a private chat, where nobody else can press."""
    return None if chat_type == ChatType.PRIVATE else person
