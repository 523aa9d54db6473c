//! The grammar, strictly. Guessing what was meant is [`super::repair`]'s work.

use super::day::{Day, days_in_month};
use super::part::{DatePart, Precision, Qualifier, Season, When};
use super::piece::{DateFault, DateText, all_digits, byte, fixed};
use super::{DateForm, EdtfErrorKind, Endpoint, clock};

/// Longer years would overflow the count of days.
const MAX_YEAR_DIGITS: usize = 15;

pub(super) fn shape(text: &str) -> Result<DateForm, DateFault> {
    let whole = DateText::whole(text);
    if text.trim().is_empty() {
        return Err(whole.fault(EdtfErrorKind::Empty));
    }
    if text.starts_with(['[', '{']) {
        return Err(whole.fault(EdtfErrorKind::Level2));
    }
    match whole.split_once('/') {
        None => part(whole).map(DateForm::Single),
        Some((start, end)) => interval(whole, start, end),
    }
}

fn interval(
    whole: DateText<'_>,
    start: DateText<'_>,
    end: DateText<'_>,
) -> Result<DateForm, DateFault> {
    if end.text.contains('/') {
        return Err(whole.fault(EdtfErrorKind::Malformed));
    }
    let (start, end) = (endpoint(start)?, endpoint(end)?);
    match (start.date(), end.date()) {
        (None, None) => Err(whole.fault(EdtfErrorKind::Malformed)),
        (Some(first), Some(last)) if first.earliest() > last.latest() => {
            Err(whole.fault(EdtfErrorKind::ReversedInterval))
        }
        _ => Ok(DateForm::Interval(start, end)),
    }
}

fn endpoint(piece: DateText<'_>) -> Result<Endpoint, DateFault> {
    match piece.text {
        "" => return Ok(Endpoint::Unknown),
        ".." => return Ok(Endpoint::Open),
        _ => {}
    }
    let part = part(piece)?;
    if part.has_unspecified() {
        return Err(piece.fault(EdtfErrorKind::Level2));
    }
    if part.precision() == Precision::Time {
        return Err(piece.fault(EdtfErrorKind::TimeInInterval));
    }
    Ok(Endpoint::Date(part))
}

fn part(piece: DateText<'_>) -> Result<DatePart, DateFault> {
    let sign = piece
        .text
        .chars()
        .next_back()
        .and_then(Qualifier::from_sign);
    let body = match sign {
        // The three signs are one byte each.
        Some(_) => piece.keep(piece.text.len() - 1),
        None => piece,
    };
    if body.text.contains(['?', '~', '%']) {
        let doubled = body.text.ends_with(['?', '~', '%']);
        let kind = if doubled {
            EdtfErrorKind::Malformed
        } else {
            EdtfErrorKind::Level2
        };
        return Err(piece.fault(kind));
    }
    let when = when(body)?;
    if sign.is_some() && matches!(when, When::Time(..)) {
        return Err(piece.fault(EdtfErrorKind::Malformed));
    }
    Ok(DatePart {
        when,
        qualifier: sign,
    })
}

fn when(piece: DateText<'_>) -> Result<When, DateFault> {
    if let Some(year) = piece.text.strip_prefix('Y') {
        return long_year(year).map(When::Year).ok_or_else(|| odd(piece));
    }
    match piece.split_once('T') {
        Some((date, time)) => match calendar(date)? {
            When::Day(day) => Ok(When::Time(day, clock::parse(time)?)),
            _ => Err(piece.fault(EdtfErrorKind::Malformed)),
        },
        None => calendar(piece),
    }
}

/// Only years that four digits cannot hold: `Y2019` is an error by the standard.
fn long_year(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = (5..=MAX_YEAR_DIGITS).contains(&digits.len()) && !digits.starts_with('0');
    (fits && all_digits(digits))
        .then(|| text.parse().ok())
        .flatten()
}

fn calendar(piece: DateText<'_>) -> Result<When, DateFault> {
    let negative = piece.text.starts_with('-');
    let fields = piece.skip(usize::from(negative));
    let groups: Vec<&str> = fields.text.split('-').collect();
    let year = |text: &str| {
        let value = fixed::<4>(text).filter(|value| !(negative && *value == 0));
        value.map(|value| if negative { -value } else { value })
    };
    let known = match *groups.as_slice() {
        [y] => match year(y) {
            Some(year) => Some(When::Year(year)),
            None if negative => None,
            None => masked_year(y),
        },
        [y, "XX"] => year(y).map(When::SomeMonth),
        [y, "XX", "XX"] => year(y).map(When::SomeDayOfYear),
        [y, m] => match (year(y), fixed::<2>(m)) {
            (Some(year), Some(code)) => return month_or_season(fields, year, code),
            _ => None,
        },
        [y, m, d] => match (year(y), fixed::<2>(m)) {
            (Some(year), Some(month)) => return day(fields, year, month, d),
            _ => None,
        },
        _ => None,
    };
    known.ok_or_else(|| odd(piece))
}

fn masked_year(text: &str) -> Option<When> {
    match text.strip_suffix("XX") {
        Some(century) => fixed::<2>(century).map(|century| When::Century(century * 100)),
        None => {
            let decade = text.strip_suffix('X')?;
            fixed::<3>(decade).map(|decade| When::Decade(decade * 10))
        }
    }
}

fn month_or_season(fields: DateText<'_>, year: i64, code: i64) -> Result<When, DateFault> {
    let code = byte(code);
    match code {
        1..=12 => Ok(When::Month(year, code)),
        25..=41 => Err(fields.fault(EdtfErrorKind::Level2)),
        _ => match Season::from_code(code) {
            Some(season) => Ok(When::Season(year, season)),
            None => Err(fields
                .within(5..7)
                .fault(EdtfErrorKind::ImpossibleMonth(code))),
        },
    }
}

fn day(fields: DateText<'_>, year: i64, month: i64, text: &str) -> Result<When, DateFault> {
    let month = byte(month);
    if !(1..=12).contains(&month) {
        return Err(fields
            .within(5..7)
            .fault(EdtfErrorKind::ImpossibleMonth(month)));
    }
    if text == "XX" {
        return Ok(When::SomeDay(year, month));
    }
    let day = fixed::<2>(text).ok_or_else(|| odd(fields))?;
    Day::new(year, month, byte(day))
        .map(When::Day)
        .ok_or_else(|| {
            let days = days_in_month(year, month);
            fields
                .within(8..10)
                .fault(EdtfErrorKind::ImpossibleDay { year, month, days })
        })
}

/// Nothing that level 0 or 1 knows: is it level 2?
fn odd(piece: DateText<'_>) -> DateFault {
    let (years, rest) = match piece.text.strip_prefix('Y') {
        Some(rest) => (true, rest),
        None => (false, piece.text),
    };
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let scientific = rest.contains(['E', 'S'])
        && rest
            .split(['E', 'S'])
            .all(|group| !group.is_empty() && all_digits(group));
    let groups: Vec<&str> = rest.split('-').collect();
    let widths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let masked = !years
        && rest.contains('X')
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'X' | '-'))
        && matches!(*widths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    let level2 = scientific || masked;
    piece.fault(if level2 {
        EdtfErrorKind::Level2
    } else {
        EdtfErrorKind::Malformed
    })
}
