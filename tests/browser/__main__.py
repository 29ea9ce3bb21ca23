"""Draw how the status page begins, as PNG for the README: `python -m tests.browser`."""

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.operator.page import page_html
from tests.browser.chromium import a_tab
from tests.pictures.png import with_palette
from tests.unit.operator.statuses import everything

_DOCS = Path(__file__).parent.parent.parent / "docs"
# As narrow as a README shows pictures, and down to the plots of the last day.
_WIDTH, _HEIGHT = 840, 578


async def draw(picture: Path) -> None:
    """Draw it."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "status.html"
        page.write_text(page_html(everything()), "utf-8")
        async with a_tab() as tab:
            await tab.open(page.as_uri(), width=_WIDTH, height=_HEIGHT)
            picture.write_bytes(with_palette(await tab.picture()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description=__doc__)
    parser.add_argument("--out", type=Path, default=_DOCS / "status.png", help="the file of the picture")
    asyncio.run(draw(parser.parse_args().out))
