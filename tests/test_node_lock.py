"""The Node packages of the tests are pinned by hash, and their lock names no host."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.projects import ROOT

NODE = ROOT / "tests" / "node"


def read(name: str) -> Any:
    return json.loads((NODE / name).read_text("utf-8"))


def test_what_is_asked_for_is_one_version_of_each() -> None:
    declared = read("package.json")
    asked = declared["dependencies"]
    assert {name: version for name, version in asked.items() if not re.fullmatch(r"\d+(\.\d+)+", version)} == {}


def test_every_package_of_the_lock_has_a_hash_and_no_host() -> None:
    packages = {name: entry for name, entry in read("package-lock.json")["packages"].items() if name}
    assert len(packages) > 100, "the probe read no lock"
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_what_is_installed_is_what_the_lock_names() -> None:
    installed = read("node_modules/.package-lock.json")["packages"]
    locked = read("package-lock.json")["packages"]
    assert {"node_modules/lighthouse", "node_modules/pdfjs-dist", "node_modules/vnu-jar"} <= installed.keys()
    assert [name for name, entry in installed.items() if entry["integrity"] != locked[name]["integrity"]] == []
