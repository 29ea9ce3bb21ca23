"""How the status page looks: on a phone and on a wide screen, by day and by night."""

from base64 import b64encode
from hashlib import sha256

# Text on ground and ground on accent stand apart by 7 to 1 or more, so that meaning is readable for most.
STYLE = """
:root { color-scheme: light dark; --text: #1b1f24; --soft: #414a55; --ground: #ffffff; --card: #f3f5f7;
  --line: #c9d0d8; --bar: #1f6feb; --bad: #9b1c1c; }
@media (prefers-color-scheme: dark) { :root { --text: #e8ecf1; --soft: #b4bdc8; --ground: #12161b;
  --card: #1c2229; --line: #3a444f; --bar: #6ea8ff; --bad: #ff9c9c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--text); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.125rem; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; }
.soft, .most, .ends, footer { color: var(--soft); }
.state { border-left: .3rem solid var(--bar); background: var(--card); margin-top: 1rem;
  padding: .5rem 1rem; }
.state.bad { border-color: var(--bad); }
.state ul { margin: .25rem 0; padding-left: 1.25rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .5rem; margin: 0; }
dl div { background: var(--card); padding: .5rem .75rem; display: flex;
  flex-direction: column-reverse; justify-content: flex-end; }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: 0; font-size: 1.375rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; }
table.counts { max-width: 32rem; }
table + table { margin-top: 1rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0; }
svg { display: block; width: 100%; height: 6rem; background: var(--card);
  border-bottom: 1px solid var(--line); }
rect { fill: var(--bar); }
.ends { display: flex; justify-content: space-between; font-size: .875rem; }
details { margin-top: .5rem; }
summary { cursor: pointer; }
footer { margin-top: 2rem; font-size: .875rem; }
"""

# What a browser compares the style with, so that no other can be slipped in.
STYLE_HASH = f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
