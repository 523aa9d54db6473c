//! Dates in digits as people write them: day first, with slashes or points, without hyphens or zeros.

use super::part::When;
use super::{DateForm, Day, EdtfErrorKind, parse};

/// A date in digits that is not in ISO order or form.
pub(super) struct Numeric {
    pub(super) kind: EdtfErrorKind,
    /// `None` if it can be read in more than one way.
    pub(super) iso: Option<String>,
    /// Both ways, day first and month first, where there are two.
    pub(super) readings: Option<[String; 2]>,
}

pub(super) fn read(text: &str) -> Option<Numeric> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let iso = iso(text.get(..4)?, text.get(4..6)?, text.get(6..)?)?;
        return Some(Numeric {
            kind: EdtfErrorKind::DayFirst,
            iso: Some(iso),
            readings: None,
        });
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let groups: Vec<&str> = text.split(separator).collect();
    let readable = matches!(separator, '-' | '/' | '.')
        && groups.iter().all(|group| {
            (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit())
        });
    let found = match *groups.as_slice() {
        [a, b] if readable => two_groups(separator, a, b),
        [a, b, c] if readable => three_groups(separator, [a, b, c]),
        _ => None,
    };
    // What is right already has no remedy.
    found.filter(|found| found.iso.as_deref() != Some(text))
}

fn two_groups(separator: char, a: &str, b: &str) -> Option<Numeric> {
    let (kind, year, month) = match (a.len(), b.len(), separator) {
        (4, 1, '-') => (EdtfErrorKind::MissingZeros, a, b),
        (4, 1 | 2, _) => (EdtfErrorKind::DayFirst, a, b),
        (1 | 2, 4, _) => (EdtfErrorKind::DayFirst, b, a),
        _ => return None,
    };
    let iso = format!("{year}-{month:0>2}");
    let valid = matches!(parse::shape(&iso), Ok(DateForm::Single(part)) if matches!(part.when(), When::Month(..)));
    valid.then_some(Numeric {
        kind,
        iso: Some(iso),
        readings: None,
    })
}

fn three_groups(separator: char, groups: [&str; 3]) -> Option<Numeric> {
    let [a, b, c] = groups;
    let (kind, readings) = match (a.len(), b.len(), c.len(), separator) {
        (4, 2, 2, '-') => (EdtfErrorKind::DayFirst, [iso(a, b, c), iso(a, c, b)]),
        (4, 1 | 2, 1 | 2, '-') => (EdtfErrorKind::MissingZeros, [iso(a, b, c), None]),
        (4, 1 | 2, 1 | 2, _) => (EdtfErrorKind::DayFirst, [iso(a, b, c), None]),
        (1 | 2, 1 | 2, 4, _) => (EdtfErrorKind::DayFirst, [iso(c, b, a), iso(c, a, b)]),
        (1 | 2, 1 | 2, 1 | 2, _) => (EdtfErrorKind::DayFirst, [None, None]),
        _ => return None,
    };
    Some(match readings {
        [Some(first), Some(second)] if first != second => Numeric {
            kind,
            iso: None,
            readings: Some([first, second]),
        },
        [first, second] => Numeric {
            kind,
            iso: first.or(second),
            readings: None,
        },
    })
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let day = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    day.map(|day| day.to_string())
}
