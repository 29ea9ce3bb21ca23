"""Which sentences can stand in a summary, and which need another one beside them."""

import pytest

from bot.summarize.reading import Reading
from bot.summarize.story import Story

BEFORE = "The council of Northport voted on Tuesday to close the old harbour bridge."
AFTER = "Ferries will carry commuters across the bay from September."


def reading(texts: list[str], language: str = "en") -> Reading:
    return Reading(Story.of(texts, language=language))


def good(text: str, language: str = "en") -> bool:
    """Whether `text` reads well between two plain sentences of a story."""
    return reading([BEFORE, text, AFTER], language).good(1)


def rests(text: str, language: str, before: str = BEFORE) -> tuple[int, ...]:
    """Return what `text` rests on as the second of three sentences."""
    return reading([before, text, AFTER], language).rests_on(1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Engineers found cracks in four of its nine pillars."),
        ("en", "“We looked at every other way. There is none,” Mayor Ann Fielding said."),
        ("en", 'Mayor Ann Fielding called the bridge "a danger to everybody".'),
        ("en", 'The report says: "Close the bridge before the winter."'),
        ("en", "Who will pay for the repair of the bridge?"),
        ("en", "The harbour pilots (there are nine) will lose a third of their work."),
        ("en", "NATO, the EU and the UN have sent engineers to the town."),
        ("de", "„Wir haben alles geprüft“, sagte Bürgermeisterin Anna Feld nach der Abstimmung."),
        ("fr", "« Nous avons tout essayé », a déclaré la maire Anne Champ après le vote."),
        ("es", "«Lo hemos probado todo», dijo la alcaldesa Ana Campos tras la votación."),
        ("ru", "«Мы изучили все варианты», — сказала мэр Анна Полякова после голосования."),
        ("pl", "„Sprawdziliśmy wszystko”, powiedziała burmistrz Anna Polna po głosowaniu."),
        ("zh", "工程师三月在九个桥墩中的四个发现了裂缝。"),
        ("ja", "技術者は三月に橋脚のうち四本でひび割れを見つけた。"),
        ("ar", "وستنقل العبارات الركاب عبر الخليج من سبتمبر."),
        ("ar", "هل يدفع السكان ثمن إصلاح الجسر القديم؟"),
        ("hi", "इंजीनियरों को पुल के चार खंभों में दरारें मिली हैं।"),
        ("hy", "Ինժեներները ճաքեր են գտել կամրջի չորս սյուներում։"),
        ("am", "መሐንዲሶች በድልድዩ አራት ምሰሶዎች ላይ ስንጥቅ አግኝተዋል።"),
        ("my", "အင်ဂျင်နီယာများက တံတားတိုင်လေးတိုင်တွင် အက်ကြောင်းများ တွေ့ရှိခဲ့သည်။"),
    ],
)
def test_a_whole_sentence_is_good(language: str, text: str) -> None:
    assert good(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yes."),
        ("en", "So what now?"),
        ("ru", "Других вариантов нет."),
        ("zh", "是的。"),
    ],
    ids=lambda value: value[:12],
)
def test_a_few_words_do_not_tell(language: str, text: str) -> None:
    assert not good(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trains of Northport are cancelled in the south"),
        ("de", "Was Reisende am Wochenende jetzt wissen müssen"),
        ("fr", "Ce que les voyageurs doivent savoir ce lundi"),
        ("ru", "Что нужно знать пассажирам в эти выходные дни"),
        ("zh", "旅客周末出行须知"),
    ],
)
def test_a_heading_is_not_good(language: str, text: str) -> None:
    assert not good(text, language)


def test_a_long_sentence_that_lost_its_full_stop_is_no_heading() -> None:
    assert good(
        "Engineers of the state found cracks in four of the nine pillars of the bridge when they dived there"
    )


def test_where_no_sentence_has_an_end_mark_none_is_a_heading() -> None:
    heading = "Trains of Northport are cancelled in the south"
    assert reading([BEFORE.rstrip("."), heading, AFTER.rstrip(".")]).good(1)


