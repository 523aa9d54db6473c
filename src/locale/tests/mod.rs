//! What the tests share: the patterns of the default theme, and locales to try them with. Below, the settings.

mod dates;
mod direction;
mod text;
mod words;

use super::*;

// One entry a line, as in the YAML of the theme.
const AR: &str = "
day: {day} {month} {year}
day_month: {day} {month}
month: {month} {year}
year: {year}
bce: {year} ق.م
decade: عقد {year}
century: القرن {century}
season: {season} {year}
spring: ربيع
summer: صيف
autumn: خريف
winter: شتاء
some_day: {month} {year}، اليوم غير معروف
some_day_of_year: {year}، اليوم غير معروف
some_month: {year}، الشهر غير معروف
time: {date}، الساعة {time}
utc: {time} (UTC)
offset: {time} (UTC{offset})
approximate: نحو {date}
uncertain: {date} (غير مؤكد)
approximate_uncertain: نحو {date} (غير مؤكد)
days: {from}–{to} {month} {year}
months: من {from} إلى {to} {year}
years: {from}–{to}
range: من {from} إلى {to}
open_start: حتى {to}
open_end: بدءًا من {from}
unknown_start: حتى {to}، والبداية غير معروفة
unknown_end: من {from}، والنهاية غير معروفة
hijri_day: {day} {month} {year} هـ
hijri_days: {from}–{to} {month} {year} هـ
hijri_range: {from} – {to}
hijri: {date} الموافق {hijri}
percent: {number}{sign}
";

const EN: &str = "
day: {day} {month} {year}
day_month: {day} {month}
month: {month} {year}
year: {year}
bce: {year} BC
decade: {year}s
century: between {from} and {to}
season: {season} {year}
spring: spring
summer: summer
autumn: autumn
winter: winter
some_day: {month} {year}, day unknown
some_day_of_year: {year}, day unknown
some_month: {year}, month unknown
time: {date}, {time}
utc: {time} UTC
offset: {time} UTC{offset}
approximate: about {date}
uncertain: {date} (uncertain)
approximate_uncertain: about {date} (uncertain)
days: {from}–{to} {month} {year}
months: {from}–{to} {year}
years: {from}–{to}
range: {from} – {to}
open_start: until {to}
open_end: from {from}
unknown_start: until {to}, start unknown
unknown_end: from {from}, end unknown
hijri_day: {day} {month} {year} AH
hijri_days: {from}–{to} {month} {year} AH
hijri_range: {from} – {to}
hijri: {date} ({hijri})
percent: {number}{sign}
";

fn patterns(table: &str) -> DatePatterns {
    let pairs = table.lines().filter_map(|line| line.split_once(": "));
    DatePatterns::from_pairs(pairs).unwrap()
}

fn options(tag: &str) -> LocaleOptions {
    let order = OrderOptions {
        skip: ["ال", "the "].map(str::to_owned).into(),
        ..OrderOptions::default()
    };
    LocaleOptions {
        tag: tag.into(),
        digits: "latn".into(),
        months: None,
        hijri: false,
        order,
    }
}

fn locale(options: &LocaleOptions) -> Locale {
    let table = if options.tag.starts_with("en") {
        EN
    } else {
        AR
    };
    Locale::new(options, patterns(table)).unwrap()
}

fn styled(style: MonthStyle) -> Locale {
    locale(&LocaleOptions {
        months: Some(style),
        ..options("ar-SY")
    })
}

#[test]
fn shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}

#[test]
fn tags_and_directions() {
    let table = [
        ("ar-SY", Direction::Rtl),
        ("en-GB", Direction::Ltr),
        ("fa", Direction::Rtl),
        ("ckb", Direction::Rtl),
        ("ku", Direction::Ltr),
        ("az-Arab", Direction::Rtl),
        ("ar-Latn", Direction::Ltr),
    ];
    for (tag, direction) in table {
        assert_eq!(tag::parse(tag).unwrap().1, direction, "{tag}");
    }
    assert_eq!(locale(&options("ar-sy")).tag(), "ar-SY");
}

