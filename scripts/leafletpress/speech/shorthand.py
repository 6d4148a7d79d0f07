"""Shorthand: written forms that stand for other words, by language; a lexicon's own entries come before these.

What voices read right is left out: English's knows "e.g." and "Dr", Polish's does not.
"""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    """`written=spoken` on each line, in lower case as lexicons keep it."""
    entries = (line.strip().partition("=") for line in text.strip().splitlines())
    return {written.casefold(): spoken for written, _, spoken in entries}


SHORTHAND = {
    "ar": _pairs("د.=دكتور\nملغ=مليغرام\nملغم=مليغرام\nمغ=مليغرام\nكغ=كيلوغرام\nكغم=كيلوغرام\nمل=مليلتر\nسم=سنتيمتر"),
    "bn": _pairs(
        """ডা.=ডাক্তার
        ড.=ডক্টর
        মি.গ্রা.=মিলিগ্রাম
        মি.লি.=মিলিলিটার
        সে.মি.=সেন্টিমিটার
        নং=নম্বর
        ইত্যাদি।=ইত্যাদি
        1ম=প্রথম
        2য়=দ্বিতীয়
        3য়=তৃতীয়
        4র্থ=চতুর্থ
        5ম=পঞ্চম
        6ষ্ঠ=ষষ্ঠ
        7ম=সপ্তম
        8ম=অষ্টম
        9ম=নবম
        10ম=দশম"""
    ),
    "cy": _pairs(
        """e.e.=er enghraifft
        h.y.=hynny yw
        ayyb=ac yn y blaen
        dr=doctor
        gig=G I G
        ddg=D D G
        mri=M R I
        1af=cyntaf
        2il=ail
        3ydd=trydydd
        3edd=trydedd
        4ydd=pedwerydd
        4edd=pedwaredd
        5ed=pumed
        6ed=chweched
        7fed=seithfed
        8fed=wythfed
        9fed=nawfed
        10fed=degfed
        11eg=unfed ar ddeg
        12fed=deuddegfed
        15fed=pymthegfed
        20fed=ugeinfed"""
    ),
    "en": _pairs(
        """vs=versus
        vs.=versus
        approx.=approximately
        approx=approximately
        e.g.=for example
        i.e.=that is
        24/7=24 hours a day, 7 days a week
        co2=C O 2
        iv=I V
        ent=E N T
        icu=I C U
        a&e=A and E"""
    ),
    "gu": _pairs(
        """ડૉ.=ડૉક્ટર
        ડો.=ડોક્ટર
        મિ.ગ્રા.=મિલિગ્રામ
        મિ.લિ.=મિલિલિટર
        સે.મી.=સેન્ટિમીટર
        નં.=નંબર
        1લો=પહેલો
        1લી=પહેલી
        1લું=પહેલું
        2જો=બીજો
        2જી=બીજી
        2જું=બીજું
        3જો=ત્રીજો
        3જી=ત્રીજી
        3જું=ત્રીજું
        4થો=ચોથો
        4થી=ચોથી
        4થું=ચોથું"""
    ),
    "pa": _pairs(
        """ਡਾ.=ਡਾਕਟਰ
        ਮਿ.ਗ੍ਰਾ.=ਮਿਲੀਗ੍ਰਾਮ
        ਮਿ.ਲੀ.=ਮਿਲੀਲਿਟਰ
        ਨੰ.=ਨੰਬਰ
        1ਲਾ=ਪਹਿਲਾ
        1ਲੀ=ਪਹਿਲੀ
        2ਜਾ=ਦੂਜਾ
        2ਜੀ=ਦੂਜੀ
        3ਜਾ=ਤੀਜਾ
        3ਜੀ=ਤੀਜੀ
        4ਥਾ=ਚੌਥਾ
        4ਥੀ=ਚੌਥੀ
        5ਵਾਂ=ਪੰਜਵਾਂ
        5ਵੀਂ=ਪੰਜਵੀਂ"""
    ),
    "pl": _pairs(
        """np.=na przykład
        tzn.=to znaczy
        tj.=to jest
        m.in.=między innymi
        itp.=i tym podobne
        itd.=i tak dalej
        ok.=około
        dr=doktor
        lek.=lekarz
        prof.=profesor
        nr=numer
        tel.=telefon
        ul.=ulica
        godz.=godzina
        maks.=maksymalnie
        mri=M R I
        1-szy=pierwszy
        1-sza=pierwsza
        2-gi=drugi
        2-ga=druga
        3-ci=trzeci
        3-cia=trzecia
        4-ty=czwarty
        5-ty=piąty"""
    ),
    "ro": _pairs(
        """de ex.=de exemplu
        nr.=numărul
        dr.=doctor
        dl.=domnul
        dna.=doamna
        tel.=telefon
        str.=strada
        aprox.=aproximativ
        ș.a.=și altele
        rmn=R M N
        mri=M R I
        al 2-lea=al doilea
        al 3-lea=al treilea
        al 4-lea=al patrulea
        al 5-lea=al cincilea
        al 6-lea=al șaselea
        al 7-lea=al șaptelea
        al 8-lea=al optulea
        al 9-lea=al nouălea
        al 10-lea=al zecelea
        a 2-a=a doua
        a 3-a=a treia
        a 4-a=a patra
        a 5-a=a cincea
        a 6-a=a șasea
        a 7-a=a șaptea
        a 8-a=a opta
        a 9-a=a noua
        a 10-a=a zecea"""
    ),
    "uk": _pairs(
        """напр.=наприклад
        і т. д.=і так далі
        і т.д.=і так далі
        тощо.=тощо
        тел.=телефон
        вул.=вулиця
        д-р=доктор
        лік.=лікар
        мрт=М Р Т
        1-й=перший
        1-ша=перша
        1-ше=перше
        2-й=другий
        2-га=друга
        2-ге=друге
        3-й=третій
        3-тя=третя
        3-тє=третє
        4-й=четвертий
        4-та=четверта
        5-й=п'ятий
        5-та=п'ята"""
    ),
    "ur": _pairs(
        "1st=پہلا\n2nd=دوسرا\n3rd=تیسرا\n1واں=پہلا\n2را=دوسرا\n2ری=دوسری\n3را=تیسرا\n3ری=تیسری\n4تھا=چوتھا\n4تھی=چوتھی"
    ),
    "zh": _pairs("nhs=N H S\nmri=M R I\nct=C T"),
}
"Language to written form to spoken form, in ASCII digits; not checked by native speakers."
