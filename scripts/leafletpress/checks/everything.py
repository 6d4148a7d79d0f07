"""Every rule over one project."""

from __future__ import annotations

import datetime

from leafletpress.checks import Finding
from leafletpress.checks.brailled import check_brailled_site
from leafletpress.checks.printed import check_printed_site
from leafletpress.checks.proofs import check_claims, check_signoffs
from leafletpress.checks.published import check_published
from leafletpress.checks.reviews import check_reviews
from leafletpress.checks.speech import check_lexicons, check_recordings, check_speech
from leafletpress.checks.translations import check_catalogue
from leafletpress.errors import Problem, PublishError
from leafletpress.extraction import INTERFACE
from leafletpress.project import Project
from leafletpress.releases import published_manifest
from leafletpress.segments import Message
from leafletpress.siteplan import plan_editions
from leafletpress.sources import catalogue_of, messages_of, read_sources
from leafletpress.store import Store
from leafletpress.translators import templates


def check_project(project: Project, today: datetime.date) -> tuple[Finding, ...]:
    """Findings in the order of leaflets, catalogues, published site; raises where the sources cannot be read at all."""
    findings = source_findings(project, today)
    plan = plan_editions(project, Store(project.cache_dir))
    findings += [*check_speech(read_sources(project), plan), *check_recordings(plan)]
    findings += check_signoffs(plan)
    if manifest := published_manifest(project.site_dir):
        findings += check_claims(plan, manifest)
        findings += check_published(project.site_dir, manifest, plan.editions)
        findings += check_brailled_site(project.site_dir, manifest, plan)
        findings += check_printed_site(project.site_dir, manifest, plan.editions)
    return tuple(findings)


def refuse_findings(project: Project, today: datetime.date) -> None:
    """Raise PublishError for whatever a rule finds in leaflets and translations."""
    if findings := source_findings(project, today):
        raise PublishError(
            Problem(finding.where, finding.found, f"nothing for the rule {finding.rule} to find", finding.remedy)
            for finding in findings
        )


def source_findings(project: Project, today: datetime.date) -> list[Finding]:
    """Findings in leaflets and translations."""
    sources = read_sources(project)
    findings = [*check_reviews(sources.leaflets, today)]
    interface = [Message(entry.msgid) for entry in templates(sources)[INTERFACE]]
    for entry in project.locales:
        if entry.locale == project.source_locale:
            continue
        for leaflet in sources.leaflets:
            messages = messages_of(leaflet, project).messages
            findings += check_catalogue(catalogue_of(sources, leaflet.name, entry.locale), messages, entry.locale)
        findings += check_catalogue(catalogue_of(sources, INTERFACE, entry.locale), interface, entry.locale)
    findings += check_lexicons(project)
    return findings
