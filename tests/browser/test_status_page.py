"""The status page in a real browser: nothing is asked of elsewhere, nothing is wider than the window."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.config import Settings
from tests.botapi import BotApiServer
from tests.browser.chromium import Tab, a_tab
from tests.databases import url_of
from tests.e2e.conversations import running
from tests.e2e.operators import operating
from tests.e2e.storms import crowd, looking

pytestmark = pytest.mark.browser

# As long as a name and a word get.
_HOST = f"{'a' * 60}.{'b' * 60}.example"
_TITLE = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
# The right edge of whatever reaches furthest; what is folded up has none.
_EDGE = "Math.max(...[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().right))"
# How far apart two colours of an element and of what lies behind it are, as WCAG 2 counts it.
_CONTRAST = """(() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = element => {
    const colour = getComputedStyle(element).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : colour;
  };
  return Math.min(...[...document.querySelectorAll("h1, p, li, dt, dd, th, td, caption, footer")].map(e => {
    const [dark, bright] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  }));
})()"""


@pytest.fixture
async def url(settings: Settings, server: BotApiServer) -> AsyncIterator[str]:
    """The status page of a bot with a source that fails and has a very long name."""
    folk = await crowd(url_of(settings), server, 2)
    with looking(folk.database) as connection:
        failing = "UPDATE feeds SET failing_since = 1, failure = 'link_too_slow', url = :url, title = :title"
        connection.execute(text(failing), {"url": f"https://{_HOST}/feed", "title": _TITLE})
    async with operating() as operator, running(operator.watched(settings), server):
        await operator.until_figures(lambda now: now["feeds failing"] == 1)
        yield f"http://{operator.listen}/"


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    async with a_tab() as tab:
        yield tab


@pytest.mark.parametrize("width", [360, 1280])
async def test_the_page_fits_and_keeps_to_itself(url: str, tab: Tab, width: int) -> None:
    await tab.open(url, width=width)
    assert "✓ Ready." in await tab.value("document.body.innerText")
    assert _HOST in await tab.value("document.body.textContent")
    await tab.value("document.querySelector('details').open = true")
    assert await tab.value("document.documentElement.scrollWidth") <= width
    assert await tab.value(_EDGE) <= width
    assert await tab.value("document.scripts.length") == 0
    assert await tab.value("[...document.querySelectorAll('svg')].every(e => e.clientHeight > 50)")
    assert [asked for asked in tab.asked_for if not asked.startswith(url)] == []
    assert tab.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_readable_by_day_and_by_night(url: str, tab: Tab, scheme: str) -> None:
    await tab.open(url, width=1280, scheme=scheme)
    ground = await tab.value("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert await tab.value(_CONTRAST) >= 7
