//! What readers see of dates, numbers and order, against tables that people wrote: `tests/fixtures/golden/README.md`.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests read tables and may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bayan::config;
use bayan::edtf::{Day, Edtf};
use bayan::locale::{Locale, hijri_date};
use bayan::render;
use support::{Project, fixtures};

/// The rows of a table, cut at ` | `, without blank lines and remarks.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(fixtures("golden").join(name)).expect("the table exists");
    let kept = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    kept.map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// A language of a site with the strings of the default theme, those of English for what the theme lacks.
fn locale(lang: &str, settings: &str) -> Arc<Locale> {
    let mut project = Project::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let own = format!("(default theme)/strings/{lang}.yaml");
    let english = project
        .text("(default theme)/strings/en.yaml")
        .expect("the theme has English");
    if project.text(&own).is_none() {
        let borrowed = english
            .lines()
            .filter(|line| !line.starts_with("sort_letters"));
        project.put(
            &format!("strings/{lang}.yaml"),
            &borrowed.collect::<Vec<_>>().join("\n"),
        );
    }
    let languages = format!("languages:\n  {lang}:\n    name: X\n{settings}");
    project.put(
        "bayan.yaml",
        &format!("title:\n  {lang}: X\nbase_url: https://example.org/\n{languages}"),
    );
    let locales = locales(&project);
    locales.into_values().next().expect("a language")
}

/// The languages of a site by their keys.
fn locales(project: &Project) -> BTreeMap<String, Arc<Locale>> {
    let sources = &project.sources;
    let config = config::check(&sources.config);
    let found: Vec<_> = config.diagnostics.iter().map(|one| &one.message).collect();
    let config = config.value.unwrap_or_else(|| panic!("{found:?}"));
    let strings = render::strings(&config, &sources.config.path, &sources.theme);
    let found: Vec<_> = strings.diagnostics.iter().map(|one| &one.message).collect();
    let strings = strings.value.unwrap_or_else(|| panic!("{found:?}"));
    strings
        .iter()
        .map(|(lang, strings)| (lang.to_string(), Arc::clone(&strings.locale)))
        .collect()
}

fn assert_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} rows differ:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

const ARABIC: &str = "    locale: ar-SY\n    months: levant\n";
const ENGLISH: &str = "    locale: en-GB\n";

