"""Set leafletpress up on this machine, then run what a person asked for.

Only the standard library is used here. This file alone must also be understood
by an old Python, so that it can say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - a launcher runs on whatever python3 there is
    sys.stderr.write(
        "leafletpress: this is Python %d.%d, and leafletpress needs Python 3.11 or newer.\n"  # noqa: UP031 - as above
        "Install a newer Python and name it before the command, for example:\n"
        "    python3.12 %s\n" % (sys.version_info[0], sys.version_info[1], sys.argv[0])
    )
    sys.exit(2)

from bootstrap.commands import main

__all__ = ["main"]
