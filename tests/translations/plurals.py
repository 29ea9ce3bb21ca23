"""Which plural forms a language has for whole numbers, by the rules of Unicode (CLDR) that Babel has."""

from functools import cache

from babel import Locale
from babel.plural import PluralRule, to_gettext

# In the order in which gettext numbers them.
_TAGS = ("zero", "one", "two", "few", "many", "other")
# All forms of whole numbers come up below this; others are for fractions and millions, which we never say.
_NUMBERS = range(1000)


@cache
def form_names(language: str) -> list[str]:
    """Return what CLDR calls the forms of a language, in the order of a catalogue: "one", "few", "many"."""
    rule = Locale.parse(language).plural_form
    used = {rule(number) for number in _NUMBERS}
    return [tag for tag in _TAGS if tag in used]


@cache
def plural_forms(language: str) -> str:
    """Return the header Plural-Forms of a catalogue."""
    names = form_names(language)
    rules = Locale.parse(language).plural_form.rules
    # The last form is what all other numbers have, whatever it is called.
    return to_gettext(PluralRule({name: rules[name] for name in names[:-1]}))


@cache
def is_of_one_number(language: str, place: int) -> bool:
    """Whether a form is that of a single number: the Arabic one of two, not the Russian one of 1 and 21."""
    rule, name = Locale.parse(language).plural_form, form_names(language)[place]
    return sum(rule(number) == name for number in _NUMBERS) == 1


@cache
def example_counts(language: str) -> list[str]:
    """Return for each form the first numbers that have it: "1, 21, 31"."""
    rule = Locale.parse(language).plural_form
    return [
        ", ".join(str(number) for number in [number for number in _NUMBERS if rule(number) == name][:3])
        for name in form_names(language)
    ]
