"""The Nu checker, the reference for HTML, finds nothing wrong with any page, drawing or style sheet."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.projects import ROOT
from tests.web.sites import Site

CHECKER = ROOT / "tests" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = ("--format", "json", "--stdout", "--also-check-svg", "--also-check-css")
KINDS = ("*.html", "*.svg", "*.css")

PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>\n'
PLANTED = {
    "twice.html": PAGE.format('<p id="x">One</p><p id="x">Two</p>'),
    "obsolete.html": PAGE.format("<center>One</center>"),
    "nesting.html": PAGE.format("<ul><p>One</p></ul>"),
    "role.html": PAGE.format('<table><tr role="row"><td role="cell">One</td></tr></table>'),
    "warned-of.html": PAGE.format('<ul role="list"><li>One</li></ul>'),
    "style.css": "p { colour: red; }\n",
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect widht="1"/></svg>\n',
}
SOUND = {"sound.html": PAGE.format("<p>One</p>")}


def messages_of_checker(root: Path) -> dict[str, list[str]]:
    """What the checker says of each file below a folder, in one run for all of them."""
    names = sorted(path.relative_to(root).as_posix() for kind in KINDS for path in root.rglob(kind))
    outcome = subprocess.run(
        # The stack is what the checker's own manual advises.
        [
            *(
                "java",
                "-Xss8m",
                "-jar",
                CHECKER,
                "--format",
                "json",
                "--stdout",
                "--also-check-svg",
                "--also-check-css",
            ),
            *names,
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=600,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(outcome.stdout)["messages"]:
        name = message["url"].partition(f"{root.as_posix()}/")[2]
        found.setdefault(name, []).append(f"line {message.get('lastLine', 0)}: {message['message']}")
    assert outcome.returncode in {0, 1}, outcome.stderr
    return found


def test_nothing_is_wrong_with_any_page_drawing_or_style_sheet(site: Site) -> None:
    assert messages_of_checker(site.root) == {}


def test_planted_faults_are_found(tmp_path: Path) -> None:
    for name, text in {**PLANTED, **SOUND}.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert messages_of_checker(tmp_path).keys() == PLANTED.keys()
