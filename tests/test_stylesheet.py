"""The parts of the style sheet become one file, in the order of their names, without what is for writers alone."""

from __future__ import annotations

import re
from pathlib import Path

from leafletpress.stylesheet import STYLE_SHEET, style_sheet
from tests.projects import ROOT, run, write_project


def write_parts(folder: Path, **parts: str) -> Path:
    (folder / "style").mkdir(parents=True)
    for name, text in parts.items():
        (folder / "style" / f"{name}.css").write_text(text, "utf-8")
    return folder


def test_parts_follow_each_other_by_name_and_the_first_folder_decides(tmp_path: Path) -> None:
    ours = write_parts(tmp_path / "ours", b="b { color: blue }\n", d="d { color: red }")
    theirs = write_parts(tmp_path / "theirs", c="c { top: 0 }", b="b { color: black }", a="a { top: 0 }\n\n")
    assert style_sheet([ours, theirs, tmp_path / "none"]) == (
        "a { top: 0 }\n\nb { color: blue }\n\nc { top: 0 }\n\nd { color: red }\n"
    )


def test_comments_are_left_out_and_words_within_quotation_marks_are_not(tmp_path: Path) -> None:
    text = '/* one\n */\n\na::before { content: "/* \\" */"; } /* two */\nb { background: url(\'/*x*/\'); }\n'
    assert style_sheet([write_parts(tmp_path, a=text)]) == (
        'a::before { content: "/* \\" */"; } b { background: url(\'/*x*/\'); }\n'
    )


def test_a_part_is_short_enough_to_be_read() -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "overrides/style").glob("*.css")}
    assert len(lines) > 20, "the probe found no parts"
    assert {name: count for name, count in lines.items() if count > 250} == {}


def test_a_project_without_a_theme_of_its_own_gets_the_whole_sheet(tmp_path: Path) -> None:
    project = write_project(tmp_path, options="      formats: {}")
    configuration = project / "mkdocs.yml"
    configuration.write_text(configuration.read_text("utf-8").replace(", custom_dir: overrides", ""), "utf-8")
    assert run(project, "build").code == 0
    sheet = (project / "site" / STYLE_SHEET).read_text("utf-8")
    assert sheet == style_sheet([ROOT / "overrides"])
    assert not re.search(r"/\*", sheet)
    assert list((project / "site" / "assets").glob("*.css")) == [project / "site" / STYLE_SHEET]
