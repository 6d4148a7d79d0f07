"""No network, no shell, nothing outside the project: a whole build is looked at, and our own code is read."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from leafletpress import body
from leafletpress.body import BodyBuilder
from leafletpress.corpus import write_corpus
from leafletpress.edition import Edition
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.project import load_project
from leafletpress.sanitising import taken_away
from leafletpress.siteplan import plan_editions
from leafletpress.store import Store
from tests.projects import ROOT, contents_of

FORMATS = ["clear-print-pdf", "audio-mp3", "braille-brf"]
NO_NETWORK = ("unshare", "--user", "--map-root-user", "--net")
LISTEN = """\
import os, sys, threading

LOG, mine = os.environ["LISTEN_LOG"], threading.local()


def hear(event, arguments):
    if getattr(mine, "writing", False):
        return
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        said = "open " + os.path.realpath(os.fsdecode(arguments[0]))
    elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "os.system", "subprocess.Popen", "os.exec"):
        said = f"{event} {arguments[1:]!r}"
    else:
        return
    mine.writing = True
    out = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(out, (said.replace(chr(10), " ") + chr(10)).encode())
    os.close(out)
    mine.writing = False


sys.addaudithook(hear)
"""
"Runs in every Python process of a build, before anything else, and notes what it opens and asks for."

SYSTEM = re.compile(
    r"/(usr/(share|lib|local/share)|etc/(localtime|mime\.types|timezone)|proc/\d+|dev/(null|urandom|shm)|lib)\b"
)
"Fonts, braille tables, time zones and libraries."


LOOKS_FOR_LIBRARIES = re.compile(r"subprocess\.Popen \(\['(/sbin/ldconfig|ld|objdump|[\w/.-]*g?cc)'")
"`ctypes.util.find_library`, with which WeasyPrint finds Pango."


def _build(project: Path, *prefix: str, **environment: str) -> None:
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "leafletpress.cli", "build", "--jobs", "1"],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    return write_corpus(load_project(ROOT / "mkdocs.yml"), folder, leaflets=1, locales=2, formats=FORMATS, sections=1)


@pytest.fixture(scope="module")
def heard(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Everything that a whole build opened, started and asked for; the site is there afterwards."""
    folder = tmp_path_factory.mktemp("listener")
    (folder / "sitecustomize.py").write_text(LISTEN)
    _build(corpus, PYTHONPATH=str(folder), LISTEN_LOG=str(folder / "log"), TMPDIR=str(folder))
    allowed = (corpus, folder, ROOT / "scripts", ROOT / "overrides", Path(sys.prefix), Path(sys.base_prefix))
    found = (folder / "log").read_text("utf-8").splitlines()
    assert len(found) > 1000
    return [said for said in found if not said.startswith(tuple(f"open {os.path.realpath(path)}" for path in allowed))]


def test_a_build_opens_nothing_outside_the_project_but_what_belongs_to_the_system(heard: list[str]) -> None:
    outside = {said for said in heard if said.startswith("open ") and not SYSTEM.match(said.removeprefix("open "))}
    assert outside == set()
    assert not SYSTEM.match("/etc/passwd") and not SYSTEM.match("/home/somebody/.netrc")


def test_a_build_asks_no_host_and_starts_no_program_but_python(heard: list[str]) -> None:
    asked = [said for said in heard if said.startswith("socket.")]
    assert [said for said in asked if "AF_INET" in said or re.search(r"\('[\d.:a-z]+', \d+", said)] == []
    started = [said for said in heard if said.startswith(("subprocess.", "os."))]
    assert any(sys.executable in said for said in started)
    assert [said for said in started if sys.executable not in said and not LOOKS_FOR_LIBRARIES.match(said)] == []


def test_a_build_without_any_network_gives_the_same_bytes(corpus: Path, heard: list[str], tmp_path: Path) -> None:
    assert heard is not None
    again = write_corpus(
        load_project(ROOT / "mkdocs.yml"), tmp_path / "again", leaflets=1, locales=2, formats=FORMATS, sections=1
    )
    _build(again, *NO_NETWORK)
    assert contents_of(again / "site") == contents_of(corpus / "site")


def test_the_namespace_has_no_network() -> None:
    ask = "import socket; socket.create_connection(('127.0.0.1', {port}), 2).close()"
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        command = [sys.executable, "-c", ask.format(port=server.getsockname()[1])]
        assert subprocess.run(command, capture_output=True).returncode == 0
        assert b"Error" in subprocess.run([*NO_NETWORK, *command], capture_output=True).stderr


PICKLES = {"benchmarks/engines.py", "benchmarks/speech.py", "cargo.py", "cluster.py"}
"Modules that read pickles: their own, and those of a scheduler that is trusted."


