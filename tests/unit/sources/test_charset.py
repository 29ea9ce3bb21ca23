"""Bytes become the text that their author wrote, whatever the header says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.charset import decode

RUSSIAN = (
    "Ледокол вышел в море во вторник утром. Экипаж из шестидесяти человек вернётся в порт через два месяца, "
    "сообщила служба пароходства. Погода на трассе хорошая, лёд тонкий."
)
UKRAINIAN = (
    "Криголам вийшов у море у вівторок. Їхній капітан повернеться до порту за два місяці, повідомила служба."
)
CHINESE = "破冰船星期二早上出海。船员六十人，两个月后返回港口，航运公司新闻处说。天气很好，冰层很薄。"
TAIWANESE = "破冰船星期二早上出海。船員六十人，兩個月後返回港口，航運公司新聞處說。天氣很好，冰層很薄。"
JAPANESE = (
    "砕氷船は火曜日の朝に出港した。乗組員は六十人で、二か月後に港へ戻ると海運会社が発表した。氷は薄い。"
)
KOREAN = "쇄빙선이 화요일 아침 출항했다. 승무원 예순 명은 두 달 뒤 항구로 돌아온다고 해운 회사가 밝혔다."
FRENCH = "Le brise-glace a quitté le port mardi. L’équipage reviendra dans deux mois, a déclaré la société."
POLISH = "Lodołamacz wyszedł w morze we wtorek rano. Załoga licząca sześćdziesiąt osób wróci za dwa miesiące."
GREEK = "Το παγοθραυστικό βγήκε στη θάλασσα την Τρίτη το πρωί. Το πλήρωμα θα επιστρέψει σε δύο μήνες."
HEBREW = "שוברת הקרח יצאה לים ביום שלישי בבוקר. הצוות יחזור לנמל בעוד חודשיים."
ARABIC = "أبحرت كاسحة الجليد صباح الثلاثاء. وسيعود الطاقم إلى الميناء بعد شهرين، حسبما ذكرت الشركة."

WRITTEN = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (UKRAINIAN, "cp1251"),
    (UKRAINIAN, "koi8-u"),
    (CHINESE, "gbk"),
    (TAIWANESE, "big5"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (FRENCH, "cp1252"),
    (POLISH, "cp1250"),
    (GREEK, "cp1253"),
    (HEBREW, "cp1255"),
    (ARABIC, "cp1256"),
]
IDS = [encoding for _, encoding in WRITTEN]


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>-</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "encoding"), WRITTEN, ids=IDS)
def test_nothing_is_declared(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding)) == page(text)


@pytest.mark.parametrize(("text", "encoding"), WRITTEN, ids=IDS)
def test_the_header_says_utf_8_and_lies(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), header="utf-8") == page(text)


@pytest.mark.parametrize(("text", "encoding"), WRITTEN, ids=IDS)
def test_the_header_is_right(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), header=encoding.upper(), html=False) == page(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc_kr"),
    ],
)
def test_a_server_that_calls_everything_latin_is_not_believed(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), header="ISO-8859-1") == page(text)


@pytest.mark.parametrize("label", ["windows-1251", "x-cp1251", "CP1251", '"windows-1251"'])
def test_the_page_declares_it(label: str) -> None:
    head = f'<!-- made by hand --><meta http-equiv="Content-Type" content="text/html; charset={label}">'
    assert decode(page(RUSSIAN, head).encode("cp1251")) == page(RUSSIAN, head)


def test_an_xml_declaration_counts_too() -> None:
    text = '<?xml version="1.0" encoding="koi8-r"?>' + page(RUSSIAN)
    assert decode(text.encode("koi8-r")) == text


def test_a_declaration_inside_a_comment_is_none() -> None:
    head = '<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">'
    assert decode(page(RUSSIAN, head).encode("cp1251")) == page(RUSSIAN, head)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_before_the_header(mark: str) -> None:
    assert decode(page(RUSSIAN).encode(mark), header="windows-1251") == page(RUSSIAN)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert decode(page(FRENCH).encode(encoding)) == page(FRENCH)


@pytest.mark.parametrize("header", ["windows-1251", "iso-8859-1", "gb2312", "nonsense", "utf-7", "base64"])
def test_utf_8_is_utf_8_whatever_the_header_says(header: str) -> None:
    assert decode(page(RUSSIAN).encode(), header=header) == page(RUSSIAN)


def test_iso_2022_jp_is_only_ascii_and_must_be_declared() -> None:
    text = page(JAPANESE)
    assert decode(text.encode("iso2022_jp"), header="ISO-2022-JP") == text


def test_quotation_marks_pasted_from_windows_into_utf_8_are_read() -> None:
    body = page("Ein schöner Tag für Bäcker, sagte er, X und für die Müller auch, müde wie er war.").encode()
    assert "er, – und" in decode(body.replace(b"X", b"\x96"), header="utf-8")


def test_a_page_cut_inside_a_letter_stays_readable() -> None:
    text = decode(RUSSIAN.encode()[:-2], header="utf-8")
    assert text[:-1] in RUSSIAN
    assert text[-1] == "\ufffd"


def test_the_quotation_marks_of_a_page_that_says_latin_1_are_those_of_windows() -> None:
    assert "l’équipage" in decode("De l’équipage, à été".encode("cp1252"), header="iso-8859-1", html=False)


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_become_a_text(body: bytes, header: str | None) -> None:
    assert isinstance(decode(body, header=header), str)


@given(st.text(max_size=300))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    body = text.encode("utf-8", errors="ignore")
    if b"\0" not in body:
        assert decode(body, html=False) == body.decode().removeprefix("\ufeff")
