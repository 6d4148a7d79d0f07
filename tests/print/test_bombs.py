"""Leaflets that no engine could finish: each ends in an error that says why, soon, and the next is made."""

from __future__ import annotations

import resource
import struct
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest

from leafletpress.errors import RenditionError
from leafletpress.renderers import pdf
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.renderers.print.limits import Limits, within
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in

ROW = "<tr><td>One</td><td>Two</td></tr>"

BOMBS = {
    "10,000 rows": (f"<table>{ROW * 10_000}</table>", "10,000 rows of a table"),
    "1,000 deep": ("<div>" * 1000 + "x" + "</div>" * 1000, "elements inside one another"),
    "a paragraph of 100,000 words": (f"<p>{'word ' * 100_000}</p>", "100,001 words"),
    "5 MB of HTML": (f"<p>{'<em>a</em>' * 500_000}</p>", "letters of HTML"),
}


def peak_mb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_body_that_is_too_large_is_refused_before_it_is_laid_out(bomb: str, make_context: MakeContext) -> None:
    body, reason = BOMBS[bomb]
    start, most = time.process_time(), peak_mb()
    with pytest.raises(RenditionError, match=reason):
        LARGE_PRINT.render(make_edition(f"<h1>T</h1>{body}"), make_context())
    assert time.process_time() - start < 5
    assert peak_mb() - most < 200
    assert LARGE_PRINT.render(edition_in("pl"), make_context("pl")).data


def png(width: int, height: int, padding: int = 0) -> bytes:
    """A white picture of one bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * min(height, 1000), 9)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"tEXt", b"x" * padding), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (png(10, 10, padding=50 * 2**20), "bytes"),
        (png(20_000, 20_000), "pixels"),
        (png(200_000, 200_000), "pixels"),
    ],
    ids=["50 MB", "400 megapixels", "40 gigapixels"],
)
def test_a_picture_that_is_too_large_is_refused(
    picture: bytes, reason: str, make_context: MakeContext, tmp_path: Path
) -> None:
    context = make_context(home=tmp_path)
    (tmp_path / "docs/images/large.png").write_bytes(picture)
    start, most = time.process_time(), peak_mb()
    with pytest.raises(RenditionError, match=reason):
        LARGE_PRINT.render(make_edition('<h1>T</h1><p><img src="images/large.png" alt="x"/></p>'), context)
    assert time.process_time() - start < 5
    assert peak_mb() - most < 200


# A tick may fall into a callback of the garbage collector, which cannot raise; the next tick stops the document
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_layout_that_takes_too_long_is_stopped(make_context: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIMITS", Limits(cpu_s=1))
    lists = "<ul><li>An entry with some words.</li></ul>" * 5000
    start = time.process_time()
    with pytest.raises(RenditionError, match="not finished within 1 seconds of work"):
        LARGE_PRINT.render(make_edition(f"<h1>T</h1>{lists}"), make_context())
    assert time.process_time() - start < 4
    monkeypatch.undo()
    assert LARGE_PRINT.render(edition_in("pl"), make_context("pl")).data


def test_a_layout_that_takes_too_much_memory_is_stopped() -> None:
    def collect() -> None:
        while len(hoard) < 1000:
            hoard.append(b"x" * 2**20)
            sum(range(100_000))

    hoard: list[bytes] = []
    with pytest.raises(RenditionError, match=r"(64|128) megabytes of memory"), within(Limits(memory_mb=64), "leaflet"):
        collect()
    assert len(hoard) < 1000


@pytest.mark.skipif(sys.platform != "linux", reason="no other system counts what a process has taken")
def test_one_piece_of_memory_that_is_too_large_is_refused() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(RenditionError, match="128 megabytes of memory"), within(Limits(memory_mb=64), "leaflet"):
        bytearray(2**30)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(2**28)) == 2**28


def test_other_threads_are_not_limited_in_time() -> None:
    def work() -> None:
        with within(Limits(cpu_s=0), "leaflet"):
            done.append(sum(range(3_000_000)))

    done: list[int] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