#[test]
fn dates_in_words() {
    let (arabic, english) = (locale("ar", ARABIC), locale("en", ENGLISH));
    let table = rows("dates.txt");
    assert!(table.len() >= 60, "the table has {} rows", table.len());
    let mut faults = Vec::new();
    for row in &table {
        let date = Edtf::parse(&row[0]).unwrap_or_else(|error| panic!("{}: {error}", row[0]));
        for (words, expected) in [
            (arabic.date(&date), &row[1]),
            (english.date(&date), &row[2]),
        ] {
            if words != *expected {
                faults.push(format!("{}: expected {expected}, got {words}", row[0]));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn dates_in_other_languages() {
    let locales = locales(&Project::fixture("languages"));
    let mut faults = Vec::new();
    for row in rows("dates-languages.txt") {
        let date = Edtf::parse(&row[0]).unwrap_or_else(|error| panic!("{}: {error}", row[0]));
        for (lang, expected) in ["tr", "he", "fa", "zh"].iter().zip(&row[1..]) {
            let words = locales[*lang].date(&date);
            if words != *expected {
                faults.push(format!(
                    "{lang} {}: expected {expected}, got {words}",
                    row[0]
                ));
            }
        }
    }
    assert_none(&faults);
}

/// `docs/content.md` shows editors what becomes of a date: with both names of the months.
#[test]
fn the_documentation_prints_dates_as_the_program_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content.md");
    let text = std::fs::read_to_string(path).expect("the document exists");
    let section = text
        .split("\n## Dates\n")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("a section");
    let (arabic, english) = (
        locale("ar", "    locale: ar-SY\n    months: dual\n"),
        locale("en", ENGLISH),
    );
    let mut rows = 0;
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let date = Edtf::parse(cells[1].trim_matches('`')).expect(line);
        assert_eq!(
            [arabic.date(&date), english.date(&date)],
            [cells[2], cells[3]],
            "{line}"
        );
        rows += 1;
    }
    assert!(rows > 20);
}

#[test]
fn months_in_every_style() {
    let mut faults = Vec::new();
    for (style, digits) in [
        ("levant", "latn"),
        ("gulf", "latn"),
        ("dual", "latn"),
        ("levant", "arab"),
        ("gulf", "arab"),
        ("dual", "arab"),
    ] {
        let arabic = locale(
            "ar",
            &format!("    locale: ar-SY\n    months: {style}\n    digits: {digits}\n"),
        );
        for row in rows("months.txt") {
            let name = match style {
                "levant" => row[1].clone(),
                "gulf" => row[2].clone(),
                _ => format!("{}/{}", row[1], row[2]),
            };
            let (day, year) = if digits == "arab" {
                ("١٥", "٢٠١٩")
            } else {
                ("15", "2019")
            };
            let number: u8 = row[0].parse().expect("a number");
            for (date, expected) in [
                (
                    format!("2019-{number:02}-15"),
                    format!("{day} {name} {year}"),
                ),
                (format!("2019-{number:02}"), format!("{name} {year}")),
            ] {
                let words = arabic.date(&Edtf::parse(&date).expect("a date"));
                if words != expected {
                    faults.push(format!(
                        "{style} {digits} {date}: expected {expected}, got {words}"
                    ));
                }
            }
        }
    }
    let english = locale("en", ENGLISH);
    for row in rows("months.txt") {
        let words = english
            .month_name(row[0].parse().expect("a number"))
            .to_owned();
        if words != row[3] {
            faults.push(format!("expected {}, got {words}", row[3]));
        }
    }
    assert_none(&faults);
}

#[test]
fn hijri_beside_the_gregorian_day() {
    let months = rows("months.txt");
    let hijri = "    calendar: gregory+hijri\n";
    let arabic = locale("ar", &format!("{ARABIC}{hijri}"));
    let arabic_digits = locale("ar", &format!("{ARABIC}{hijri}    digits: arab\n"));
    let english = locale("en", &format!("{ENGLISH}{hijri}"));
    let mut faults = Vec::new();
    for row in rows("hijri.txt") {
        let date = Edtf::parse(&row[0]).expect("a date");
        let names = &months[row[2].parse::<usize>().expect("a month") - 1];
        let in_arabic = format!(" الموافق {} {} {} هـ", row[3], names[4], row[1]);
        let in_english = format!(" ({} {} {} AH)", row[3], names[5], row[1]);
        for (words, expected) in [
            (arabic.date(&date), in_arabic.clone()),
            (arabic_digits.date(&date), arabic_digits.digits(&in_arabic)),
            (english.date(&date), in_english),
        ] {
            if !words.ends_with(&expected) {
                faults.push(format!("{}: expected …{expected}, got {words}", row[0]));
            }
        }
    }
    // Every month of one year.
    for (number, names) in (1..).zip(&months) {
        let day = hijri_date(1445, number, 1).expect("a day of Umm al-Qura");
        let words = arabic.date(&Edtf::parse(&day.to_string()).expect("a day is a date"));
        if !words.ends_with(&format!("الموافق 1 {} 1445 هـ", names[4])) {
            faults.push(format!("month {number}: got {words}"));
        }
    }
    assert_none(&faults);
}

/// The tables of Umm al-Qura reach from the first day of 1300 to the last of 1600.
#[test]
fn hijri_ends_where_its_tables_end() {
    let english = locale("en", &format!("{ENGLISH}    calendar: gregory+hijri\n"));
    let table = [
        ("1882-11-11", "11 November 1882"),
        ("1882-11-12", "12 November 1882 (1 Muharram 1300 AH)"),
        ("2174-11-25", "25 November 2174 (30 Dhuʻl-Hijjah 1600 AH)"),
        ("2174-11-26", "26 November 2174"),
        ("0622-07-16", "16 July 622"),
    ];
    for (date, words) in table {
        assert_eq!(english.date(&Edtf::parse(date).expect("a date")), words);
    }
    let day = |text: &str| Day::parse(text).ok();
    assert_eq!(hijri_date(1440, 9, 25), day("2019-05-30"));
    assert_eq!(hijri_date(1440, 9, 31), None);
    assert_eq!(
        (hijri_date(1299, 12, 1), hijri_date(1601, 1, 1)),
        (None, None)
    );
}

/// CLDR's rules for whole numbers, transcribed.
fn category(lang: &str, n: i64) -> &'static str {
    let (ten, hundred) = (n % 10, n % 100);
    match (lang, n) {
        ("ar", 0) => "zero",
        ("ar" | "en" | "he" | "tr" | "pl", 1) | ("fa", 0 | 1) => "one",
        ("ar" | "he", 2) => "two",
        ("ar", _) if (3..=10).contains(&hundred) => "few",
        ("ar", _) if (11..=99).contains(&hundred) => "many",
        ("ru", _) if ten == 1 && hundred != 11 => "one",
        ("pl" | "ru", _) if (2..=4).contains(&ten) && !(12..=14).contains(&hundred) => "few",
        ("pl" | "ru", _) => "many",
        _ => "other",
    }
}

#[test]
fn plurals_of_every_number_up_to_a_million() {
    let mut samples = 0;
    for lang in ["ar", "en", "he", "fa", "tr", "zh", "pl", "ru"] {
        let plurals = locale(lang, "");
        for row in rows("plurals.txt").iter().filter(|row| row[0] == lang) {
            for number in row[2].split(' ') {
                let number: i64 = number.parse().expect("a number");
                assert_eq!(plurals.plural(number).as_str(), row[1], "{lang} {number}");
                assert_eq!(category(lang, number), row[1], "{lang} {number}");
                samples += 1;
            }
        }
        for number in (0..=1_000_000).step_by(if lang == "ar" { 1 } else { 7 }) {
            assert_eq!(
                plurals.plural(number).as_str(),
                category(lang, number),
                "{lang} {number}"
            );
        }
    }
    assert!(samples > 100);
}

/// Names by letter, as a table has them: `= أ` opens a letter, `= -` what stands under none.
fn names(table: &str) -> Vec<(Option<String>, String)> {
    let mut letter = None;
    let mut names = Vec::new();
    for row in rows(table) {
        match row[0].strip_prefix("= ") {
            Some(text) => letter = Some(text.to_owned()).filter(|text| text != "-"),
            None => names.push((letter.clone(), row[0].clone())),
        }
    }
    names
}

/// Fisher and Yates, with a fixed seed: the same disorder in every run.
fn shuffled<T>(mut items: Vec<T>) -> Vec<T> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for index in (1..items.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).expect("31 bits") % (index + 1);
        items.swap(index, other);
    }
    items
}

