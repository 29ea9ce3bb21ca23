"""Logging to standard error: events with fields, as text or JSON, and never a secret."""

import json
import logging
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_HIDDEN = "[hidden]"


class Redactor:
    """Replaces known secrets: the last step of every log line, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        # Within JSON and within quoted text some signs are written otherwise.
        self._secrets = {
            form
            for secret in secrets
            if secret
            for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
        }

    def text(self, line: str) -> str:
        """Return a line without them."""
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line

    def __call__(self, logger: WrappedLogger, name: str, rendered: str | Mapping[str, Any]) -> str:
        """Return the line as structlog has rendered it, without them."""
        return self.text(str(rendered))


def _drop_own_fields(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    # What structlog added for itself, about lines that libraries logged through the standard library.
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    return event


def set_up_logging(
    level: str = "INFO", log_format: Literal["text", "json"] = "text", secrets: Iterable[str] = ()
) -> None:
    """Send all logging of the process, ours and the libraries', through one formatter to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,  # the request that a line belongs to: `bot.correlation`
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr is not None and sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[_drop_own_fields, render, Redactor(secrets)],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # Only our own loggers go below warnings: httpx logs URLs, which hold the token, and python-telegram-bot
    # logs whole messages, as it does, even as an error, with an answer of Telegram's that it cannot read.
    logging.getLogger("bot").setLevel(level)
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # What these tell of a database that is away is told once by ours, and of jobs that fail by the jobs.
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # ticks that wait for the last one to end
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
