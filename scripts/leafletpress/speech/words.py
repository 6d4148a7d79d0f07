"""The words that stand in for marks which voices drop or misread, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """One language's. What is empty has no rule: the mark stays, or is refused where voices are known to drop it."""

    to: str = ""
    "Between the ends of a range: 10–12."
    at: str = "at"
    "@ in an address."
    dot: str = "dot"
    "A full stop in an address."
    slash: str = "slash"
    hyphen: str = "hyphen"
    underscore: str = "underscore"
    less_than: str = ""
    "Before the number, or with `{}` for it."
    more_than: str = ""
    at_most: str = ""
    at_least: str = ""
    about: str = ""
    "≈ and ~ before a number."
    minus: str = ""
    plus: str = ""
    plus_minus: str = ""
    times: str = ""
    "× between numbers."
    per: str = ""
    "/ between units."
    per_cent: str = ""
    "With `{}` for the number; nothing where the voice knows the sign."
    number: str = ""
    "For № and №-like abbreviations before a number."
    clock: str = "{}:{}"
    "A time of day, hours and minutes."
    over: str = ""
    "/ in a blood pressure."
    full_hour: str = ""
    "A time of day without minutes; nothing where `clock` serves."
    fractions: tuple[str, str, str, str, str, str] = ("", "", "", "", "", "")
    "½, ¼ and ¾ alone, then after a whole number."


