"""Pages with all that stands around a story: which line is the title, where its date is, what goes."""

from datetime import date

import pytest

from bot.articles.clean import read_article
from bot.articles.dateline import read_dateline
from bot.articles.dates import read_publication_line

TITLE = "Old bridge over the harbour opens again"
STORY = [
    "The old bridge over the harbour was opened again on Friday after two years of repairs.",
    "It will carry trams from the spring on, the mayor said.",
]


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def story(text: str) -> list[str]:
    return [span.of(text) for span in read_article(text).paragraphs]


@pytest.mark.parametrize(
    "above",
    [
        ["Harbour & Tide"],
        ["Harbour & Tide", "Notes on bridges by a person who should know better"],
        ["Harbour & Tide", "Notes on bridges", "Essays"],
    ],
)
@pytest.mark.parametrize("menu", ["About | Archive | RSS", "Home   News   Contact", "Accueil    Contact"])
def test_the_name_of_the_site_above_a_menu_is_no_title(above: list[str], menu: str) -> None:
    text = page(*above, menu, TITLE, *STORY)
    assert read_article(text).title == TITLE
    assert story(text) == STORY


def test_what_stands_above_a_title_that_is_given_is_no_story() -> None:
    text = page("Harbour & Tide", "Report", TITLE, *STORY)
    assert [span.of(text) for span in read_article(text, title=TITLE).paragraphs] == STORY
    text = page("It was late.", TITLE, *STORY)
    assert read_article(text, title=TITLE).paragraphs[0].of(text) == "It was late."


def test_a_menu_below_the_title_leaves_it() -> None:
    text = page(TITLE, "Home | News | Sport", *STORY)
    assert read_article(text).title == TITLE
    assert story(text) == STORY


def test_a_headline_with_a_bar_is_no_menu() -> None:
    for title in ("Politics | The bridge nobody wanted", "Opinion | Why bridges fall"):
        assert read_article(page(title, *STORY)).title == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted on 17 January 2026 by Jane in bridges (22 comments)", date(2026, 1, 17)),
        ("Wed 24 June 2026 11:48 GMT", date(2026, 6, 24)),
        ("6. Dezember 2025 | Aus Ausgabe 12/2025 | Lesedauer 8 Minuten", date(2025, 12, 6)),
        ("Rédigé par Perrine le 12 octobre 2025 • Classé dans : Ponts", date(2025, 10, 12)),
        ("Pubblicato da Anna Rossi il 19 settembre 2025", date(2025, 9, 19)),
        ("Puerto Viejo, 8 jul 2026 - 19:40 | Actualizado: 22:15", date(2026, 7, 8)),
        ("12/03/2026 11h05  Atualizado há 2 horas", date(2026, 3, 12)),
        ("Data publikacji: 28.04.2026, 09:00", date(2026, 4, 28)),
        ("25 января 2026 · Время чтения: 9 минут", date(2026, 1, 25)),
        ("2026年3月8日　　カテゴリー：橋", date(2026, 3, 8)),
        ("입력 2026-02-24 09:30 | 수정 2026-02-24 11:05", date(2026, 2, 24)),
        ("प्रकाशित: 02 दिसंबर 2025, 10:40 पूर्वाह्न", date(2025, 12, 2)),
    ],
)
def test_a_line_of_publication_gives_the_day(line: str, day: date) -> None:
    assert read_publication_line(line) == day
    text = page(TITLE, line, *STORY)
    assert (read_article(text).published, story(text)) == (day, STORY)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was posted as unsafe on 17 January 2026.",
        "What happened on the bridge on 17 January 2026",
        "Posted on a wet Friday by Jane",
        "12/03/2026 was a Thursday of the worst kind",
    ],
)
def test_a_sentence_with_a_day_is_no_line_of_publication(line: str) -> None:
    assert read_publication_line(line) is None


def test_a_date_below_the_subhead_is_found_and_the_subhead_stays() -> None:
    subhead = "For two years nobody could cross it. Nobody minded."
    text = page(TITLE, subhead, "Words by Jane Doe", "Sunday 8 February 2026    17 min read", *STORY)
    assert read_article(text).published == date(2026, 2, 8)
    assert story(text) == [subhead, *STORY]


def test_a_caption_with_its_credit_below_goes_above_a_dateline() -> None:
    lead = "BERLIN (dpa) – "
    text = page(TITLE, "People on the bridge on Friday.", "© Jane Doe/dpa", lead + STORY[0], STORY[1])
    assert story(text) == STORY
    text = page(TITLE, "People came on Friday.", lead + STORY[0], STORY[1])
    assert story(text)[0] == "People came on Friday."


def test_people_below_the_title_are_no_story() -> None:
    assert story(page(TITLE, "Jane Doe, John Roe and Ann Poe", *STORY)) == STORY


RELEASE = [
    ("About Harbour Works", "Media Contact"),
    ("Sobre la Fundación del Puerto", "Contacto para medios"),
    ("O spółce", "Kontakt dla mediów:"),
]


@pytest.mark.parametrize(("about", "contact"), RELEASE)
def test_what_a_press_release_says_of_its_sender_goes(about: str, contact: str) -> None:
    sender = "Harbour Works Inc. builds bridges and piers in nine countries."
    assert story(page(TITLE, *STORY, *STORY, about, sender, contact, "Jane Doe")) == [*STORY, *STORY]
    # A newspaper tells what its story is about.
    assert story(page(TITLE, *STORY, *STORY, about, sender)) == [*STORY, *STORY, about, sender]


@pytest.mark.parametrize(
    ("lead", "outlet"),
    [
        ("PRAGUE, 14 May. /LVN/. ", "LVN"),
        ("БЕЛОКАМЕНСК, 17 марта. /СКТВ/. ", "СКТВ"),
        ("Valbrune, 5 nov. 2025 (AC) – ", "AC"),
        ("Villa Quiroga, 8 jul (ADL).- ", "ADL"),
        ("Haldenau (ndp) – ", "ndp"),
        ("ROTTERDAM, 9 September (Halyard News) – ", "Halyard News"),
        ("КИЇВ. 25 серпня. АН «Степовий кур'єр». ", "Степовий кур'єр"),
        ("رأس العوجا - 14 يونيو (وكالة المرافئ) - ", "وكالة المرافئ"),
        ("देवगढ़ी, 2 दिसंबर (सेतुपथ)। ", "सेतुपथ"),
        ("(해담=보도자료통) ", "보도자료통"),
        ("Puerto Belmonte, 3 de diciembre de 2025. ", None),
    ],
)
def test_datelines_of_agencies_that_are_not_known(lead: str, outlet: str | None) -> None:
    found = read_dateline(lead + STORY[0])
    assert found is not None
    assert (found.end, found.outlet) == (len(lead), outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Karl Meier (SPD) – a former mayor – came.",
        "Harbour Works (HW) is a company.",
        "On Friday, May 3 (a holiday). The bridge opened.",
        "Jane Doe, 5 May (her birthday) – she was 40 – came.",
        "सड़क (पुल) खुली।",
    ],
)
def test_a_bracket_proves_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_a_notice_takes_no_story_with_it_where_there_is_no_case() -> None:
    notice = "हमारे व्हाट्सऐप चैनल से जुड़ें और सबसे पहले ख़बरें पाएँ"
    body = "पुराना पुल शुक्रवार को दो साल बाद फिर से खोल दिया गया, और महापौर ने कहा कि "
    body += "वसंत से उस पर ट्राम चलेगी, जैसा नगर ने चाहा था।"
    assert story(f"{notice}\n{body}") == [body]
