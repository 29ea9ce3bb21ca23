"""Many articles from the command line: read, summarised on every core, one result a line, in order."""

import json
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.articles.clean import read_article
from bot.articles.fragments import Fragments
from bot.articles.links import web_link
from bot.articles.model import Article, Span, Submission, Summary
from bot.errors import UserError
from bot.render.phrases import explain
from bot.render.summary import summary_text
from bot.services.budget import DEFAULT_SENTENCES, words_read_in
from bot.services.named_inputs import open_bytes, read_named, unreadable
from bot.summarize import DEFAULT_ALGORITHM, summarize

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from queue import Queue

# Rows under way for each worker: enough that none waits for the reader, few enough to hold in memory.
_AHEAD = 32


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted of every summary of a batch; None is without limit."""

    sentences: int | None = DEFAULT_SENTENCES
    words: int | None = None
    algorithm: str = DEFAULT_ALGORITHM
    language: str | None = None

    @classmethod
    def of(
        cls,
        *,
        sentences: int | None,
        words: int | None,
        seconds: int | None,
        algorithm: str = DEFAULT_ALGORITHM,
        language: str | None = None,
    ) -> "Options":
        """Take lengths as a person gave them: of two budgets the smaller; 3 sentences where there is none."""
        budgets = [budget for budget in (words, seconds and words_read_in(seconds)) if budget is not None]
        limit = DEFAULT_SENTENCES if sentences is None and not budgets else sentences
        return cls(limit, min(budgets, default=None), algorithm, language)

    def summarize(self, article: Article) -> Summary:
        """Summarise an article as these options want it; raises `UserError`."""
        return summarize(article, sentences=self.sentences, words=self.words, algorithm=self.algorithm)


def result(
    row_id: Any,  # noqa: ANN401  (whatever the row held)
    summary: Summary,
    *,
    plain: bool = True,
) -> dict[str, Any]:
    """Return a summary as one JSON object of the published form.

    Where the article has a link, each sentence has its own, or null where no link can tell its place. Where
    its text was drawn out of something else than plain text, that text is in it.
    """
    article = summary.article
    fragments = Fragments(article)

    def sentence(span: Span) -> dict[str, Any]:
        row = {"text": span.of(article.text), "start": span.start, "end": span.end}
        return row | {"link": fragments.of(span)} if fragments.link else row

    return {
        "id": row_id,
        "title": article.title,
        "date": article.published.isoformat() if article.published else None,
        "outlet": article.outlet,
        "language": article.language,
        "algorithm": summary.algorithm,
        "sentences": [sentence(span) for span in summary.sentences],
        "words": summary.words,
        "read_seconds_saved": summary.read_seconds_saved,
    } | ({} if plain else {"text": article.text})


def failure(row_id: Any, error: UserError) -> dict[str, Any]:  # noqa: ANN401  (whatever the row held)
    """Return what went wrong with one input, in the published form."""
    return {"id": row_id, "error": {"code": error.code, "message": explain(error)}}


def to_line(row: dict[str, Any]) -> str:
    """Return a result as one line of JSON, whatever characters its texts hold."""
    line = json.dumps(row, ensure_ascii=False)
    # Half a surrogate pair cannot be written as UTF-8; as an escape it can.
    return line if line.isascii() or _encodable(line) else json.dumps(row)


def run_row(options: Options, line: bytes) -> tuple[str, bool]:
    """Summarise one row of JSON Lines; return its result as a line, and whether it succeeded."""
    row = _parse_row(line)
    row_id, text = row.get("id"), row.get("text")
    if not isinstance(text, str):
        return to_line(failure(row_id, UserError("bad_row"))), False
    try:
        article = read_article(
            text,
            title=_text_or_none(row.get("title")),
            language=options.language or _language_or_none(row.get("lang")),
            url=web_link(_text_or_none(row.get("url"))),
        )
        return to_line(result(row_id, options.summarize(article))), True
    except UserError as error:
        return to_line(failure(row_id, error)), False
    except Exception as error:  # the edge of a job: one row that meets a fault of ours must not end the batch
        import logging  # noqa: PLC0415

        # Standard logging: a worker process has none set up, and this then goes to standard error.
        logging.getLogger(__name__).error("row %r met a fault of ours: %r", row_id, error)  # noqa: TRY400
        return to_line(failure(row_id, UserError("internal"))), False


def _parse_row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return {}
    return row if isinstance(row, dict) else {}


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _language_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and is_language_code(value) else None


def is_language_code(text: str) -> bool:
    """Whether a text is a language code such as en or ru (ISO 639-1 or 639-3)."""
    return re.fullmatch("[a-z]{2,3}", text) is not None


def run_files(
    names: Iterable[str],
    options: Options,
    *,
    open_link: Callable[[str], Submission],
    write: Callable[[str], None],
    complain: Callable[[str], None],
    as_json: bool,
) -> bool:
    """Summarise files and links, for reading or as JSON; return whether all succeeded."""
    good, gap = True, ""
    for name in names:
        try:
            article, plain = read_named(name, options.language, open_link)
            summary = options.summarize(article)
        except UserError as error:
            good = False
            if as_json:
                write(to_line(failure(name, error)))
            else:
                complain(f"{name}: {explain(error)}")
            continue
        if as_json:
            write(to_line(result(name, summary, plain=plain)))
        else:
            write(gap + summary_text(summary))
            gap = "\n\n"
    return good


def run_rows(
    names: Iterable[str],
    options: Options,
    *,
    write: Callable[[str], None],
    complain: Callable[[str], None],
    workers: int | None = None,
) -> bool:
    """Summarise rows of JSON Lines on every core, writing each result as soon as those before it are out.

    Returns whether all succeeded. What `write` raises, as when its reader goes away, ends the work.
    """
    outcome = _Outcome()
    rows = _read_rows(names, complain, outcome)
    job = partial(run_row, options)
    count = workers or os.cpu_count() or 1
    if count == 1:
        for line, good in map(job, rows):
            write(line)
            outcome.all_good &= good
        return outcome.all_good
    # Of no use to a file alone, for which loading them would take as long as reading it.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from queue import Queue  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    waiting: Queue[Future[tuple[str, bool]] | None] = Queue(maxsize=count * _AHEAD)
    writer = Thread(target=_write_in_order, args=(waiting, write, outcome), daemon=True)
    with ProcessPoolExecutor(count, mp_context=_context(), initializer=_leave_interrupts_to_parent) as pool:
        writer.start()
        try:
            for row in rows:
                waiting.put(pool.submit(job, row))
                if outcome.broken:
                    break
        except BrokenProcessPool as error:
            outcome.broken = error
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        waiting.put(None)
        writer.join()
    if isinstance(outcome.broken, BrokenProcessPool):
        raise UserError("worker_killed") from outcome.broken
    if outcome.broken:
        raise outcome.broken
    return outcome.all_good


def _read_rows(names: Iterable[str], complain: Callable[[str], None], outcome: "_Outcome") -> Iterator[bytes]:
    for name in names:
        try:
            with open_bytes(name) as file:
                yield from (line for line in file if line.strip())
        except OSError as error:
            complain(f"{name}: {explain(unreadable(name, error))}")
            outcome.all_good = False


@dataclass(slots=True)
class _Outcome:
    all_good: bool = True
    broken: BaseException | None = None


def _write_in_order(
    waiting: "Queue[Future[tuple[str, bool]] | None]", write: Callable[[str], None], outcome: _Outcome
) -> None:
    while (future := waiting.get()) is not None:
        if outcome.broken:
            future.cancel()  # nobody reads any more; only empty the queue, so that its filler can end
            continue
        try:
            line, ok = future.result()
            write(line)
            outcome.all_good &= ok
        except BaseException as error:
            outcome.broken = error


def _leave_interrupts_to_parent() -> None:
    # Ctrl-C reaches every process of the terminal; only the parent's answer to it is wanted.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _context() -> "BaseContext":
    """Return a way to start workers that does not copy this process's threads."""
    import multiprocessing  # noqa: PLC0415

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.services.batch"])  # imported once, and shared by all workers
    return context


def _encodable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
