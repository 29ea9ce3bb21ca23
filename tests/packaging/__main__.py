"""Builds the image, runs it as compose.yaml says, and talks with it: `python -m tests.packaging`.

It needs podman, the rights to run it, and the network for what is installed. Where the base image cannot be
pulled, `--bootstrap` makes one like it of Debian's packages with mmdebstrap. Ends with 1 where something is
not as it should be.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.packaging.engine import Engine, build, make_base
from tests.packaging.life import talk


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.packaging", description=__doc__)
    parser.add_argument("--bootstrap", action="store_true", help="make the base image of Debian's packages")
    parser.add_argument("--runtime", default="crun", help="what podman runs containers with")
    parser.add_argument("--keep", action="store_true", help="take the image as it was built before")
    asked = parser.parse_args()
    engine = Engine(asked.runtime)
    try:
        if not asked.keep:
            build(engine, make_base(engine) if asked.bootstrap else None)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            faults = asyncio.run(talk(engine, Path(folder), sys.stdout))
    except subprocess.CalledProcessError as error:
        faults = [f"{' '.join(error.cmd[:4])} … ended with {error.returncode}: {error.stderr or ''}"]
    sys.stdout.write("".join(f"NOT SO: {fault}\n" for fault in faults) or "All is as it should be.\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
