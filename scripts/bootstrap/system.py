"""What leafletpress needs from the system, beyond Python's own packages.

On Debian and its descendants what is missing is installed with apt-get. On any
other system we only look, and say what to install: guessing at another
package manager would be worse than asking.
"""

import ctypes
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrap.progress import SetUpError, run_quietly, say

FOREIGN_LIBRARIES = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"), Path("/opt/local/lib"))
"""Where Homebrew (Apple silicon, Intel) and MacPorts put libraries, which not every Python searches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that the system must bring, and how to tell that it is there."""

    package: str
    """Debian's name for it."""
    brew: str
    """Homebrew's name for it."""
    reason: str
    """What leafletpress does with it."""
    modules: tuple[str, ...] = ()
    """Python modules that must all be there."""
    libraries: tuple[tuple[str, str], ...] = ()
    """Shared libraries that must all load, by their names on Linux and on macOS."""
    fonts: tuple[str, ...] = ()
    """Font families that fontconfig must all know."""
    commands: tuple[tuple[str, ...], ...] = ()
    """Command lines of which one must run."""
    files: tuple[str, ...] = ()
    """Files that must all be there."""


VENV = Need(
    package=f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
    brew="python",
    reason="makes the virtual environment; Debian's Python comes without it",
    modules=("venv", "ensurepip"),
)

