//! Dates in words, and month names.

use super::*;
use crate::edtf::Edtf;

/// `date | words` a line.
fn assert_dates(locale: &Locale, table: &str) {
    for row in table.lines().filter(|row| !row.is_empty()) {
        let (date, words) = row.split_once(" | ").unwrap();
        assert_eq!(
            locale.date(&Edtf::parse(date.trim()).unwrap()),
            words,
            "{date}"
        );
    }
}

const LEVANT: &str = "كانون الثاني, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, تشرين الأول, تشرين الثاني, كانون الأول";
const GULF: &str =
    "يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر";

#[test]
fn months_in_three_styles() {
    let [levant, gulf, dual] = [MonthStyle::Levant, MonthStyle::Gulf, MonthStyle::Dual].map(styled);
    let expected = LEVANT.split(", ").zip(GULF.split(", "));
    for (month, (in_levant, in_gulf)) in (1..=12).zip(expected) {
        assert_eq!(levant.month_name(month), in_levant);
        assert_eq!(gulf.month_name(month), in_gulf);
        assert_eq!(dual.month_name(month), format!("{in_levant}/{in_gulf}"));
    }
    assert_eq!((dual.month_name(0), dual.month_name(13)), ("", ""));
    assert_eq!(locale(&options("ar-LB")).month_name(5), "أيار");
    assert_eq!(locale(&options("ar")).month_name(5), "مايو");
    assert_eq!(locale(&options("en-GB")).month_name(9), "September");
}

const IN_ARABIC: &str = "
2019-05-30 | 30 أيار/مايو 2019
2019-05 | أيار/مايو 2019
2019 | 2019
2019-05-30/2019-05-31 | 30–31 أيار/مايو 2019
2019-05-30/2019-06-02 | من 30 أيار/مايو إلى 2 حزيران/يونيو 2019
2019-12-30/2020-01-02 | من 30 كانون الأول/ديسمبر 2019 إلى 2 كانون الثاني/يناير 2020
2019-05/2019-06 | من أيار/مايو إلى حزيران/يونيو 2019
2019-12/2020-01 | من كانون الأول/ديسمبر 2019 إلى كانون الثاني/يناير 2020
2017/2018 | 2017–2018
2019-05-30/2019-05-30 | 30 أيار/مايو 2019
2019-05~ | نحو أيار/مايو 2019
2019-05-30? | 30 أيار/مايو 2019 (غير مؤكد)
2019% | نحو 2019 (غير مؤكد)
2019-05~/2019-06 | من نحو أيار/مايو 2019 إلى حزيران/يونيو 2019
201X | عقد 2010
19XX | القرن 20
2001-21 | ربيع 2001
1985-04-XX | نيسان/أبريل 1985، اليوم غير معروف
1985-XX-XX | 1985، اليوم غير معروف
2004-XX | 2004، الشهر غير معروف
2020-03-06T00:01 | 6 آذار/مارس 2020، الساعة 00:01
2020-03-06T00:01Z | 6 آذار/مارس 2020، الساعة 00:01 (UTC)
2019-04/.. | بدءًا من نيسان/أبريل 2019
../2019-04 | حتى نيسان/أبريل 2019
2019-04/ | من نيسان/أبريل 2019، والنهاية غير معروفة
/2019-04 | حتى نيسان/أبريل 2019، والبداية غير معروفة
-0043-03-15 | 15 آذار/مارس 44 ق.م
";

#[test]
fn dates_in_arabic() {
    assert_dates(&styled(MonthStyle::Dual), IN_ARABIC);
    let arabic_digits = locale(&LocaleOptions {
        digits: "arab".into(),
        ..options("ar-SY")
    });
    assert_dates(&arabic_digits, "2019-05-30/2019-05-31 | ٣٠–٣١ أيار ٢٠١٩");
}

const IN_ENGLISH: &str = "
2019-05-30 | 30 May 2019
2019-05 | May 2019
2019-05-30/2019-05-31 | 30–31 May 2019
2019-05-30/2019-06-02 | 30 May – 2 June 2019
2019-12-30/2020-01-02 | 30 December 2019 – 2 January 2020
2019-05/2019-06 | May–June 2019
2019-12/2020-01 | December 2019 – January 2020
2017/2018 | 2017–2018
2019-05-30/2019-06 | 30 May – June 2019
2019-05~ | about May 2019
2019? | 2019 (uncertain)
2019-05-30% | about 30 May 2019 (uncertain)
201X | 2010s
19XX | between 1900 and 1999
2001-24 | winter 2001
2004-XX | 2004, month unknown
2020-03-06T00:01 | 6 March 2020, 00:01
2020-03-06T00:01:30-03:30 | 6 March 2020, 00:01:30 UTC−3:30
2020-03-06T00:01+03:00 | 6 March 2020, 00:01 UTC+3
2019-04/.. | from April 2019
/2019-04 | until April 2019, start unknown
-0043 | 44 BC
Y170000002 | 170,000,002
";

