"""A folder of links to the declared fonts, and the fontconfig file that knows no other."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def font_configuration(cache_dir: Path, files: Iterable[Path]) -> Path:
    """The fontconfig file for these fonts, made once for each set of fonts.

    Several processes may ask at once: the folder is made under another name and moved into place whole.
    """
    files = tuple(files)
    home = cache_dir.resolve() / "print-fonts"
    # The place is part of the key: the file names it, and a folder that was copied or moved must not lead back.
    key = hashlib.sha256("\n".join(map(str, (home, *files))).encode()).hexdigest()[:16]
    target = home / key
    if not (target / "fonts.conf").is_file():
        home.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f"{key}-", dir=home))
        (making / "fonts").mkdir()
        for file in files:
            (making / "fonts" / file.name).symlink_to(file)
        settings = CONFIGURATION.format(fonts=escape(str(target / "fonts")), cache=escape(str(home / "cache")))
        (making / "fonts.conf").write_text(settings, encoding="utf-8")
        try:
            os.rename(making, target)
        except OSError:
            shutil.rmtree(making)  # another process was faster
    return target / "fonts.conf"
