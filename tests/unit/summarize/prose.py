"""Stories of a few sentences for the tests of the ranker, and how they ask it."""

from collections.abc import Sequence

from bot.summarize.rank import pick
from bot.summarize.story import Story

LEAD = "The council of Northport voted on Tuesday to close the old harbour bridge for eleven months."
PROSE = [
    LEAD,
    "Engineers of the state had found several cracks in four of its nine pillars in March.",
    "Ferries will carry commuters across the wide bay from early September.",
    "Shop owners on the east bank of the river fear for their trade.",
    "Some 14,000 people walk or drive over the bridge on a working day.",
    "The repair will cost 38 million dollars, of which the state pays half.",
    "A choir of retired pilots will sing on the pier on the last evening.",
    "Fishermen of the harbour have asked for a lighthouse since the last storm.",
    "Two schools on the island are going to begin their lessons an hour later.",
    "Northport has not had a new bridge since the railway was built.",
]
RUSSIAN = [
    "Городской совет Северска во вторник решил закрыть старый мост на одиннадцать месяцев.",
    "В марте инженеры нашли трещины в четырёх из девяти опор моста через залив.",
    "С сентября через залив будут ходить паромы для жителей восточного берега.",
    "Владельцы магазинов на восточном берегу опасаются за свою торговлю.",
    "Ремонт моста обойдётся городу и краю в 380 млн рублей.",
]
GERMAN = [
    "Der Stadtrat von Nordhafen hat am Dienstag beschlossen, die alte Brücke für elf Monate zu sperren.",
    "Ingenieure hatten im März Risse in vier der neun Pfeiler gefunden.",
    "Ab September fahren Fähren mit Pendlern über die Bucht.",
    "Die Händler am Ostufer sorgen sich um ihr Geschäft im Winter.",
    "Die Reparatur der Brücke kostet 38 Millionen Euro.",
]
CHINESE = [
    "北港市议会周二投票决定关闭旧港大桥十一个月。",
    "工程师三月在九个桥墩中的四个发现了裂缝。",
    "从九月起渡轮将运送通勤者穿过海湾。",
    "东岸的店主担心冬天的生意。",
    "大桥维修将花费三亿元。",
]


def story(texts: Sequence[str], language: str = "en", title: str | None = None) -> Story:
    return Story.of(texts, range(len(texts)), title, language)


def first(texts: Sequence[str], sentences: int, language: str = "en") -> tuple[int, ...]:
    return pick(story(texts, language), sentences=sentences, words=None)


def put(texts: Sequence[str], at: int, *added: str) -> list[str]:
    return [*texts[:at], *added, *texts[at:]]
