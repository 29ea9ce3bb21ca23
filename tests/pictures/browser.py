"""Pages drawn by a real browser, which knows fonts and the direction of text."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pictures.png import with_palette

HOW_TO_INSTALL = (
    "No browser was found to draw with. On Debian or Ubuntu:\n"
    "  apt-get install chromium fonts-noto-core fonts-noto-color-emoji"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WIDTH = 420
# Higher than one line, so that a page is never measured by the window; any height would do.
_FIRST_HEIGHT = 800
# A picture takes a second; a machine under load may need many times that.
_TIMEOUT = 60
_HEIGHT = re.compile(r'data-height="(\d+)"')


class DrawError(Exception):
    """The browser ended without doing what it was asked for; the text is what it said."""


def find_browser() -> str | None:
    """Return the path of a browser that can draw, or None."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def draw(browser: str, html: str, picture: Path) -> None:
    """Draw a page as a PNG, as high as what stands on it, in twice its size in pixels.

    The page tells its height itself, in `data-height`. Raises `DrawError`.
    """
    with TemporaryDirectory(prefix="pictures-") as name:
        folder = Path(name)
        page, drawn = folder / "page.html", folder / "page.png"
        page.write_text(html, "utf-8")
        measured = _run(browser, folder, page, _FIRST_HEIGHT, "--dump-dom")
        height = _HEIGHT.search(measured)
        if height is None:
            raise DrawError("the page did not tell its height")
        _run(browser, folder, page, int(height[1]), f"--screenshot={drawn}")
        if not drawn.exists():
            raise DrawError("the browser wrote no picture")
        picture.write_bytes(with_palette(drawn.read_bytes()))


def _run(browser: str, folder: Path, page: Path, height: int, order: str) -> str:
    command = [
        browser,
        "--headless",
        "--hide-scrollbars",
        "--force-device-scale-factor=2",
        f"--window-size={_WIDTH},{height}",
        f"--user-data-dir={folder / 'profile'}",
        "--no-first-run",
        "--disable-background-networking",
        # Nothing but the page is asked for, and that is a file.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        # The browser's own cage cannot be built by root, as whom containers run.
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        order,
        page.as_uri(),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DrawError(str(error)) from error
    if done.returncode:
        raise DrawError(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode(errors="replace")
