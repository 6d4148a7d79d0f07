"""Signing a format off: `leafletpress approve TAG LEAFLET --format …`.

What is signed is what was read. So the file that was published, or the one that the reader gives back, must be byte
for byte the file that a build would make now; otherwise the name of a person would stand for a text that they never
saw.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from leafletpress.edition import Approval, Edition
from leafletpress.errors import Problem, PublishError, UsageError, display_path
from leafletpress.formatsignoff import FormatSignoff, family_of, signoffs_text
from leafletpress.formatwords import PROOFREAD
from leafletpress.releases import published_manifest
from leafletpress.renderers import ProofRead, RenderContext, Unavailable, renderer_for
from leafletpress.siteplan import NOT_PUBLISHED, SitePlan, render_context
from leafletpress.sources import signoffs_path
from leafletpress.store import write_atomically


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of it."""

    path: Path
    "Where it is kept."
    formats: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    "Formats of the family that this language does not have, and why."


def approve_formats(
    plan: SitePlan, leaflet: str, tag: str, wanted: str, approval: Approval, read: Path | None = None
) -> Signed:
    """Sign one format or a family of formats off; raises where what was read is not what would be published.

    `read` is the file that the reader has read, where it is not the published one.
    """
    edition = edition_named(plan, leaflet, tag)
    names = formats_named(plan, wanted)
    if read and len(names) > 1:
        raise UsageError(
            Problem("--file", f"one file cannot be all of {', '.join(names)}", "one format", "name it with --format")
        )
    signed, missing = [], []
    for name in names:
        context = render_context(plan, edition, name)
        if reason := _unavailable(edition, name, context):
            missing.append((name, reason.message.format_map(dict(reason.values))))
        else:
            signed.append(_signed(plan, edition, name, context, approval, read))
    if not signed:
        name, reason_text = missing[0]
        raise UsageError(
            Problem(
                "--format", f"there is no {name} to sign off: {reason_text}", "a format that exists", "name another"
            )
        )
    path = signoffs_path(plan.project, leaflet, tag)
    kept = {one.format: one for one in plan.signoffs.get((leaflet, tag), ())}
    kept |= {one.format: one for one in signed}
    write_atomically(path, signoffs_text(kept.values()).encode())
    return Signed(path, tuple(one.format for one in signed), tuple(missing))


def voided(plan: SitePlan, edition: Edition, signoff: FormatSignoff) -> str:
    """Why a sign-off no longer holds, in English, or nothing where it does."""
    if signoff.format not in dict(plan.project.formats):
        return "the site does not offer this format"
    context = render_context(plan, edition, signoff.format)
    if reason := _unavailable(edition, signoff.format, context):
        return reason.message.format_map(dict(reason.values)).rstrip(".")
    return signoff.voided(cast(ProofRead, renderer_for(signoff.format)).proof(edition, context))


def edition_named(plan: SitePlan, leaflet: str, tag: str) -> Edition:
    """The edition; raises UsageError naming the languages or leaflets there are."""
    tags = [locale.tag for locale in plan.locales()]
    if tag not in tags:
        raise UsageError(
            Problem("TAG", f"{tag!r} is not a language of the site", f"one of {', '.join(tags)}", "correct it")
        )
    leaflets = sorted({name for name, _ in plan.editions if plan.editions[name, tag].metadata.kind == "leaflet"})
    if leaflet not in leaflets:
        raise UsageError(
            Problem("LEAFLET", f"there is no leaflet {leaflet!r}", f"one of {', '.join(leaflets)}", "correct the name")
        )
    return plan.editions[leaflet, tag]


def formats_named(plan: SitePlan, wanted: str) -> list[str]:
    """The site's formats of that name or family; raises UsageError for one that is not signed off by itself."""
    offered = [name for name, _options in plan.project.formats if family_of(name) in PROOFREAD]
    found = [name for name in offered if wanted in (name, family_of(name))]
    if not found:
        choices = sorted({*offered, *map(family_of, offered)})
        expected = (
            f"one of {', '.join(choices)}" if choices else "a format of mkdocs.yml that people proof-read: braille"
        )
        raise UsageError(Problem("--format", f"{wanted!r} cannot be signed off", expected, "correct the name"))
    return found


def _unavailable(edition: Edition, name: str, context: RenderContext) -> Unavailable | None:
    if edition.status == "withheld":
        return Unavailable(NOT_PUBLISHED, (("language", edition.locale.english_name),))
    return renderer_for(name).unavailable(edition, context)


def _signed(
    plan: SitePlan, edition: Edition, name: str, context: RenderContext, approval: Approval, read: Path | None
) -> FormatSignoff:
    renderer = renderer_for(name)
    now = hashlib.sha256(renderer.render(edition, context).data).hexdigest()
    if read:
        where = display_path(read, Path.cwd())
        try:
            seen = hashlib.sha256(read.read_bytes()).hexdigest()
        except OSError as error:
            raise UsageError(
                Problem(where, f"it cannot be read ({error.strerror})", "the file", "correct it")
            ) from error
    else:
        where, seen = _published(plan, edition, name)
    if seen != now:
        raise PublishError(
            Problem(
                where,
                "this is not the file that would be published now: the text, a translation or the braille has changed",
                "that the very file which was read is signed off",
                "run `leafletpress build`, have the new file read, and sign that one off",
            )
        )
    signoff = FormatSignoff(name, approval, cast(ProofRead, renderer).proof(edition, context))
    # Made at once: a name that the format cannot say must not stop the next build
    renderer.render(edition, replace(context, signoff=signoff))
    return signoff


def _published(plan: SitePlan, edition: Edition, name: str) -> tuple[str, str]:
    """Path and digest of the published file; no digest where there is none."""
    manifest = published_manifest(plan.project.site_dir) or {"leaflets": []}
    for leaflet in manifest["leaflets"]:
        for made in leaflet["editions"]:
            if (leaflet["leaflet"], made["locale"]) == (edition.leaflet, edition.locale.tag):
                for rendition in made["renditions"]:
                    if rendition["format"] == name:
                        path = plan.project.site_dir / rendition["path"]
                        data = path.read_bytes() if path.is_file() else b""
                        return rendition["path"], hashlib.sha256(data).hexdigest()
    return name, ""


def approval_by(by: str, on: datetime.date) -> Approval:
    """Who and when; raises UsageError where it names nobody."""
    if not by.strip() or "\n" in by:
        raise UsageError(
            Problem("--by", f"{by!r} names nobody", "a role or a team", 'for instance --by "Physiotherapy team"')
        )
    return Approval(by.strip(), on)
