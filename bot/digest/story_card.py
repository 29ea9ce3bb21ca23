"""A story card: the best source's summary, what others add to it, and the figures in which they differ."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.digest.story_card_differing import Stated, differing
from bot.digest.story_card_figures import figures_in
from bot.digest.story_card_model import Addition, Figures, Quote, Sentence, StoryCard, Telling, Terms
from bot.digest.story_card_news import News

# A telling is complete with half as many words as the longest one, and with so many in any case.
_COMPLETE_PART, _COMPLETE_WORDS = 0.5, 300
# A sentence with more than this part of its own headline's terms tells the event itself.
_RETOLD = 0.5
# Sentences that one source adds: a reader who wants more of it follows its link.
_MOST_OF_ONE = 2
# Signs that stand close to a figure, before or behind it.
_SIGNS = frozenset("$€£¥₽₴₹₺₩%")
# What was shown before has no place among the tellings.
_BEFORE = -1


def story_card(
    tellings: Sequence[Telling],
    terms_of: Terms,
    *,
    same_wire: Sequence[Collection[int]] = (),
    before: Sequence[Telling] = (),
) -> StoryCard:
    """Return what is shown of a story that some sources, one at least, tell.

    The source that leads is the first of `best_first`. Of each group of `same_wire`, entry ids whose texts
    are nearly the same, only the best one may add something, and none where one of them leads or was shown.
    Nothing that `before` tells, which was shown already, is told again. The order of `tellings` decides
    nothing.
    """
    order = best_first(tellings)
    lead = order[0]
    read = [_read(tellings[source], source, terms_of, leads=source == lead) for source in order]
    headline = read[0][0]
    known = [sentence for telling in before for sentence in _all_of(telling, terms_of)]
    if known:
        read[0] = headline, _without_known(read[0][1], known, headline)
    told = [sentence for _, sentences in read for sentence in sentences]
    quantities = differing(told, _voices(tellings), terms_of)
    quoted = {stated.sentence for quantity in quantities for stated in quantity}
    shown_ids = frozenset(telling.entry_id for telling in before)
    speaking = _speaking(tellings, order, same_wire, shown_ids)
    first = tuple((s.text, s.link) for s in told if s.is_in_lead)
    if known and not first:
        speaking.add(lead)
    shown = [sentence for sentence in told if sentence.is_in_lead or sentence in quoted]
    may_come = [s for s in told if s.source in speaking and s not in quoted]
    news = News(may_come, told, headline)
    for sentence in (headline, *known, *shown):
        news.show(sentence)
    return StoryCard(lead, first, _additions(news, speaking), tuple(map(_figures, quantities)))


def best_first(tellings: Sequence[Telling]) -> list[int]:
    """Return the indices of tellings in the order in which they would lead.

    One with a summary stands before one without, a complete one before a short one, an earlier one before a
    later one; then the longer one, and the entry that was seen first.
    """
    longest = max(telling.words for telling in tellings)
    complete = min(_COMPLETE_PART * longest, _COMPLETE_WORDS)

    def rank(index: int) -> tuple[bool, bool, int, int, int]:
        telling = tellings[index]
        short = telling.words < complete
        return not telling.summary, short, telling.at, -telling.words, telling.entry_id

    return sorted(range(len(tellings)), key=rank)


def _read(telling: Telling, source: int, terms_of: Terms, *, leads: bool) -> tuple[Sentence, list[Sentence]]:
    """Return the headline of a telling as a sentence, and those of its sentences that may be shown."""
    summary = telling.summary if leads else ()
    shown = (*summary, *(sentence for sentence in telling.told if sentence not in summary))
    texts = [(telling.title or "", None), *shown]
    found = [frozenset(terms) for terms in terms_of([text for text, _ in texts], telling.language)]
    headline, *sentences = (
        Sentence(
            source,
            text,
            link,
            telling.language,
            terms,
            figures_in(text, telling.language),
            is_in_lead=leads and place <= len(summary),
            retells=len(terms & found[0]) > _RETOLD * len(found[0]),
        )
        for place, ((text, link), terms) in enumerate(zip(texts, found, strict=True))
    )
    return headline, sentences


def _all_of(telling: Telling, terms_of: Terms) -> Iterable[Sentence]:
    headline, sentences = _read(telling, _BEFORE, terms_of, leads=True)
    return headline, *sentences


def _without_known(
    sentences: Sequence[Sentence], known: Iterable[Sentence], headline: Sentence
) -> list[Sentence]:
    """Return the sentences of the one that leads; what says again what is known is in its summary no more."""
    news = News(sentences, sentences, headline)
    for sentence in known:
        news.show(sentence)
    new = set(news.left)
    return [replace(s, is_in_lead=s.is_in_lead and s in new) for s in sentences]


def _voices(tellings: Sequence[Telling]) -> list[int]:
    """Return for each telling the index of the first one of its publisher."""
    first: dict[str, int] = {}
    return [first.setdefault(telling.publisher, index) for index, telling in enumerate(tellings)]


def _speaking(
    tellings: Sequence[Telling],
    order: Sequence[int],
    same_wire: Sequence[Collection[int]],
    shown: AbstractSet[int],
) -> set[int]:
    """Return the sources that may add something: of each text one, not the one that leads, nor any shown."""
    heard = {number for number, wire in enumerate(same_wire) if not shown.isdisjoint(wire)}
    speaking: set[int] = set()
    for source in order:
        entry = tellings[source].entry_id
        groups = [number for number, wire in enumerate(same_wire) if entry in wire]
        if heard.isdisjoint(groups):
            speaking.add(source)
        heard.update(groups)
    return speaking - {order[0]}


def _additions(news: News, speaking: Collection[int]) -> tuple[Addition, ...]:
    """Return what sources add, always the sentence next that says most; then source by source."""
    added: dict[int, list[Addition]] = {source: [] for source in speaking}
    worth: defaultdict[int, float] = defaultdict(float)
    while best := news.best([source for source in speaking if len(added[source]) < _MOST_OF_ONE]):
        gain, sentence = best
        news.show(sentence)
        worth[sentence.source] += gain
        added[sentence.source].append(Addition(sentence.source, sentence.text, sentence.link))
    # Dictionaries keep their order: the source whose sentence came first stands first among equals.
    ranked = sorted(worth, key=lambda source: -worth[source])
    return tuple(addition for source in ranked for addition in added[source])


def _figures(quantity: Sequence[Stated]) -> Figures:
    return Figures(
        tuple(
            Quote(
                stated.sentence.source,
                stated.sentence.text,
                stated.sentence.link,
                _with_sign(stated.sentence.text, stated.figure.number.start, stated.figure.number.end),
                stated.sentence.is_in_lead,
            )
            for stated in quantity
        )
    )


def _with_sign(text: str, start: int, end: int) -> str:
    """Return a figure with the sign of its currency or share that stands beside it."""
    before = start - (text[start - 1 : start] in _SIGNS) if start else start
    return text[before : end + (text[end : end + 1] in _SIGNS)]
