"""Who owns the bot, who was let in and put out, and which groups and channels it serves."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, false, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import ChatKind, ChatState
from bot.digest.people import Member, Mode, ServedChat
from bot.storage.schema import chats, members, owners, served_chats
from bot.storage.sql import alone, insert_into, writing

# In place of who brought the bot into a chat, where nobody was named or whoever did had it forgotten.
NOBODY = 0

_IS_PRIVATE = chats.c.kind == ChatKind.PRIVATE.value
# On whom it depends whether a chat is served.
_WHO = case((_IS_PRIVATE, chats.c.telegram_id), else_=served_chats.c.added_by)
_member = (members.c.user_id, members.c.joined_at, members.c.is_removed)
_served = (
    served_chats.c.chat_id,
    served_chats.c.added_by,
    served_chats.c.added_at,
    served_chats.c.is_removed,
)

# Asked with every update.
_PERSON = select(*_member).where(members.c.user_id == bindparam("b_user_id"))
_CHAT = select(*_served).where(served_chats.c.chat_id == bindparam("b_chat_id"))


class Standing(NamedTuple):
    """What is known of a person and a chat; None where nothing is."""

    person: Member | None
    chat: ServedChat | None
    bringer: Member | None
    """Whoever brought the bot into the chat."""


class AccessStore:
    """Owners, members and served chats. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def owners(self) -> frozenset[int]:
        """User ids that claimed the bot."""
        async with self._engine.connect() as connection:
            return frozenset((await connection.execute(select(owners.c.user_id))).scalars())

    async def add_owner(self, user_id: int, now: int) -> None:
        """Make a person an owner."""
        async with writing(self._engine) as connection:
            statement = insert_into(connection, owners).values(user_id=user_id, claimed_at=now)
            await connection.execute(statement.on_conflict_do_nothing())

    async def standing(self, user_id: int | None, chat_id: int | None) -> Standing:
        """Return what is known of a person, of a group or channel, and of who brought the bot there."""
        async with self._engine.connect() as connection:
            chat = await _chat(connection, chat_id)
            person = await _person(connection, user_id)
            bringer = await _person(connection, chat.added_by) if chat else None
        return Standing(person, chat, bringer)

    async def members(self, limit: int, offset: int = 0) -> list[Member]:
        """Return people who came by an invite, also those who were removed, the latest first."""
        query = select(*_member).order_by(members.c.joined_at.desc(), members.c.user_id)
        async with self._engine.connect() as connection:
            return [Member(*row) for row in await connection.execute(query.limit(limit).offset(offset))]

    async def count_members(self) -> int:
        """How many people came by an invite, those who were removed among them."""
        async with self._engine.connect() as connection:
            return (await connection.execute(select(func.count()).select_from(members))).scalar_one()

    async def remove_member(self, user_id: int, now: int, *, is_removed: bool) -> None:
        """Put a person out, or let them in again; somebody unknown is known from then on."""
        async with writing(self._engine) as connection:
            statement = insert_into(connection, members).values(
                user_id=user_id, joined_at=now, is_removed=is_removed
            )
            change = {"is_removed": is_removed}
            await connection.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=change))

    async def added_by(self, chat_id: int) -> int | None:
        """Who brought the bot into this group or channel, if that is known."""
        query = select(served_chats.c.added_by).where(served_chats.c.chat_id == chat_id)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def served(self, limit: int, offset: int = 0) -> list[ServedChat]:
        """Return groups and channels, also those that were removed, the latest first."""
        query = select(*_served).order_by(served_chats.c.added_at.desc(), served_chats.c.chat_id)
        async with self._engine.connect() as connection:
            return [ServedChat(*row) for row in await connection.execute(query.limit(limit).offset(offset))]

    async def count_served(self) -> int:
        """How many groups and channels there are, those that were removed among them."""
        async with self._engine.connect() as connection:
            return (await connection.execute(select(func.count()).select_from(served_chats))).scalar_one()

    async def brought(self, user_id: int) -> list[int]:
        """Return the chats that somebody brought the bot into and that were not removed."""
        query = select(served_chats.c.chat_id).where(
            served_chats.c.added_by == user_id, served_chats.c.is_removed.is_(False)
        )
        async with self._engine.connect() as connection:
            return list((await connection.execute(query.order_by(served_chats.c.chat_id))).scalars())

    async def serve(
        self, chat_id: int, added_by: int, now: int, *, most: int | None = None, keeps: bool = False
    ) -> bool:
        """Note who brought the bot into a group or channel, which is not removed any more.

        With `most`, nothing is noted and False returned where that person brought it into so many others.
        What is known of the chat stays as it is where that `keeps` it.
        """
        values = {"added_by": added_by, "added_at": now, "is_removed": False}
        theirs = (served_chats.c.added_by == added_by, served_chats.c.chat_id != chat_id)
        async with writing(self._engine) as connection:
            await alone(connection)
            others = await connection.execute(select(func.count()).select_from(served_chats).where(*theirs))
            if most is not None and others.scalar_one() >= most:
                return False
            statement = insert_into(connection, served_chats).values(chat_id=chat_id, **values)
            if keeps:
                await connection.execute(statement.on_conflict_do_nothing())
            else:
                change = statement.on_conflict_do_update(index_elements=["chat_id"], set_=values)
                await connection.execute(change)
            return True

    async def remove_served(self, chat_id: int, *, is_removed: bool) -> None:
        """Serve a group or channel no more, or again."""
        async with writing(self._engine) as connection:
            statement = update(served_chats).where(served_chats.c.chat_id == chat_id)
            await connection.execute(statement.values(is_removed=is_removed))

    async def unserved(self, mode: Mode, owner_ids: Collection[int]) -> list[int]:
        """Return our numbers of the active chats and topics that the bot does not serve, by number.

        As `bot.services.access.Access.may_use` has it for a chat in which nobody is named, in one look at all
        of them; but where nobody knows who brought the bot, what an owner set up is served.
        """
        is_served = func.coalesce(_is_served(mode, owner_ids), false())
        return await self._of_state(ChatState.ACTIVE, is_served.is_(False))

    async def served_again(self, mode: Mode, owner_ids: Collection[int]) -> list[int]:
        """Return our numbers of the chats and topics that are paused as not served, and are served now."""
        return await self._of_state(ChatState.UNSERVED, _is_served(mode, owner_ids))

    async def _of_state(self, state: ChatState, those: ColumnElement[bool]) -> list[int]:
        query = (
            select(chats.c.id)
            .outerjoin(served_chats, served_chats.c.chat_id == chats.c.telegram_id)
            .outerjoin(members, members.c.user_id == _WHO)
            .where(chats.c.state == state.value, those)
        )
        async with self._engine.connect() as connection:
            return list((await connection.execute(query.order_by(chats.c.id))).scalars())

    async def stop_serving(self, chat_id: int) -> None:
        """Forget a group or channel that the bot was taken out of, but not that it was removed."""
        async with writing(self._engine) as connection:
            statement = delete(served_chats).where(served_chats.c.chat_id == chat_id)
            await connection.execute(statement.where(served_chats.c.is_removed.is_(False)))


