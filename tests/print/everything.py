"""A leaflet of thirty pages with everything that Markdown can hold, in English and in Arabic, as authors write it.

It goes the whole way: Markdown and a catalogue make two editions, whose PDFs the tests beside this file take apart.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from leafletpress.edition import Edition
from leafletpress.project import load_project
from leafletpress.renderers import RenderContext
from leafletpress.siteplan import plan_editions, render_context
from leafletpress.store import Store
from tests.projects import INDEX, ROOT, leaflet, write_catalogue, write_project

NAME, TITLE = "everything", "Everything at once"
PARTS, ROWS = 9, 40

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360">
<circle cx="300" cy="180" r="150" fill="none" stroke="#16222e" stroke-width="8"/></svg>"""

LINK = "Read [the page about `eye.drops` and **all** of their *uses*](https://www.example.org/eye-drops) first."
PICTURE, ORNAMENT = "![An eye from the side](images/eye.svg)", "![](images/ornament.svg)"

WORDS = {
    TITLE: "كل شيء في وقت واحد",
    "What to do at home.": "ماذا تفعل في المنزل.",
    "Surgery team": "فريق الجراحة",
    "Patient team": "فريق المرضى",
    LINK: "اقرأ أولًا [الصفحة عن `eye.drops` وعن **كل** *استخداماتها*](https://www.example.org/eye-drops).",
    "See [**the [list]** of medicines](#list), or call [020 7946 0018](tel:+442079460018).": (
        "انظر [**[قائمة]** الأدوية](#list)، أو اتصل بالرقم [020 7946 0018](tel:+442079460018)."
    ),
    "Take **5 mg** of *paracetamol* on 14 March 2026, and 2–3 tablets the day after. Do not take more than 8 tablets "
    "in 24 hours, whatever the pain is like, and write down when you took each of them.": (
        "تناول **5 mg** من *الباراسيتامول* في 14 مارس 2026، ثم 2–3 أقراص في اليوم التالي. لا تتناول أكثر من 8 أقراص "
        "خلال 24 ساعة مهما كان الألم، واكتب متى تناولت كل قرص منها."
    ),
    "Write to [eyes@example.org](mailto:eyes@example.org) or to the Royal Free Hospital, Pond Street, London NW3 2QG. "
    "Its sign says *Croeso i bawb*{ lang=cy }, and *مرحبا بكم في المستشفى*{ lang=ar dir=rtl } under it.": (
        "اكتب إلى [eyes@example.org](mailto:eyes@example.org) أو إلى مستشفى Royal Free Hospital، Pond Street، London "
        "NW3 2QG. ولافتته تقول *Croeso i bawb*{ lang=cy } وتحتها *مرحبا بكم في المستشفى*{ lang=ar dir=rtl }."
    ),
    "The NHS (National Health Service) pays.[^1] Others, such as BUPA, may not.[^2]": (
        "تدفع NHS (هيئة الخدمات الصحية الوطنية).[^1] أما غيرها، مثل BUPA، فقد لا تدفع.[^2]"
    ),
    "First level": "المستوى الأول",
    "Second level, with `code`": "المستوى الثاني، مع `code`",
    "Third level, with **bold** words": "المستوى الثالث، مع كلمات **بارزة**",
    "Fourth level": "المستوى الرابع",
    "Fourth level again": "المستوى الرابع مرة أخرى",
    "A loose entry, whose first paragraph fills more than one line of the page at any of the three sizes of print.": (
        "بند متباعد، تملأ فقرته الأولى أكثر من سطر واحد من الصفحة في أي من أحجام الطباعة الثلاثة."
    ),
    "Its second paragraph.": "فقرته الثانية.",
    "Another loose entry.": "بند متباعد آخر.",
    PICTURE: "![عين من الجانب](images/eye.svg)",
    ORNAMENT: ORNAMENT,
    "Figure 1. The **lens** of the eye.": "الشكل 1. **عدسة** العين.",
    "Warning": "تحذير",
    "Stop and call us if your sight gets worse.": "توقف واتصل بنا إذا ساءت رؤيتك.",
    "Rest, and keep your head up.": "استرح وأبقِ رأسك مرفوعًا.",
    "Mild pain": "ألم خفيف",
    "Take a tablet.": "تناول قرصًا.",
    "Strong pain": "ألم شديد",
    "Call us.": "اتصل بنا.",
    "Your medicines": "أدويتك",
    "Day": "اليوم",
    "Medicine": "الدواء",
    "When": "متى",
    "Drops and [tablets](#list)": "قطرات و[أقراص](#list)",
    "At night": "في الليل",
    "A study of eyes, 2024.": "دراسة عن العيون، 2024.",
    "Another study, 2025.": "دراسة أخرى، 2025.",
    **{f"Part {number}": f"الجزء {number}" for number in range(1, PARTS + 1)},
    **{f"Part {number} in detail": f"الجزء {number} بالتفصيل" for number in range(1, PARTS + 1)},
}
"Every message of the leaflet, with its Arabic."


def source() -> str:
    """The leaflet's Markdown."""
    return leaflet("\n\n".join(_blocks()) + "\n", title=TITLE)


def _blocks() -> Iterator[str]:
    (link, see, dose, address, pays) = list(WORDS)[4:9]
    loose = next(words for words in WORDS if words.startswith("A loose"))
    yield f"# {TITLE}"
    yield '!!! warning "Warning"\n\n    Stop and call us if your sight gets worse.'
    for number in range(1, PARTS + 1):
        yield f"## Part {number}"
        yield from (link, dose, see, pays, address)
        yield (
            "- First level\n    - Second level, with `code`\n        - Third level, with **bold** words\n"
            "            1. Fourth level\n            2. Fourth level again\n- First level"
        )
        yield f"### Part {number} in detail"
        yield f"1. {loose}\n\n    Its second paragraph.\n\n2. Another loose entry.\n\n    - First level"
        yield ORNAMENT
        yield (
            f"<figure markdown>\n{PICTURE}\n\n"
            '<figcaption markdown="span">Figure 1. The **lens** of the eye.</figcaption>\n</figure>'
        )
        yield "> Rest, and keep your head up."
        yield "Mild pain\n:   Take a tablet.\n\nStrong pain\n:   Call us."
    yield "## Your medicines { #list }"
    rows = "\n".join(f"| {row} | Drops and [tablets](#list) | At night |" for row in range(1, ROWS + 1))
    yield f"| Day | Medicine | When |\n| --- | --- | --- |\n{rows}"
    yield "[^1]: A study of eyes, 2024.\n\n[^2]: Another study, 2025."


def editions(folder: Path) -> dict[str, tuple[Edition, RenderContext]]:
    """The leaflet in English and in Arabic, each with what its renderer may know."""
    home = write_project(
        folder,
        locales=("en", "ar"),
        leaflets={"index": leaflet(INDEX.replace("going-home", NAME), title="Start", kind="page"), NAME: source()},
    )
    (home / "docs" / "images").mkdir()
    for picture in ("eye", "ornament"):
        (home / "docs" / "images" / f"{picture}.svg").write_text(DRAWING, "utf-8")
    write_catalogue(home, "ar", NAME, WORDS)
    shutil.copy(ROOT / "translations" / "ar" / "interface.po", home / "translations" / "ar")
    project = load_project(home / "mkdocs.yml")
    plan = plan_editions(project, Store(project.cache_dir))
    return {
        tag: (edition, render_context(plan, edition, "large-print-pdf"))
        for (name, tag), edition in plan.editions.items()
        if name == NAME
    }
