"""Short leaflets in four languages, with every kind of block, and our own words in each.

The sentences are real ones of each language, made for these tests; no patient reads them.
"""

from __future__ import annotations

ENGLISH = """\
<h1>Your eye operation</h1>
<p>This leaflet is about the operation on your eye (cataract surgery). If you have questions, please ask your nurse.</p>
<aside class="callout callout-important"><p class="callout-title">Important</p>
<p>Call <a href="tel:02079460018">020 7946 0018</a> at once if your sight gets worse.</p></aside>
<h2 id="before">Before the operation</h2>
<p>Do not eat for <strong>6 hours</strong> before you come. You may drink water until 07:30. Bring:</p>
<ul><li>your glasses</li><li>your medicines:<ol><li>eye drops, such as <span lang="la" dir="ltr">guttae</span></li>
<li>tablets of 5 mg.</li></ol></li></ul>
<p>Read <a href="leaflet:eye-drops#how"><strong>how to use eye drops</strong></a>, or
<a href="https://www.example.org/eyes">the page about eyes</a>, or see <a href="#after">After the operation</a>.</p>
<figure><p><img src="images/eye.svg" alt="An eye from the side, with the lens coloured."/></p>
<figcaption>Figure 1. The lens of the eye.</figcaption></figure>
<h2 id="after">After the operation</h2>
<table><caption>Your medicines</caption><thead><tr><th scope="col">Medicine</th><th scope="col">When</th></tr></thead>
<tbody><tr><th scope="row">Drops</th><td>In the morning</td></tr>
<tr><th scope="row">Tablets</th><td>At night</td></tr></tbody>
</table>
<p>Most people see well after 2 weeks.<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup> The
<abbr title="National Health Service">NHS</abbr> pays. Write to
<a href="mailto:eyes@example.org">eyes@example.org</a>.</p>
<h3>If you feel unwell</h3>
<blockquote><p>Rest, and keep your head up.</p></blockquote>
<dl><dt>Mild pain</dt><dd>Take a tablet.</dd><dt>Strong pain</dt><dd>Call us.</dd></dl>
<section class="references"><h2 id="references">References</h2><ol><li id="fn-1"><p>A study of eyes, 2024.
<a class="footnote-backref" href="#fnref-1">Back</a></p></li></ol></section>"""

POLISH = """\
<h1>Operacja oka</h1>
<p>Ta ulotka opisuje operację oka (usunięcie zaćmy). Jeśli masz pytania, zapytaj pielęgniarkę.</p>
<aside class="callout callout-important"><p class="callout-title">Ważne</p>
<p>Zadzwoń od razu pod numer <a href="tel:02079460018">020 7946 0018</a>, jeśli wzrok się pogorszy.</p></aside>
<h2 id="before">Przed operacją</h2>
<p>Nie jedz przez <strong>6 godzin</strong> przed przyjściem. Wodę możesz pić do godziny 07:30. Weź ze sobą:</p>
<ul><li>okulary</li><li>leki:<ol><li>krople do oczu</li><li>tabletki po 5 mg.</li></ol></li></ul>
<p>Przeczytaj, <a href="leaflet:eye-drops#how"><strong>jak używać kropli do oczu</strong></a>, lub zobacz
<a href="#after">Po operacji</a>. Źródła są po angielsku: <span lang="en" dir="ltr">Royal Free London</span>.</p>
<figure><p><img src="images/eye.svg" alt="Oko z boku, soczewka jest zaznaczona kolorem."/></p>
<figcaption>Rysunek 1. Soczewka oka.</figcaption></figure>
<h2 id="after">Po operacji</h2>
<table><caption>Twoje leki</caption><thead><tr><th scope="col">Lek</th><th scope="col">Kiedy</th></tr></thead>
<tbody><tr><th scope="row">Krople</th><td>Rano</td></tr>
<tr><th scope="row">Tabletki</th><td>Na noc</td></tr></tbody></table>
<p>Większość osób widzi dobrze po 2 tygodniach.<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup></p>
<section class="references"><h2 id="references">Źródła</h2><ol><li id="fn-1"><p><span lang="en" dir="ltr">A study of
eyes, 2024.</span> <a class="footnote-backref" href="#fnref-1">Wróć</a></p></li></ol></section>"""

