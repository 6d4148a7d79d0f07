"""What the README shows is what the program takes: its configuration, its leaflet, its commands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletpress.limits import Limits
from leafletpress.project import load_project
from leafletpress.renderers import RENDERERS
from tests.projects import ROOT, leaflet, run, write_project

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def block(beginning: str) -> str:
    (found,) = [text for text in BLOCKS if text.startswith(beginning)]
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = write_project(
        tmp_path,
        leaflets={
            "index": leaflet("# Start\n\nRead about [staying](going-home.md).\n", title="Start", kind="page"),
            "going-home": block("---\ntitle: Going home") + "\nRest for *two* days.\n",
            "chemotherapy": leaflet("# Chemotherapy\n\nDrink water.\n", title="Chemotherapy"),
        },
    )
    config = folder / "mkdocs.yml"
    before_plugins = config.read_text("utf-8").partition("plugins:\n")[0]
    config.write_text(before_plugins + block("plugins:\n"), "utf-8")
    return folder


def test_the_configuration_shown_is_taken_whole(project: Path) -> None:
    shown = load_project(project / "mkdocs.yml")
    assert [entry.locale.tag for entry in shown.locales] == ["en", "ur", "prs"]
    assert {name for name, _options in shown.formats} == set(RENDERERS)
    assert shown.limits == Limits(), "the README calls these the defaults"
    assert shown.cache_limit == 20 * 10**9


def test_every_option_of_the_plugin_is_shown() -> None:
    from leafletpress.plugin import LeafletPressPlugin

    options: dict[str, Any] = yaml.safe_load(block("plugins:\n"))["plugins"][1]["leafletpress"]
    known = {name for name, _option in LeafletPressPlugin.config_scheme}
    assert set(options) == known


def test_the_leaflet_shown_is_published_with_the_configuration_shown(project: Path) -> None:
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    manifest = json.loads((project / "site" / "manifest.json").read_text("utf-8"))
    (going_home,) = [one for one in manifest["leaflets"] if one["leaflet"] == "going-home"]
    english = next(one for one in going_home["editions"] if one["locale"] == "en")
    assert {one["format"] for one in english["renditions"]} == set(RENDERERS)


def test_every_command_stands_in_the_table(project: Path) -> None:
    overview = run(project, "--help").output
    commands = set(re.findall(r"^  ([a-z]+) ", overview.split("Commands:")[1], re.MULTILINE))
    shown = set(re.findall(r"^\| `leafletpress ([a-z]+)", README, re.MULTILINE))
    assert shown == commands
