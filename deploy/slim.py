"""Takes out of an installed environment what no run of the bot reads: `slim.py SITE_PACKAGES LANGUAGE…`.

Used by the Containerfile alone, in the stage that builds: what the image adds to its base is almost halved.
"""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Declared by sumy, and read when its packages are installed, not when they run.
_INSTALLERS = ("setuptools*", "pkg_resources", "_distutils_hack", "distutils-precedence.pth")
# Of the countries and languages in pycountry their names in other languages; the words of languages by which
# justext tells texts from menus, where trafilatura is told to ask it.
_DATA = ("pycountry/locales", "justext/stoplists")
# Databases other than ours and what tests them, and the colours of programs in every language, which come
# along with what prints the help of the command line.
_OTHERS = (
    *(f"sqlalchemy/{name}" for name in ("testing", "dialects/mssql", "dialects/mysql", "dialects/oracle")),
    "pygments/lexers/[a-z]*.py",
    "pygments/lexers/_*_builtins.py",
)
# Tests of the libraries, and what C compilers and type checkers read.
_TESTS = ("tests", "test")
_FOR_DEVELOPERS = ("*.pyi", "*.pyx", "*.pxd", "*.h", "*.c", "*.po")
# The bot's own package is kept whole: its migrations are found by their sources, its catalogues are .po.
_OWN = "bot"


def slim(site: Path, languages: list[str]) -> None:
    """Take files away that a bot which speaks these languages does not read."""
    for path in [path for pattern in (*_INSTALLERS, *_DATA, *_OTHERS) for path in site.glob(pattern)]:
        _remove(path)
    for path in [path for path in _of_libraries(site) if path.is_dir() and path.name in _TESTS]:
        _remove(path)
    for path in [path for pattern in _FOR_DEVELOPERS for path in _of_libraries(site, pattern)]:
        _remove(path)
    kept = {"root", *languages}
    for path in site.glob("babel/locale-data/*.dat"):
        if path.name.partition(".")[0].partition("_")[0] not in kept:
            _remove(path)
    for folder in _libraries(site):
        _leave_bytecode_alone(folder)


def strip(site: Path) -> None:
    """Take symbols for debuggers out of compiled code, which are up to nine tenths of it."""
    # Wheels that bring libraries along were patched after they were linked, which `strip` would spoil.
    bring = {name for folder in site.glob("*.libs") for name in (folder.name, folder.stem)}
    files = [path for path in site.rglob("*.so") if path.relative_to(site).parts[0] not in bring]
    subprocess.run(["strip", "--strip-unneeded", *files], check=True)  # noqa: S603, S607


def _leave_bytecode_alone(folder: Path) -> None:
    """Put bytecode in the place of sources: tracebacks name files and lines as before, and quote none."""
    for path in [*folder.rglob("__pycache__")]:
        _remove(path)
    if not compileall.compile_dir(folder, quiet=1, legacy=True, maxlevels=50):
        sys.exit(f"{folder} holds sources that cannot be compiled")
    for path in [*folder.rglob("*.py")]:
        _remove(path)


def _of_libraries(site: Path, pattern: str = "*") -> Iterator[Path]:
    return (path for folder in _libraries(site) for path in folder.rglob(pattern))


def _libraries(site: Path) -> list[Path]:
    return [path for path in site.iterdir() if path.is_dir() and path.name != _OWN]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)  # its folder may be gone already


if __name__ == "__main__":
    slim(Path(sys.argv[1]), sys.argv[2:])
    strip(Path(sys.argv[1]))
