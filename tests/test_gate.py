"""The gate: what readers get of a translation, in every format, and what they are told of it."""

from __future__ import annotations

import io
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from leafletpress.edition import MessageCounts
from leafletpress.gate import Policy, policy_from, status_of
from tests.projects import GOING_HOME, leaflet, run, write_catalogue, write_project

POLISH = {
    "Going home": "Powrót do domu",
    "What to do at home.": "Co robić w domu.",
    "Surgery team": "Zespół chirurgiczny",
    "Patient team": "Zespół ds. pacjentów",
    "Take 5 mg twice a day for two weeks.": "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie.",
    "Call [020 7946 0018](tel:+442079460018) if you feel unwell.": (
        "Zadzwoń: [020 7946 0018](tel:+442079460018), jeśli źle się czujesz."
    ),
}
"The whole leaflet."
FORMATS = "      formats: {large-print-pdf: , audio-mp3: , captions-vtt: , braille-brf: , braille-pef: }"
SENTENCE = "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie."
CHECKER = "Zespół tłumaczy"


def _counts(translated: int, total: int = 10) -> MessageCounts:
    return MessageCounts(total, translated, 0, total - translated)


@pytest.mark.parametrize("unreviewed", ["mark", "withhold"])
@pytest.mark.parametrize("incomplete", ["mark", "withhold"])
def test_a_complete_translation_that_is_signed_off_is_approved_under_every_policy(
    unreviewed: Any, incomplete: Any
) -> None:
    policy = Policy(unreviewed=unreviewed, incomplete=incomplete)
    assert status_of(_counts(10), signed_off=True, policy=policy) == "approved"


def test_the_default_policy_publishes_nothing_that_nobody_checked() -> None:
    for translated in range(11):
        assert status_of(_counts(translated), signed_off=False, policy=Policy()) == "withheld"


def test_a_translation_without_one_sentence_is_withheld_under_every_policy() -> None:
    policy = Policy(unreviewed="mark", incomplete="mark")
    assert status_of(_counts(0), signed_off=False, policy=policy) == "withheld"


def test_an_incomplete_translation_is_never_approved_even_with_a_sign_off() -> None:
    policy = Policy(unreviewed="mark", incomplete="mark")
    assert status_of(_counts(9), signed_off=True, policy=policy) == "incomplete"


def test_below_the_threshold_an_incomplete_translation_is_withheld() -> None:
    policy = Policy(incomplete="mark", threshold=0.5)
    assert [status_of(_counts(n), signed_off=False, policy=policy) for n in (4, 5)] == ["withheld", "incomplete"]


def test_a_stricter_policy_withholds_whatever_the_looser_one_withholds() -> None:
    choices = [Policy(u, i, t) for u in ("mark", "withhold") for i in ("mark", "withhold") for t in (0.0, 0.5)]
    cases = [(n, signed) for n in range(11) for signed in (False, True)]
    for loose, strict in itertools.product(choices, choices):
        held = {
            policy: {
                case for case in cases if status_of(_counts(case[0]), signed_off=case[1], policy=policy) == "withheld"
            }
            for policy in (loose, strict)
        }
        if loose.stricter(strict):
            assert held[loose] <= held[strict]


@pytest.mark.parametrize(
    "options",
    [{"unreviewed": "publish"}, {"incomplete": True}, {"threshold": 2}, {"threshold": True}, {"colour": "red"}],
)
def test_a_policy_that_is_none_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="`"):
        policy_from(options)


def _project(folder: Path, policy: str) -> Path:
    project = write_project(folder, locales=("en", "pl"), options=FORMATS)
    configuration = project / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("{unreviewed: mark, incomplete: mark}", policy)
    configuration.write_text(text, "utf-8")
    return project


def _edition(project: Path, name: str = "going-home", tag: str = "pl") -> dict[str, Any]:
    manifest = json.loads((project / "site" / "manifest.json").read_text("utf-8"))
    found: dict[str, Any] = next(
        edition
        for one in manifest["leaflets"]
        if one["leaflet"] == name
        for edition in one["editions"]
        if edition["locale"] == tag
    )
    return found


def _page(project: Path, name: str = "pl/going-home") -> str:
    return (project / "site" / name / "index.html").read_text("utf-8")


def _printed(project: Path) -> str:
    data = (project / "site/pl/going-home/going-home-pl-large-print.pdf").read_bytes()
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def _captions(project: Path) -> str:
    """What the recording says, from its captions: one cue for each sentence spoken."""
    text = (project / "site/pl/going-home/going-home-pl-captions.vtt").read_text("utf-8")
    return " ".join(line for line in text.split("\n") if "-->" not in line)