# fmt: off
WORDS = {
    "ar": SpokenWords(
        "إلى", "آت", "نقطة", "شرطة مائلة", "شرطة", "شرطة سفلية", "أقل من", "أكثر من", "لا يزيد على", "لا يقل عن",
        "حوالي", "ناقص", "زائد", "زائد أو ناقص", "في", "لكل", "{} بالمائة", "رقم", "{} و {} دقيقة",
        full_hour="{}", fractions=("نصف", "ربع", "ثلاثة أرباع", "ونصف", "وربع", "وثلاثة أرباع"),
    ),
    "bg": SpokenWords("до"),
    "bn": SpokenWords(
        "থেকে", "অ্যাট", "ডট", "স্ল্যাশ", "হাইফেন", "আন্ডারস্কোর", "{} এর কম", "{} এর বেশি", "সর্বোচ্চ", "কমপক্ষে",
        "প্রায়", "মাইনাস", "প্লাস", "প্লাস মাইনাস", "গুণ", "প্রতি", "{} শতাংশ", "নম্বর", "{} টা {} মিনিট",
        full_hour="{} টা", fractions=("আধা", "সিকি", "পৌনে এক", "আর আধা", "আর সিকি", "আর তিন চতুর্থাংশ"),
    ),
    "cs": SpokenWords("až", "zavináč", "tečka"),
    "cy": SpokenWords(
        "i", "at", "dot", "slaes", "cysylltnod", "tanlinell", "llai na", "mwy na", "dim mwy na", "o leiaf",
        "tua", "minws", "plws", "plws neu finws", "gwaith", "y", "{} y cant", "rhif",
        over="dros", fractions=("hanner", "chwarter", "tri chwarter", "a hanner", "a chwarter", "a thri chwarter"),
    ),
    "de": SpokenWords("bis", "ät", "Punkt", "Schrägstrich", "Bindestrich", "Unterstrich"),
    "el": SpokenWords("έως"),
    "en": SpokenWords(
        "to", less_than="less than", more_than="more than", at_most="at most", at_least="at least", about="about",
        minus="minus", plus="plus",
        plus_minus="plus or minus", times="times", per="per", number="number", over="over", full_hour="{} o'clock",
        fractions=("half", "a quarter", "three quarters", "and a half", "and a quarter", "and three quarters"),
    ),
    "es": SpokenWords("a", "arroba", "punto", "barra", "guion", "guion bajo"),
    "fa": SpokenWords("تا"),
    "fr": SpokenWords("à", "arobase", "point", "barre oblique", "tiret", "tiret bas"),
    "gu": SpokenWords(
        "થી", "એટ", "ડોટ", "સ્લેશ", "હાઇફન", "અન્ડરસ્કોર", "{} થી ઓછા", "{} થી વધુ", "વધુમાં વધુ", "ઓછામાં ઓછા",
        "લગભગ", "માઇનસ", "પ્લસ", "પ્લસ માઇનસ", "ગુણ્યા", "પ્રતિ", "{} ટકા", "નંબર", "{} વાગીને {} મિનિટ",
        full_hour="{} વાગ્યે", fractions=("અડધું", "પા", "પોણું", "અને અડધું", "અને પા", "અને પોણું"),
    ),
    "hi": SpokenWords("से"),
    "it": SpokenWords("a", "chiocciola", "punto", "barra", "trattino", "trattino basso"),
    "lt": SpokenWords("iki"),
    "lv": SpokenWords("līdz"),
    "ne": SpokenWords("देखि"),
    "nl": SpokenWords("tot", "apenstaartje", "punt"),
    "pa": SpokenWords(
        "ਤੋਂ", "ਐਟ", "ਡੌਟ", "ਸਲੈਸ਼", "ਹਾਈਫਨ", "ਅੰਡਰਸਕੋਰ", "{} ਤੋਂ ਘੱਟ", "{} ਤੋਂ ਵੱਧ", "ਵੱਧ ਤੋਂ ਵੱਧ", "ਘੱਟੋ ਘੱਟ",
        "ਲਗਭਗ", "ਮਨਫ਼ੀ", "ਪਲੱਸ", "ਪਲੱਸ ਮਾਈਨਸ", "ਗੁਣਾ", "ਪ੍ਰਤੀ", "{} ਪ੍ਰਤੀਸ਼ਤ", "ਨੰਬਰ", "{} ਵੱਜ ਕੇ {} ਮਿੰਟ",
        full_hour="{} ਵਜੇ", fractions=("ਅੱਧਾ", "ਚੌਥਾਈ", "ਪੌਣਾ", "ਅਤੇ ਅੱਧਾ", "ਅਤੇ ਚੌਥਾਈ", "ਅਤੇ ਪੌਣਾ"),
    ),
    "pl": SpokenWords(
        "do", "małpa", "kropka", "ukośnik", "myślnik", "podkreślenie", "mniej niż", "więcej niż", "najwyżej",
        "co najmniej", "około", "minus", "plus", "plus minus", "razy", "na", "", "numer",
        over="na", fractions=("pół", "ćwierć", "trzy czwarte", "i pół", "i ćwierć", "i trzy czwarte"),
    ),
    "pt": SpokenWords("a", "arroba", "ponto", "barra", "hífen", "sublinhado"),
    "ro": SpokenWords(
        "până la", "arond", "punct", "bară", "cratimă", "liniuță de subliniere", "mai puțin de", "mai mult de",
        "cel mult", "cel puțin", "aproximativ", "minus", "plus", "plus minus", "ori", "pe", "", "numărul",
        over="pe",
        fractions=("jumătate", "un sfert", "trei sferturi", "și jumătate", "și un sfert", "și trei sferturi"),
    ),
    "ru": SpokenWords("до", "собака", "точка"),
    "sk": SpokenWords("až", "zavináč", "bodka"),
    "sw": SpokenWords("hadi"),
    "tr": SpokenWords("ila"),
    "uk": SpokenWords(
        "до", "равлик", "крапка", "скісна риска", "дефіс", "підкреслення", "менше ніж", "більше ніж", "не більше ніж",
        "щонайменше", "приблизно", "мінус", "плюс", "плюс мінус", "на", "на", "", "номер", "{} {}",
        over="на", fractions=("половина", "чверть", "три чверті", "з половиною", "з чвертю", "і три чверті"),
    ),
    "ur": SpokenWords(
        "سے", "ایٹ", "ڈاٹ", "سلیش", "ہائفن", "انڈر اسکور", "{} سے کم", "{} سے زیادہ", "زیادہ سے زیادہ", "کم از کم",
        "تقریباً", "منفی", "جمع", "جمع یا منفی", "ضرب", "فی", "{} فیصد", "نمبر", "{} بج کر {} منٹ",
        full_hour="{} بجے", fractions=("آدھا", "چوتھائی", "پون", "اور آدھا", "اور چوتھائی", "اور تین چوتھائی"),
    ),
    "vi": SpokenWords("đến"),
    "yue": SpokenWords("至", per_cent="百分之{}"),
    "zh": SpokenWords(
        "至", "艾特", "点", "斜杠", "连字符", "下划线", "小于", "大于", "不超过", "至少", "大约", "负", "加", "正负",
        "乘", "每", "百分之{}", "第", "{} 点 {} 分",
        full_hour="{} 点", fractions=("二分之一", "四分之一", "四分之三", "又二分之一", "又四分之一", "又四分之三"),
    ),
}
# fmt: on
"""Not checked by native speakers; the golden files show every rule at work, for review."""
