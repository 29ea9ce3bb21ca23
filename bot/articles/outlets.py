"""Who wrote it: agencies and papers as datelines and bylines spell them."""

import re
from dataclasses import dataclass

from bot.articles.patterns import compiled


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: the name we show, every spelling it signs with, and where we met it."""

    name: str
    spellings: tuple[str, ...]
    origin: str


_WIRE = "wire practice"
_CNN = "CNN/DailyMail"

OUTLETS = (
    Outlet("TASS", ("TASS", "ITAR-TASS"), "seeds/003_c02482ed8321f23f.txt"),
    Outlet("ТАСС", ("ТАСС", "ИТАР-ТАСС", "Корр. ТАСС"), _WIRE),
    Outlet("РИА Новости", ("РИА Новости", "РИА"), _WIRE),
    Outlet("RIA Novosti", ("RIA Novosti", "Sputnik"), _WIRE),
    Outlet("Интерфакс", ("Интерфакс", "INTERFAX.RU", "ИНТЕРФАКС.РУ"), _WIRE),
    Outlet("Interfax", ("Interfax",), _WIRE),
    Outlet("Интерфакс-Украина", ("Интерфакс-Украина", "Інтерфакс-Україна"), _WIRE),
    Outlet("Укрінформ", ("Укрінформ", "Укринформ"), _WIRE),
    Outlet("Ukrinform", ("Ukrinform",), _WIRE),
    Outlet("УНІАН", ("УНІАН", "УНИАН"), _WIRE),
    Outlet("UNIAN", ("UNIAN",), _WIRE),
    Outlet("УНН", ("УНН",), _WIRE),
    Outlet("БЕЛТА", ("БЕЛТА", "БелТА"), _WIRE),
    Outlet("BelTA", ("BelTA",), _WIRE),
    Outlet("КАЗИНФОРМ", ("КАЗИНФОРМ", "Казинформ"), _WIRE),
    Outlet("Reuters", ("Reuters", "Thomson Reuters"), _WIRE),
    Outlet("Рейтер", ("Рейтер", "Рейтерс"), _WIRE),
    Outlet("رويترز", ("رويترز",), _WIRE),
    Outlet("ロイター", ("ロイター",), _WIRE),
    Outlet("AFP", ("AFP", "Agence France-Presse", "AFP.com"), _WIRE),
    Outlet("أ ف ب", ("أ ف ب", "ا ف ب", "أ.ف.ب", "ا.ف.ب", "فرانس برس"), _WIRE),
    Outlet("AP", ("AP", "Associated Press", "The Associated Press"), _WIRE),
    Outlet("UPI", ("UPI", "United Press International"), _WIRE),
    Outlet("dpa", ("dpa", "Deutsche Presse-Agentur", "dpa-AFX", "dpa/tmn"), _WIRE),
    Outlet("epd", ("epd",), _WIRE),
    Outlet("KNA", ("KNA",), _WIRE),
    Outlet("AFX", ("AFX",), _WIRE),
    Outlet("APA", ("APA",), _WIRE),
    Outlet("Keystone-SDA", ("Keystone-SDA", "SDA", "sda-ats", "ATS", "awp"), _WIRE),
    Outlet("Belga", ("Belga",), _WIRE),
    Outlet("ANP", ("ANP",), _WIRE),
    Outlet("PAP", ("PAP",), _WIRE),
    Outlet("ČTK", ("ČTK", "CTK"), _WIRE),
    Outlet("MTI", ("MTI",), _WIRE),
    Outlet("Agerpres", ("Agerpres",), _WIRE),
    Outlet("ANSA", ("ANSA",), _WIRE),
    Outlet("Adnkronos", ("Adnkronos",), _WIRE),
    Outlet("AGI", ("AGI",), _WIRE),
    Outlet("EFE", ("EFE", "Agencia EFE", "EFEUSA"), _WIRE),
    Outlet("Europa Press", ("Europa Press",), _WIRE),
    Outlet("Notimex", ("Notimex",), _WIRE),
    Outlet("Télam", ("Télam", "Telam"), _WIRE),
    Outlet("Lusa", ("Lusa", "Agência Lusa"), _WIRE),
    Outlet("Agência Brasil", ("Agência Brasil",), _WIRE),
    Outlet("Anadolu", ("Anadolu", "AA", "Anadolu Agency", "Anadolu Ajansı"), _WIRE),
    Outlet("DHA", ("DHA",), _WIRE),
    Outlet("Xinhua", ("Xinhua", "Xinhua News Agency"), _WIRE),
    Outlet("新华社", ("新华社",), _WIRE),
    Outlet("Kyodo", ("Kyodo", "Kyodo News"), _WIRE),
    Outlet("共同", ("共同",), _WIRE),
    Outlet("時事", ("時事",), _WIRE),
    Outlet("Jiji Press", ("Jiji Press", "Jiji"), _WIRE),
    Outlet("Yonhap", ("Yonhap", "Yonhap News Agency"), _WIRE),
    Outlet("연합뉴스", ("연합뉴스",), _WIRE),
    Outlet("KCNA", ("KCNA",), _WIRE),
    Outlet("PTI", ("PTI", "Press Trust of India", "PTI News"), "Inshorts"),
    Outlet("IANS", ("IANS",), "Inshorts"),
    Outlet("ANI", ("ANI",), "news pages cited by Wikinews"),
    Outlet("APP", ("APP",), _WIRE),
    Outlet("IRNA", ("IRNA",), _WIRE),
    Outlet("ISNA", ("ISNA",), _WIRE),
    Outlet("SPA", ("SPA",), _WIRE),
    Outlet("WAM", ("WAM",), _WIRE),
    Outlet("QNA", ("QNA",), _WIRE),
    Outlet("KUNA", ("KUNA",), _WIRE),
    Outlet("MENA", ("MENA",), _WIRE),
    Outlet("SANA", ("SANA",), _WIRE),
    Outlet("سانا", ("سانا",), _WIRE),
    Outlet("واس", ("واس",), _WIRE),
    Outlet("وام", ("وام",), _WIRE),
    Outlet("كونا", ("كونا",), _WIRE),
    Outlet("الأناضول", ("الأناضول",), _WIRE),
    Outlet("Bernama", ("Bernama",), _WIRE),
    Outlet("AAP", ("AAP", "Australian Associated Press"), _WIRE),
    Outlet("CP", ("The Canadian Press", "Canadian Press"), _WIRE),
    Outlet("PA", ("PA Media", "Press Association"), _WIRE),
    Outlet("Bloomberg", ("Bloomberg", "Bloomberg News"), _WIRE),
    Outlet("GlobeNewswire", ("GlobeNewswire", "Globe Newswire"), _WIRE),
    Outlet("PR Newswire", ("PRNewswire", "PR Newswire", "PRNewswire-PRWeb", "PRWeb"), _WIRE),
    Outlet("Business Wire", ("Business Wire",), _WIRE),
    Outlet("EIN Presswire", ("EIN Presswire", "EINPresswire", "EINPresswire.com"), _WIRE),
    Outlet("CNN", ("CNN", "CNN Business", "CNN Money", "CNNMoney", "CNN Student News", "CNN.com"), _CNN),
    Outlet("HLN", ("HLN",), _CNN),
    Outlet("WIRED", ("WIRED",), _CNN),
    Outlet("Rolling Stone", ("Rolling Stone",), _CNN),
    Outlet("Billboard", ("Billboard",), _CNN),
    Outlet("The Hollywood Reporter", ("The Hollywood Reporter",), _CNN),
    Outlet("Entertainment Weekly", ("Entertainment Weekly", "EW.com"), _CNN),
    Outlet("Travel + Leisure", ("Travel + Leisure",), _CNN),
    Outlet("Daily Mail", ("Daily Mail Reporter", "For Mailonline", "MailOnline", "For Dailymail.com"), _CNN),
    Outlet("CBS News", ("CBS News", "CBS"), "news pages cited by Wikinews"),
    Outlet("Phys.org", ("Phys.org", "PhysOrg.com"), "news pages cited by Wikinews"),
    Outlet("NBC News", ("NBC News",), _WIRE),
    Outlet("BBC News", ("BBC News", "BBC"), _WIRE),
    Outlet("The New York Times", ("The New York Times",), _WIRE),
    Outlet("The Washington Post", ("The Washington Post", "Washington Post"), _WIRE),
    Outlet("The Guardian", ("The Guardian",), _WIRE),
)

_BY_SPELLING = {spelling.lower(): outlet.name for outlet in OUTLETS for spelling in outlet.spellings}

# Longest first, so that "Интерфакс-Украина" is not read as "Интерфакс".
SPELLINGS = "|".join(re.escape(s).replace(r"\ ", " ") for s in sorted(_BY_SPELLING, key=len, reverse=True))
"""A regex alternation of every known spelling, in lower case."""

# Two and three letters are an agency in a dateline's parentheses, but a word or initials in a byline.
_IN_BYLINE = (
    r"(?<!\w)(?:" + "|".join(re.escape(s) for s in sorted(_BY_SPELLING, key=len, reverse=True)) + r")(?!\w)"
)


def known_outlet(words: str) -> str | None:
    """Return the outlet that signs as `words`; of a joint signature ("awp/afp") the first one known."""
    folded = " ".join(words.lower().split()).strip(" .")
    parts = [folded, *re.split(r"\s*[/,&+]\s*", folded)]
    return next((_BY_SPELLING[part] for part in parts if part in _BY_SPELLING), None)


def outlet_in(byline: str) -> str | None:
    """Return the outlet a byline names ("By Jane Doe, Associated Press"), or None."""
    found = [m for m in compiled(_IN_BYLINE).finditer(byline.lower()) if _signs(byline[m.start() : m.end()])]
    return _BY_SPELLING[found[-1].group()] if found else None


def _signs(words: str) -> bool:
    """Tell an agency's own writing (AP, dpa, Reuters) from a word that happens to be spelt like it."""
    return words != words.lower() or words in {"dpa", "epd"}
