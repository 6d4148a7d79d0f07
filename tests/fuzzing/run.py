"""Fuzz one target for some time: `python -m tests.fuzzing.run TARGET SECONDS CORPUS [SEED]`.

With atheris on the path it is guided by what the code does with each input; without it, inputs are spliced and changed
at random. New inputs are added to the folder CORPUS; whatever is a fault is printed and ends it with 1.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.guard import GUARD

if find_spec("atheris"):
    import atheris

    with atheris.instrument_imports(include=["leafletpress", "markdown", "polib"]):
        from tests.fuzzing.targets import TARGETS, run_one, set_up
else:
    from tests.fuzzing.targets import TARGETS, run_one, set_up

OWN = Path(__file__).parent / "corpus"


def main(target: str, seconds: float, corpus: Path, seed: int = 1) -> int:
    """Run until the CPU seconds are used up."""
    corpus.mkdir(parents=True, exist_ok=True)
    root = set_up(Path(tempfile.mkdtemp(prefix="fuzz-")))
    seen: set[str] = set()
    faults = 0

    def once(data: bytes) -> None:
        nonlocal faults
        try:
            with GUARD.over(root):
                said = run_one(target, data, root)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__} {Path(where.filename).name}:{where.lineno}"
            if name not in seen:
                seen.add(name)
                faults += 1
                (corpus / f"fault-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
                print(f"{target}: {name}: {error}\n{data[:400]!r}\n{traceback.format_exc()[-1500:]}", flush=True)
            return
        kind = re.sub(r"""[\d'"“‘`][^.]*""", "", said)[:80]
        if kind not in seen:
            seen.add(kind)
            (corpus / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)

    def ended(runs: int, how: str) -> int:
        cpu = f"{time.process_time():.0f} CPU s"
        print(f"{target}: {runs} inputs {how}, {cpu}, {len(seen)} kinds of outcome, {faults} faults", flush=True)
        return 1 if faults else 0

    if find_spec("atheris"):
        _guided(once, seconds, corpus, seed, ended)
    return ended(_blind(once, target, seconds, seed), "at random")


def _guided(
    once: Callable[[bytes], None], seconds: float, corpus: Path, seed: int, ended: Callable[[int, str], int]
) -> None:
    """Does not return: libFuzzer ends the process."""
    import atheris

    runs = 0

    def one(data: bytes) -> None:
        nonlocal runs
        runs += 1
        once(data)
        if time.process_time() > seconds:  # its own limit is wall time
            os._exit(ended(runs, "guided"))

    options = ["-runs=1000000000", "-max_len=4000", "-timeout=300", "-rss_limit_mb=2000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], f"-seed={seed}", *options, str(corpus), str(OWN / sys.argv[1])], one)
    atheris.Fuzz()


def spliced(pieces: list[bytes], rng: random.Random) -> bytes:
    """An input made of the corpus: lines cut, doubled, exchanged and spoilt."""
    lines = [line for piece in rng.choices(pieces, k=rng.randint(1, 3)) for line in piece.splitlines(keepends=True)]
    rng.shuffle(lines) if rng.random() < 0.3 else None
    for _ in range(rng.randint(0, 6)):
        if not lines:
            break
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, rng.choice(lines) * rng.choice((1, 1, 1, 40)))
            case 2:
                place = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + rng.choice(SPOIL).encode() + lines[at][place:]
            case 3:
                place = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place]
            case _:
                lines[at] = bytes(rng.choice((byte, byte ^ 1 << rng.randrange(8))) for byte in lines[at])
    return b"".join(lines)[:20_000]


SPOIL = (
    "\x00 \ufeff \u202e \u2028 \u00a0 ��� ' \" \\ ` *** [[ ]] ]( {: #x} <b> </p> <script> <!-- --> ![a](../x.svg) "
    "![a](images/hand.svg) [a](file:///etc/passwd) [a](javascript:1) !!!  ??? [^1]: *[a]: |-|-| --- &#0; &#x202e; "
    "msgid msgstr msgctxt #~ #, fuzzy \\n ]]> <?x?> <!DOCTYPE 99999999999999999999 -1 1e999 ~ & * ! : - ? null "
    "2026-13-45 -->"
).split(" ")


def _blind(once: Callable[[bytes], None], target: str, seconds: float, seed: int) -> int:
    rng = random.Random(seed)
    pieces = [path.read_bytes() for path in sorted((OWN / target).iterdir())] or [b"\n"]
    runs = 0
    while time.process_time() < seconds:
        once(spliced(pieces, rng))
        runs += 1
    return runs


if __name__ == "__main__":
    assert sys.argv[1] in TARGETS, sorted(TARGETS)
    sys.exit(main(sys.argv[1], float(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1))
