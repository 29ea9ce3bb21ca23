"""Which figures of two sources are told to differ."""

import pytest

from bot.digest.story_card import story_card
from bot.digest.story_card_model import Telling
from bot.summarize.further import terms_in


def differ(first: str, second: str, language: str = "en") -> list[tuple[str, ...]]:
    """Return the figures that differ between what two publishers write."""
    told = [
        Telling(number, f"Post {number}", number, None, language, ((text, None),), ((text, None),), words=200)
        for number, text in enumerate((first, second), 1)
    ]
    return [tuple(quote.figure for quote in figure.quotes) for figure in story_card(told, terms_in).figures]


@pytest.mark.parametrize(
    ("language", "first", "second", "figures"),
    [
        (
            "en",
            "At least 12 people were killed when a bus left the mountain road near Sorel.",
            "Fifteen people died when a bus left the mountain road near Sorel.",
            ("12", "Fifteen"),
        ),
        (
            "en",
            "The quake destroyed 300 houses in the valley of Sorel, the army said.",
            "Some 1,200 houses in the valley of Sorel were destroyed by the quake, the army said.",
            ("300", "1,200"),
        ),
        (
            "en",
            "Police arrested 31 people after the march in Carden, a spokeswoman said.",
            "The march in Carden ended with 54 people arrested, a spokeswoman of the police said.",
            ("31", "54"),
        ),
        (
            "en",
            "The city of Carden will pay £3.5m for the new swimming hall.",
            "The new swimming hall costs the city of Carden, which will pay £4.2 million.",
            (),
        ),
        (
            "en",
            "The city of Carden will pay £3.5m for the new swimming hall.",
            "For the new swimming hall the city of Carden will pay £4.2 million.",
            ("£3.5m", "£4.2 million"),
        ),
        (
            "de",
            "Bei dem Brand in der Altstadt von Merlau starben zwölf Menschen.",
            "Bei dem Brand in der Altstadt von Merlau wurden 14 Menschen getötet.",
            ("zwölf", "14"),
        ),
        (
            "de",
            "Die Stadt Merlau zahlt 3,5 Mio. Euro für die neue Schwimmhalle am See.",
            "Für die neue Schwimmhalle am See zahlt die Stadt Merlau 4,25 Millionen Euro.",
            ("3,5 Mio", "4,25 Millionen"),
        ),
        (
            "fr",
            "L'incendie de l'usine de Vauclair a fait douze morts, selon la préfecture.",
            "L'incendie de l'usine de Vauclair a fait quinze morts, selon les pompiers.",
            ("douze", "quinze"),
        ),
        (
            "es",
            "Al menos doce personas murieron en el incendio de la fábrica de Arauma.",
            "En el incendio de la fábrica de Arauma murieron 15 personas.",
            ("doce", "15"),
        ),
        (
            "es",
            "El incendio de la fábrica de Arauma dejó treinta y dos heridos.",
            "El incendio de la fábrica de Arauma dejó cuarenta heridos.",
            ("treinta y dos", "cuarenta"),
        ),
        (
            "ru",
            "Двенадцать человек погибли при пожаре на фабрике в Каменске.",
            "При пожаре на фабрике в Каменске погибли пятнадцать человек.",
            ("Двенадцать", "пятнадцать"),
        ),
        (
            "ru",
            "Ремонт моста в Каменске обойдётся городу в 3,5 млрд рублей.",
            "Ремонт моста в Каменске обойдётся городу в 4,1 млрд рублей.",
            ("3,5 млрд", "4,1 млрд"),
        ),
        (
            "it",
            "Nel porto di Lerona sono state sequestrate 120 tonnellate di tonno congelato.",
            "Nel porto di Lerona sono state sequestrate 180 tonnellate di tonno congelato.",
            ("120", "180"),
        ),
    ],
)
def test_one_quantity_in_different_figures(
    language: str, first: str, second: str, figures: tuple[str, ...]
) -> None:
    assert differ(first, second, language) == ([figures] if figures else [])


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Twelve people were killed on the road near Sorel.", "12 people died on the road near Sorel."),
        (
            "en",
            "The city of Carden will pay £1.2 million for the swimming hall.",
            "The city of Carden will pay £1,200,000 for the swimming hall.",
        ),
        (
            "en",
            "Nearly 50,000 people marched through the centre of Carden for the hospital.",
            "49,800 people marched through the centre of Carden for the hospital.",
        ),
        (
            "en",
            "More than 300 people were injured in the clashes in Carden.",
            "323 people were injured in the clashes in Carden.",
        ),
        (
            "en",
            "The city of Carden will pay £2bn for the new metro line.",
            "The city of Carden will pay £2.1bn for the new metro line.",
        ),
        (
            "de",
            "Rund 1.200 Menschen wurden beim Hochwasser in Merlau verletzt.",
            "Beim Hochwasser in Merlau wurden 1.187 Menschen verletzt.",
        ),
        (
            "ru",
            "Ремонт моста в Каменске обойдётся городу в 1,2 млн рублей.",
            "Ремонт моста в Каменске обойдётся городу в 1 200 000 рублей.",
        ),
    ],
)
def test_one_number_written_or_rounded_in_two_ways_does_not_differ(
    language: str, first: str, second: str
) -> None:
    assert differ(first, second, language) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # who and what
        (
            "Twelve people were killed on the road near Sorel.",
            "30 people were injured on the road near Sorel.",
        ),
        (
            "Three soldiers were killed near Sorel on Friday.",
            "Nine children were killed near Sorel on Friday.",
        ),
        ("The army sent 30 trucks to the valley of Sorel.", "The army sent 12 tents to the valley of Sorel."),
        (
            "Sales of the pump maker Brandt rose 12% in the third quarter, it said.",
            "The profit of the pump maker Brandt rose 15% in the third quarter, it said.",
        ),
        (
            "Unemployment in Carden fell to 7.8 percent, the labour office said.",
            "Unemployment in Carden fell by 5.2 percent, the labour office said.",
        ),
        # where and when
        (
            "At least 12 people were killed by the flood in Karsund, the police said.",
            "At least 15 people were killed by the flood in Lindholm, the police said.",
        ),
        (
            "Twelve people were killed in the crash near Sorel on Friday, the police said.",
            "In 2019, 20 people were killed in a crash near Sorel, the police said.",
        ),
        (
            "Twelve people were killed in the crash near Sorel on Friday, the police said.",
            "Last year 20 people were killed in a similar crash near Sorel, the police said.",
        ),
        # ages, dates, times, scores, names, parts, what comes on top, rates
        (
            "The mayor of Sorel, who is 58 years old, resigned.",
            "The mayor of Sorel, who is 61 years old, resigned.",
        ),
        ("The council of Sorel meets on 5 March.", "The council of Sorel meets on 12 March."),
        ("The council of Sorel meets at 10:30 on Monday.", "The council of Sorel meets at 11:15 on Monday."),
        (
            "Northport beat Eastvale 3-1 in the cup in Carden.",
            "Northport beat Eastvale 4-1 in the cup in Carden.",
        ),
        ("Flight 370 from Carden to Sorel was lost.", "Flight 371 from Carden to Sorel was lost."),
        (
            "The crash near Sorel killed 12 people, including five children from Carden.",
            "The crash near Sorel killed 12 people, including three children from Carden.",
        ),
        (
            "Twelve people were killed in the crash near Sorel, the police said.",
            "Five more people were killed in the crash near Sorel, the police said.",
        ),
        (
            "The clinic in Sorel treats 40 patients with burns from the fire.",
            "The clinic in Sorel treats 60 patients a day with burns from the fire.",
        ),
        (
            "Two hundred and twelve people were killed by the flood near Sorel.",
            "The flood near Sorel killed 15 people.",
        ),
        # far apart
        (
            "Two people were killed in the fighting around Sorel, medics said.",
            "90 people were killed in the fighting around Sorel, medics said.",
        ),
    ],
)
def test_figures_of_two_things_are_not_set_against_each_other(first: str, second: str) -> None:
    assert differ(first, second) == []


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "Der Stadtrat von Merlau tagt am 12.10.2025.", "Der Stadtrat von Merlau tagt am 13.10.2025."),
        # either thousands or thousandths
        (
            "es",
            "El ayuntamiento de Arauma compró 1,250 toneladas de sal para el invierno.",
            "El ayuntamiento de Arauma compró 1.900 toneladas de sal para el invierno.",
        ),
        (
            "ru",
            "При пожаре на фабрике в Каменске погибли сто двадцать человек.",
            "При пожаре на фабрике в Каменске погибли тридцать человек.",
        ),
        (
            "fr",
            "L'incendie de l'usine de Vauclair a fait cent vingt morts, selon la préfecture.",
            "L'incendie de l'usine de Vauclair a fait trente morts, selon les pompiers.",
        ),
        (
            "es",
            "El incendio de la fábrica de Arauma dejó ciento veinte heridos.",
            "El incendio de la fábrica de Arauma dejó treinta heridos.",
        ),
        (
            "fr",
            "L'incendie de Vauclair a fait douze morts, dont quatre enfants du village.",
            "L'incendie de Vauclair a fait douze morts, dont six enfants du village.",
        ),
        (
            "de",
            "Bei dem Brand in Merlau starben zwölf Menschen, darunter vier Kinder.",
            "Bei dem Brand in Merlau starben zwölf Menschen, darunter sechs Kinder.",
        ),
        ("und", "12 % voted for the tunnel in Northport.", "15 % spoke of the weather in Marstrand."),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_or_is_a_part_is_left_alone(
    language: str, first: str, second: str
) -> None:
    assert differ(first, second, language) == []
