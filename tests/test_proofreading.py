"""Sign-off of a format: from the command to the file, its page, the manifest and the status, and how it is voided."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.edition import Approval, digest_of
from leafletpress.errors import CatalogueError, RenditionError
from leafletpress.formatsignoff import FormatSignoff, Proof, parse_signoffs, signoffs_text
from leafletpress.renderers.braille import (
    BRAILLE_BRF,
    BRAILLE_BRF_UNCONTRACTED,
    BRAILLE_EBRL,
    BRAILLE_PEF,
    BrailleFile,
)
from tests.braille.transcribing import context_in
from tests.editions import make_edition
from tests.projects import contents_of, run, standard_leaflets, write_catalogue, write_project

FORMATS = "      formats: {braille-brf: , braille-brf-uncontracted: , braille-pef: , braille-ebrl: }"
FILES = [BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED, BRAILLE_PEF, BRAILLE_EBRL]
READER = "Braille library"
NOBODY = "No braille reader has checked it"
APPROVAL = Approval(READER, datetime.date(2026, 11, 20))

ENTRY = {"by": READER, "date": datetime.date(2026, 11, 20), "text": "sha256:" + "a" * 64, "made": "sha256:" + "b" * 64}


def signed(file: BrailleFile, tag: str = "en", **options: Any) -> FormatSignoff:
    proof = file.proof(make_edition(tag=tag), context_in(tag, **options))
    return FormatSignoff(file.format.name, APPROVAL, proof)


def first_page(data: bytes) -> str:
    return " ".join(data.split(b"\f")[0].decode().split())


# The file of sign-offs

SIGNOFFS = st.lists(
    st.builds(
        FormatSignoff,
        st.sampled_from([file.format.name for file in FILES]),
        st.builds(
            Approval,
            st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
            .map(str.strip)
            .filter(bool),
            st.dates(),
        ),
        st.builds(Proof, *[st.binary(min_size=1, max_size=4).map(digest_of)] * 2),
    ),
    unique_by=lambda one: one.format,
)


@given(SIGNOFFS)
@settings(max_examples=30, deadline=None)
def test_what_is_written_comes_back(signoffs: list[FormatSignoff]) -> None:
    text = signoffs_text(signoffs)
    names = [file.format.name for file in FILES]
    assert parse_signoffs(text, "x", names) == tuple(sorted(signoffs, key=lambda one: one.format))
    assert signoffs_text(parse_signoffs(text, "x", names)) == text
    assert text.startswith("#") and "*id" not in text and "&id" not in text


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("braille-brf: [", "ur/x.signoffs.yml:1", "not valid YAML"),
        ("- braille-brf", "ur/x.signoffs.yml", "no list of formats"),
        ("# who\nbraille-music: {}", "ur/x.signoffs.yml:2", "no format called `braille-music`"),
        (yaml.safe_dump({"braille-brf": {**ENTRY, "by": " "}}), "ur/x.signoffs.yml:1", "is no text"),
        (yaml.safe_dump({"braille-brf": {**ENTRY, "date": "yesterday"}}), "ur/x.signoffs.yml:1", "is no date"),
        (yaml.safe_dump({"braille-brf": {**ENTRY, "made": "sha256:0"}}), "ur/x.signoffs.yml:1", "is no digest"),
        (yaml.safe_dump({"braille-brf": {**ENTRY, "note": "x"}}), "ur/x.signoffs.yml:1", "exactly the lines"),
        ("braille-brf: {by: x, date: 2026-99-99}", "ur/x.signoffs.yml", "not valid YAML"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_its_place(text: str, where: str, found: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        parse_signoffs(text, "ur/x.signoffs.yml", ["braille-brf"])
    problem = refused.value.problems[0]
    assert problem.where.startswith(where) and found in problem.found


# The renderer decides whether it holds


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.format.name)
def test_exactly_what_was_signed_says_who_checked_it_and_changes_nothing_else(file: BrailleFile) -> None:
    edition, context = make_edition(), context_in()
    signoff = signed(file)
    before = file.render(edition, context)
    after = file.render(edition, replace(context, signoff=signoff))
    assert file.proof(edition, replace(context, signoff=signoff)) == signoff.proof
    assert dict(after.facts)["proofread_by"] == READER and dict(after.facts)["proofread_on"] == "2026-11-20"
    assert f"proof-read and signed off by {READER} on 2026-11-20" in after.provenance
    assert "proofread_by" not in dict(before.facts) and "not proof-read" in before.provenance
    assert before.data != after.data
    assert file.fingerprint(edition, context) != file.fingerprint(edition, replace(context, signoff=signoff))
    if file is BRAILLE_BRF_UNCONTRACTED:
        assert ",NO BRAILLE READER HAS CHECKED IT" in first_page(before.data)
        assert ",NO BRAILLE READER" not in first_page(after.data)
        assert ",BRAILLE LIBRARY CHECKED IT ON #BJ ,NOVEMBER #BJBF" in first_page(after.data)
        assert before.data.split(b"\f")[1:] == after.data.split(b"\f")[1:]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.format.name)
def test_whatever_changes_the_text_or_the_cells_voids_it(file: BrailleFile, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, signoff = make_edition(), signed(file)
    later = replace(edition.metadata, version="1.1")
    changed = {
        "one dose": (replace(edition, body=edition.body.replace("5 mg", "6 mg")), {}),
        "an accent": (replace(edition, body=edition.body.replace("recover", "récover")), {}),
        "the address of a link": (replace(edition, body=edition.body.replace("2079460018", "2079460019")), {}),
        "the title page": (replace(edition, metadata=later), {}),
        "its bullets": (edition, {"bullets": False}),
    }
    if file is not BRAILLE_EBRL:
        changed["the page"] = (edition, {"page": "32x27"})
    for what, (other, options) in changed.items():
        made = file.render(other, replace(context_in(**options), signoff=signoff))
        assert "proofread_by" not in dict(made.facts), what
        assert dict(made.facts)["void_signoff_by"] == READER
        assert "no longer holds" in made.provenance
    # Another version of the tables, that writes one letter in another way
    from leafletpress.braille import translation

    translate = translation.louis.translate

    def another(table: str, text: str, *rest: Any, **options: Any) -> Any:
        made = translate(table, text, *rest, **options)
        return replace(made, cells=made.cells.replace("⠞", "⠜")) if len(text) > 3 else made

    monkeypatch.setattr(translation.louis, "translate", another)
    assert "what is made of the text has changed" in signoff.voided(file.proof(edition, context_in()))


def test_a_sign_off_of_one_language_is_none_of_another() -> None:
    made = BRAILLE_BRF.render(make_edition(tag="pl"), replace(context_in("pl"), signoff=signed(BRAILLE_BRF)))
    assert "proofread_by" not in dict(made.facts)


def test_a_translation_that_is_signed_off_later_voids_it() -> None:
    # The title page says who checked the translation: nobody has proof-read that sentence
    edition = make_edition(tag="pl")
    approved = replace(edition, status="approved", approval=APPROVAL)
    made = BRAILLE_BRF.render(approved, replace(context_in("pl"), signoff=signed(BRAILLE_BRF, "pl")))
    assert "proofread_by" not in dict(made.facts)


def test_a_name_that_braille_cannot_say_is_refused() -> None:
    signoff = replace(signed(BRAILLE_BRF), approval=Approval("Ann 😀", datetime.date(2026, 11, 20)))
    with pytest.raises(RenditionError, match="GRINNING FACE"):
        BRAILLE_BRF.render(make_edition(), replace(context_in(), signoff=signoff))


# From the command to the site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_project(tmp_path_factory.mktemp("proof") / "project", locales=("en", "pl"), options=FORMATS)
    messages = {"Take 5 mg twice a day for two weeks.": "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie."}
    write_catalogue(folder, "pl", "going-home", messages)
    assert run(folder, "build").code == 0
    return folder


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "project"))


def renditions(project: Path, tag: str = "en") -> dict[str, Any]:
    manifest = json.loads((project / "site" / "manifest.json").read_text("utf-8"))
    editions = next(one for one in manifest["leaflets"] if one["leaflet"] == "going-home")["editions"]
    return {one["format"]: one for edition in editions if edition["locale"] == tag for one in edition["renditions"]}


def page(project: Path) -> str:
    return (project / "site" / "going-home" / "index.html").read_text("utf-8")


def braille(project: Path) -> str:
    return " ".join((project / "site/going-home/going-home-en-braille-uncontracted.brf").read_text("ascii").split())


def rules(project: Path) -> set[str]:
    return {one["rule"] for one in json.loads(run(project, "check", "--json").output) if "sign" in one["rule"]}


def test_from_unread_to_signed_to_changed_in_file_page_manifest_and_status(project: Path) -> None:
    assert page(project).count(NOBODY) == 4 and ",NO BRAILLE READER" in braille(project)
    assert page(project).count("This is contracted braille (grade 2).") == 3
    assert page(project).count("This is uncontracted braille (grade 1).") == 1
    made = renditions(project)["braille-pef"]
    assert (made["code"], made["grade"], made["cells"], made["lines"]) == (
        "Unified English Braille", 2, 38, 27,
    )  # fmt: skip
    assert made["pages"] == 2 and made["table"].startswith("en-ueb-g2.ctb and ueb-aspirated.cti (liblouis ")
    done = run(project, "approve", "en", "going-home", "--format", "braille", "--by", READER, "--on", "2026-11-20")
    assert done.code == 0, done.messages
    assert "braille-brf, braille-brf-uncontracted, braille-pef, braille-ebrl by Braille library" in done.messages
    kept = project / "translations" / "en" / "going-home.signoffs.yml"
    assert kept.is_file() and READER in kept.read_text("utf-8")
    # What is published still says that nobody has read it, until the next build
    assert rules(project) == set() and page(project).count(NOBODY) == 4

    assert run(project, "build").code == 0
    assert NOBODY not in page(project) and page(project).count(f"{READER} checked it on 20 November 2026") == 4
    assert ",NO BRAILLE READER" not in braille(project) and ",BRAILLE LIBRARY CHECKED IT" in braille(project)
    for made in renditions(project).values():
        assert (made["proofread_by"], made["proofread_on"]) == (READER, "2026-11-20")
    for made in renditions(project, "pl").values():
        assert "proofread_by" not in made and "not proof-read" in made["provenance"]
    row = next(
        row
        for row in json.loads(run(project, "status", "--json").output)
        if (row["leaflet"], row["locale"]) == ("going-home", "en")
    )
    assert [(one["format"], one["by"], one["void"]) for one in row["proofread"]] == [
        (name, READER, "") for name in sorted(renditions(project))
    ]
    assert "Braille library" in run(project, "status").output
    assert rules(project) == set()

    # Nothing is made again, and signing again what was signed is the same
    before = contents_of(project / "site")
    assert run(project, "build").code == 0 and contents_of(project / "site") == before
    text = kept.read_text("utf-8")
    again = run(project, "approve", "en", "going-home", "--format", "braille-pef", "--by", READER, "--on", "2026-11-20")
    assert again.code == 0, again.messages
    assert kept.read_text("utf-8") == text

    changed = standard_leaflets()["going-home"].replace("5 mg", "6 mg")
    (project / "docs" / "going-home.md").write_text(changed, "utf-8")
    assert rules(project) == {"signoff/void", "published/signoff"}
    refused = run(project, "approve", "en", "going-home", "--format", "braille", "--by", READER)
    assert (refused.code, "not the file that would be published now" in refused.messages) == (1, True)
    rebuilt = run(project, "build")
    assert rebuilt.code == 0 and "No longer proof-read: going-home/going-home-en-braille.brf" in rebuilt.messages
    assert page(project).count(NOBODY) == 4 and READER not in page(project)
    assert ",NO BRAILLE READER" in braille(project) and "#F MG" in braille(project)
    assert all("proofread_by" not in made for made in renditions(project).values())
    assert rules(project) == {"signoff/void"}
    (row,) = [row for row in json.loads(run(project, "status", "--json").output) if row["proofread"]]
    assert {one["void"] for one in row["proofread"]} == {"the text has changed since"}

    # The text that was read comes back, and with it the sign-off
    (project / "docs" / "going-home.md").write_text(standard_leaflets()["going-home"], "utf-8")
    assert run(project, "build").code == 0 and contents_of(project / "site") == before


def test_only_the_file_that_was_read_can_be_signed(project: Path) -> None:
    copy = project / "read.brf"
    copy.write_bytes((project / "site/going-home/going-home-en-braille.brf").read_bytes())
    command = ("approve", "en", "going-home", "--format", "braille-brf", "--by", READER, "--file", "read.brf")
    assert run(project, *command).code == 0
    copy.write_bytes(copy.read_bytes().replace(b"#E", b"#D", 1))
    changed = run(project, *command)
    assert (changed.code, "read.brf: this is not the file" in changed.messages) == (1, True)
    several = run(project, "approve", "en", "going-home", "--format", "braille", "--by", READER, "--file", "read.brf")
    assert (several.code, "one file cannot be all of" in several.messages) == (2, True)
    shutil.rmtree(project / "site")
    unread = run(project, "approve", "en", "going-home", "--format", "braille-brf", "--by", READER)
    assert (unread.code, "run `leafletpress build`" in unread.messages) == (1, True)


def test_a_claim_that_nobody_signed_is_found(project: Path) -> None:
    assert run(project, "approve", "en", "going-home", "--format", "braille", "--by", READER).code == 0
    assert run(project, "build").code == 0
    (project / "translations" / "en" / "going-home.signoffs.yml").rename(
        project / "translations" / "en" / "gone.signoffs.yml"
    )
    assert rules(project) == {"published/signoff", "signoff/unknown"}
    assert run(project, "build").code == 0
    assert NOBODY in page(project) and READER not in page(project)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ur", "going-home", "--format", "braille"), "one of en, pl"),
        (("en", "index", "--format", "braille"), "one of going-home"),
        (("en", "going-home", "--format", "audio-mp3"), "one of braille, braille-brf, braille-brf-uncontracted"),
        (("pl", "going-home", "--format", "braille-brf-uncontracted"), "has no contractions"),
        (("en", "going-home", "--file", "x"), "--format"),
    ],
)
def test_what_cannot_be_signed_off_is_said(published: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(published, "approve", *arguments, "--by", READER)
    assert (done.code, words in done.messages) == (2, True), done.messages
    assert not list((published / "translations").glob("*/*.signoffs.yml"))


def test_a_damaged_file_stops_the_build_and_leaves_the_site(project: Path) -> None:
    (project / "translations" / "en").mkdir()
    (project / "translations" / "en" / "going-home.signoffs.yml").write_text("braille-brf: {by: me}\n", "utf-8")
    before = contents_of(project / "site")
    done = run(project, "build")
    assert done.code == 1 and "translations/en/going-home.signoffs.yml:1: `braille-brf` does not have" in done.messages
    assert contents_of(project / "site") == before
