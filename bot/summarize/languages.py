"""The languages that the bot knows something of: one row each. Any other language works by the fallbacks.

To add a language, give it a row. The code is what `bot.articles.language.detect` answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Where a list of stop words lies: "package/name". `sumy` and `stop_words` have a file a language,
# `stopwordsiso` one file for all. Each row has the list that takes the fewest words with a meaning. That is
# mostly the one of stop_words: 260 German words where stopwordsiso has 620, and neither "война" (war) nor
# "город" (city) in Russian. But its English has "world", "state" and "million", its Turkish is mis-encoded,
# and stopwordsiso knows 58 languages, not 33.

SIX_LETTERS = "six letters"
"""A stemmer of ours: the first six letters without final vowels. For inflected languages."""
PARTICLES = "particles"
"""A stemmer of ours: Korean particles go from the end of a word."""
PREFIXES = "prefixes"
"""A stemmer of ours: Hebrew's one-letter words go from the front of a word."""

BY_SPACES, BY_CHARACTERS, BY_PIECES = "spaces", "characters", "pieces"
"""How words are found: between spaces, each character one, or runs of letters in pieces of like length."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language."""

    english: str
    own: str
    """Its name in itself."""
    stemmer: str | None = None
    """The name of its Snowball algorithm, or one of ours above; None leaves words as they are."""
    stop_words: str | None = None
    """Where its list is (see above); None for the rule that short words carry little."""
    words: str = BY_SPACES


# fmt: off
LANGUAGES: Mapping[str, Language] = MappingProxyType({
    "af": Language("Afrikaans", "Afrikaans", None, "stopwordsiso/af"),
    "ar": Language("Arabic", "العربية", "arabic", "stop_words/arabic"),
    "az": Language("Azerbaijani", "Azərbaycanca", SIX_LETTERS),
    "be": Language("Belarusian", "Беларуская", SIX_LETTERS),
    "bg": Language("Bulgarian", "Български", SIX_LETTERS, "stop_words/bulgarian"),
    "bn": Language("Bengali", "বাংলা", None, "stopwordsiso/bn"),
    "bs": Language("Bosnian", "Bosanski", "serbian", "stopwordsiso/hr"),
    "ca": Language("Catalan", "Català", "catalan", "stop_words/catalan"),
    "cs": Language("Czech", "Čeština", "czech", "stop_words/czech"),
    "da": Language("Danish", "Dansk", "danish", "stop_words/danish"),
    "de": Language("German", "Deutsch", "german", "stop_words/german"),
    "el": Language("Greek", "Ελληνικά", "greek", "stop_words/greek"),
    "en": Language("English", "English", "english", "sumy/english"),
    "es": Language("Spanish", "Español", "spanish", "stop_words/spanish"),
    "et": Language("Estonian", "Eesti", "estonian", "stopwordsiso/et"),
    "eu": Language("Basque", "Euskara", "basque", "stopwordsiso/eu"),
    "fa": Language("Persian", "فارسی", "persian", "stop_words/persian"),
    "fi": Language("Finnish", "Suomi", "finnish", "stop_words/finnish"),
    "fr": Language("French", "Français", "french", "stop_words/french"),
    "ga": Language("Irish", "Gaeilge", "irish", "stopwordsiso/ga"),
    "gl": Language("Galician", "Galego", None, "stopwordsiso/gl"),
    "gu": Language("Gujarati", "ગુજરાતી", None, "stopwordsiso/gu"),
    "he": Language("Hebrew", "עברית", PREFIXES, "stop_words/hebrew"),
    "hi": Language("Hindi", "हिन्दी", "hindi", "stop_words/hindi"),
    "hr": Language("Croatian", "Hrvatski", "serbian", "stopwordsiso/hr"),
    "hu": Language("Hungarian", "Magyar", "hungarian", "stop_words/hungarian"),
    "hy": Language("Armenian", "Հայերեն", "armenian", "stopwordsiso/hy"),
    "id": Language("Indonesian", "Bahasa Indonesia", "indonesian", "stop_words/indonesian"),
    "is": Language("Icelandic", "Íslenska", SIX_LETTERS),
    "it": Language("Italian", "Italiano", "italian", "stop_words/italian"),
    "ja": Language("Japanese", "日本語", None, "stop_words/japanese", BY_CHARACTERS),
    "ka": Language("Georgian", "ქართული", SIX_LETTERS),
    "kk": Language("Kazakh", "Қазақша", SIX_LETTERS),
    "km": Language("Khmer", "ខ្មែរ", None, None, BY_PIECES),
    "ko": Language("Korean", "한국어", PARTICLES, "stop_words/korean"),
    "lo": Language("Lao", "ລາວ", None, None, BY_PIECES),
    "lt": Language("Lithuanian", "Lietuvių", "lithuanian", "stopwordsiso/lt"),
    "lv": Language("Latvian", "Latviešu", SIX_LETTERS, "stopwordsiso/lv"),
    "mk": Language("Macedonian", "Македонски", SIX_LETTERS),
    "mn": Language("Mongolian", "Монгол", SIX_LETTERS),
    "mr": Language("Marathi", "मराठी", None, "stopwordsiso/mr"),
    "ms": Language("Malay", "Bahasa Melayu", "indonesian", "stop_words/malaysian"),
    "my": Language("Burmese", "မြန်မာ", None, None, BY_PIECES),
    "ne": Language("Nepali", "नेपाली", "nepali"),
    "nl": Language("Dutch", "Nederlands", "dutch", "stop_words/dutch"),
    "no": Language("Norwegian", "Norsk", "norwegian", "stop_words/norwegian"),
    "pl": Language("Polish", "Polski", "polish", "stop_words/polish"),
    "pt": Language("Portuguese", "Português", "portuguese", "stop_words/portuguese"),
    "ro": Language("Romanian", "Română", "romanian", "stop_words/romanian"),
    "ru": Language("Russian", "Русский", "russian", "stop_words/russian"),
    "sk": Language("Slovak", "Slovenčina", SIX_LETTERS, "stop_words/slovak"),
    "sl": Language("Slovenian", "Slovenščina", SIX_LETTERS, "stopwordsiso/sl"),
    "sq": Language("Albanian", "Shqip", SIX_LETTERS),
    "sr": Language("Serbian", "Српски", "serbian", "stopwordsiso/hr"),
    "sv": Language("Swedish", "Svenska", "swedish", "stop_words/swedish"),
    "sw": Language("Swahili", "Kiswahili", None, "stopwordsiso/sw"),
    "ta": Language("Tamil", "தமிழ்", "tamil"),
    "te": Language("Telugu", "తెలుగు"),
    "th": Language("Thai", "ไทย", None, "sumy/thai", BY_PIECES),
    "tl": Language("Tagalog", "Tagalog", None, "stopwordsiso/tl"),
    "tr": Language("Turkish", "Türkçe", "turkish", "stopwordsiso/tr"),
    "uk": Language("Ukrainian", "Українська", SIX_LETTERS, "stop_words/ukrainian"),
    "ur": Language("Urdu", "اردو", None, "stopwordsiso/ur"),
    "uz": Language("Uzbek", "Oʻzbekcha", SIX_LETTERS),
    "vi": Language("Vietnamese", "Tiếng Việt", None, "stop_words/vietnamese"),
    "zh": Language("Chinese", "中文", None, "stop_words/chinese", BY_CHARACTERS),
})
# fmt: on
