"""Every file of the project's own leaflets, read by programs that are not ours."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter
from pathlib import Path

from leafletpress.braille import louis
from leafletpress.braille.brf import read_brf
from leafletpress.braille.profiles import ENGLISH
from leafletpress.edition import Edition
from leafletpress.renderers.braille import BRAILLE_BRF_UNCONTRACTED, BRAILLE_PEF
from leafletpress.siteplan import SitePlan
from tests.braille.test_files import CLASS_PATH
from tests.braille.test_real_leaflets import context_of, in_order, leaflets

LEAST_WORDS_A_SECOND = 15_000
"Of CPU time; about 50,000 on an idle machine."


def test_brailleutils_reads_every_pef(plan: SitePlan, tmp_path: Path) -> None:
    expected = {}
    for edition in leaflets(plan):
        made = BRAILLE_PEF.render(edition, context_of(plan, edition))
        path = tmp_path / f"{edition.leaflet}-{edition.locale.tag}.pef"
        path.write_bytes(made.data)
        expected[path.name] = ["valid", str(dict(made.facts)["pages"]), "38", "27", "false"]
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", CLASS_PATH]
    command += [str(Path(__file__).with_name("ReadPef.java")), *(str(tmp_path / name) for name in expected)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=900)
    assert done.returncode == 0, done.stderr
    assert {line.split("\t")[0]: line.split("\t")[1:6] for line in done.stdout.splitlines()} == expected
    assert len(expected) >= 14


def words_in_file(data: bytes) -> list[str]:
    """The words of an uncontracted English file, back by liblouis, without running headers."""
    cells = "\u2800".join(line.strip("\u2800") for page in read_brf(data) for line in page[1:])
    for sign in (*ENGLISH.note_signs, *ENGLISH.level_signs.values()):
        cells = cells.replace(sign, "\u2800")
    cells = re.sub("[⠘⠨][⠂⠆⠶⠄]", "", cells)  # emphasis, which liblouis does not read back
    return re.findall(r"\w+", louis.back_translate(ENGLISH.tables[1], cells).lower())


def words_of_edition(edition: Edition) -> list[str]:
    """In their order; not the headings of tables, which an entry for each row says again before each value."""
    tree = edition.tree()
    for out in (*tree.find_class("footnote-backref"), *tree.iter("thead")):
        out.drop_tree()
    return re.findall(r"\w+", " ".join(tree.itertext()).lower())


def test_liblouis_finds_every_word_of_the_edition_in_the_file_in_its_order(plan: SitePlan) -> None:
    for edition in leaflets(plan):
        if edition.locale.tag == "en":
            data = BRAILLE_BRF_UNCONTRACTED.render(edition, context_of(plan, edition)).data
            expected, found = words_of_edition(edition), words_in_file(data)
            assert len(expected) > 400
            assert in_order(expected, found)
            headings = re.findall(
                r"\w+", " ".join(head.text_content() for head in edition.tree().iter("thead")).lower()
            )
            assert Counter(headings) <= Counter(found)
            for place in range(0, len(expected), 50):
                assert not in_order([*expected[:place], "never", *expected[place:]], found)
            spoilt = (
                data.replace(b",TITANIUM", b",TITANIUN") if b",TITANIUM" in data else data.replace(b"TITANIUM", b"T")
            )
            assert not in_order(expected, words_in_file(spoilt))


def test_braille_is_made_faster_than_anybody_waits_for(plan: SitePlan) -> None:
    editions = [edition for edition in leaflets(plan) if edition.locale.tag == "en"]
    for edition in editions:  # loads the tables
        BRAILLE_PEF.render(edition, context_of(plan, edition))
    begun = time.process_time()
    for edition in editions * 3:
        BRAILLE_PEF.render(edition, context_of(plan, edition))
    words = 3 * sum(edition.words for edition in editions)
    assert words / (time.process_time() - begun) > LEAST_WORDS_A_SECOND
