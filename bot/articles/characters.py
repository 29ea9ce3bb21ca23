"""Classes of characters that the patterns share."""

# Line ends of Unicode, with the separators that ASCII files and message clients use for them.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

# Nothing a reader sees: other controls (but C1 0x96/0x97, dashes of mis-decoded cp1252), soft hyphen,
# zero-width and bidirectional marks, byte order mark, variation selector, spaces.
UNSEEN = (
    "".join(chr(c) for c in range(0x20) if chr(c) not in BREAKS)
    + "\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\ufe0f"
    + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))))
)

# Capital letters of the Latin, Cyrillic and Greek alphabets, to stand inside a regex class.
CAPITALS = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĞİŞŐŰА-ЯЁІЇЄҐЎΑ-Ω"
