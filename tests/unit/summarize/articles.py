"""Articles for the tests of this folder, written for them."""

import re

from bot.articles.model import Article, Span

ENGLISH = """\
The city council of Northport voted on Tuesday to close the old harbour bridge for eleven \
months. Engineers had found cracks in four of its nine pillars in March.

"We looked at every other way. There is none," Mayor Ann Fielding said after the vote. Ferries \
will carry commuters across the bay from September.

Shop owners on the east bank fear for their trade. Some 14,000 people cross the bridge on a \
working day, according to the council. The repair of the bridge will cost $38 million, and the \
state pays half of it.

Work starts in August. The council will publish a timetable of the ferries next week."""

RUSSIAN = """\
Городской совет Северска во вторник решил закрыть старый мост на одиннадцать месяцев. В марте \
инженеры нашли трещины в четырёх из девяти опор моста.

«Мы изучили все варианты. Других нет», — сказала мэр А. С. Полякова после голосования. С \
сентября через залив будут ходить паромы.

Владельцы магазинов опасаются за торговлю. По данным совета, в рабочий день мост пересекают 14 \
тыс. человек. Ремонт моста обойдётся в 380 млн рублей."""

GERMAN = """\
Der Stadtrat von Nordhafen hat am 24. März beschlossen, die alte Brücke für elf Monate zu \
sperren. Ingenieure hatten Risse in vier der neun Pfeiler gefunden.

„Wir haben alles geprüft. Es geht nicht anders“, sagte Bürgermeisterin Dr. Anna Feld nach der \
Abstimmung. Ab September fahren Fähren über die Bucht.

Die Händler am Ostufer sorgen sich um ihr Geschäft. Rund 14.000 Menschen nutzen die Brücke an \
einem Werktag. Die Reparatur der Brücke kostet 38 Millionen Euro."""

CHINESE = """\
北港市议会周二投票决定关闭旧港大桥十一个月。工程师三月在九个桥墩中的四个发现了裂缝。

“我们研究了所有办法。没有别的选择。”市长在投票后说。从九月起渡轮将运送通勤者穿过海湾。

东岸的店主担心生意。每个工作日约有一万四千人通过大桥。大桥维修将花费三亿元。"""

ARABIC = """\
صوّت مجلس مدينة الميناء يوم الثلاثاء على إغلاق الجسر القديم لمدة أحد عشر شهرا. وكان المهندسون قد \
عثروا في مارس على شقوق في أربع من دعائمه التسع.

«درسنا كل الخيارات. لا يوجد بديل»، قالت رئيسة البلدية بعد التصويت. وستنقل العبارات الركاب عبر \
الخليج من سبتمبر.

ويخشى أصحاب المتاجر على تجارتهم. ويعبر الجسر نحو أربعة عشر ألف شخص في يوم العمل. وستبلغ كلفة \
إصلاح الجسر مليونا."""

TEXTS = {"en": ENGLISH, "ru": RUSSIAN, "de": GERMAN, "zh": CHINESE, "ar": ARABIC, "und": ENGLISH}


def article(text: str, language: str = "en", title: str | None = None) -> Article:
    """Take `text` as an article whose paragraphs stand between empty lines."""
    paragraphs = tuple(
        Span(found.start(), found.end()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    )
    return Article("test", text, paragraphs, title=title, language=language)