URDU = """\
<h1>آپ کی آنکھ کا آپریشن</h1>
<p>یہ کتابچہ آپ کی آنکھ کے آپریشن (موتیا کی سرجری) کے بارے میں ہے۔ اگر آپ کا کوئی سوال ہو تو براہِ کرم
اپنی نرس سے پوچھیں۔</p>
<aside class="callout callout-important"><p class="callout-title">اہم</p>
<p>اگر آپ کی نظر خراب ہو جائے تو فوراً <a href="tel:02079460018" dir="ltr">020 7946 0018</a> پر فون کریں۔</p></aside>
<h2 id="before">آپریشن سے پہلے</h2>
<p>آنے سے پہلے <strong>6 گھنٹے</strong> تک کچھ نہ کھائیں۔ آپ صبح 07:30 بجے تک پانی پی سکتے ہیں۔ ساتھ لائیں:</p>
<ul><li>اپنی عینک</li><li>اپنی دوائیں:<ol><li>آنکھوں کے قطرے</li><li>5 ملی گرام کی گولیاں۔</li></ol></li></ul>
<p>پڑھیں کہ <a href="leaflet:eye-drops#how"><strong>آنکھوں کے قطرے کیسے استعمال کریں</strong></a>، یا
<a href="#after">آپریشن کے بعد</a> دیکھیں۔ ہسپتال کا نام <span lang="en" dir="ltr">Royal Free London</span> ہے۔</p>
<figure><p><img src="images/eye.svg" alt="آنکھ ایک طرف سے، عدسہ رنگین ہے۔"/></p>
<figcaption>شکل 1۔ آنکھ کا عدسہ۔</figcaption></figure>
<h2 id="after">آپریشن کے بعد</h2>
<table><caption>آپ کی دوائیں</caption><thead><tr><th scope="col">دوا</th><th scope="col">کب</th></tr></thead>
<tbody><tr><th scope="row">قطرے</th><td>صبح کے وقت</td></tr>
<tr><th scope="row">گولیاں</th><td>رات کو</td></tr></tbody></table>
<p>زیادہ تر لوگ 2 ہفتے بعد اچھی طرح دیکھ سکتے ہیں۔<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>
ڈاکٹر آپ کو بتائیں گے کہ آپ کب گھر جا سکتے ہیں اور کب دوبارہ گاڑی چلا سکتے ہیں۔</p>
<h3>اگر طبیعت خراب ہو</h3>
<blockquote><p>آرام کریں اور سر اونچا رکھیں۔</p></blockquote>
<section class="references"><h2 id="references">حوالہ جات</h2><ol><li id="fn-1"><p><span lang="en" dir="ltr">A study of
eyes, 2024.</span> <a class="footnote-backref" href="#fnref-1">واپس</a></p></li></ol></section>"""

BENGALI = """\
<h1>আপনার চোখের অপারেশন</h1>
<p>এই লিফলেটটি আপনার চোখের অপারেশন (ছানির অস্ত্রোপচার) সম্পর্কে। আপনার কোনো প্রশ্ন থাকলে নার্সকে জিজ্ঞাসা করুন।</p>
<aside class="callout callout-important"><p class="callout-title">গুরুত্বপূর্ণ</p>
<p>দৃষ্টিশক্তি খারাপ হলে সঙ্গে সঙ্গে <a href="tel:02079460018" dir="ltr">020 7946 0018</a> নম্বরে ফোন করুন।</p></aside>
<h2 id="before">অপারেশনের আগে</h2>
<p>আসার আগে <strong>৬ ঘণ্টা</strong> কিছু খাবেন না। সকাল ৭টা ৩০ মিনিট পর্যন্ত জল পান করতে পারেন। সঙ্গে আনুন:</p>
<ul><li>আপনার চশমা</li><li>আপনার ওষুধ:<ol><li>চোখের ড্রপ</li><li>৫ মিলিগ্রামের ট্যাবলেট।</li></ol></li></ul>
<p>পড়ুন <a href="leaflet:eye-drops#how"><strong>কীভাবে চোখের ড্রপ ব্যবহার করবেন</strong></a>, অথবা
<a href="#after">অপারেশনের পরে</a> দেখুন। হাসপাতালের নাম <span lang="en" dir="ltr">Royal Free London</span>।</p>
<figure><p><img src="images/eye.svg" alt="পাশ থেকে একটি চোখ, লেন্সটি রঙিন।"/></p>
<figcaption>চিত্র ১। চোখের লেন্স।</figcaption></figure>
<h2 id="after">অপারেশনের পরে</h2>
<table><caption>আপনার ওষুধ</caption><thead><tr><th scope="col">ওষুধ</th><th scope="col">কখন</th></tr></thead>
<tbody><tr><th scope="row">ড্রপ</th><td>সকালে</td></tr>
<tr><th scope="row">ট্যাবলেট</th><td>রাতে</td></tr></tbody></table>
<p>বেশিরভাগ মানুষ ২ সপ্তাহ পরে ভালো দেখতে পান।<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>
ডাক্তার আপনাকে বলবেন কখন আপনি বাড়ি যেতে পারবেন এবং কখন আবার গাড়ি চালাতে পারবেন।</p>
<section class="references"><h2 id="references">তথ্যসূত্র</h2><ol><li id="fn-1"><p><span lang="en" dir="ltr">A study of
eyes, 2024.</span> <a class="footnote-backref" href="#fnref-1">ফিরে যান</a></p></li></ol></section>"""

