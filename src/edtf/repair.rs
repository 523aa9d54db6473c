//! From a text that is not a date to what its author meant. Nothing here is ever taken silently: the outcome
//! is an error with a suggestion, and every suggestion has been through the strict parser.

use std::ops::Range;

use super::error::month_name;
use super::parse;
use super::part::When;
use super::piece::DateFault;
use super::{DateForm, EdtfError, EdtfErrorKind, numeric};

/// Names the fault as its author would see it, and looks for the remedy.
pub(super) fn explain(text: &str, fault: DateFault) -> EdtfError {
    let DateFault { kind, span } = reclassify(text, fault);
    let suggestion = suggest(text);
    let readings = suggestion
        .is_none()
        .then(|| numeric::read(&clean(text))?.readings)
        .flatten();
    EdtfError {
        kind,
        span,
        suggestion,
        readings,
    }
}

/// The strict parser sees only that a text is malformed; what people really write has names.
fn reclassify(text: &str, fault: DateFault) -> DateFault {
    if fault.kind == EdtfErrorKind::Empty {
        return fault;
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_invisible(*c)) {
        return DateFault {
            kind: EdtfErrorKind::InvisibleCharacter(c),
            span: at..at + c.len_utf8(),
        };
    }
    if let Some(span) = foreign_digits(text) {
        return DateFault {
            kind: EdtfErrorKind::ArabicDigits,
            span,
        };
    }
    if fault.kind != EdtfErrorKind::Malformed {
        return fault;
    }
    match (
        numeric::read(text),
        text.get(fault.span.clone()).and_then(numeric::read),
    ) {
        (Some(found), _) => DateFault {
            kind: found.kind,
            span: 0..text.len(),
        },
        (None, Some(found)) => DateFault {
            kind: found.kind,
            span: fault.span,
        },
        (None, None) => fault,
    }
}

fn foreign_digits(text: &str) -> Option<Range<usize>> {
    let mut digits = text
        .char_indices()
        .filter(|(_, c)| latin_digit(*c).is_some());
    let (start, first) = digits.next()?;
    let (last, c) = digits.next_back().unwrap_or((start, first));
    Some(start..last + c.len_utf8())
}

/// The first rewriting that is a date. From the mildest to the boldest.
fn suggest(text: &str) -> Option<String> {
    let clean = clean(text);
    let numeric_whole = numeric::read(&clean).and_then(|found| found.iso);
    let candidates = [
        Some(clean.clone()),
        numeric_whole,
        Some(repair_part(&clean)),
        repair_interval(&clean),
        between_years(&clean),
        worded(text),
    ];
    let mut candidates = candidates.into_iter().flatten();
    candidates.find(|candidate| candidate != text && parse::shape(candidate).is_ok())
}

/// Undoes what keyboards, editors and older drafts of the standard do to a date.
fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !is_invisible(*c) || c.is_whitespace())
        .collect();
    let visible = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let quoted = |c| matches!(c, '"' | '\'' | '«' | '»' | '“' | '”' | '„' | '‘' | '’');
    let plain: String = visible
        .trim_matches(quoted)
        .chars()
        .map(plain_character)
        .collect();
    let joined = join_time(&plain).replace(' ', "");
    let modern = joined.replace("?~", "%").replace("~?", "%");
    match modern.split_once('/') {
        Some((start, "open" | "OPEN" | "now")) => format!("{start}/.."),
        Some((start, "unknown" | "UNKNOWN")) => format!("{start}/"),
        Some(("open" | "OPEN", end)) => format!("../{end}"),
        Some(("unknown" | "UNKNOWN", end)) => format!("/{end}"),
        _ if modern.starts_with(char::is_alphabetic) => modern.replace('y', "Y"),
        _ => modern
            .replace(['x', 'u'], "X")
            .replace('t', "T")
            .replace('z', "Z"),
    }
}

/// `2020-03-06 00:01`: the space stands for a `T`.
fn join_time(text: &str) -> String {
    match text.split_once(' ') {
        Some((date, time)) if time.contains(':') && !date.contains('/') => format!("{date}T{time}"),
        _ => text.to_owned(),
    }
}

