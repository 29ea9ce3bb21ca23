"""By which words a sentence tells how many of what: one row a language. Read by `story_card_numbers.py`.

Phrases stand between commas, in lower case; a `*` at the end of one stands for any ending. To add a language,
give it a row here and a story in the tests. Without a row a language has its digits and signs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of one language."""

    ones: str = ""
    """One to nineteen, or as far as each has a word of its own, with a slash between several for one number;
    `-` where the word is an article, too."""
    tens: str = ""
    """Twenty to ninety, `-` where there is no word."""
    joined: str = ""
    """How tens and ones are written as one word; with a space between them, as two or three."""
    hundreds: str = ""
    """Right before a number word, which then is only the rest of a number: hundred and twelve."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """What multiplies the number before it. Single letters do so with sums of money only: £3m."""
    decimal: str = "."
    """The mark before tenths; the other one of comma and point stands before thousands."""
    over: str = ""
    """Before a number that was rounded down."""
    under: str = ""
    """Before a number that was rounded up."""
    about: str = ""
    """Before a number that was rounded."""
    on_top: str = ""
    """Beside a number that comes on top of another one: 12 more, another 12."""
    part: str = ""
    """Before a number that is a part of another one: including 12, of whom 12."""
    each: str = ""
    """Beside a number that is told for each of something: 12 per day."""
    rate: str = ""
    """The same behind what is counted only: 12 a day."""
    else_when: str = ""
    """Of another time than that of the news: last year, since."""
    of: str = ""
    """Behind a number that is a part of others: 12 of them. Behind a scale it says nothing."""
    divide: str = ""
    """What stands between two things that are told one after the other."""
    passed: str = ""
    """What may stand between a number and what happened to people: have been."""
    people: str = ""
    """Who is counted where nobody is told apart."""
    fates: Mapping[str, str] = field(default_factory=dict)
    """What happened to people → its words."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit → its words, behind a number; of a magnitude also before it."""
    measured: str = ""
    """What sums and shares are told of: in two sentences that differ in these, they are of two things."""
    ways: str = ""
    """Right before a sum or share: whether it changed to so much, or by so much."""
    no_noun: str = ""
    """Words behind a number that are not what it counts: hours, years, places in a row."""