#[test]
fn dates_in_english() {
    assert_dates(&locale(&options("en-GB")), IN_ENGLISH);
}

#[test]
fn a_month_may_differ_beside_a_day() {
    let russian = Locale::new(&options("ru"), patterns(EN)).unwrap();
    assert_dates(&russian, "2019-05 | май 2019\n2019-05-30 | 30 мая 2019");
}

const WITH_HIJRI: &str = "
2019-05-30 | 30 May 2019 (25 Ramadan 1440 AH)
2019-05-30T10:00 | 30 May 2019 (25 Ramadan 1440 AH), 10:00
2004-06-11~ | about 11 June 2004
2004-06-11? | 11 June 2004 (uncertain)
2004-06-11% | about 11 June 2004 (uncertain)
2019-05 | May 2019
0600-01-01 | 1 January 600
2019-05-30/2019-05-31 | 30–31 May 2019 (25–26 Ramadan 1440 AH)
2019-05-30/2019-06-05 | 30 May – 5 June 2019 (25 Ramadan – 2 Shawwal 1440 AH)
2019-06-03/2019-06-04 | 3–4 June 2019 (29 Ramadan – 1 Shawwal 1440 AH)
2019-08-30/2019-09-01 | 30 August – 1 September 2019 (29 Dhuʻl-Hijjah 1440 AH – 2 Muharram 1441 AH)
2019-12-30/2020-01-02 | 30 December 2019 – 2 January 2020 (4–7 Jumada I 1441 AH)
2019-05-30/2019-05-30 | 30 May 2019 (25 Ramadan 1440 AH)
2019-05-30/2019-06-05~ | 30 May 2019 – about 5 June 2019
2019-05-30/2019-06 | 30 May – June 2019
2019-05-30/.. | from 30 May 2019
1882-11-11/1882-11-13 | 11–13 November 1882
";

const RANGES_WITH_HIJRI: &str = "
2019-05-30/2019-05-31 | 30–31 أيار 2019 الموافق 25–26 رمضان 1440 هـ
2019-05-30/2019-06-05 | من 30 أيار إلى 5 حزيران 2019 الموافق 25 رمضان – 2 شوال 1440 هـ
";

#[test]
fn hijri_beside_exact_days() {
    let english = locale(&LocaleOptions {
        hijri: true,
        ..options("en-GB")
    });
    assert_dates(&english, WITH_HIJRI);
    let arabic = locale(&LocaleOptions {
        hijri: true,
        ..options("ar-SY")
    });
    assert_dates(&arabic, "2018-09-17 | 17 أيلول 2018 الموافق 7 محرم 1440 هـ");
    assert_dates(&arabic, RANGES_WITH_HIJRI);
}

/// What has a machine-readable value stands in brackets, with that value.
const PIECES: &str = "
2019-05-30 | [30 May 2019: 2019-05-30]
2019-05-30T10:00Z | [30 May 2019, 10:00 UTC: 2019-05-30T10:00Z]
2019-05 | May 2019
2019-05-30~ | about 30 May 2019
2019-05-30/2019-05-31 | [30: 2019-05-30]–[31: 2019-05-31] May 2019
2019-05-30/2019-06-02 | [30 May: 2019-05-30] – [2 June 2019: 2019-06-02]
2019-05-30/.. | from [30 May 2019: 2019-05-30]
2019-05-30/2019-06~ | [30 May 2019: 2019-05-30] – about June 2019
";

#[test]
fn pieces_mark_exact_days() {
    let english = locale(&options("en-GB"));
    for row in PIECES.lines().filter(|row| !row.is_empty()) {
        let (date, expected) = row.split_once(" | ").unwrap();
        let pieces = english.date_pieces(&Edtf::parse(date).unwrap());
        let marked = pieces.iter().map(|piece| match &piece.datetime {
            Some(value) => format!("[{}: {value}]", piece.text),
            None => piece.text.clone(),
        });
        assert_eq!(marked.collect::<String>(), expected);
    }
}