BODIES = {"en": ENGLISH, "pl": POLISH, "ur": URDU, "bn": BENGALI}

TITLES = {"en": "Your eye operation", "pl": "Operacja oka", "ur": "آپ کی آنکھ کا آپریشن", "bn": "আপনার চোখের অপারেশন"}

_MSGIDS = (
    "Page {page} of {pages}",
    "Leaflet number",
    "Version",
    "Published",
    "Next review",
    "Language",
    "Written by",
    "For",
    "A computer made this translation. No person has checked it yet. It may contain mistakes.",
    "Contact us",
    "Phone",
    "Email",
    "Address",
    "Other formats and languages",
    "This leaflet is also on our website, in other formats and languages:",
    "Web addresses in this leaflet",
    "QR code that opens this leaflet on our website",
    "Sources",
    "Contents",
)

_MSGSTRS = {
    "pl": (
        "Strona {page} z {pages}",
        "Numer ulotki",
        "Wersja",
        "Data publikacji",
        "Następny przegląd",
        "Język",
        "Odpowiada",
        "Dla kogo",
        "To tłumaczenie wykonał komputer. Nie sprawdził go jeszcze człowiek. Może zawierać błędy.",
        "Kontakt",
        "Telefon",
        "E-mail",
        "Adres",
        "Inne formaty i języki",
        "Ta ulotka jest też na naszej stronie, w innych formatach i językach:",
        "Adresy internetowe z tej ulotki",
        "Kod QR, który otwiera tę ulotkę na naszej stronie",
        "Źródła",
        "Spis treści",
    ),
    "ur": (
        "صفحہ {page} از {pages}",
        "کتابچے کا نمبر",
        "نسخہ",
        "تاریخِ اشاعت",
        "اگلا جائزہ",
        "زبان",
        "ذمہ دار",
        "کس کے لیے",
        "یہ ترجمہ کمپیوٹر نے کیا ہے۔ ابھی کسی شخص نے اس کی جانچ نہیں کی۔ اس میں غلطیاں ہو سکتی ہیں۔",
        "ہم سے رابطہ",
        "فون",
        "ای میل",
        "پتہ",
        "دوسری شکلیں اور زبانیں",
        "یہ کتابچہ ہماری ویب سائٹ پر دوسری شکلوں اور زبانوں میں بھی ہے:",
        "اس کتابچے میں ویب پتے",
        "کیو آر کوڈ جو یہ کتابچہ ہماری ویب سائٹ پر کھولتا ہے",
        "ماخذ",
        "فہرست",
    ),
    "bn": (
        "পৃষ্ঠা {page} / মোট {pages}",
        "লিফলেট নম্বর",
        "সংস্করণ",
        "প্রকাশের তারিখ",
        "পরবর্তী পর্যালোচনা",
        "ভাষা",
        "দায়িত্বে",
        "কাদের জন্য",
        "এই অনুবাদটি কম্পিউটার করেছে। এখনও কোনো মানুষ এটি যাচাই করেননি। এতে ভুল থাকতে পারে।",
        "যোগাযোগ",
        "ফোন",
        "ইমেল",
        "ঠিকানা",
        "অন্যান্য ফরম্যাট ও ভাষা",
        "এই লিফলেটটি আমাদের ওয়েবসাইটে অন্যান্য ফরম্যাট ও ভাষায়ও আছে:",
        "এই লিফলেটের ওয়েব ঠিকানা",
        "কিউআর কোড, যা আমাদের ওয়েবসাইটে এই লিফলেটটি খোলে",
        "উৎস",
        "সূচিপত্র",
    ),
}

MESSAGES = {tag: dict(zip(_MSGIDS, words, strict=True)) for tag, words in _MSGSTRS.items()}