fn plain_character(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{061F}' => '?',
        '\u{066A}' => '%',
        '\u{2026}' => '.',
        _ => latin_digit(c).unwrap_or(c),
    }
}

fn latin_digit(c: char) -> Option<char> {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00A0}' | '\u{00AD}' | '\u{061C}' | '\u{2007}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202F}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

fn repair_interval(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let start = coarsen(&repair_part(start));
    let end = coarsen(&expand_end(&start, &repair_part(end)));
    let straight = format!("{start}/{end}");
    match parse::shape(&straight) {
        Err(DateFault {
            kind: EdtfErrorKind::ReversedInterval,
            ..
        }) => Some(format!("{end}/{start}")),
        _ => Some(straight),
    }
}

/// `2019-05-30/31`, `2018/19`: the end leaves out what it has in common with the start.
fn expand_end(start: &str, end: &str) -> String {
    let digits = !end.is_empty()
        && end
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let partial = digits && parse::shape(end).is_err();
    let common = start
        .len()
        .checked_sub(end.len())
        .filter(|length| partial && *length > 0);
    match common.and_then(|length| start.get(..length)) {
        Some(head) => format!("{head}{end}"),
        None => end.to_owned(),
    }
}

/// `2017–2018`: a dash between two years is an interval.
fn between_years(text: &str) -> Option<String> {
    let (start, end) = text.split_once('-')?;
    (start.len() == 4 && end.len() == 4).then(|| format!("{start}/{end}"))
}

/// `30 May 2019`, `May 30, 2019`, `May 2019`
fn worded(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    match *words.as_slice() {
        [month, year] => Some(format!("{year}-{:02}", month_number(month)?)),
        [first, second, year] => {
            let (day, month) = month_number(second).map_or((second, first), |_| (first, second));
            Some(format!("{year}-{:02}-{day:0>2}", month_number(month)?))
        }
        _ => None,
    }
}

/// The number of an English month, whole or shortened to three letters.
fn month_number(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    (1..=12).find(|month| {
        let name = month_name(*month);
        name.eq_ignore_ascii_case(word)
            || name
                .get(..3)
                .is_some_and(|short| short.eq_ignore_ascii_case(word))
    })
}

fn repair_part(text: &str) -> String {
    let iso = numeric::read(text).and_then(|found| found.iso);
    iso.or_else(|| pad_time(text))
        .or_else(|| short_year(text))
        .or_else(|| trailing_qualifier(text))
        .unwrap_or_else(|| text.to_owned())
}

/// `2020-03-06T9:30`
fn pad_time(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T')?;
    let hour = time.split(':').next().filter(|hour| hour.len() == 1)?;
    time.strip_prefix(hour)
        .map(|rest| format!("{date}T0{hour}{rest}"))
}

/// `Y2019`: the letter is for years that four digits cannot hold.
fn short_year(text: &str) -> Option<String> {
    text.strip_prefix('Y')
        .filter(|year| year.len() <= 5)
        .map(str::to_owned)
}

/// `~2019` says the same as `2019~` as long as there is nothing but a year.
fn trailing_qualifier(text: &str) -> Option<String> {
    let year = text
        .strip_prefix(['?', '~', '%'])
        .filter(|year| year.len() == 4)?;
    text.chars().next().map(|sign| format!("{year}{sign}"))
}

/// What an end of an interval may not have (unknown digits, a time of day) is left out.
fn coarsen(text: &str) -> String {
    let Ok(DateForm::Single(part)) = parse::shape(text) else {
        return text.to_owned();
    };
    let when = match part.when() {
        When::SomeMonth(year) | When::SomeDayOfYear(year) => When::Year(year),
        When::SomeDay(year, month) => When::Month(year, month),
        When::Time(day, _) => When::Day(day),
        _ => return text.to_owned(),
    };
    let sign = text
        .get(text.len() - 1..)
        .filter(|_| part.qualifier().is_some());
    format!("{when}{}", sign.unwrap_or_default())
}