def _dangers(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in ("eval", "exec", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"):
            yield f"line {node.lineno}: {name}"
        if name.endswith(("pickle.load", "pickle.loads", "Unpickler")):
            yield f"line {node.lineno}: pickle"
        if name in ("yaml.load", "yaml.unsafe_load", "yaml.full_load"):
            yield f"line {node.lineno}: {name}"
        if any(key.arg == "shell" and ast.unparse(key.value) != "False" for key in node.keywords):
            yield f"line {node.lineno}: a shell"


def test_our_own_code_uses_no_shell_and_reads_no_pickle_of_others() -> None:
    package = ROOT / "scripts" / "leafletpress"
    for path in sorted(package.rglob("*.py")):
        found = list(_dangers(path.read_text("utf-8")))
        if path.relative_to(package).as_posix() in PICKLES:
            found = [danger for danger in found if "pickle" not in danger]
        assert found == [], path


@pytest.mark.parametrize(
    "line", ["run('ls', shell=True)", "os.system('ls')", "eval('1')", "yaml.load(x)", "pickle.loads(x)"]
)
def test_what_is_dangerous_is_seen(line: str) -> None:
    assert len(list(_dangers(line))) == 1


# What a well-kept sanitiser would leave of our text: all of it


def parsed(body: str) -> html.HtmlElement:
    return html.fragment_fromstring(body, create_parent="article")


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    project = load_project(ROOT / "mkdocs.yml")
    return list(plan_editions(project, Store(project.cache_dir)).editions.values())


def test_a_sanitiser_finds_nothing_to_take_away_from_any_edition(editions: list[Edition]) -> None:
    assert len(editions) > 50
    for edition in editions:
        assert taken_away(parsed(edition.body), edition.body) is None, f"{edition.leaflet} in {edition.locale.tag}"


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">a</p>',
        '<p style="color: red">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="data:text/html,a">a</a>',
        '<iframe src="https://example.org/"></iframe>',
        "<p>a<!-- b --></p><svg></svg>",
        "<p>a</p>b<form><input></form>",
        "<table><tr><td>browsers put a tbody here</td></tr></table>",
    ],
)
def test_the_sanitiser_takes_away_what_is_dangerous_or_read_in_two_ways(piece: str) -> None:
    assert taken_away(parsed(f"<h1>a</h1><p>b</p>{piece}"), f"<h1>a</h1><p>b</p>{piece}") is not None


def test_what_the_first_wall_lets_through_the_second_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build() -> BodyBuilder:
        builder = BodyBuilder(
            lambda piece: "docs/a.md:1",
            tmp_path,
            frozenset({"a"}),
            Interface(locale_from_tag("en"), locale_from_tag("en")),
        )
        builder.build('<h1>Title</h1>\n<p onmouseover="alert(1)">Take 5 mg.</p>')
        return builder

    assert "onmouseover" in build().problems[0].found
    monkeypatch.setattr(body, "GLOBAL_ATTRIBUTES", body.GLOBAL_ATTRIBUTES | {"onmouseover"})
    (problem,) = build().problems
    assert "sanitiser" in problem.found and problem.excerpt == "Take 5 mg."


# The bill of materials


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    folder = ROOT / "scripts" / "requirements"
    assert subprocess.run([sys.executable, folder / "bill", "--check"], capture_output=True).returncode == 0
    bill = json.loads((folder / "bill.cdx.json").read_text("utf-8"))
    locked = re.findall(r"^([\w.-]+)==([^\s;]+)", (folder / "run.txt").read_text("utf-8"), re.MULTILINE)
    listed = {(one["name"], one["version"]): one for one in bill["components"] if one["purl"].startswith("pkg:pypi/")}
    assert set(listed) == set(locked) and len(locked) > 40
    assert all(one["hashes"] for one in listed.values())
    assert "timestamp" not in bill["metadata"] and "serialNumber" not in bill
    system = {one["name"] for one in bill["components"] if one["purl"].startswith("pkg:deb/")}
    assert {"liblouis20", "libpango-1.0-0", "fonts-noto-core"} <= system


def test_a_bill_that_is_out_of_date_is_noticed(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(ROOT / "scripts" / "requirements", scripts / "requirements")
    shutil.copytree(ROOT / "scripts" / "bootstrap", scripts / "bootstrap")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    lock = scripts / "requirements" / "run.txt"
    lock.write_text(lock.read_text("utf-8").replace("babel==2.18.0", "babel==2.19.0"), "utf-8")
    done = subprocess.run(
        [sys.executable, scripts / "requirements" / "bill", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 1 and "scripts/requirements/bill" in done.stderr
