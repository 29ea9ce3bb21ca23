from hypothesis import given
from hypothesis import strategies as st

from bot.digest.people import Figures, Invite, Member, ServedChat, Statistics
from bot.render.owners import (
    chats_text,
    invites_text,
    made_text,
    people_text,
    person_text,
    statistics_text,
)
from bot.render.owners_menus import (
    ON_A_PAGE,
    chats_keyboard,
    invites_keyboard,
    made_keyboard,
    new_invite_keyboard,
    people_keyboard,
)
from bot.render.owners_presses import OwnerPress, OwnerScreen, invite_value
from bot.render.text import MESSAGE_LIMIT

NOVEMBER = 1_795_176_000  # 20 November 2026, 12:00 UTC
DAY = 86_400
numbers = st.integers(-(2**52), 2**52)


@given(
    st.sampled_from(OwnerScreen),
    numbers.map(str) | st.just("") | st.just("25x30.aB3-_xyz"),
    st.integers(1, 9999),
)
def test_a_press_comes_back_and_fits(screen: OwnerScreen, value: str, page: int) -> None:
    press = OwnerPress(screen, value, page)
    assert OwnerPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


def test_an_invite_comes_back() -> None:
    assert OwnerPress(OwnerScreen.MAKE_INVITE, invite_value(25, 30, "a-b_c")).invite == (25, 30, "a-b_c")
    assert OwnerPress(OwnerScreen.NEW_INVITE, invite_value(5, 7)).invite == (5, 7, "")


def test_invites_say_what_is_left_of_them() -> None:
    invites = [Invite(9, NOVEMBER, NOVEMBER + 7 * DAY, 5, 2), Invite(8, NOVEMBER - DAY, NOVEMBER + DAY, 1)]
    assert invites_text(invites, 8, 2) == (
        "<b>Invites that still let somebody in: 8</b>\n\n"
        "7. Made: 20 November 2026. Uses left: 3. Ends: 27 November 2026, 12:00 UTC.\n\n"
        "8. Made: 19 November 2026. Uses left: 1. Ends: 21 November 2026, 12:00 UTC.\n\n"
        "/invite 5 7d makes a link for 5 people and 7 days; so do the buttons."
    )
    keyboard = invites_keyboard(invites, 8, 2, can_make=True)
    assert [button.label for button in keyboard[0]] == ["Withdraw: 7", "Withdraw: 8"]
    assert [button.data for button in keyboard[0]] == ["ow9:2", "ow8:2"]


def test_what_is_chosen_of_an_invite_is_marked() -> None:
    keyboard = new_invite_keyboard(5, 30, "mark")
    labels = [[button.label for button in row] for row in keyboard]
    assert labels == [
        ["1 person", "✓ 5 people", "25 people"],
        ["1 day", "7 days", "✓ 30 days"],
        ["Make the link"],
        ["Back"],
    ]


def test_a_link_can_be_passed_on() -> None:
    link = "https://t.me/some_bot?start=invite-abc"
    assert link in made_text(link, 1, NOVEMBER)
    assert "lets in 1 person." in made_text(link, 1, NOVEMBER)
    assert made_keyboard(link)[0][0].url == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fsome_bot%3Fstart%3Dinvite-abc"
    )


def test_people_without_a_name_have_their_number() -> None:
    people = [Member(1, NOVEMBER), Member(2, NOVEMBER, is_removed=True)]
    text = people_text([5], people, 2, {1: "Anna <b>", 5: "Olga"})
    assert text == (
        "Owners: Olga\n\n<b>People who came by an invite: 2</b>\n\n"
        "Anna &lt;b&gt;. Came: 20 November 2026.\n2. Removed."
    )
    assert people_text([5], [], 0, {}) == "Owners: 5\n\nNobody has come by an invite."


def test_the_longest_screens_fit_into_one_message_and_have_one_button_each() -> None:
    name = "M" * 128
    chats = [(ServedChat(-number, 2**50 + number, NOVEMBER), True) for number in range(1, ON_A_PAGE + 1)]
    names = {number: name for one, _ in chats for number in (one.chat_id, one.added_by)}
    assert len(chats_text(chats, 99, names)) < MESSAGE_LIMIT
    keyboard = chats_keyboard([(one.chat_id, name) for one, _ in chats], 99, 3)
    assert all(len(button.label) <= 30 for row in keyboard for button in row)
    brought = list(range(-30, 0))
    assert (
        len(person_text(Member(1, 1, is_removed=True), brought, dict.fromkeys(brought, name))) < MESSAGE_LIMIT
    )
    assert len(people_keyboard([(1, name)], 1, 1)) == 3


def test_statistics_name_every_figure() -> None:
    figures = Figures(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21_400_000)
    text = statistics_text(Statistics(figures, 22, 3 * DAY, "0.1.0"))
    for number in (*range(11, 21), 22):
        assert f": {number}\n" in f"{text}\n"
    assert "Database: 21 MB\nRunning for: 3 days\nVersion: 0.1.0" in text
