"""What people type behind /settings comes to what the buttons send."""

import pytest

from bot.chat.setting_words import SettingPress, language_press, parse_setting
from bot.errors import UserError
from bot.render.look_presses import LookPress, LookScreen
from bot.render.phrases import explain
from bot.render.profile_presses import Screen, SettingsPress


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("length 5", LookPress(LookScreen.LENGTH, "=5")),
        ("Length: 10 sentences", LookPress(LookScreen.LENGTH, "=10")),
        ("length 20%", LookPress(LookScreen.LENGTH, "%20")),
        ("length 30 %", LookPress(LookScreen.LENGTH, "%30")),
        ("form headlines", LookPress(LookScreen.FORM, "=h")),
        ("form SUMMARIES", LookPress(LookScreen.FORM, "=s")),
        ("algorithm lex-rank", LookPress(LookScreen.ALGORITHM, "=lex-rank")),
        ("algorithm lex rank", LookPress(LookScreen.ALGORITHM, "=lex-rank")),
        ("links off", LookPress(LookScreen.LINKS, "=0")),
        ("silent on", LookPress(LookScreen.SILENT, "=1")),
        ("offers on", LookPress(LookScreen.OFFERS, "=1")),
        ("roundup on", SettingsPress(Screen.ROUNDUP, "=1")),
        ("roundup off", SettingsPress(Screen.ROUNDUP, "=0")),
        ("breaking 3", SettingsPress(Screen.BREAKING, "=3")),
        ("breaking 3 sources", SettingsPress(Screen.BREAKING, "=3")),
        ("breaking off", SettingsPress(Screen.BREAKING, "=0")),
        ("budget 10 stories", SettingsPress(Screen.BUDGET, "=10s")),
        ("budget 5 minutes", SettingsPress(Screen.BUDGET, "=5m")),
        ("budget all", SettingsPress(Screen.BUDGET, "=all")),
        ("language Deutsch", LookPress(LookScreen.LANGUAGE, "=de")),
        ("language auto", LookPress(LookScreen.LANGUAGE, "=auto")),
        ("length", LookPress(LookScreen.LENGTH)),
        ("budget", SettingsPress(Screen.BUDGET)),
        ("roundup", SettingsPress(Screen.MAIN)),
    ],
)
def test_words_come_to_the_press_of_a_button(words: str, press: SettingPress) -> None:
    assert parse_setting(words) == press
    kind = type(press)
    assert kind.decode(press.encode()) == press


@pytest.mark.parametrize(
    ("words", "example"),
    [
        ("length 0", "/settings length 5"),
        ("length 11", "/settings length 5"),
        ("length 15%", "/settings length 20%"),
        ("length ٣٣٣٣", "/settings length 5"),
        ("form pictures", "/settings form headlines"),
        ("algorithm magic", "lex-rank"),
        ("links maybe", "/settings links on"),
        ("breaking 4", "/settings breaking 3"),
        ("breaking 0", "/settings breaking 3"),
        ("budget 7 stories", "/settings budget 10 stories"),
        ("budget 10", "/settings budget all"),
        ("budget 10 sheep", "/settings budget 5 minutes"),
        ("language Klingon", "/language Deutsch"),
        ("colour red", "/settings length 5"),
    ],
)
def test_wrong_words_are_answered_by_what_is_possible(words: str, example: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_setting(words)
    assert example in explain(caught.value)


def test_a_language_is_named_alone() -> None:
    assert language_press("ru") == LookPress(LookScreen.LANGUAGE, "=ru")