def test_a_withheld_translation_keeps_its_address_and_shows_english_marked_as_such(tmp_path: Path) -> None:
    project = _project(tmp_path / "project", "{}")
    write_catalogue(project, "pl", "going-home", POLISH)
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    edition, page = _edition(project), _page(project)
    assert edition["status"] == "withheld" and edition["renditions"] == []
    assert len(edition["unavailable"]) == 5
    assert SENTENCE not in page and "Powrót do domu" not in page
    assert '<h1 id="going-home" lang="en" dir="ltr">Going home</h1>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "This leaflet has not been translated and checked in this language yet." in page
    assert 'hreflang="pl"' not in _page(project, "going-home")


def test_from_unchecked_to_approved_to_changed_to_approved_in_every_format(tmp_path: Path) -> None:
    project = _project(tmp_path / "project", "{unreviewed: mark, incomplete: mark}")
    write_catalogue(project, "pl", "going-home", POLISH)
    run(project, "build")
    assert _edition(project)["status"] == "unreviewed"
    assert "No person has checked it yet" in _page(project) and "No person has checked it yet" in _printed(project)

    signed = run(project, "approve", "pl", "going-home", "--by", CHECKER, "--on", "2026-11-20")
    assert signed.code == 0, signed.messages
    run(project, "build")
    edition = _edition(project)
    assert (edition["status"], edition["approved_by"], edition["approved_on"]) == ("approved", CHECKER, "2026-11-20")
    assert f"{CHECKER} checked it on" in _page(project) and f"{CHECKER} checked it on" in _printed(project)
    assert "No person has checked it yet" not in _page(project)
    digests = {rendition["format"]: rendition["sha256"] for rendition in edition["renditions"]}

    changed = leaflet(GOING_HOME.replace("two weeks", "three weeks"))
    (project / "docs" / "going-home.md").write_text(changed, "utf-8")
    assert run(project, "build").code == 0
    edition = _edition(project)
    assert edition["status"] == "incomplete" and "approved_by" not in edition
    for text in (_page(project), _printed(project), _captions(project)):
        assert SENTENCE not in text and "Take 5 mg twice a day for three weeks." in text and CHECKER not in text
    for rendition in edition["renditions"]:
        assert rendition["sha256"] != digests[rendition["format"]]

    updated = run(project, "update", "pl")
    assert updated.code == 0, updated.messages
    catalogue = project / "translations" / "pl" / "going-home.po"
    text = catalogue.read_text("utf-8")
    assert '#| msgid "Take 5 mg twice a day for two weeks."' in text and "#, fuzzy" in text
    run(project, "build")
    assert _edition(project)["status"] == "incomplete" and SENTENCE not in _page(project)
    assert run(project, "approve", "pl", "going-home", "--by", CHECKER).code == 1

    rows = [row for row in text.split("\n") if not row.startswith(("#, fuzzy", "#| "))]
    catalogue.write_text("\n".join(rows).replace("dwa tygodnie", "trzy tygodnie"), "utf-8")
    run(project, "build")
    assert _edition(project)["status"] == "unreviewed" and "trzy tygodnie" in _page(project)
    assert run(project, "approve", "pl", "going-home", "--by", CHECKER).code == 0
    run(project, "build")
    assert _edition(project)["status"] == "approved" and "trzy tygodnie" in _printed(project)


def test_a_leaflets_own_policy_may_be_stricter_and_not_looser(tmp_path: Path) -> None:
    strict = "{unreviewed: mark, incomplete: mark, leaflets: {going-home: {unreviewed: withhold}}}"
    project = _project(tmp_path / "strict", strict)
    write_catalogue(project, "pl", "going-home", POLISH)
    run(project, "build")
    assert _edition(project)["status"] == "withheld"
    project = _project(tmp_path / "loose", "{leaflets: {going-home: {unreviewed: mark}}}")
    outcome = run(project, "build")
    assert outcome.code == 1 and "looser" in outcome.messages and "mkdocs.yml:" in outcome.messages


def test_every_passage_of_an_incomplete_page_that_stayed_english_is_marked(tmp_path: Path) -> None:
    project = _project(tmp_path / "project", "{unreviewed: mark, incomplete: mark}")
    write_catalogue(project, "pl", "going-home", {"Take 5 mg twice a day for two weeks.": SENTENCE})
    run(project, "build")
    page = _page(project)
    assert re.search(r'<h1 dir="ltr" id="going-home" lang="en">(<span id="s1">)?Going home', page)
    assert re.search(rf"<p( id=.s\d+.)?>(<span id=.s\d+.>)?{SENTENCE}", page)
    assert "Parts of this leaflet are not translated yet. They are in English." in page