def test_all_capitals_are_a_shout_but_not_where_everything_is_in_capitals() -> None:
    shout = "THE OLD BRIDGE OF THIS TOWN IS CLOSED TODAY!"
    assert not good(shout)
    assert reading([BEFORE.upper(), shout, AFTER.upper()]).good(1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Here is the first letter of the council to everyone on Monday:"),
        ("en", "(a) the name and address of the council that closes the bridge;"),
        ("en", "“Here is what the council told everyone on Monday morning:”"),
        ("ru", "Вот что совет города написал жителям утром в понедельник:"),
        ("zh", "市议会周一早上告诉所有市民如下几点："),
    ],
)
def test_what_announces_a_line_or_lists_one_is_not_good(language: str, text: str) -> None:
    assert not good(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'He "went away from it all in the winter.'),
        ("en", "“We looked at every other way before the vote."),
        ("en", 'There is none for us," Mayor Ann Fielding said.'),
        ("en", "The pilots (there are nine of them will lose their work."),
        ("en", "There are nine of them) who will lose their work."),
        ("de", "„Wir haben vor der Abstimmung wirklich alles geprüft."),
        ("de", "Es geht einfach nicht anders“, sagte Bürgermeisterin Anna Feld."),
        ("fr", "« Nous avons tout essayé avant le vote de mardi."),
        ("es", "No hay otra salida para nosotros», dijo la alcaldesa Ana Campos."),
        ("ru", "Другого пути у города нет», — сказала мэр Анна Полякова."),
        ("zh", "“我们在投票前研究了所有的办法。"),
        ("ja", "「私たちは投票の前にすべての方法を調べた。"),
    ],
)
def test_half_of_a_quotation_or_bracket_is_not_good(language: str, text: str) -> None:
    assert not good(text, language)


def test_an_apostrophe_is_no_quotation() -> None:
    assert good("The pilots' union says it's the end of the fishermen's harbour.")
    assert good("L'entrée du tunnel n'est plus à l'abri depuis l'hiver.", "fr")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said the ferries would be free."),
        ("en", "Their plan costs less than a new bridge."),
        ("en", "“We looked at every other way,” she said."),
        ("de", "Er nannte die Sperrung der Brücke unvermeidlich."),
        ("fr", "Il a promis des bateaux gratuits pour tout le monde."),
        ("es", "Ella prometió barcos gratuitos para todos los vecinos."),
        ("it", "Lui ha promesso traghetti gratuiti per tutti i cittadini."),
        ("ru", "Он пообещал бесплатные паромы для всех жителей города."),
        ("zh", "他说从九月起渡轮将免费运送市民。"),
    ],
)
def test_a_pronoun_rests_on_the_sentence_before(language: str, text: str) -> None:
    assert rests(text, language) == (0,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "But the shop owners fear for their trade."),
        ("en", "For example, a bakery sells half of its bread to commuters."),
        ("de", "Deshalb sollen ab September Fähren über die Bucht fahren."),
        ("fr", "Mais les commerçants craignent pour leur chiffre d'affaires."),
        ("es", "Sin embargo, los comerciantes temen por sus ventas."),
        ("ru", "Поэтому с сентября через залив будут ходить паромы."),
        ("zh", "但是东岸的店主担心自己的生意。"),
    ],
)
def test_a_connective_rests_on_the_sentence_before(language: str, text: str) -> None:
    assert rests(text, language) == (0,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said that the state would pay half."),
        ("de", "Der Minister sagte, das Land werde die Hälfte zahlen."),
        ("fr", "Le ministre a déclaré que l'État paierait la moitié."),
        ("es", "El ministro dijo que el Estado pagaría la mitad."),
        ("ru", "Министр сказал, что половину заплатит государство."),
    ],
)
def test_a_role_without_a_name_rests_on_the_sentence_before(language: str, text: str) -> None:
    assert rests(text, language) == (0,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Engineers found cracks in four of its nine pillars."),
        ("en", "It is not clear who will pay for the repair of the bridge."),
        ("en", "Meanwhile, the shop owners of the east bank fear for their trade."),
        ("en", "Transport Minister Paul Grey said that the state would pay half."),
        ("en", "“He never asked us,” said Paul Grey, who owns a bakery by the bridge."),
        ("de", "Verkehrsminister Paul Grau sagte, das Land werde die Hälfte zahlen."),
        ("fr", "Le ministre français, Paul Gris, a déclaré que l'État paierait la moitié."),
        ("es", "El ministro Pablo Gris dijo que el Estado pagaría la mitad."),
        ("ru", "Министр Павел Серов сказал, что половину заплатит государство."),
        ("zh", "工程师三月在九个桥墩中的四个发现了裂缝。"),
        ("xx", "He said the ferries would be free."),
    ],
)
def test_what_names_its_people_rests_on_nothing(language: str, text: str) -> None:
    assert rests(text, language) == ()


def test_the_first_sentence_rests_on_nothing_before_it() -> None:
    for opening in ("He said the ferries would be free.", "But the ferries will be free."):
        assert reading([opening, AFTER]).rests_on(0) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who will pay for the repair of the bridge?"),
        ("es", "¿Quién pagará la reparación del puente?"),
        ("zh", "大桥的维修费用由谁来承担？"),
        ("ar", "من سيدفع تكاليف إصلاح الجسر القديم؟"),
        ("el", "Ποιος θα πληρώσει την επισκευή της γέφυρας\N{GREEK QUESTION MARK}"),
    ],
)
def test_a_question_rests_on_what_follows_it(language: str, text: str) -> None:
    assert rests(text, language) == (2,)


