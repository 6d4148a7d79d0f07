"""The project's own leaflets in every language: the files are sound, and what they say comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from leafletpress.braille import louis
from leafletpress.braille.brf import read_brf
from leafletpress.braille.checks import check_brf, check_ebraille, check_pef
from leafletpress.braille.inline import Run
from leafletpress.braille.pef import read_pef
from leafletpress.braille.profiles import ENGLISH, NO_TABLE, NOT_CHECKED, PROFILES, Grade
from leafletpress.braille.translation import Line, Translator
from leafletpress.edition import Edition
from leafletpress.renderers import RenderContext
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_EBRL, BRAILLE_PEF
from leafletpress.siteplan import SitePlan
from tests.braille.round_trip import RoundTrip, compare
from tests.braille.transcribing import context_in, transcription_of

PUBLISHED = {"ar", "bn", "en", "gu", "pa", "pl", "ur"}
"Languages whose table is sound."

SIZES = (("38x27", (38, 27)), ("32x27", (32, 27)), ("40x25", (40, 25)))


def context_of(plan: SitePlan, edition: Edition, **settings: object) -> RenderContext:
    return replace(context_in(edition.locale.tag, **settings), interface=plan.interfaces[edition.locale.tag])


def leaflets(plan: SitePlan) -> Iterator[Edition]:
    for (_, tag), edition in sorted(plan.editions.items()):
        if edition.metadata.kind == "leaflet" and tag in PUBLISHED and edition.status != "withheld":
            yield edition


def test_every_leaflet_in_every_published_language_and_grade_is_sound(plan: SitePlan) -> None:
    languages = set()
    for edition in leaflets(plan):
        languages.add(edition.locale.tag)
        for grade in PROFILES[edition.locale.tag].tables:
            for page, (width, height) in SIZES if edition.locale.tag in ("en", "ur") else SIZES[:1]:
                context = context_of(plan, edition, grade=grade, page=page)
                brf = BRAILLE_BRF.render(edition, context).data
                pef = BRAILLE_PEF.render(edition, context).data
                assert check_brf(brf, width, height) == []
                assert check_pef(pef, width, height) == []
                assert len(read_brf(brf)) > 3
                # PEF keeps blank lines as empty rows: the two hold the same cells
                assert read_pef(pef) == read_brf(brf)
            assert check_ebraille(BRAILLE_EBRL.render(edition, context).data) == []
    assert languages == PUBLISHED & {tag for _, tag in plan.editions}


def test_each_language_that_is_not_published_gives_its_reason(plan: SitePlan) -> None:
    reasons = {
        tag: found.message
        for (name, tag), edition in plan.editions.items()
        if name == "osseointegration" and (found := BRAILLE_BRF.unavailable(edition, context_of(plan, edition)))
    }
    expected = {
        "cy": NOT_CHECKED, "uk": NOT_CHECKED, "zh-Hans": NOT_CHECKED, "ro": NO_TABLE, "so": NO_TABLE, "prs": NO_TABLE,
    }  # fmt: skip
    assert reasons == {tag: reason for tag, reason in expected.items() if tag in reasons}
    assert {tag for _, tag in plan.editions} <= PUBLISHED | expected.keys()


@pytest.fixture
def english_lines(
    plan: SitePlan, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> list[tuple[Line, Line]]:
    """Every line of the English leaflets, as published and without emphasis."""
    lines: list[tuple[Line, Line]] = []
    translate = Translator.line

    def recording(self: Translator, runs: list[Run]) -> Line:
        line = translate(self, runs)
        lines.append((line, translate(self, [replace(run, emphasis=0) for run in runs])))
        return line

    monkeypatch.setattr(Translator, "line", recording)
    for edition in leaflets(plan):
        if edition.locale.tag == "en":
            transcription_of(edition, context_of(plan, edition, grade=request.param)).pages()
    return lines


def round_trip_of(lines: list[tuple[Line, Line]], grade: Grade) -> RoundTrip:
    """What comes back of lines, the signs of our own words and of levels left out."""
    signs = [*ENGLISH.note_signs, *ENGLISH.level_signs.values()]
    found = RoundTrip()
    for _, plain in lines:
        cells = plain.cells
        for sign in signs:
            cells = cells.replace(sign, "\u2800")
        found.words += compare(found, plain.print, louis.back_translate(ENGLISH.tables[grade], cells))
    return found


@pytest.mark.parametrize("english_lines", [1], indirect=True)
def test_uncontracted_english_comes_back_word_by_word(english_lines: list[tuple[Line, Line]]) -> None:
    found = round_trip_of(english_lines, 1)
    assert found.words > 2500
    assert found.misses == {}


def in_order(words: list[str], among: list[str]) -> bool:
    rest = iter(among)
    return all(word in rest for word in words)


def test_every_word_of_every_leaflet_is_in_the_braille_in_its_order(
    plan: SitePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate = Translator.line
    for edition in leaflets(plan):
        lines: list[str] = []

        def recording(self: Translator, runs: list[Run], lines: list[str] = lines) -> Line:
            lines.append("".join(run.text for run in runs))
            return translate(self, runs)

        monkeypatch.setattr(Translator, "line", recording)
        transcription_of(edition, context_of(plan, edition)).pages()
        tree = edition.tree()
        for back in tree.find_class("footnote-backref"):
            back.drop_tree()
        words = re.findall(r"\w+", " ".join(tree.itertext()))
        assert len(words) > 300
        assert in_order(words, re.findall(r"\w+", " ".join(lines)))
        assert not in_order([*words[:100], "missing", *words[100:]], lines)


@pytest.mark.parametrize("english_lines", [2], indirect=True)
def test_contracted_english_comes_back_but_for_misses_with_a_cause(english_lines: list[tuple[Line, Line]]) -> None:
    found = round_trip_of(english_lines, 2)
    assert found.words > 2500
    assert found.rate >= 0.99
    assert found.unexplained == []


@pytest.mark.parametrize("english_lines", [1, 2], indirect=True)
def test_emphasis_adds_its_signs_and_changes_nothing_else(english_lines: list[tuple[Line, Line]]) -> None:
    emphasised = [(line, plain) for line, plain in english_lines if line.cells != plain.cells]
    assert len(emphasised) > 10
    for line, plain in emphasised:
        assert re.sub("[⠘⠨][⠂⠆⠶⠄]", "", line.cells) == plain.cells
