"""Installs the Debian packages that the Python side needs."""

from __future__ import annotations

import os
import shutil
import subprocess

PACKAGES = (
    "python3-numpy",
    "python3-scipy",
    "python3-joblib",
    "python3-sklearn",
    "python3-numba",
    "python3-threadpoolctl",
    "cython3",
    "gcc",
    "libc6-dev",
    "python3-dev",
    "libopenblas0-pthread",
)


class PackagesMissing(Exception):
    """They cannot be installed here."""


def _is_installed(package: str) -> bool:
    state = subprocess.run(["dpkg-query", "-W", "-f=${db:Status-Status}", package], capture_output=True, text=True)
    return state.returncode == 0 and state.stdout == "installed"


def install() -> None:
    """Installs what is missing, and nothing if nothing is."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        raise PackagesMissing("error: packages: this is not a Debian system (install there what " + ", ".join(PACKAGES) + " hold)")
    missing = [package for package in PACKAGES if not _is_installed(package)]
    if not missing:
        return
    print(f"installing {' '.join(missing)}", flush=True)
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and shutil.which("sudo") is None:
        raise PackagesMissing(f"error: packages: {' '.join(missing)}: must be installed by root (apt-get install {' '.join(missing)})")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        if subprocess.run([*as_root, "apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL).returncode != 0:
            raise PackagesMissing(f"error: packages: apt-get {arguments[0]} failed (see above)")
