//! Dates as the sources give them: EDTF (ISO 8601-2), levels 0 and 1, complete.
//!
//! A date may be a month, a decade, about right, or still going on; none of that is rounded away. Every date
//! has bounds ([`Edtf::earliest`], [`Edtf::latest`]), so that uncertain dates still have an order and a place
//! on a timeline. No time zones are applied: a day stays that day for every reader.

mod clock;
mod day;
mod error;
mod numeric;
mod parse;
mod part;
mod piece;
mod repair;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

pub use clock::{Clock, UtcOffset};
pub use day::Day;
pub use error::{EdtfError, EdtfErrorKind};
pub use part::{DatePart, Precision, Qualifier, Season, When};

/// A date in EDTF, of level 0 or 1. Cheap to clone.
///
/// Ordered as on a timeline: by the day it is filed under, then the last possible day, then the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    /// Invariant: the canonical form of `shape`, so that equal text means equal dates.
    text: Arc<str>,
    shape: DateForm,
}

/// What kind of date it is, for code that writes it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// One date.
    Single(DatePart),
    /// From one end to another. Parsing makes sure that one end at least is a date.
    Interval(Endpoint, Endpoint),
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// A date.
    Date(DatePart),
    /// `..`: there is no such end; it goes on, or always was.
    Open,
    /// Left out: there is an end, but it is not known.
    Unknown,
}

impl Edtf {
    /// Reads a date. An error says what is wrong, where, and, when that is certain, what was meant.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        parse::shape(text)
            .map(Edtf::from_shape)
            .map_err(|fault| repair::explain(text, fault))
    }

    fn from_shape(shape: DateForm) -> Edtf {
        Edtf {
            text: shape.to_string().into(),
            shape,
        }
    }

    /// The date in canonical form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date taken apart.
    pub fn shape(&self) -> DateForm {
        self.shape
    }

    /// How fine the date is; for an interval, its coarser end.
    pub fn precision(&self) -> Precision {
        let coarsest = self.parts().map(part::DatePart::precision).min();
        // OK because parsing refuses an interval without any date.
        coarsest.expect("a date has at least one part")
    }

    /// Whether this is one certain day, with or without a time of day.
    pub fn is_exact_day(&self) -> bool {
        matches!(self.shape, DateForm::Single(part) if part.is_exact_day())
    }

    /// What may stand in `<time datetime>`: an exact day or time, and nothing else.
    ///
    /// `None` as well for years before 1, which HTML cannot say.
    pub fn exact_datetime(&self) -> Option<&str> {
        match self.shape {
            DateForm::Single(part) => part.is_html_datetime().then_some(&*self.text),
            DateForm::Interval(..) => None,
        }
    }

    /// Both ends, if this is an interval.
    pub fn interval(&self) -> Option<(Endpoint, Endpoint)> {
        match self.shape {
            DateForm::Single(_) => None,
            DateForm::Interval(start, end) => Some((start, end)),
        }
    }

    /// Whether any part is marked as approximate (`~`, `%`).
    pub fn is_approximate(&self) -> bool {
        self.parts()
            .filter_map(part::DatePart::qualifier)
            .any(Qualifier::is_approximate)
    }

    /// Whether any part is marked as uncertain (`?`, `%`).
    pub fn is_uncertain(&self) -> bool {
        self.parts()
            .filter_map(part::DatePart::qualifier)
            .any(Qualifier::is_uncertain)
    }

    /// The first day that it can mean. An approximate date is taken at its word.
    ///
    /// [`Day::FAR_PAST`] when the start is open or unknown.
    pub fn earliest(&self) -> Day {
        match self.shape {
            DateForm::Single(part) | DateForm::Interval(Endpoint::Date(part), _) => part.earliest(),
            DateForm::Interval(Endpoint::Open | Endpoint::Unknown, _) => Day::FAR_PAST,
        }
    }

    /// The last day that it can mean; [`Day::FAR_FUTURE`] when the end is open or unknown.
    pub fn latest(&self) -> Day {
        match self.shape {
            DateForm::Single(part) | DateForm::Interval(_, Endpoint::Date(part)) => part.latest(),
            DateForm::Interval(_, Endpoint::Open | Endpoint::Unknown) => Day::FAR_FUTURE,
        }
    }

    /// The year to file it under; see [`Edtf::filed_under`]. For a decade or a century its first year.
    pub fn year(&self) -> i64 {
        self.filed_under().year()
    }

    /// The day to file it under: the first possible one, or that of the end where no start is given.
    ///
    /// What lasted until 2018 stands there, and not before all else.
    pub fn filed_under(&self) -> Day {
        let first = self.parts().next();
        // OK because parsing refuses an interval without any date.
        first.expect("a date has at least one part").earliest()
    }

    /// What the order of a timeline goes by.
    pub fn sort_key(&self) -> (Day, Day, &str) {
        (self.filed_under(), self.latest(), &self.text)
    }

    fn parts(&self) -> impl Iterator<Item = DatePart> {
        let (first, second) = match self.shape {
            DateForm::Single(part) => (Some(part), None),
            DateForm::Interval(start, end) => (start.date(), end.date()),
        };
        first.into_iter().chain(second)
    }
}

impl Endpoint {
    /// The date, if the end has one.
    pub fn date(self) -> Option<DatePart> {
        match self {
            Endpoint::Date(part) => Some(part),
            Endpoint::Open | Endpoint::Unknown => None,
        }
    }
}

impl Day {
    /// Reads a single day, `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Result<Day, EdtfError> {
        match Edtf::parse(text)?.shape {
            DateForm::Single(part) => match (part.when(), part.qualifier()) {
                (When::Day(day), None) => Ok(day),
                _ => Err(not_a_day(text)),
            },
            DateForm::Interval(..) => Err(not_a_day(text)),
        }
    }
}

fn not_a_day(text: &str) -> EdtfError {
    EdtfError {
        kind: EdtfErrorKind::NotADay,
        span: 0..text.len(),
        suggestion: None,
        readings: None,
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Edtf) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Edtf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        Edtf::parse(text)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateForm::Single(part) => write!(f, "{part}"),
            DateForm::Interval(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::Date(part) => write!(f, "{part}"),
            Endpoint::Open => f.write_str(".."),
            Endpoint::Unknown => Ok(()),
        }
    }
}