fn with_digits(tag: &str, digits: &str) -> LocaleOptions {
    LocaleOptions {
        digits: digits.into(),
        ..options(tag)
    }
}

#[test]
fn settings_at_fault() {
    let table = [
        (options("ar_SY"), Some("ar-SY")),
        (options("english"), Some("en")),
        (options("ar-SYR"), Some("ar-SY")),
        (options("ar SY"), Some("ar-SY")),
        (options("en_US.UTF-8"), Some("en-US")),
        (options("en-UK"), Some("en-GB")),
        (options("iw"), Some("he")),
        (options("العربية"), None),
        (options("eng"), Some("en")),
        (options("ar-u-nu-arab"), Some("ar")),
        (options("ar-XX"), Some("ar")),
        (options("ar-YS"), Some("ar-SY")),
        (options("ar-SW"), Some("ar-SY")),
        (options("en-UX"), Some("en-US")),
        (options("arr"), Some("ar")),
        (options("zz"), None),
        (options(""), None),
        (with_digits("ar", "arabic"), Some("arab")),
        (with_digits("ar", "roman"), None),
        (with_digits("ar", "٠"), None),
        (with_digits("en", "arab"), Some("latn")),
        (with_digits("ar", "deva"), Some("latn")),
        (
            LocaleOptions {
                months: Some(MonthStyle::Dual),
                ..options("en")
            },
            None,
        ),
    ];
    for (options, suggestion) in table {
        let error = Locale::new(&options, patterns(EN)).expect_err(&options.tag);
        assert_eq!(error.suggestion.as_deref(), suggestion, "{error}");
    }
}

#[test]
fn patterns_at_fault() {
    let without_year = EN.replace("year: {year}\n", "");
    let table = [
        (without_year, "`year` is missing"),
        (format!("{EN}yeer: x\n"), "`yeer` is not used"),
        (
            EN.replace("years: {from}–{to}", "years: {from}"),
            "`years` needs the placeholder {to}",
        ),
        (
            EN.replace("{date} ({hijri})", "{date} {hijry}"),
            "`hijri` has no placeholder {hijry}",
        ),
        (
            EN.replace("year: {year}\n", "year: {year} {day}\n"),
            "`year` has no placeholder {day}",
        ),
        (
            EN.replace("about {date}\n", "about {date\n"),
            "`approximate` has a brace without its partner",
        ),
        (
            EN.replace("spring: spring", "spring:  "),
            "`spring` is empty",
        ),
        (
            EN.replace("decade: {year}s", "decade: x"),
            "`decade` needs the placeholder {year | from | to}",
        ),
    ];
    for (text, expected) in table {
        let pairs = text.lines().filter_map(|line| line.split_once(": "));
        let errors = DatePatterns::from_pairs(pairs).expect_err(expected);
        assert!(
            errors.iter().any(|error| error.to_string() == expected),
            "{expected}: {errors:?}"
        );
    }
    let keys = EN.lines().filter(|line| !line.is_empty()).count();
    assert_eq!(DatePatterns::from_pairs([]).unwrap_err().len(), keys);
}

/// Which languages have a script of the other direction, by CLDR's likely subtags.
#[test]
fn other_scripts_of_a_language() {
    let table = [
        ("az", Some("az-Arab")),
        ("pa", Some("pa-Arab")),
        ("ar", None),
        ("ar-SY", None),
        ("en", None),
        ("he", None),
        ("az-Latn", None),
    ];
    for (tag, expected) in table {
        assert_eq!(super::turned(tag).as_deref(), expected, "{tag}");
    }
}

/// Language and territory of tags with, without and beside a script.
#[test]
fn territories() {
    for (tag, expected) in [
        ("ar-SY", "ar_SY"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("he", "he_IL"),
        ("az-Arab", "az_IR"),
    ] {
        assert_eq!(super::language_territory(tag), expected, "{tag}");
    }
}

/// A language whose dates have the short names of months, beside one with the long.
#[test]
fn short_months() {
    assert_eq!(locale(&options("zh-Hans")).month_name(5), "5月");
    assert_eq!(locale(&options("fa")).month_name(5), "مه");
    assert_eq!(locale(&options("he")).month_name(5), "מאי");
}
