"""A guard over a process: notes every file that is opened outside allowed folders, every connection, every program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REQUESTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request")
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")
PYTHON = tuple(
    os.path.realpath(path)
    for path in {sys.prefix, sys.base_prefix, *filter(None, sys.path), str(Path(__file__).parents[2] / "scripts")}
)
"Python's own folders and ours: modules are imported at their first need."
SYSTEM = ("/usr/share/zoneinfo", "/etc/localtime", "/dev/null", "/usr/lib", "/proc/self")


class Guard:
    """What happened that must not; it can be armed and disarmed, but a hook of Python's cannot be taken away."""

    def __init__(self) -> None:
        self.allowed: tuple[str, ...] = ()
        self.armed = False
        self.found: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.armed:
            return
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if not path.startswith((*self.allowed, *PYTHON, *SYSTEM)):
                self.found.append(f"opened {path}")
        elif event in REQUESTS or event in PROGRAMS:
            self.found.append(f"{event} {arguments!r}"[:200])

    @contextmanager
    def over(self, project: Path) -> Iterator[None]:
        """Only this project may be opened within; raises AssertionError with what was done besides."""
        self.allowed, self.armed, self.found = (os.path.realpath(project),), True, []
        try:
            yield
        finally:
            self.armed = False
        assert not self.found, self.found


GUARD = Guard()