# fmt: off
FIGURE_WORDS: Mapping[str, FigureWords] = MappingProxyType({
    "en": FigureWords(
        ones="one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen",
        tens="twenty thirty forty fifty sixty seventy eighty ninety",
        joined="{tens}-{ones}",
        hundreds="hundred, hundred and, thousand, thousand and, million, million and",
        scales={
            "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
            "trillion": 1e12, "tn": 1e12,
        },
        over="more than, over, above, upwards of",
        under="nearly, almost, up to, close to, as many as, fewer than, less than, under",
        about="about, some, around, roughly, approximately, an estimated, estimated",
        on_top="more, another, further, additional, other, others, extra, new",
        part="including, of whom, of them, among them, of which",
        each="per, each, every, daily, apiece",
        rate="a day, a week, a month, a year, an hour, a minute, a night, a head",
        else_when="last, since, previous, previously, earlier, similar, ago, annually, yearly, past, "
        "average, until, originally, revised, revising, initially",
        of="of",
        divide="and, but, while, as, after, before, when, or, with, plus",
        passed="were, was, are, is, have, has, had, been, be, being, feared, confirmed, reported, "
        "reportedly, believed, also, left",
        people="people, person, persons, others, victims, casualties, individuals, residents, lives, "
        "bodies",
        fates={
            "killed": "killed, killing, kills, kill, dead, died, die, dies, deaths, fatalities, perished, "
            "toll",
            "injured": "injured, injuring, injures, injuries, wounded, wounding, wounds, hurt, hurting",
            "arrested": "arrested, arresting, arrests, detained, detaining, detains, custody",
            "missing": "missing, unaccounted",
            "evacuated": "evacuated, evacuating, evacuates, displaced, displacing, homeless, fled",
            "rescued": "rescued, rescuing, rescues",
        },
        units={
            "%": "percent, per cent, pc", "points": "percentage, points", "$": "dollar, dollars",
            "€": "euro, euros", "£": "pound, pounds", "¥": "yen", "₽": "rubles, roubles",
            "yuan": "yuan, renminbi", "₹": "rupees", "magnitude": "magnitude, magnitude-*",
            "km": "km, kilometer*, kilometre*", "mile": "mile, miles, mi", "m": "metre*, meter*",
            "ha": "hectare*, ha", "acre": "acre, acres", "t": "tonne*, ton, tons", "°": "degrees",
            "foot": "feet, foot, ft", "mph": "mph", "km/h": "kph", "barrel": "barrel*",
        },
        measured="sale*, profit*, revenue*, turnover, earnings, loss*, income*, debt*, deficit*, "
        "surplus*, share*, stock*, cost*, price*, budget*, damage*, fine, fined, salar*, wage*, pay, tax*, "
        "import*, export*, inflation, unemployment, jobless, growth, grew, turnout, support*, oppos*, "
        "rate*, interest, dividend*, bonus*, loan*, predecessor, deep, depth, high, height, wide, width, "
        "long, length, fell, fall*, drop*, declin*, rose, rise*, rising, increas*, gain*, men, women, man, "
        "woman, girls, boys, approv*, disapprov*, operating, net, gross, quarter*, forecast*, expect*",
        ways="by, to, from",
        no_noun="am, pm, year, years, month, months, week, weeks, day, days, hour, hours, minute, "
        "minutes, second, seconds, time, times, year-old, decades, decade, gmt, cents, century, degrees",
    ),
    "de": FigureWords(
        ones="- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
        "sechzehn siebzehn achtzehn neunzehn",
        tens="zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
        joined="{ones}und{tens}",
        hundreds="hundert, tausend",
        scales={
            "hundert": 1e2, "tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6,
            "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12,
        },
        decimal=",",
        over="mehr als, über",
        under="fast, knapp, beinahe, bis zu, weniger als, unter, nahezu",
        about="rund, etwa, ungefähr, circa, ca, gut, schätzungsweise, geschätzt",
        on_top="weitere, weiteren, weiterer, andere, anderen, anderer, zusätzliche, neue, mehr",
        part="darunter, davon, unter ihnen, einschließlich",
        each="pro, je, jeweils, täglich, jährlich",
        else_when="seit, vergangenen, vergangenes, letzten, letztes, zuvor, früher, frühere, ähnlichen, "
        "vor einem, vor einer, vor zwei, vor drei, vor jahren, vor monaten, vor wochen, damals, vorjahr, "
        "durchschnittlich, zunächst, ursprünglich",
        of="von, der, des",
        divide="und, aber, während, nachdem, als, sowie, oder, bei",
        passed="wurden, worden, wurde, waren, sind, seien, ist, kamen, haben, dabei, bislang, bisher, ums",
        people="menschen, personen, leute, opfer, bewohner, einwohner, todesopfer, tote, toten, "
        "verletzte, verletzten, vermisste, verwundete",
        fates={
            "killed": "getötet, getötete, tot, tote, toten, todesopfer, gestorben, starben, sterben, "
            "leben, umgekommen",
            "injured": "verletzt, verletzte, verletzten, verletzter, verwundet, verwundete, verwundeten",
            "arrested": "festgenommen, verhaftet, festnahmen, festgenommene",
            "missing": "vermisst, vermisste, vermissten, vermisster",
            "evacuated": "evakuiert, obdachlos",
            "rescued": "gerettet, gerettete",
        },
        units={
            "%": "prozent", "points": "prozentpunkte, prozentpunkten, punkte", "$": "dollar, us-dollar",
            "€": "euro", "£": "pfund", "¥": "yen", "₽": "rubel", "yuan": "yuan", "chf": "franken",
            "magnitude": "magnitude, stärke", "km": "km, kilometer*", "m": "meter*", "ha": "hektar*",
            "t": "tonne*", "°": "grad", "km/h": "stundenkilometer*",
        },
        measured="umsatz*, gewinn*, verlust*, erlös*, einnahmen, ausgaben, schulden*, defizit*, "
        "überschuss*, aktie*, kosten*, preis*, haushalt*, schaden, schäden, strafe, geldbuße, bußgeld, "
        "gehalt, gehälter, lohn*, löhne*, steuer*, import*, export*, inflation*, arbeitslos*, wachstum, "
        "wuchs, beteiligung, wahlbeteiligung, zustimmung, quote, zins*, dividende*, kredit*, tief*, höhe, "
        "breit*, läng*, fiel*, sank*, sink*, stieg*, steig*, vorgänger*, männer, frauen, quartal*, "
        "erwart*, prognose*",
        ways="um, auf, von",
        no_noun="uhr, jahr, jahre, jahren, monat, monate, monaten, woche, wochen, tag, tage, tagen, "
        "stunde, stunden, minute, minuten, sekunden, mal, jährige, cent",
    ),
    "fr": FigureWords(
        ones="- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf",
        tens="vingt trente quarante cinquante soixante - quatre-vingt/quatre-vingts -",
        joined="{tens}-{ones}",
        hundreds="cent, cents, mille",
        scales={
            "cent": 1e2, "cents": 1e2, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9,
            "milliards": 1e9, "md": 1e9, "mds": 1e9, "billion": 1e12, "billions": 1e12,
        },
        decimal=",",
        over="plus de, plus d', au-delà de",
        under="près de, près d', presque, jusqu'à, moins de, quasiment",
        about="environ, quelque, autour de, à peu près, une estimation de",
        on_top="autres, autre, supplémentaires, nouveaux, nouvelles",
        part="dont, parmi lesquels, y compris",
        each="par jour, par mois, par an, par semaine, par heure, par personne, par habitant, chaque, "
        "chacun, chacune, quotidiens",
        else_when="depuis, dernier, dernière, précédent, précédente, auparavant, il y a, similaire, "
        "passé, moyenne, initialement",
        of="de, d', des, du, d'entre",
        divide="et, mais, tandis, alors, après, avant, lorsque, ou, ainsi",
        passed="ont, sont, étaient, a, est, été, auraient, seraient, ont-ils",
        people="personnes, personne, gens, victimes, habitants, corps, morts, mort, blessés, blessé, "
        "disparus",
        fates={
            "killed": "tué, tués, tuée, tuées, tuant, mort, morts, morte, mortes, décès, décédé, "
            "décédées, décédés, péri, mortelles",
            "injured": "blessé, blessés, blessée, blessées, blessant",
            "arrested": "arrêté, arrêtés, arrêtée, arrêtées, interpellé, interpellés, interpellée, "
            "interpellées, arrestations, interpellations",
            "missing": "disparu, disparus, disparue, disparues",
            "evacuated": "évacué, évacués, évacuée, évacuées, sans-abri, déplacés, déplacées",
            "rescued": "secouru, secourus, secourue, secourues, sauvé, sauvés, sauvées",
        },
        units={
            "%": "pour cent, pourcent", "points": "points, point", "$": "dollar, dollars",
            "€": "euro, euros", "£": "livres", "¥": "yens", "₽": "roubles", "yuan": "yuans",
            "chf": "francs", "magnitude": "magnitude", "km": "km, kilomètre*", "m": "mètre*",
            "ha": "hectare*", "t": "tonne*", "°": "degrés", "km/h": "km/h",
        },
        measured="vente*, bénéfice*, chiffre, perte*, revenu*, recette*, dette*, déficit*, excédent*, "
        "action*, coût*, prix, budget*, dégâts, dommages, amende*, salaire*, impôt*, taxe*, importation*, "
        "exportation*, inflation, chômage, croissance, participation, soutien, taux, intérêt*, dividende*, "
        "prêt*, profondeur, hauteur, largeur, longueur, baiss*, recul*, chut*, hausse*, augment*, "
        "progress*, prédécesseur, hommes, femmes, trimestre*, prévision*",
        ways="de, à",
        no_noun="heure, heures, h, an, ans, année, années, mois, semaine, semaines, jour, jours, minute, "
        "minutes, secondes, fois, siècle, centimes",
    ),
    "es": FigureWords(
        ones="- dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés "
        "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
        tens="- treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        joined="{tens} y {ones}",
        hundreds="ciento, cientos, doscientos, doscientas, trescientos, trescientas, cuatrocientos, "
        "cuatrocientas, quinientos, quinientas, seiscientos, seiscientas, setecientos, setecientas, "
        "ochocientos, ochocientas, novecientos, novecientas, mil",
        scales={
            "cien": 1e2, "mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12,
        },
        decimal=",",
        over="más de, por encima de",
        under="casi, cerca de, hasta, menos de",
        about="unos, unas, alrededor de, aproximadamente, en torno a",
        on_top="más, otros, otras, nuevos, nuevas, adicionales",
        part="entre ellos, entre ellas, incluidos, incluidas, incluyendo",
        each="por día, por mes, por año, por hora, por persona, por habitante, al día, al mes, al año, "
        "cada, diarios, diarias",
        else_when="desde, pasado, pasada, anterior, anteriores, similar, hace, antes, último, promedio, "
        "media, inicialmente",
        of="de, del",
        divide="y, pero, mientras, tras, después, cuando, o, además",
        passed="resultaron, quedaron, han, ha, fueron, son, están, sido, perdieron, habían",
        people="personas, persona, víctimas, habitantes, vecinos, cuerpos, muertos, heridos, fallecidos, "
        "desaparecidos, detenidos",
        fates={
            "killed": "muerto, muertos, muerta, muertas, murió, murieron, muertes, fallecido, fallecidos, "
            "fallecidas, fallecieron, mortales, vida",
            "injured": "herido, heridos, herida, heridas, lesionado, lesionados, lesionadas",
            "arrested": "detenido, detenidos, detenida, detenidas, arrestado, arrestados, detenciones",
            "missing": "desaparecido, desaparecidos, desaparecida, desaparecidas",
            "evacuated": "evacuado, evacuados, evacuada, evacuadas, damnificados, desplazados",
            "rescued": "rescatado, rescatados, rescatada, rescatadas",
        },
        units={
            "%": "por ciento, porciento", "points": "puntos", "$": "dólar, dólares", "€": "euro, euros",
            "£": "libras", "¥": "yenes", "₽": "rublos", "yuan": "yuanes", "peso": "pesos",
            "magnitude": "magnitud", "km": "km, kilómetro*", "m": "metro*", "ha": "hectárea*",
            "t": "tonelada*", "°": "grados", "km/h": "km/h",
        },
        measured="ventas, beneficio*, ganancia*, ingresos, pérdida*, facturación, deuda*, déficit, "
        "superávit, acción, acciones, coste*, costo*, precio*, presupuesto*, daños, multa*, salario*, "
        "sueldo*, impuesto*, importacion*, exportacion*, inflación, desempleo, paro, crecimiento, "
        "participación, apoyo, tasa*, interés, dividendo*, préstamo*, profundidad, altura, anchura, "
        "longitud, cay*, baj*, descen*, subi*, aument*, crec*, predecesor, hombres, mujeres, trimestre*, "
        "previsi*",
        ways="en, un, a, al",
        no_noun="hora, horas, año, años, mes, meses, semana, semanas, día, días, minuto, minutos, "
        "segundos, veces, vez, siglo, centavos, céntimos",
    ),
    "ru": FigureWords(
        ones="- два/две/двух/двое/двоих три/трёх/трех/трое/троих четыре/четырёх/четырех/четверо/четверых "
        "пять/пяти/пятеро/пятерых шесть/шести/шестеро/шестерых семь/семи/семеро/семерых восемь/восьми "
        "девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати "
        "четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати семнадцать/семнадцати "
        "восемнадцать/восемнадцати девятнадцать/девятнадцати",
        tens="двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти "
        "шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти девяносто",
        joined="{tens} {ones}",
        hundreds="сто, ста, двести, двухсот, триста, трёхсот, четыреста, пятьсот, шестьсот, семьсот, "
        "восемьсот, девятьсот, тысяча, тысячи, тысяч",
        scales={
            "тыс": 1e3, "тысяча": 1e3, "тысячи": 1e3, "тысяч": 1e3, "тысячу": 1e3, "млн": 1e6,
            "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6, "млрд": 1e9, "миллиард": 1e9,
            "миллиарда": 1e9, "миллиардов": 1e9, "трлн": 1e12, "триллион": 1e12, "триллиона": 1e12,
            "триллионов": 1e12,
        },
        decimal=",",
        over="более, больше, свыше",
        under="почти, менее, меньше",
        about="около, примерно, порядка, приблизительно",
        on_top="ещё, еще, других, другие, дополнительно, новых, остальных",
        part="в том числе, среди них, из них, включая",
        each="в день, в сутки, в год, в месяц, каждый, каждого",
        else_when="прошлом, прошлого, прошлой, ранее, назад, аналогичном, предыдущем, предыдущих, с "
        "начала, среднем, первоначально",
        of="из",
        divide="и, а, но, при, после, когда, или",
        passed="были, был, было, числятся, оказались, получили, уже, остаются",
        people="человек, человека, людей, люди, лиц, жителей, жертв, погибших, пострадавших, раненых",
        fates={
            "killed": "погиб*, убит*, умер*, скончал*, жертв*",
            "injured": "ранен*, пострада*, травмирован*, травмы, ранения",
            "arrested": "задержан*, арестован*, задержал*",
            "missing": "пропавш*, пропал*, вести",
            "evacuated": "эвакуирован*, эвакуировал*",
            "rescued": "спасен*, спасён*, спасл*",
        },
        units={
            "%": "процент*", "points": "пункт*, п", "$": "доллар*, долл", "€": "евро", "£": "фунт*",
            "¥": "иен*, йен*", "₽": "рубл*, руб", "yuan": "юан*", "magnitude": "магнитуд*",
            "km": "км, километр*", "m": "метр*, м", "ha": "га, гектар*", "t": "т, тонн*", "°": "градус*",
            "km/h": "км/ч",
        },
        measured="продаж*, прибыл*, выручк*, доход*, убыт*, долг*, дефицит*, профицит*, акци*, стоимост*, "
        "цен*, бюджет*, ущерб*, штраф*, зарплат*, налог*, импорт*, экспорт*, инфляци*, безработиц*, рост*, "
        "вырос*, явк*, поддерж*, ставк*, дивиденд*, кредит*, глубин*, высот*, ширин*, длин*, упал*, сниз*, "
        "паден*, увелич*, предшественник*, мужчин*, женщин*, квартал*, прогноз*",
        ways="на, до, с",
        no_noun="час, часа, часов, год, года, лет, году, месяц, месяца, месяцев, недели, неделя, недель, "
        "день, дня, дней, сутки, суток, минут, минуты, секунд, раз, раза, век, веке, копеек",
    ),
})
# fmt: on
