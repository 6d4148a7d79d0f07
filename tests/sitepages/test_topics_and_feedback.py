"""Leaflets by topic, and the ways to tell the publisher something."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from lxml import html

from leafletpress.sitepages.names import FEEDBACK, FIND, TOPICS
from tests.projects import leaflet, run, standard_leaflets, write_project


def tree(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path / "index.html").read_text("utf-8"))


def listed(page: html.HtmlElement) -> dict[str, list[str]]:
    """Each heading of the page of topics, in order, with the addresses below it."""
    sections = page.xpath("//main//section[h2]")
    return {section.findtext("h2") or section.xpath("string(h2/span)"): section.xpath(".//li/a/@href")
            for section in sections}  # fmt: skip


def test_leaflets_stand_below_each_of_their_topics_and_the_others_last(public_site: Path) -> None:
    assert listed(tree(public_site, TOPICS.name)) == {
        "After your stay": ["../going-home/index.html"],
        "Surgery": ["../going-home/index.html"],
        "Other leaflets": ["../staying/index.html"],
    }


def test_a_topic_is_one_in_every_language_and_says_where_it_is_not_translated(public_site: Path) -> None:
    page = tree(public_site, f"pl/{TOPICS.name}")
    found = listed(page)
    assert list(found) == ["Chirurgia", "After your stay"], "what is withheld in Polish is not listed"
    assert page.xpath("//h2/span[@lang='en']/text()") == ["After your stay", *found_english(page)]


def found_english(page: html.HtmlElement) -> list[str]:
    """English headings of the footer, which this project has not translated."""
    return [str(words) for words in page.xpath("//footer//h2/span[@lang='en']/text()")]


def test_the_page_of_topics_is_linked_where_leaflets_are_found_and_only_exists_where_there_are_topics(
    public_site: Path, tmp_path: Path
) -> None:
    links = tree(public_site, FIND.name).xpath("//section[contains(@class, 'a-to-z')]/p/a/@href")
    assert links == [f"../{TOPICS.name}/index.html"]
    project = write_project(tmp_path)
    outcome = run(project, "build", "--jobs", "1")
    assert outcome.code == 0, outcome.messages
    assert not (project / "site" / TOPICS.name).exists()
    assert TOPICS.name not in (project / "site" / "index.html").read_text("utf-8")
    assert not tree(project / "site", FEEDBACK.name).xpath("//a[starts-with(@href, 'https:')]")


def test_an_email_is_begun_with_the_questions_in_the_readers_language(public_site: Path) -> None:
    page = tree(public_site, FEEDBACK.name)
    [address] = [one for one in page.xpath("//main//a/@href") if "subject=" in one]
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "team@example.org")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert fields["subject"] == ["Feedback about Test leaflets"]
    [body] = fields["body"]
    for item in page.xpath("//main//ul/li/text()"):
        assert f"– {item}:" in body
    assert "+" not in parts.query, "a mail program shows a plus sign as it stands"


def test_a_form_run_elsewhere_is_linked_and_the_page_asks_nothing_of_its_host(public_site: Path) -> None:
    page = tree(public_site, f"ur/{FEEDBACK.name}")
    assert page.xpath("//main//a[@class='button']/@href") == ["https://forms.example.org/leaflets?about=site"]
    loaded = page.xpath("//@src | //link[not(@rel='canonical' or @rel='alternate')]/@href | //form/@action")
    assert loaded
    assert not any("://" in str(one) for one in loaded)


def test_an_address_that_is_no_forms_is_refused(tmp_path: Path) -> None:
    for wrong in ("http://forms.example.org/", "forms.example.org", "javascript:alert(1)", "https://a b.example/"):
        project = write_project(tmp_path, options=f"      feedback_form: {wrong!r}")
        outcome = run(project, "status")
        assert outcome.code == 1
        assert "mkdocs.yml:" in outcome.messages
        assert "`feedback_form` is" in outcome.messages


def test_topics_are_checked(tmp_path: Path) -> None:
    leaflets = standard_leaflets() | {"going-home": leaflet("# Going home\n\nRest.\n")}
    for wrong, found in (
        ("topics: [Knees, knees]", "the topic 'knees' stands beside 'Knees'"),
        ("topics: Knees", "`topics` is not a list of lines"),
        ("topics: ['']", "an item of `topics` is empty"),
        (f"topics: [{'x' * 61}]", "has 61 letters"),
    ):
        text = leaflets["going-home"].replace("owner:", f"{wrong}\nowner:")
        outcome = run(write_project(tmp_path, leaflets=leaflets | {"going-home": text}), "status")
        assert outcome.code == 1
        assert found in outcome.messages
        assert "docs/going-home.md:9" in outcome.messages
    index = leaflets["index"].replace("owner:", "topics: [Knees]\nowner:")
    outcome = run(write_project(tmp_path, leaflets=leaflets | {"index": index}), "status")
    assert "a page has `topics`" in outcome.messages
