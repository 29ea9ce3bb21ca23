"""What a chat wants its messages to look like, where its topics follow it."""

from bot.digest.look import Look
from bot.digest.model import Place
from bot.digest.setup import Setup
from bot.digest.wishes import Options
from bot.storage import Storage
from tests.unit.storage.things import MORNING, chat_at


async def test_topics_speak_the_language_that_a_setup_brings_to_the_whole_chat(storage: Storage) -> None:
    whole, own = await chat_at(storage, -1), await chat_at(storage, -1, 8)
    await chat_at(storage, -1, 7)
    await storage.looks.set(own.id, Look(language="fr", is_language_chosen=True))
    german = Look(language="de", is_language_chosen=True)
    await storage.setups.replace(whole.id, Setup(MORNING, Options(), look=german), 200)
    found = [await storage.looks.of(Place(-1, topic_id)) for topic_id in (0, 7, 8)]
    assert [one.language for one in found] == ["de", "de", "fr"]
