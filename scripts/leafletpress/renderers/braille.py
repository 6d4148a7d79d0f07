"""Braille: files ready for an embosser (BRF), a braille house (PEF) or a braille display (eBraille)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from leafletpress.braille import louis
from leafletpress.braille.brf import write_brf
from leafletpress.braille.checks import check_brf, check_ebraille, check_pef
from leafletpress.braille.ebraille import spaced
from leafletpress.braille.options import Options, options_of
from leafletpress.braille.package import write_package
from leafletpress.braille.pages import Page
from leafletpress.braille.pef import MEDIA_TYPE, write_pef
from leafletpress.braille.profiles import NO_TABLE, Grade, profile_for
from leafletpress.braille.transcription import CONTENTS, MESSAGES, Facts, Transcription
from leafletpress.edition import Edition, digest_of
from leafletpress.errors import Problem, RenditionError
from leafletpress.formatsignoff import Proof
from leafletpress.interface import _
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable

NO_SECOND_GRADE = _("Braille in {language} has no contractions; our other braille files are uncontracted.")


@dataclass(frozen=True, slots=True)
class BrailleFile:
    """One kind of braille file."""

    format: Format
    write: Callable[[Transcription], tuple[bytes, Facts]]
    cells: Callable[[Transcription], bytes]
    "Everything that fingers read in it, and nothing that only programs read."
    check: Callable[[bytes, Options], list[str]]
    "Reads the finished file again and says what an embosser or a display would stumble over."
    grade: Grade | None = None
    "The grade that this file is always in; without one, that of the options or the language's usual one."

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """The library, its tables, the options and the words around the text."""
        try:
            return self._fingerprint(edition, context)
        except louis.LouisError as error:
            raise _not_installed(error) from error

    def _fingerprint(self, edition: Edition, context: RenderContext) -> str:
        transcription = self.transcription(edition, context)
        profile = transcription.profile
        tables = sorted({*profile.tables.values(), profile.latin_table} - {""})
        facts = {
            "liblouis": louis.version(),
            "tables": [(table, louis.table_digest(table)) for table in tables],
            "grade": transcription.grade,
            "options": str(transcription.options),
            "words": [(phrase.lang, phrase.text) for phrase in map(context.interface.phrase, MESSAGES)],
            "organisation": str(context.interface.phrase(context.organisation)),
            "site_url": context.site_url,
            "signoff": repr(context.signoff),
        }
        return "sha256:" + hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """A language without a table that we trust, or without a grade of its own."""
        options = options_of(context.settings)
        profile = profile_for(edition.locale)
        language = (("language", edition.locale.english_name),)
        if profile is None:
            return Unavailable(NO_TABLE, language)
        if profile.blocked and not options.reviewed_by:
            return Unavailable(profile.blocked, language)
        if self.grade and len(profile.tables) == 1:
            return Unavailable(NO_SECOND_GRADE, language)
        return None

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """Make it."""
        transcription = self.transcription(edition, context)
        if context.signoff and not context.signoff.voided(self.proof(edition, context)):
            transcription = replace(transcription, proofread=context.signoff.approval)
        try:
            data, facts = self.write(transcription)
        except louis.LouisError as error:
            raise _not_installed(error) from error
        if faults := self.check(data, transcription.options):
            where = transcription.translator.where
            raise RenditionError(
                [
                    Problem(
                        where,
                        f"{self.format.name}: {fault}",
                        "a sound file",
                        "this is a fault of leafletpress: report it",
                    )
                    for fault in faults
                ]
            )
        return Rendered(data, transcription.provenance(), (*facts, *transcription.facts()))

    def proof(self, edition: Edition, context: RenderContext) -> Proof:
        """Digests of the text with its title page, and of the cells that it becomes."""
        transcription = replace(self.transcription(edition, context), for_proof=True)
        text = etree.tostring(transcription.article(), method="c14n")
        try:
            return Proof(digest_of(text), digest_of(self.cells(transcription)))
        except louis.LouisError as error:
            raise _not_installed(error) from error

    def transcription(self, edition: Edition, context: RenderContext) -> Transcription:
        """The edition with its profile and grade."""
        options, profile = options_of(context.settings), profile_for(edition.locale)
        assert profile is not None, "a language without a profile is unavailable"
        wanted = self.grade or options.grade
        grade: Grade = wanted if wanted and wanted in profile.tables else next(iter(profile.tables))
        return Transcription(edition, context, options, profile, grade)


def _not_installed(error: louis.LouisError) -> RenditionError:
    return RenditionError(
        Problem("braille", str(error), "the system's packages liblouis20 and liblouis-data", "run the set-up again")
    )


def _brf(transcription: Transcription) -> tuple[bytes, Facts]:
    pages = transcription.pages()
    return write_brf(pages), _sizes(pages, transcription.options)


def _cells_of_pages(transcription: Transcription) -> bytes:
    return write_brf(transcription.pages())


def _cells_of_book(transcription: Transcription) -> bytes:
    body, builder = transcription.book()
    return etree.tostring(body, method="c14n") + repr(builder.contents).encode()


def _pef(transcription: Transcription) -> tuple[bytes, Facts]:
    pages, options = transcription.pages(), transcription.options
    return write_pef(pages, options.width, options.height, transcription.publication()), _sizes(pages, options)


def _check_brf(data: bytes, options: Options) -> list[str]:
    return check_brf(data, options.width, options.height)


def _check_pef(data: bytes, options: Options) -> list[str]:
    return check_pef(data, options.width, options.height)


def _check_ebraille(data: bytes, options: Options) -> list[str]:
    return check_ebraille(data)


def _sizes(pages: tuple[Page, ...], options: Options) -> Facts:
    """How many pages, and the cells and lines that a page has room for."""
    return ("pages", len(pages)), ("cells", options.width), ("lines", options.height)


def _ebraille(transcription: Transcription) -> tuple[bytes, Facts]:
    body, builder = transcription.book()
    translator, metadata = transcription.translator, transcription.edition.metadata
    contents = transcription.context.interface.phrase(CONTENTS)
    data = write_package(
        body,
        spaced(translator.plain(metadata.title.text, metadata.title.lang)),
        spaced(translator.plain(contents.text, contents.lang)),
        builder.contents,
        f"{transcription.profile.registered} grade{transcription.grade}",
        transcription.publication(),
    )
    return data, ()


BRAILLE_BRF = BrailleFile(Format("braille-brf", "braille.brf", "application/x-brf"), _brf, _cells_of_pages, _check_brf)
BRAILLE_PEF = BrailleFile(Format("braille-pef", "braille.pef", MEDIA_TYPE), _pef, _cells_of_pages, _check_pef)
BRAILLE_EBRL = BrailleFile(
    Format("braille-ebrl", "braille.ebrl", "application/ebrl+zip"), _ebraille, _cells_of_book, _check_ebraille
)
BRAILLE_BRF_UNCONTRACTED = BrailleFile(
    Format("braille-brf-uncontracted", "braille-uncontracted.brf", "application/x-brf"),
    _brf,
    _cells_of_pages,
    _check_brf,
    grade=1,
)
"For the many who learnt braille late, and read no contractions."
