"""Draw a summary, a digest, a story card and the settings as PNG, and an Arabic chat from right to left.

Ends with 1 if a picture could not be drawn, with 2 if there is no browser to draw with.
"""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

import structlog

from tests.pictures.browser import HOW_TO_INSTALL, DrawError, draw, find_browser
from tests.pictures.page import Bubble, page_html
from tests.pictures.scene import play

_DOCS = Path(__file__).parent.parent.parent / "docs"


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=_DOCS, help="the folder for the pictures")
    options = parser.parse_args()
    browser = find_browser()
    if browser is None:
        sys.stderr.write(f"{HOW_TO_INSTALL}\n")
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    scene = asyncio.run(play())
    options.out.mkdir(parents=True, exist_ok=True)
    for name in ("summary", "digest", "story", "settings", "arabic"):
        messages, picture = getattr(scene, name), options.out / f"{name}.png"
        try:
            draw(browser, page_html(scene.bot_name, [Bubble.of(message) for message in messages]), picture)
        except DrawError as error:
            sys.stderr.write(f"{picture}: {error}\n")
            return 1
        sys.stdout.write(f"{picture}: {picture.stat().st_size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
