"""A small site with an address of its own: three languages, a leaflet that is withheld in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import leaflet, run, standard_leaflets, write_catalogue, write_project

ADDRESS = "https://leaflets.example/patients/"
OPTIONS = """\
      formats: {large-print-pdf: , audio-mp3: , captions-vtt: }
      feedback_form: https://forms.example.org/leaflets?about=site
      statement: {prepared: 2026-10-01, reviewed: 2026-11-02, reply_days: 10}"""


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    standard = standard_leaflets()
    leaflets = {
        **standard,
        "going-home": standard["going-home"].replace("owner:", "topics: [Surgery, After your stay]\nowner:"),
        "staying": leaflet('# Staying & eating\n\nBring your "glasses".\n', title="Staying & eating"),
    }
    project = write_project(folder, locales=("en", "ur", "pl"), leaflets=leaflets, options=OPTIONS)
    configuration = (project / "mkdocs.yml").read_text("utf-8")
    configuration = configuration.replace("site_name:", f"site_url: {ADDRESS}\nsite_name:", 1)
    configuration = configuration.replace(
        "incomplete: mark}", "incomplete: mark, leaflets: {staying: {unreviewed: withhold, incomplete: withhold}}}"
    )
    (project / "mkdocs.yml").write_text(configuration, "utf-8")
    write_catalogue(
        project,
        "pl",
        "going-home",
        {"Going home": "Żegnaj, szpitalu", "Surgery team": "Zespół", "Surgery": "Chirurgia"},
    )
    write_catalogue(project, "ur", "going-home", {"Going home": "گھر واپسی"})
    outcome = run(project, "build", "--jobs", "2")
    assert outcome.code == 0, outcome.messages
    return project / "site"
