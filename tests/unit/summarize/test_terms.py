"""Terms: what is said twice is seen to be, and what says nothing is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.languages import LANGUAGES
from bot.summarize.terms import terms
from bot.summarize.words import words


def of(text: str, language: str) -> list[str]:
    return terms(words(text, language), language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The city’s 38 bridges were closed, and they don’t open", "citi 38 bridg close open"),
        ("de", "Die größten Häuser der Stadt", "grosst haus stadt"),
        ("fr", "L’homme d’affaires n’a qu’une maison", "homm affair maison"),
        ("fr", "C'est aujourd'hui", "aujourd'hui"),
        ("it", "Dell’uomo c’è un’altra casa", "uom cas"),
        ("tr", "Ankara’da İstanbul’un köprüleri", "ankar istanbul köprü"),
        ("ru", "Ещё в марте правительство", "март правительств"),
        ("uk", "У п’ятницю уряд міста", "п'ятн уряд міст"),
        ("ko", "정부는 2023 서울에서 다리를", "정부 2023 서울 다리"),
        ("zh", "市议会决定了桥的关闭", "市议 议会 会决 决定 桥 关闭"),
        ("ja", "港にかかる古い橋は東京タワーへ", "港 古 橋 東京 タワー"),
        ("th", "สะพานของรัฐบาล", "สะพาน รัฐบา ฐบาล"),
        ("my", "မြန်မာနိုင်ငံ", "မြန်မာ မာနိုင် နိုင်ငံ"),
        ("ar", "كَتَبَ الجســـر والجسر على", "كتب جسر جسر"),
        ("he", "שָׁלוֹם של", "לום"),
        ("und", "Det is een stad of 3 dorpen mét", "stad 3 dorpen mét"),
    ],
)
def test_terms(language: str, text: str, expected: str) -> None:
    assert of(text, language) == expected.split()


# Two sentences of news a language that both speak of one thing, and the words that they share otherwise.
TWICE = {
    "en": ("The government opened the bridge.", "Governments seldom repair bridges."),
    "ru": ("Правительство открыло мост.", "О мостах говорили в правительстве."),
    "uk": ("Уряд відкрив лікарню.", "Лікарні потрібні гроші уряду."),
    "de": ("Die Regierung öffnet das Haus.", "Alle Häuser gehören den Regierungen."),
    "fr": ("Le gouvernement de l’hôpital.", "Les hôpitaux et les gouvernements."),
    "es": ("El gobierno abre los hospitales.", "Un hospital del gobierno."),
    "it": ("L’ospedale del governo.", "Governi e ospedali."),
    "pt": ("O governo abriu as escolas.", "Cada escola dos governos."),
    "pl": ("Policja zamknęła szkołę.", "Według policji szkoła jest pusta."),
    "cs": ("Vláda zavřela školu.", "Podle vlády je škola prázdná."),
    "sk": ("Vláda zavrela nemocnicu.", "V nemocnici sa zišla vláda."),
    "bg": ("Правителството отвори болницата.", "Болница на правителство."),
    "sr": ("Влада је отворила школу.", "Vlade nema u školi."),
    "tr": ("Hükümet köprüyü açtı.", "Köprüler hükümetin elinde."),
    "fi": ("Kaupunki sulki koulun.", "Koulussa puhui kaupunki."),
    "hu": ("A kormány bezárta az iskolát.", "Az iskola a kormánynak kell."),
    "el": ("Η κυβέρνηση άνοιξε το σχολείο.", "Τα σχολεία της κυβέρνησης."),
    "ar": ("فتحت الحكومة الجسر.", "وقالت حكومة البلاد إن جسرا أغلق."),
    "fa": ("دولت مدرسه را باز کرد.", "مدرسه‌های دولت بسته‌اند."),
    "he": ("הממשלה פתחה את הגשר.", "בגשר ובממשלה דיברו."),
    "hi": ("सरकार ने लड़कों को बुलाया।", "लड़के सरकारी दफ़्तर गए।"),
    "ko": ("정부는 학교를 열었다.", "학교가 정부의 것이다."),
    "id": ("Pemerintah membangun jembatan.", "Bangunan jembatan milik pemerintahan."),
    "ta": ("அரசு பாலம் கட்டியது.", "பாலங்கள் அரசு வசம்."),
    "zh": ("议会决定关闭大桥。", "关闭大桥后，议会开会。"),
    "ja": ("政府は学校を開いた。", "学校で政府が話した。"),
    "th": ("รัฐบาลปิดโรงพยาบาล", "ผู้ป่วยในโรงพยาบาลขอบคุณรัฐบาล"),
    "lo": ("ລັດຖະບານປິດໂຮງຮຽນ", "ນັກຮຽນໃນໂຮງຮຽນຂອບໃຈລັດຖະບານ"),
    "km": ("រដ្ឋាភិបាលបិទមន្ទីរពេទ្យ", "អ្នកជំងឺក្នុងមន្ទីរពេទ្យអរគុណរដ្ឋាភិបាល"),
    "my": ("အစိုးရက ဆေးရုံကို ပိတ်လိုက်သည်", "လူနာများသည် ဆေးရုံနှင့် အစိုးရကို ကျေးဇူးတင်သည်"),
}


@pytest.mark.parametrize("language", TWICE)
def test_the_same_thing_said_twice_gives_the_same_terms(language: str) -> None:
    one, two = (set(of(text, language)) for text in TWICE[language])
    assert len(one & two) >= 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was the one that they have, and he is with us"),
        ("ru", "Это был тот, кто и для них что-то"),
        ("de", "Und es ist so, dass wir das nicht haben"),
        ("fr", "Et c’est ce qu’il n’a pas"),
        ("es", "Y no es lo que ellos han"),
        ("ar", "هذا كان الذي مع"),
        ("he", "הוא היה גם אצל"),
        ("hi", "और वह भी इस में है"),
        ("vi", "và các của những"),
        ("zh", "但是我们也在"),
    ],
)
def test_function_words_are_no_terms(language: str, text: str) -> None:
    assert len(of(text, language)) <= 1


def test_traditional_characters_stop_as_simplified_ones() -> None:
    assert of("這個橋", "zh") == ["橋"]
    assert of("这个桥", "zh") == ["桥"]


def test_numbers_are_kept_and_single_letters_are_not() -> None:
    assert of("Plan B: 7 of 2,500", "en") == ["plan", "7", "2", "500"]


def test_letters_composed_and_in_parts_are_the_same() -> None:
    assert of("e\u0301conomie re\u0301elle", "fr") == of("économie réelle", "fr")


def test_a_word_of_another_script_is_no_border_of_a_language() -> None:
    assert of("Компания OpenBridge построит 大桥 и สะพาน", "ru") == [
        "компан", "openbridge", "постро", "大桥", "สะพาน",
    ]  # fmt: skip
    assert of("Tokyo 東京タワー opened", "en") == ["tokyo", "東京", "タワー", "open"]


@pytest.mark.parametrize("language", ["ja", "zh", "und"])
def test_a_sentence_all_in_hiragana_still_has_terms(language: str) -> None:
    assert of("さくらがさく", language)


def test_nothing_gives_nothing() -> None:
    assert terms([], "en") == []
    assert of("the", "en") == []


@given(st.text(), st.sampled_from([*LANGUAGES, "und", "xx", ""]))
def test_any_text_in_any_language_gives_terms_without_spaces(text: str, language: str) -> None:
    for term in of(text, language):
        assert term
        assert not term.isspace()


@pytest.mark.parametrize("text", ["ก" * 200_000, "你" * 200_000, "l'" * 100_000 + "a", "က္" * 100_000])
def test_time_is_linear(text: str) -> None:
    assert len(of(text, "fr")) <= 200_000
