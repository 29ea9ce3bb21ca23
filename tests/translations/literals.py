"""Texts for people that stand in the code in place of the catalogue."""

import ast
import re
from collections.abc import Iterator

# Words of a language: letters, white space between them. Keys, codes, formats and addresses have none.
_SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}[,;:.!?…]?\s+[^\W\d_]+")
_ONE_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKUP = re.compile(r"<[^>]*>")
# A string of several words is for a person wherever it stands, but in what goes to the log or into a pattern
# (and in what is raised, or compared with).
_FOR_NOBODY = frozenset({"compile", "debug", "info", "warning", "error", "exception"})
# Whatever is given to these is shown, were it a single word.
_SHOWN = frozenset(
    {
        "BotCommand",
        "Button",
        "InlineKeyboardButton",
        "InlineQueryResultArticle",
        "KeyboardButton",
        "answer",
        "change",
        "edit",
        "edit_message_text",
        "plain",
        "pop_up",
        "say",
        "send_answer",
        "send_message",
    }
)


def texts_in_code(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string in a piece of code that seems to be meant for people."""
    if isinstance(node, ast.Raise | ast.Assert | ast.Compare) or _is_docstring(node):
        return
    if isinstance(node, ast.Call):
        if _name(node.func) in _FOR_NOBODY:
            return
        if _name(node.func) in _SHOWN:
            yield from _single_words(node)
    if (text := _text(node)) is not None:
        if _SEVERAL_WORDS.search(_MARKUP.sub("", text)):
            yield getattr(node, "lineno", 0), text
        return
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns"}:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from texts_in_code(child)


def _single_words(call: ast.Call) -> Iterator[tuple[int, str]]:
    """Yield what is given to a call as it is, where it is one word: several are found anyway."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in {"label", "text"})]
    for argument in given:
        text = _text(argument)
        if text and _ONE_WORD.fullmatch(text.strip(" .!…")):
            yield argument.lineno, text


def _text(node: ast.AST) -> str | None:
    """Return the text of a literal, with an empty place for what is put into it; None of anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "\0" for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
