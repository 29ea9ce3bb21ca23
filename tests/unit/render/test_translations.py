"""The catalogues: complete, of the English of now, with all plural forms, and within Telegram's limits."""

import ast
import re
from pathlib import Path

import pytest
from babel import Locale

from bot.render.catalogues import LOCALES, catalogue
from bot.render.english import TEXTS, Plural
from bot.render.languages import ENGLISH, LANGUAGES, speaking
from bot.render.phrases import phrase
from tests.translations.faults import commands, faults_of, form_faults
from tests.translations.limits import is_number, longest, placeholders
from tests.translations.literals import texts_in_code
from tests.translations.plurals import form_names
from tests.translations.update import updated

# Files that hold words of others: what sites write, pages to warm up with, names of languages.
NOT_SAID = {
    "render/languages.py",
    "services/feed_teasers.py",
    "services/read_bytes.py",
    "services/read_feed.py",
}
BOT = Path(__file__).parent.parent.parent.parent / "bot"
# A number, and a word that it counts: "{count} stories"; none in "{page} of {pages}".
COUNTED = re.compile(r"\{(\w+)\} (?!(?:of|is|are|and)\b)[a-z]{2,}")
TRANSLATED = [code for code in LANGUAGES if code != ENGLISH]


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_text_is_translated_and_fits(language: str) -> None:
    assert faults_of(LOCALES / f"{language}.po") == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    path = LOCALES / f"{language}.po"
    assert path.read_text("utf-8") == updated(path, language)


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.name for path in LOCALES.iterdir()} == {f"{code}.po" for code in TRANSLATED}


def test_english_fits_and_its_plurals_say_the_same() -> None:
    for key, text in TEXTS.items():
        forms = (text.one, text.other) if isinstance(text, Plural) else (text,)
        assert [fault for form in forms for fault in form_faults(key, forms[-1], form)] == [], key
        if isinstance(text, Plural):
            assert text.by in placeholders(text.other), key


def test_a_word_that_is_counted_has_a_form_for_each_count() -> None:
    for key, text in TEXTS.items():
        forms, by = ((text.one, text.other), text.by) if isinstance(text, Plural) else ((text,), "")
        counted = {name for form in forms for name in COUNTED.findall(form)}
        assert {name for name in counted if is_number(name)} <= {by}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_for_each_count_is_the_one_that_the_language_has_for_it(language: str) -> None:
    names, rule = form_names(language), Locale.parse(language).plural_form
    plural = catalogue(language).plural if language != ENGLISH else lambda count: int(count != 1)  # type: ignore[attr-defined]
    for count in range(201):
        assert names[plural(count)] == rule(count), count


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: str) -> None:
    with speaking(language):
        for key, text in TEXTS.items():
            forms = (text.one, text.other) if isinstance(text, Plural) else (text,)
            values: dict[str, str | int] = {name: "x" for form in forms for name in placeholders(form)}
            for count in range(30) if isinstance(text, Plural) else (0,):
                said = phrase(key, **(values | ({text.by: count} if isinstance(text, Plural) else {})))
                assert said, key
                assert "{" not in said, key


@pytest.mark.parametrize(
    ("key", "form", "fault"),
    [
        ("digest.page", "", "not translated"),
        ("digest.page", "Seite {page}", "placeholders"),
        ("digest.page", "Seite {page} von {pages} {page}", "placeholders"),
        ("digest.page", "Seite {page} von {pages} ", "white space"),
        ("digest.page", "<b>Seite</b> {page} von {pages}", "markup"),
        ("digest.page", "Seite {page} von {pages}}", "brace"),
        ("button.back", "Zurück zu dem, was vorher hier gestanden hat", "at most 40"),
        ("toast.not_changed", "Seite " * 33 + "mehr.", "at most 200"),
        ("sources.none", "Du folgst noch nichts. /abonnieren sagt, wie es geht.", "commands"),
        ("sources.none", "Du folgst noch nichts.", "commands"),
    ],
)
def test_a_fault_is_found(key: str, form: str, fault: str) -> None:
    text = TEXTS[key]
    assert isinstance(text, str)
    assert any(fault in found for found in form_faults(key, text, form))


def test_paths_dates_and_zones_are_no_commands() -> None:
    text = "Send /timezone Asia/Tokyo, /schedule 08:00 or https://example.org/feed, 24/7 and/or not."
    assert commands(text) == {"/timezone", "/schedule"}
    assert commands("发送 /digest，或 /feeds。") == {"/digest", "/feeds"}


def test_the_longest_values_leave_no_placeholder() -> None:
    for key, text in TEXTS.items():
        assert not placeholders(longest(key, text.other if isinstance(text, Plural) else text))


HEADER = (LOCALES / "de.po").read_text("utf-8").partition("\n\n")[0]


def test_a_translation_stays_and_becomes_fuzzy_when_its_english_changes(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(
        f"{HEADER}\n\n"
        'msgctxt "button.back"\nmsgid "Back"\nmsgstr "Zurück"\n\n'
        'msgctxt "button.undo"\nmsgid "Take back"\nmsgstr "Rückgängig"\n\n'
        'msgctxt "button.no_such"\nmsgid "Gone"\nmsgstr "Fort"\n',
        "utf-8",
    )
    text = updated(path, "de")
    path.write_text(text, "utf-8")
    assert updated(path, "de") == text
    assert 'msgid "Back"\nmsgstr "Zurück"' in text
    assert re.search(r'#, fuzzy\nmsgctxt "button.undo"\nmsgid "Undo"\nmsgstr "Rückgängig"', text)
    assert "Fort" not in text
    faults = faults_of(path)
    assert "button.undo: fuzzy" in faults
    assert not [fault for fault in faults if fault.startswith("button.back")]


def test_the_bot_says_nothing_that_is_not_in_the_catalogue() -> None:
    found = [
        f"{path.relative_to(BOT)}:{line}: {text}"
        for path in sorted(BOT.rglob("*.py"))
        if path.relative_to(BOT).parts[0] in {"chat", "render", "services"}
        if path.parent.name != "english" and str(path.relative_to(BOT)) not in NOT_SAID
        for line, text in texts_in_code(ast.parse(path.read_text("utf-8")))
        # Services hand on what is rendered; their own keys are in small letters.
        if path.relative_to(BOT).parts[0] != "services" or text[:1].isupper()
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'await pop_up(query, "Nothing to see here")',
        'await say(message, context, f"{name} is gone")',
        'return View(["Still reading"], keyboard)',
        'lines = [f"• {name}", "And so on"]\nreturn pack([Block("\\n".join(lines))])[0]',
        'text = "No more" if done else phrase("x.y")',
        'Button(label="Try again", data=data)',
        '_HEAD = "What is new"',
        'LABELS = {"a": "Much more", "b": "Less"}',
        'await bot.send_message(chat, "Hello there, " + name)',
        'def label() -> str:\n    return "All of it"',
        'Button("Stop")',
        'await query.answer(text="Wait")',
    ],
)
def test_a_text_in_code_is_found(code: str) -> None:
    assert list(texts_in_code(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        '"""What a module holds."""',
        'def known() -> str:\n    """Return what is known."""\n    return phrase("story.new")',
        'log.info("press_too_old", reason="no such message")',
        'raise ValueError("not a press of ours")',
        'PATTERN = re.compile(r"some words (in a) pattern")',
        'label = f"{number}. {name} · {other}"',
        'html = f"<blockquote expandable>{text}</blockquote>"',
    ],
)
def test_what_nobody_is_told_is_no_text(code: str) -> None:
    assert not list(texts_in_code(ast.parse(code)))