fn assert_order(table: &str, locale: &Locale) {
    let expected = names(table);
    let plain: Vec<&str> = expected.iter().map(|(_, name)| name.as_str()).collect();
    let mut compared = shuffled(plain.clone());
    assert_ne!(compared, plain);
    let mut keyed = compared.clone();
    compared.sort_by(|a, b| locale.compare(a, b));
    keyed.sort_by_cached_key(|name| locale.sort_key(name));
    for sorted in [compared, keyed] {
        let moved = sorted
            .iter()
            .zip(&plain)
            .position(|(got, wanted)| got != wanted);
        if let Some(at) = moved {
            let window = at.saturating_sub(1)..(at + 6).min(plain.len());
            panic!(
                "{table}:\nexpected {:?}\ngot      {:?}",
                &plain[window.clone()],
                &sorted[window]
            );
        }
    }
    for (letter, name) in &expected {
        let found = locale
            .letter(name)
            .map(|index| locale.letters()[index].text.clone());
        assert_eq!(found, *letter, "{name}");
    }
}

#[test]
fn names_in_the_order_of_an_index() {
    assert!(names("names-ar.txt").len() >= 200);
    assert_order("names-ar.txt", &locale("ar", ARABIC));
    assert_order("names-en.txt", &locale("en", ENGLISH));
}
