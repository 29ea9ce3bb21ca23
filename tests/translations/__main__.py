"""Bring the catalogues up to date with the English texts, and say what is still to be done in each.

Ends with 1 while there is something to be done.
"""

import argparse
import sys

from bot.render.catalogues import LOCALES
from bot.render.languages import ENGLISH, LANGUAGES
from tests.translations.faults import faults_of
from tests.translations.update import updated


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.translations", description=__doc__)
    parser.add_argument("languages", nargs="*", metavar="CODE", help="these alone, each fault in a line")
    wanted = parser.parse_args().languages
    faulty = False
    for language in wanted or [code for code in LANGUAGES if code != ENGLISH]:
        path = LOCALES / f"{language}.po"
        text = updated(path, language)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
        faults = faults_of(path)
        faulty = faulty or bool(faults)
        sys.stdout.write(f"{language}: {len(faults)} to be done\n")
        if wanted:
            sys.stdout.writelines(f"  {fault}\n" for fault in faults)
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())