async def move_served(connection: AsyncConnection, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group within a transaction that somebody else opened."""
    old = await _chat(connection, old_chat_id)
    if old is None:  # Telegram says it again, to the other of the two chats
        return
    moved = insert_into(connection, served_chats).values(
        chat_id=new_chat_id, added_by=old.added_by, added_at=old.added_at, is_removed=old.is_removed
    )
    # Telegram may tell first that the bot is in the new one.
    is_removed = or_(served_chats.c.is_removed, moved.excluded.is_removed)
    keep = moved.on_conflict_do_update(index_elements=["chat_id"], set_={"is_removed": is_removed})
    await connection.execute(keep)
    await connection.execute(delete(served_chats).where(served_chats.c.chat_id == old_chat_id))


def _is_served(mode: Mode, owner_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a chat is served; NULL where nothing is known of who brought the bot."""
    is_of_nobody = func.coalesce(served_chats.c.added_by, NOBODY) == NOBODY
    by_owner = and_(is_of_nobody, ~_IS_PRIVATE, chats.c.added_by.in_(owner_ids))
    return and_(served_chats.c.is_removed.is_not(True), or_(_WHO.in_(owner_ids), by_owner, _lets_in(mode)))


def _lets_in(mode: Mode) -> ColumnElement[bool]:
    """Whether whoever is no owner is let in, by the row of `members` that there may be."""
    match mode:
        case "public":
            return members.c.is_removed.is_not(True)
        case "invite":
            return members.c.is_removed.is_(False)
        case "owner":
            return false()


async def _person(connection: AsyncConnection, user_id: int | None) -> Member | None:
    if user_id is None:
        return None
    row = (await connection.execute(_PERSON, {"b_user_id": user_id})).first()
    return Member(*row) if row else None


async def _chat(connection: AsyncConnection, chat_id: int | None) -> ServedChat | None:
    if chat_id is None:
        return None
    row = (await connection.execute(_CHAT, {"b_chat_id": chat_id})).first()
    return ServedChat(*row) if row else None