def test_a_question_can_lean_both_ways() -> None:
    assert rests("But who will pay for the repair of the bridge?", "en") == (0, 2)


def test_a_quoted_question_waits_for_its_speaker_and_its_answer() -> None:
    assert rests("“Who will pay for the repair?”", "en") == (0, 2)


def test_a_question_at_the_end_has_no_answer_to_wait_for() -> None:
    assert reading([BEFORE, "Who will pay for the repair of the bridge?"]).rests_on(1) == ()


def test_a_question_that_someone_asked_is_no_open_one() -> None:
    assert rests("“Who will pay for the repair?” asked Paul Grey, a baker.", "en") == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“The ferries were full on every morning of the week.”"),
        ("en", '"We had no choice," "and we have none today."'),
        ("en", "08:30 “The ferries were full on every morning of the week.”"),
        ("de", "„Die Fähren waren an jedem Morgen der Woche voll.“"),
        ("fr", "« Les ferries étaient pleins tous les matins de la semaine. »"),
        ("ru", "«Паромы были полны каждое утро всю неделю»."),
        ("zh", "“渡轮每天早上都满员。”"),
    ],
)
def test_words_that_are_all_quoted_rest_on_the_sentence_that_says_whose(language: str, text: str) -> None:
    assert rests(text, language) == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "“The ferries were full,” Paul Grey said.",
        "Paul Grey: “The ferries were full on every morning.”",
        "The “floating bridge” of Northport opens in May.",
        "“Northport” and “Southport” are the names of the ferries.",
    ],
)
def test_words_beside_a_quotation_let_it_stand(text: str) -> None:
    assert rests(text, "en") == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1. Close the bridge to all cars before the winter."),
        ("en", "12) Close the bridge to all cars before the winter."),
        ("en", "(3) Close the bridge to all cars before the winter."),
        ("en", "* Close the bridge to all cars before the winter."),
        ("en", "- Close the bridge to all cars before the winter."),
        ("en", "• Close the bridge to all cars before the winter."),
        ("ru", "2. Закрыть мост для всех машин до начала зимы."),
    ],
)
def test_an_item_of_a_list_is_not_good(language: str, text: str) -> None:
    assert not good(text, language)


def test_a_list_is_read_by_its_items() -> None:
    items = [f"{number}. Ferry number {number} sails at noon." for number in range(1, 5)]
    assert reading(items).good(1)


def test_a_first_of_may_is_no_item_of_a_list() -> None:
    text = "1. Mai und Pfingsten fallen in diesem Jahr auf Sonntage."
    assert good(text, "de")
    items = [text.replace("1", str(number), 1) for number in (1, 2)]
    assert not reading([BEFORE, *items, AFTER, BEFORE], "de").good(1)


@pytest.mark.parametrize(
    "text",
    [
        "3.5 million people cross the old bridge in a year.",
        "2019 was the year in which the bridge was closed.",
        "-20 degrees were measured on the bridge on Monday.",
        "– We have no choice, Mayor Ann Fielding said on Monday.",
    ],
)
def test_a_number_or_a_dash_in_front_makes_no_item(text: str) -> None:
    assert good(text)


@pytest.mark.parametrize(
    "text",
    [
        "Northport: Hall, Smith, Grey (Reed 60), Field, Ann Brook, Stone.",
        "Northport (4-4-2): Hall; Smith, Grey, Field; Brook, Stone.",
        "On the ferry to the island were on Monday: Hall, Smith, Grey, Field, Brook, Stone, Reed.",
    ],
)
def test_a_line_up_is_not_good(text: str) -> None:
    assert not good(text)


@pytest.mark.parametrize(
    "text",
    [
        "Engineers came from five states to help: France, Spain, Italy and Greece.",
        "The plan is simple: close the bridge, buy ferries, build a tunnel, and wait.",
        "Paul Grey: The bridge, the ferries, the tunnel, all of them cost too much.",
        "14:05 Engineers found cracks in four of the nine pillars.",
        "9.30 Uhr: Engineers found cracks in four of the nine pillars.",
        "2:15 pm - Engineers found cracks in four of the nine pillars.",
    ],
)
def test_a_colon_or_a_time_does_no_harm(text: str) -> None:
    assert good(text)


def test_a_time_hides_no_pronoun() -> None:
    assert rests("14:05 He said the ferries would be free.", "en") == (0,)
