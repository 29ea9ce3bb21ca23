"""The names of the months, as datelines and date lines spell them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Months:
    """The twelve months of one language, each with the spellings met in datelines and date lines."""

    language: str
    names: tuple[str, ...]
    origin: str


_PRINT = "newspaper style: full name, and the agency's short form"

# One string a month, spellings apart by a space; a trailing full stop is left to the patterns.
MONTHS = (
    Months(
        "en",
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        _PRINT,
    ),
    Months(
        "ru",
        (
            *("января янв", "февраля фев февр", "марта мар", "апреля апр", "мая май", "июня июн"),
            *(
                "июля июл",
                "августа авг",
                "сентября сен сент",
                "октября окт",
                "ноября ноя нояб",
                "декабря дек",
            ),
        ),
        _PRINT,
    ),
    Months(
        "uk",
        (
            *(
                "січня січ",
                "лютого лют",
                "березня бер",
                "квітня квіт кві",
                "травня трав тра",
                "червня черв чер",
            ),
            *(
                "липня лип",
                "серпня серп сер",
                "вересня вер",
                "жовтня жовт жов",
                "листопада лист лис",
                "грудня груд гру",
            ),
        ),
        _PRINT,
    ),
    Months(
        "de",
        (
            *("januar jänner jan", "februar feb", "märz mär mrz", "april apr", "mai", "juni jun"),
            *("juli jul", "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez"),
        ),
        _PRINT,
    ),
    Months(
        "fr",
        (
            *("janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin"),
            *("juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc"),
        ),
        _PRINT,
    ),
    Months(
        "es",
        (
            *("enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun"),
            *(
                "julio jul",
                "agosto ago",
                "septiembre setiembre sep",
                "octubre oct",
                "noviembre nov",
                "diciembre dic",
            ),
        ),
        _PRINT,
    ),
    Months(
        "it",
        (
            *("gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu"),
            *("luglio lug", "agosto ago", "settembre set", "ottobre ott", "novembre nov", "dicembre dic"),
        ),
        _PRINT,
    ),
    Months(
        "pt",
        (
            *("janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun"),
            *("julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"),
        ),
        _PRINT,
    ),
    Months(
        "pl",
        (
            *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
            *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
        ),
        _PRINT,
    ),
    Months(
        "nl",
        (
            *("januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun"),
            *("juli jul", "augustus aug", "september sep", "oktober okt", "november nov", "december dec"),
        ),
        _PRINT,
    ),
    Months(
        "tr",
        (
            *("ocak", "şubat", "mart", "nisan", "mayıs", "haziran"),
            *("temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"),
        ),
        _PRINT,
    ),
    Months(
        "ar",
        (
            *(
                "يناير كانون\xa0الثاني",
                "فبراير شباط",
                "مارس آذار",
                "أبريل إبريل نيسان",
                "مايو أيار",
                "يونيو حزيران",
            ),
            *("يوليو تموز", "أغسطس آب", "سبتمبر أيلول", "أكتوبر", "نوفمبر", "ديسمبر كانون\xa0الأول"),
        ),
        "Gulf and Levantine names; agencies print either or both",
    ),
)

MONTH_NUMBER = {
    spelling: number
    for months in MONTHS
    for number, spellings in enumerate(months.names, 1)
    for spelling in spellings.split(" ")
}
"""From every spelling, in small letters, to the month's number."""
