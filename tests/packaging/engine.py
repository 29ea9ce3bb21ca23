"""podman, as far as the image needs it."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.packaging.files import ROOT

IMAGE = "localhost/digest-bot:tried"
_BASE = "localhost/digest-bot-base:bootstrapped"
# Where the build finds the certificates of a network that has its own.
_CERTIFICATES = "/run/certificates.crt"
# Seconds: the slowest is the build, which downloads some 200 MB.
_PATIENCE = 1200
# What Debian's own slim image leaves out; it is merged from the start, and needs no Perl for merging.
_NOT_IN_SLIM = 'chroot "$1" apt-get purge --yes --quiet --autoremove perl-modules-5.36'
_LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*")


@dataclass(frozen=True, slots=True)
class Engine:
    """podman with a runtime of containers."""

    runtime: str

    def __call__(self, *words: str) -> str:
        """Run podman; return what it prints. Raises `CalledProcessError`."""
        command = ["podman", "--runtime", self.runtime, *words]
        done = subprocess.run(
            command,
            cwd=ROOT,
            check=True,
            text=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
        return done.stdout.strip()


def build(engine: Engine, base: str | None) -> None:
    """Build the image from the Containerfile, on another base than it names if one is given."""
    given = ["--build-arg", f"BASE={base}"] if base else []
    if certificates := os.environ.get("SSL_CERT_FILE"):
        given += ["--volume", f"{certificates}:{_CERTIFICATES}:ro"]
    # The format of OCI knows no health check.
    engine(
        *("build", "--format", "docker", "--isolation", "chroot", "--network", "host"),
        *(*given, "--file", "Containerfile", "--tag", IMAGE, "."),
    )


def make_base(engine: Engine) -> str:
    """Make an image of Debian's packages like the one that the Containerfile names; return its name."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "base.tar"
        subprocess.run(
            [
                "mmdebstrap",
                "--quiet",
                "--variant=apt",
                "--include=usr-is-merged",
                f"--customize-hook={_NOT_IN_SLIM}",
            ]
            + [f"--dpkgopt=path-exclude={path}" for path in _LEFT_OUT]
            + ["bookworm", str(archive)],
            check=True,
            timeout=_PATIENCE,
        )
        names = ("SSL_CERT_FILE", "PIP_CERT") if "SSL_CERT_FILE" in os.environ else ()
        changes = [word for name in names for word in ("--change", f"ENV {name}={_CERTIFICATES}")]
        engine("import", "--quiet", *changes, str(archive), _BASE)
    return _BASE
