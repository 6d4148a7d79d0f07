"""What a listener hears, in order, and that nothing is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from lxml import etree

from leafletpress.edition import BODY_ELEMENTS, Edition
from leafletpress.errors import RenditionError
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.narration import CLOSING_MESSAGES, LENGTH_KEY, MESSAGES, Narration, narrate, with_length
from leafletpress.speech.recording import spoken_texts
from leafletpress.speech.utterance import Utterance
from leafletpress.status import status_phrases
from tests.editions import make_edition

EVERY_KIND = """\
<h1>Going home</h1>
<p>Text with <em>stress</em>, <code>code</code>, H<sub>2</sub>O and 5 m<sup>2</sup>.<br/>A second line.</p>
<blockquote><p>Quoted words.</p></blockquote>
<dl><dt>Implant</dt><dd>A metal part.</dd></dl>
<pre>first line
second line</pre>
<hr/>
<h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6>
<div><section><h2>Inner</h2><p>Deep <bdi>name</bdi> and <span>span</span>.</p></section></div>
<ol start="4"><li><p>Loose item.</p><p>Its second paragraph.</p></li><li>Tight item.</li></ol>
<table><caption>Doses</caption>
<thead><tr><th>Drug</th><th colspan="2">Dose</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">Pain relief</th><td>1 tablet</td><td>2 tablets</td></tr>
<tr><td>3 tablets</td><td>4 tablets</td></tr></tbody></table>"""


def interface(tag: str = "en", **messages: str) -> Interface:
    return Interface(locale_from_tag(tag), locale_from_tag("en"), messages)


def utterances(body: str, tag: str = "en", *, words: Interface | None = None) -> tuple[Utterance, ...]:
    edition = make_edition(f"<h1>Title</h1>{body}", tag)
    heard = narrate(edition, words or interface(tag), organisation="A hospital", computer_voice=False).utterances
    return tuple(utterance for utterance in without_closing(heard) if utterance.kind != "announcement")[1:]


def without_closing(heard: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    """All but whom to ask, which ends every recording."""
    closing = max(at for at, one in enumerate(heard) if one.kind == "heading" and not one.element)
    return heard[:closing]


def shown(body: str, tag: str = "en") -> list[str]:
    return [utterance.shown for utterance in utterances(body, tag)]


def announced(edition: Edition, words: Interface) -> list[str]:
    heard = narrate(edition, words, organisation="A hospital").utterances
    return [utterance.shown for utterance in heard if utterance.kind == "announcement"]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@pytest.mark.parametrize("body", [make_edition().body, EVERY_KIND])
def test_every_word_is_heard_in_order(body: str) -> None:
    edition = make_edition(body)
    tree = edition.tree()
    for left_out in tree.xpath("//sup[a] | //section[@class='references']"):
        left_out.drop_tree()
    etree.strip_tags(tree, "a", "abbr", "bdi", "code", "em", "span", "strong", "sub", "sup")
    heard = [u.shown for u in narrate(edition, interface(), organisation="A hospital").utterances]
    assert is_subsequence(words_of(" ".join(tree.itertext())), words_of(" ".join(heard)))


def test_the_fixtures_hold_every_element() -> None:
    tags = {element.tag for body in (make_edition().body, EVERY_KIND) for element in make_edition(body).tree().iter()}
    assert tags >= BODY_ELEMENTS


def test_the_title_comes_first_then_who_and_when() -> None:
    heard = narrate(make_edition(), interface(), organisation="A hospital").utterances
    assert [(u.kind, u.shown) for u in heard[:5]] == [
        ("heading", "Going home"),
        ("announcement", "A hospital"),
        ("announcement", "Version 1.0, published on 1 November 2026."),
        ("announcement", "A computer voice reads this recording."),
        ("announcement", "It may make mistakes."),
    ]


def test_the_names_of_the_body_s_sentences_depend_on_the_body_alone() -> None:
    edition = make_edition('<h1>Title</h1><p>One. Two.</p><h2 id="s3">Three</h2>')
    heard = narrate(edition, interface(), organisation="A hospital").utterances
    assert [(u.key, u.anchor) for u in without_closing(heard)] == [
        ("s1", "s1"),
        *((f"a{number}", "") for number in range(1, 5)),
        ("s2", "s2"),
        ("s4", "s4"),
        ("s5", "s5"),
    ]
    quiet = narrate(edition, interface(), organisation="Another. One.", computer_voice=False).utterances
    assert [u.key for u in quiet if u.element] == [u.key for u in heard if u.element]


def test_a_body_without_a_title_is_given_the_leaflet_s() -> None:
    heard = narrate(make_edition("<p>Rest.</p>"), interface(), organisation="A hospital").utterances
    assert [u.shown for u in heard][:2] == ["Going home", "A hospital"]
    assert without_closing(heard)[-1].shown == "Rest."


def test_it_ends_with_whom_to_ask() -> None:
    heard = narrate(make_edition(), interface(), organisation="A hospital").utterances
    closing = heard[len(without_closing(heard)) :]
    assert [(u.kind, u.shown, u.lang) for u in closing] == [
        ("heading", "Contact us", "en"),
        ("contact", "Patient team", "en"),
        ("contact", "Phone: 020 3758 2398", "en"),
        ("contact", "Email: team@example.org", "en"),
        ("label", "Address:", "en"),
        ("contact", "Pond Street, London", "en"),
    ]
    said = dict(zip((u.shown for u in heard), spoken_texts(narration_of(heard), {}), strict=True))
    assert said["Phone: 020 3758 2398"] == "Phone: 0 2 0, 3 7 5 8, 2 3 9 8"
    assert said["Email: team@example.org"] == "Email: team at example dot org"
    words = interface("pl", **{"Phone": "Telefon", "Address": "Adres"})
    heard = narrate(make_edition(tag="pl"), words, organisation="Szpital").utterances
    assert {u.shown: u.lang for u in heard[len(without_closing(heard)) :]} == {
        "Contact us": "en",
        "Patient team": "en",
        "Telefon: 020 3758 2398": "pl",
        "Email: team@example.org": "en",
        "Adres:": "pl",
        "Pond Street, London": "en",
    }


def narration_of(heard: tuple[Utterance, ...]) -> Narration:
    return Narration("docs/going-home.md", "en", heard)


def test_a_list_of_contents_is_left_out_and_that_is_said() -> None:
    left_out = "The list of contents is on the web page."
    body = "<h1>Title</h1>" + "<h2>Part</h2><p>Rest.</p>" * 3
    assert left_out in announced(make_edition(body), interface())
    assert left_out not in announced(make_edition(body.replace("<h2>Part</h2>", "", 1)), interface())


def test_a_translation_says_how_far_it_was_checked() -> None:
    urdu = make_edition(tag="ur")
    status = " ".join(phrase.text for phrase in status_phrases(urdu, interface("ur")))
    assert status
    assert status in " ".join(announced(urdu, interface("ur")))
    assert status not in " ".join(announced(make_edition(), interface()))


def test_our_own_words_are_in_the_language_they_are_translated_to() -> None:
    words = Interface(
        locale_from_tag("pl"),
        locale_from_tag("en"),
        {"Picture:": "Ilustracja:", "Version {version}, published on {date}.": "Wersja {version} z {date}."},
    )
    heard = narrate(make_edition(tag="pl"), words, organisation="A hospital").utterances
    languages = {u.shown: u.lang for u in heard}
    assert languages["Ilustracja:"] == "pl"
    assert languages["Wersja 1.0 z 1 listopada 2026."] == "pl"
    assert languages["Table:"] == "en"


def test_every_message_can_be_filled_and_is_a_whole_sentence_or_label() -> None:
    for message in MESSAGES:
        assert message.format_map(defaultdict(str))
        assert message[-1] in ".:" or message in CLOSING_MESSAGES


def test_blocks_end_with_their_own_pause() -> None:
    heard = utterances("<h2>One</h2><p>First. Second.</p><ul><li>Item. More.</li></ul>")
    assert [(u.shown, u.pause_after_ms) for u in heard] == [
        ("One", 600),
        ("First.", 0),
        ("Second.", 300),
        ("Item.", 0),
        ("More.", 200),
    ]


def test_sentences_know_their_element() -> None:
    heard = utterances('<h2 id="a">One</h2><p>Two.</p><ul><li>Three.<ul><li>Four.</li></ul>Five.</li></ul>')
    places = {u.shown: u.element for u in heard}
    assert places["One"] == "#a"
    tree = make_edition(
        '<h1>Title</h1><h2 id="a">One</h2><p>Two.</p><ul><li>Three.<ul><li>Four.</li></ul></li></ul>'
    ).tree()
    assert [element.text for name in ("Two.", "Three.", "Four.") for element in tree.xpath(places[name])] == [
        "Two.",
        "Three.",
        "Four.",
    ]
    assert places["Five."] == places["Three."]


def test_lists_are_announced_and_ordered_items_numbered() -> None:
    assert shown('<ol start="4"><li>A.</li><li><p>Rest. Drink.</p></li><li value="9">D.</li></ol>') == [
        "List, number of items: 3.",
        "4. A.",
        "5. Rest.",
        "Drink.",
        "9. D.",
    ]
    assert shown("<ul><li>A.</li></ul>") == ["A."]


def test_the_length_is_told_with_the_other_announcements() -> None:
    words = interface()
    plain = narrate(make_edition(), words, organisation="A hospital")
    timed = with_length(plain, 290, words)
    assert [u.shown for u in timed.utterances][:3] == ["Going home", "A hospital", "Length: 5 minutes."]
    assert [u for u in timed.utterances if u.key != LENGTH_KEY] == list(plain.utterances)
    polish = Interface(locale_from_tag("pl"), locale_from_tag("en"), {"Length: {length}.": "Czas: {length}."})
    assert with_length(narrate(make_edition(tag="pl"), polish, organisation="Szpital"), 290, polish).utterances[
        2
    ].shown == ("Czas: 5 minut.")


def test_table_cells_follow_their_headers() -> None:
    table = EVERY_KIND[EVERY_KIND.index("<table>") :]
    assert shown(table) == [
        "Table:",
        "Doses",
        "Drug",
        "Dose",
        "Pain relief",
        "Dose: 1 tablet",
        "Dose: 2 tablets",
        "Dose: 3 tablets",
        "Dose: 4 tablets",
    ]


def test_a_header_in_another_language_is_said_by_its_own_voice() -> None:
    heard = utterances(
        '<table><thead><tr><th lang="en">Dose</th></tr></thead><tbody><tr><td>jedna tabletka</td></tr></tbody></table>',
        "pl",
    )
    assert [(u.lang, u.shown) for u in heard] == [
        ("en", "Table:"),
        ("en", "Dose"),
        ("en", "Dose"),
        ("pl", "jedna tabletka"),
    ]


def test_pictures_are_their_alternative_text_and_then_their_caption() -> None:
    figure = '<figure><p><img src="a.svg" alt="A bone. An implant."/></p><figcaption>The implant.</figcaption></figure>'
    assert shown(figure) == ["Picture:", "A bone.", "An implant.", "The implant."]
    assert shown('<p>Before <img src="a.svg" alt=""/>after.</p>') == ["Before", "after."]


def test_marks_of_references_are_not_heard_but_powers_are() -> None:
    assert shown(
        '<p>Most heal.<sup id="f"><a class="footnote-ref" href="#fn">1</a></sup> Area: 5 m<sup>2</sup>.</p>'
    ) == [
        "Most heal.",
        "Area: 5 m2.",
    ]


def test_references_are_left_out_and_that_is_said() -> None:
    heard = narrate(make_edition(), interface(), organisation="A hospital").utterances
    assert without_closing(heard)[-1].shown == "The references are on the web page."
    assert not any("A leaflet." in u.shown for u in heard)


def test_telephone_numbers_are_found_in_their_sentence() -> None:
    first, second = utterances(
        '<p>Rest. \n Then  call <a href="tel:+4420">020 <em>7946</em></a> or <a href="tel:999">999</a>.</p>'
    )
    assert first.phones == ()
    assert [second.shown[start:end] for start, end in second.phones] == ["020 7946", "999"]


def test_telephone_numbers_keep_their_place_behind_an_item_s_number() -> None:
    (item,) = utterances('<ol><li>Call <a href="tel:999">999</a>.</li></ol>')
    assert [item.shown[start:end] for start, end in item.phones] == ["999"]


def test_an_english_passage_has_the_english_voice() -> None:
    heard = utterances(
        '<p lang="en" dir="ltr">This is English.</p>'
        '<p>یہ اردو ہے۔ <span lang="en">Royal Free</span> ہسپتال بہت بڑا ہے۔</p>'
        '<p>اردو۔ <span lang="en">Ask your own nurse.</span></p>',
        "ur",
    )
    assert [u.lang for u in heard] == ["en", "ur", "ur", "ur", "en"]


def test_line_breaks_end_a_sentence() -> None:
    assert shown("<p>Plastic surgery<br/>Pond Street</p>") == ["Plastic surgery", "Pond Street"]


@pytest.mark.parametrize(
    "body",
    [
        "<video>Film</video>",
        "<p>Text <video>Film</video></p>",
        "<ul>Text<li>Item</li></ul>",
        "<ul><p>Item</p></ul>",
        "<table><tbody><tr><td>1</td></tr></tbody>tail</table>",
        "<table><tr><p>1</p></tr></table>",
        '<p><img src="a.svg"/></p>',
        "<tr><td>Lone</td></tr>",
    ],
)
def test_what_nobody_has_said_how_to_read_is_refused(body: str) -> None:
    edition = make_edition()
    with pytest.raises(RenditionError) as caught:
        narrate(replace(edition, body=f"<h1>Title</h1>{body}"), interface(), organisation="A hospital")
    assert "docs/going-home.md (en): <" in str(caught.value)
    assert "cannot be narrated" in str(caught.value)
