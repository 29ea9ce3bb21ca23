"""The buttons of "Your data"."""

from bot.render.data_presses import DataPress, DataScreen
from bot.render.keyboards import Button, Keyboard
from bot.render.phrases import phrase
from bot.render.profile_presses import Screen, SettingsPress


def menu_keyboard(asker: int | None) -> Keyboard:
    """Return the menu."""
    back = SettingsPress(Screen.MAIN, asker=asker)
    return (
        (
            _screen("button.export_opml", DataScreen.OPML, asker),
            _screen("button.export_json", DataScreen.JSON, asker),
        ),
        (_screen("button.import", DataScreen.IMPORT, asker),),
        (_screen("button.move", DataScreen.MOVE, asker),),
        (_screen("button.privacy", DataScreen.PRIVACY, asker),),
        (_screen("button.forget", DataScreen.FORGET, asker),),
        (Button(phrase("button.back"), data=back.encode()),),
    )


def exported_keyboard(asker: int | None) -> Keyboard:
    """Return the button below the list of sources: all other data."""
    return ((_screen("button.export_json", DataScreen.JSON, asker),),)


def back_keyboard(asker: int | None) -> Keyboard:
    """Return the way back to the menu."""
    return ((_back(asker),),)


def privacy_keyboard(asker: int | None, *, has_menu: bool = True) -> Keyboard:
    """Return what can be done with what is kept; `has_menu` tells that there is a menu to go back to."""
    return (
        (_screen("button.export_json", DataScreen.JSON, asker),),
        (_screen("button.forget", DataScreen.FORGET, asker),),
        *(((_back(asker),),) if has_menu else ()),
    )


def forget_keyboard(asker: int | None, *, has_menu: bool = True) -> Keyboard:
    """Return the answers to the question whether everything is to go; `has_menu` as above."""
    screen = DataScreen.MENU if has_menu else DataScreen.PRIVACY
    return (
        (_button("button.forget_yes", DataPress(DataScreen.FORGET, "=1", asker)),),
        (_screen("button.forget_no", screen, asker),),
    )


def restore_keyboard(backup: str, asker: int | None) -> Keyboard:
    """Return the answers to the question whether a backup is to be restored."""
    return (
        (_button("button.restore_yes", DataPress(DataScreen.IMPORT, f"={backup}", asker)),),
        (_screen("button.leave_it", DataScreen.MENU, asker),),
    )


def move_keyboard(asker: int | None) -> Keyboard:
    """Return the button that makes a code."""
    return ((_button("button.code", DataPress(DataScreen.MOVE, "=1", asker)),), (_back(asker),))


def code_keyboard(code: str, bot: str, *, is_private: bool, asker: int | None) -> Keyboard:
    """Return where a code can be taken by a press; `is_private` tells that what moves is a private chat's.

    `bot` is the name of the bot.
    """
    group = Button(phrase("button.move_to_group"), url=f"https://t.me/{bot}?startgroup=move-{code}")
    if is_private:
        return ((group,), (_back(asker),))
    private = Button(phrase("button.move_to_private"), url=f"https://t.me/{bot}?start=move-{code}")
    return ((group,), (private,))


def take_keyboard(code: str, asker: int | None) -> Keyboard:
    """Return the answers to the question whether a setup is to come."""
    return (
        (_button("button.move_yes", DataPress(DataScreen.TAKE, f"={code}", asker)),),
        (_screen("button.leave_it", DataScreen.MENU, asker),),
    )


def _back(asker: int | None) -> Button:
    return _screen("button.back", DataScreen.MENU, asker)


def _screen(label: str, screen: DataScreen, asker: int | None) -> Button:
    return _button(label, DataPress(screen, asker=asker))


def _button(label: str, press: DataPress) -> Button:
    return Button(phrase(label), data=press.encode())