# The libraries are those that weasyprint/text/ffi.py loads. GObject and
# fontconfig come with these packages on every release of Debian and Ubuntu,
# under names that change (libglib2.0-0, libglib2.0-0t64).
TO_RUN = (
    VENV,
    Need(
        package="libpango-1.0-0",
        brew="pango",
        reason="WeasyPrint lays out the text of PDF files with it",
        libraries=(
            ("libpango-1.0.so.0", "libpango-1.0.dylib"),
            ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
        ),
    ),
    Need(
        package="libpangoft2-1.0-0",
        brew="pango",
        reason="WeasyPrint finds and loads fonts with it",
        libraries=(
            ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
            ("libfontconfig.so.1", "libfontconfig.1.dylib"),
        ),
    ),
    Need(
        package="libharfbuzz0b",
        brew="harfbuzz",
        reason="WeasyPrint shapes Arabic, Bengali and other joined scripts with it",
        libraries=(("libharfbuzz.so.0", "libharfbuzz.0.dylib"),),
    ),
    Need(
        package="libharfbuzz-subset0",
        brew="harfbuzz",
        reason="WeasyPrint puts only the letters used into a PDF file with it",
        libraries=(("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),),
    ),
    Need(
        package="fonts-noto-core",
        brew="font-noto-sans font-noto-naskh-arabic font-noto-nastaliq-urdu font-noto-sans-bengali",
        reason="the letters of Latin, Arabic, Urdu, Bengali and most other scripts",
        fonts=("Noto Sans", "Noto Naskh Arabic", "Noto Nastaliq Urdu", "Noto Sans Bengali"),
    ),
    Need(
        package="fonts-noto-cjk",
        brew="font-noto-sans-cjk",
        reason="the letters of Chinese",
        fonts=("Noto Sans CJK SC",),
    ),
    Need(
        package="liblouis20",
        brew="liblouis",
        reason="translates into braille, with the tables that come with it",
        libraries=(("liblouis.so.20", "liblouis.dylib"),),
    ),
)

TO_TEST = (
    *TO_RUN,
    Need(
        package="chromium",
        brew="--cask google-chrome",
        reason="the pages are tried in a real browser",
        commands=(
            ("chromium", "--version"),
            ("google-chrome", "--version"),
            ("chromium-browser", "--version"),
            ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "--version"),
            ("/Applications/Chromium.app/Contents/MacOS/Chromium", "--version"),
        ),
    ),
    Need(
        package="libatomic1",
        brew="gcc",
        reason="Playwright, which drives the browser, brings a Node.js that needs it",
        # macOS has the same within a library that is always there.
        libraries=(("libatomic.so.1", "libSystem.dylib"),),
    ),
    Need(
        package="nodejs",
        brew="node",
        reason="Lighthouse, which judges the pages, and pdf.js, which reads PDF files, run on it",
        commands=(("node", "--version"),),
    ),
    Need(
        package="npm",
        brew="node",
        reason="installs what runs on Node.js, from the lock in tests/node",
        commands=(("npm", "--version"),),
    ),
    Need(
        package="poppler-utils",
        brew="poppler",
        reason="PDF files are read back by another program than wrote them",
        commands=(("pdftotext", "-v"),),
    ),
    Need(
        package="ffmpeg",
        brew="ffmpeg",
        reason="recordings are decoded and sought in by another program than made them",
        commands=(("ffmpeg", "-version"),),
    ),
    Need(
        package="gettext",
        brew="gettext",
        reason="msgfmt judges the translations as translators' own tools do",
        commands=(("msgfmt", "--version"),),
    ),
    Need(
        package="libbrailleutils-java",
        brew="",
        reason="braille files are read by another program than wrote them",
        files=("/usr/share/java/brailleUtils-core.jar",),
    ),
    Need(
        package="default-jre-headless",
        brew="openjdk",
        reason="veraPDF, which judges PDF files, and the Nu checker, which judges pages, are Java programs",
        commands=(("java", "-version"),),
    ),
)


def bring_needs(needs: Sequence[Need]) -> None:
    """Make sure that every need is met, installing what is missing where we can."""
    debian = bool(shutil.which("apt-get") and shutil.which("dpkg-query"))
    missing = _find_missing_packages(needs) if debian else [need for need in needs if not _is_met(need)]
    if not missing:
        return
    if not debian:
        raise SetUpError(_describe_missing(missing))
    # Ubuntu's archive has Chromium only as a stub that fetches a snap.
    elsewhere = [need for need in missing if need.package == "chromium" and _is_ubuntu()]
    from_apt = [need.package for need in missing if need not in elsewhere]
    if from_apt:
        _install_with_apt(from_apt)
    if elsewhere:
        raise SetUpError(
            "no working Chromium or Google Chrome was found, and apt-get has none on Ubuntu.\n"
            "Install Google Chrome from its .deb file, or run this line:\n"
            "    sudo snap install chromium\n"
            "Then run the same command again."
        )


def check_venv_module() -> None:
    """Make sure, after the packages are there, that this very Python can make virtual environments."""
    importlib.invalidate_caches()
    if not _is_met(VENV):
        raise SetUpError(
            f"the Python at {sys.executable} lacks its module 'venv' or 'ensurepip', "
            "which make virtual environments, although the system's package for it is there.\n"
            f"Run the same command with the system's own Python: /usr/bin/python3 {sys.argv[0]}"
        )


def find_library_path() -> str | None:
    """Find the folder that a Python not from Homebrew must be told of, to find Homebrew's libraries on macOS."""
    if sys.platform != "darwin":
        return None
    return next((str(folder) for folder in FOREIGN_LIBRARIES if (folder / "libpango-1.0.dylib").exists()), None)


def _find_missing_packages(needs: Sequence[Need]) -> list[Need]:
    installed = _find_installed([need.package for need in needs])
    return [
        need
        for need in needs
        # A module or command may well come from elsewhere than a package;
        # libraries and fonts decide the bytes of the PDF files.
        if need.package not in installed and not ((need.modules or need.commands) and _is_met(need))
    ]


def _find_installed(packages: Sequence[str]) -> set[str]:
    # dpkg-query ends with 1 when it does not know one of the names: no matter.
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n", *packages],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    return {name for status, _, name in (line.partition(" ") for line in listing.splitlines()) if status == "installed"}


def _install_with_apt(packages: Sequence[str]) -> None:
    prefix = _find_privilege()
    names = " ".join(packages)
    if prefix is None:
        line = f"apt-get update && apt-get install --no-install-recommends -y {names}"
        raise SetUpError(
            f"system packages are missing ({names}), and only an administrator can install them.\n"
            "Run this line, or ask an administrator to, then run the same command again:\n"
            f"    {'sudo sh' if shutil.which('sudo') else 'su'} -c '{line}'"
        )
    say(f"installing system packages with apt-get: {names}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    # One source of many may fail to answer here without mattering; whether it
    # mattered, the installation tells.
    _succeeds([*apt, "update"])
    run_quietly(
        [*apt, "install", "--no-install-recommends", "-y", *packages],
        purpose=f"install the system packages {names}",
        remedy="See that the network and apt-get's sources work, then run the same command again.",
    )


def _find_privilege() -> list[str] | None:
    """Find what to put before a command so that it runs as the administrator, or None if nothing will."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _is_ubuntu() -> bool:
    release = platform.freedesktop_os_release()
    return "ubuntu" in (release.get("ID", ""), *release.get("ID_LIKE", "").split())


def _is_met(need: Need) -> bool:
    return (
        all(importlib.util.find_spec(name) for name in need.modules)
        and all(_has_library(names) for names in need.libraries)
        and _has_fonts(need.fonts)
        and all(Path(name).exists() for name in need.files)
        and (not need.commands or any(_runs(command) for command in need.commands))
    )


def _has_library(names: Sequence[str]) -> bool:
    for name in names:
        if any((folder / name).exists() for folder in FOREIGN_LIBRARIES):
            return True
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _has_fonts(families: Sequence[str]) -> bool:
    if not families:
        return True
    if not shutil.which("fc-list"):
        say(f"cannot tell whether these fonts are installed, for want of the command fc-list: {', '.join(families)}")
        return True
    listing = subprocess.run(["fc-list", ":", "family"], stdout=subprocess.PIPE, text=True).stdout
    known = {name.strip() for line in listing.splitlines() for name in line.split(",")}
    return known.issuperset(families)


def _runs(command: Sequence[str]) -> bool:
    """Tell whether a command runs, not merely exists: macOS and Ubuntu put stubs on the path."""
    return shutil.which(command[0]) is not None and _succeeds(command)


def _succeeds(command: Sequence[str]) -> bool:
    outcome = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return outcome.returncode == 0


def _describe_missing(missing: Sequence[Need]) -> str:
    macos = sys.platform == "darwin"
    lines = ["these are missing from the system:"]
    for need in missing:
        proofs = [*need.modules, *(names[macos] for names in need.libraries), *need.fonts, *need.files]
        proofs.extend(command[0] for command in need.commands[:1])
        lines.append(f"    {', '.join(proofs)}: {need.reason}")
    if macos:
        lines.append("Install them with Homebrew, then run the same command again:")
        lines.extend(f"    brew install {name}" for name in dict.fromkeys(need.brew for need in missing if need.brew))
    else:
        lines.append("Install them with your system's package manager, then run the same command again.")
        lines.append(f"Debian's names for the packages are {', '.join(need.package for need in missing)}.")
    return "\n".join(lines)
