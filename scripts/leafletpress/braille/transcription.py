"""One edition on its way to braille: what every braille file of it is made from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from lxml import etree

from leafletpress.addresses import page_folder
from leafletpress.braille import framing, louis
from leafletpress.braille.ebraille import XHTML, Builder
from leafletpress.braille.formatter import TABLE_AS_LIST, Formatter, Place
from leafletpress.braille.inline import Inline
from leafletpress.braille.options import Options
from leafletpress.braille.pages import Page, paginate, running_header
from leafletpress.braille.pef import Publication
from leafletpress.braille.profiles import Grade, Profile
from leafletpress.braille.translation import Translator
from leafletpress.edition import Approval, Edition
from leafletpress.errors import Problem, RenditionError
from leafletpress.interface import _
from leafletpress.renderers import RenderContext

PICTURE = _("Picture: {description}")
CONTENTS = _("Contents")

MESSAGES = (*framing.MESSAGES, PICTURE, CONTENTS, TABLE_AS_LIST)
"Every message of the interface catalogue that a braille file may say."

Facts = tuple[tuple[str, str | int | float], ...]


@dataclass(frozen=True, slots=True)
class Transcription:
    """What every braille file of an edition is made from."""

    edition: Edition
    context: RenderContext
    options: Options
    profile: Profile
    grade: Grade
    proofread: Approval | None = None
    "Who has read exactly this braille and found it right."
    for_proof: bool = False
    "Leaves out what the file says of being proof-read: what remains is the same before and after."

    @property
    def table(self) -> str:
        """The table that liblouis translates with."""
        return self.profile.tables[self.grade]

    @property
    def translator(self) -> Translator:
        """Translates, and names the leaflet where it must refuse."""
        return Translator(self.profile, self.table, f"{self.edition.source} ({self.edition.locale.tag})")

    def article(self) -> etree._Element:
        """The leaflet with its title page and its closing section."""
        return framing.framed(
            self.edition,
            self.context.interface,
            organisation=self.context.organisation,
            site_url=self.context.site_url,
            grade=self.grade,
            latin_words=bool(self.profile.latin_table) and not self.profile.only_addresses,
            reviewed_by=self.options.reviewed_by,
            notice=None if self.for_proof else framing.notice_of(self.context.interface, self.proofread),
        )

    def inline(self) -> Inline:
        """How lines are read."""

        def refuse(found: str, expected: str, remedy: str, element: etree._Element) -> RenditionError:
            excerpt = etree.tostring(element, encoding="unicode", with_tail=False)
            return RenditionError(Problem(self.translator.where, found, expected, remedy, excerpt))

        def picture(description: str) -> tuple[str, str]:
            phrase = self.context.interface.phrase(PICTURE, description=description)
            return phrase.text, self.edition.locale.tag

        return Inline(refuse, picture)

    def formatted(self) -> Formatter:
        """The leaflet as blocks of lines."""
        formatter = Formatter(self.translator, self.inline(), self.options, self.context.interface)
        formatter.flow(self.article(), Place(self.edition.locale.tag))
        return formatter

    def pages(self, formatter: Formatter | None = None) -> tuple[Page, ...]:
        """The leaflet as an embosser takes it."""
        options, translator, title = self.options, self.translator, self.edition.metadata.title
        header = running_header(
            translator.plain(title.text.lower() if self.profile.plain_header else title.text, title.lang).cells,
            lambda page: translator.plain(str(page), self.edition.locale.tag).cells,
            options.width,
        )
        return paginate((formatter or self.formatted()).blocks, options.height, header)

    def book(self) -> tuple[etree._Element, Builder]:
        """The leaflet as a braille display takes it, and its builder, which knows the headings."""
        builder = Builder(self.translator, self.inline(), self.options)
        body = etree.Element(f"{{{XHTML}}}main")
        builder.flow(self.article(), body, self.edition.locale.tag)
        return body, builder

    def publication(self) -> Publication:
        """What the file says of itself."""
        edition = self.edition
        address = page_folder(edition.leaflet, edition.locale, edition.source_locale)
        identity = f"{self.context.site_url}{address}#{self.table}-{self.options}-{edition.digest}"
        return Publication(
            identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}",
            title=edition.metadata.title.text,
            language=edition.locale.tag,
            date=edition.metadata.published.isoformat(),
            creator=self.context.organisation,
            description=self.provenance(),
        )

    def provenance(self) -> str:
        """In English: how it was made and what was checked."""
        edition = self.edition
        contraction = "contracted" if self.grade == 2 else "uncontracted"
        remarks = "" if self.profile.marks_emphasis else " Bold and italics are not marked."
        if self.options.reviewed_by:
            remarks += f" {self.options.reviewed_by} has accepted the table."
        words = {
            "source": "The words are the authors' own.",
            "machine": "The words were translated by a machine",
            "human": "The words were translated by a person",
        }[edition.origin]
        if edition.origin != "source":
            words += " and approved by a person." if edition.status == "approved" else " and have not been checked."
        return (
            f"{self.profile.code}, {contraction}, by liblouis {louis.version()} with {self.table}, from the same text "
            f"as the web page. Produced automatically; {self._proofreading()}.{remarks} {words}"
        )

    def _proofreading(self) -> str:
        signed = self.context.signoff
        if self.proofread:
            return f"proof-read and signed off by {self.proofread.by} on {self.proofread.on.isoformat()}"
        if signed and not self.for_proof:
            by = f"a sign-off by {signed.approval.by} of {signed.approval.on.isoformat()}"
            return f"not proof-read by a braille reader as it is now ({by} no longer holds)"
        return "not proof-read by a braille reader"

    def facts(self) -> Facts:
        """What the manifest says of every braille file."""
        table = " and ".join(louis.parts_of(self.table))
        made: Facts = (
            ("code", self.profile.code),
            ("table", f"{table} (liblouis {louis.version()})"),
            ("grade", self.grade),
        )
        if self.proofread:
            made += (("proofread_by", self.proofread.by), ("proofread_on", self.proofread.on.isoformat()))
        elif self.context.signoff:
            made += (("void_signoff_by", self.context.signoff.approval.by),)
        return made
