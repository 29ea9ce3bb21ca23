"""Letters answer letters: what the sender wrote, apart from what is quoted and signed."""

import re

# "On Monday, Anna <anna@example.com> wrote:": a line above a quotation that ends with a colon and holds a
# number or an address. Mail programs word it in every language, and all of them so.
_NUMBER_OR_ADDRESS = re.compile(r"[\d@]")
_LONGEST_ATTRIBUTION = 300
# Lines that begin what is passed on below them.
_DIVIDER = re.compile(
    r"\s*(?:[-_*]{2,}\s*)?(?:original message|original-nachricht|ursprüngliche nachricht|urspr. nachricht"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale"
    r"|исходное сообщение|пересылаемое сообщение|конец пересылаемого сообщения|пересланное сообщение"
    r"|forwarded message|begin forwarded message|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado|原始邮件|轉寄郵件|转发邮件)(?:\s*[-_*]{2,})?\s*[:：]?\s*",
    re.I,
)
# The first of the lines Outlook puts above the letter that is answered, the second must follow within some.
_FROM = re.compile(r"\**\s*(?:from|von|de|da|от|від|od|van|发件人|寄件者|差出人)\s*[:：]\**\s+\S", re.I)
_SENT = re.compile(
    r"\**\s*(?:sent|date|gesendet|datum|envoyé|enviado|inviato|data|отправлено|дата|надіслано|发送时间|日期)\s*[:：]",
    re.I,
)
_HEADER_LINES = 4
# RFC 3676, 4.3: "-- " alone on a line; many programs drop the space.
_SIGNATURE = re.compile(r"--\s*")
# A signature is no longer; what follows a longer one is text with two dashes in it.
_SIGNATURE_LINES = 15
_SENT_FROM = re.compile(
    r"\s*(?:sent from my \w+|sent from (?:mail|outlook|yahoo).{0,40}|get outlook for \w+"
    r"|sent with .{0,40} mail\.?"
    r"|отправлено (?:из|с) .{0,60}|von meinem \w+ gesendet|envoyé de mon \w+|enviado desde mi \w+)\.?\s*",
    re.I,
)
_HEADER_FIELD = re.compile(r"\s*\**[^\W\d_][\w -]{1,20}\s?[:：]\**\s.*")


def own_text(text: str) -> tuple[str, str]:
    """Return the sender's own words, and what is quoted or passed on, without its marks.

    Lines of both stay in their order and keep the blank lines between them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = _passed_on(lines)
    own: list[str] = []
    quoted: list[str] = []
    for line in _unsigned(lines[:end]):
        if line.startswith(">"):
            _drop_attribution(own)
            quoted.append(line.lstrip("> ") if line.strip("> ") else "")
            # A reply between two quotations stays a paragraph of its own.
            own.append("")
        elif not _SENT_FROM.fullmatch(line):
            own.append(line)
    passed_on = [line.lstrip("> ") if line.startswith(">") else line for line in _below_header(lines[end:])]
    return "\n".join(own), "\n".join([*quoted, "", *passed_on])


def _passed_on(lines: list[str]) -> int:
    """Return the number of the line where another letter begins, else that after the last."""
    for number, line in enumerate(lines):
        if _DIVIDER.fullmatch(line):
            return number
        after = lines[number + 1 : number + 1 + _HEADER_LINES]
        if _FROM.match(line) and any(_SENT.match(other) for other in after):
            return number
    return len(lines)


def _unsigned(lines: list[str]) -> list[str]:
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _SIGNATURE_LINES), -1):
        if _SIGNATURE.fullmatch(lines[number]):
            return lines[:number]
    return lines


def _drop_attribution(own: list[str]) -> None:
    """Take away the lines that say who wrote what is quoted next: a paragraph, or the last line."""
    while own and not own[-1].strip():
        own.pop()
    start = len(own)
    while start and own[start - 1].strip():
        start -= 1
    for first in (start, len(own) - 1):
        if 0 <= first < len(own) and _is_attribution(" ".join(own[first:])):
            del own[first:]
            break
    own.append("")


def _is_attribution(line: str) -> bool:
    if len(line) > _LONGEST_ATTRIBUTION or not line.rstrip().endswith((":", "：")):
        return False
    return _NUMBER_OR_ADDRESS.search(line) is not None


def _below_header(lines: list[str]) -> list[str]:
    """Return another letter's lines without the divider, its header and its signature."""
    start = 0
    while start < len(lines) and (
        not lines[start].strip() or _DIVIDER.fullmatch(lines[start]) or _HEADER_FIELD.fullmatch(lines[start])
    ):
        start += 1
    return _unsigned(lines[start:])
