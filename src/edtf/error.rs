//! What can be wrong with a date, said so that its author can repair it.

use std::fmt;
use std::ops::Range;

use super::day::PaddedYear;

/// A text that is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// What is wrong. [`fmt::Display`] puts it in one short phrase.
    pub kind: EdtfErrorKind,
    /// Where, in bytes of the text as given.
    pub span: Range<usize>,
    /// What was probably meant. Always a date that parses, or `None`.
    pub suggestion: Option<String>,
    /// Where day and month can be told apart by their order alone: the date with the day first, and with the month first.
    pub readings: Option<[String; 2]>,
}

/// The ways in which a text fails to be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdtfErrorKind {
    /// Nothing is written.
    Empty,
    /// Digits other than 0 to 9.
    ArabicDigits,
    /// A character that no editor shows, such as a direction mark or a no-break space.
    InvisibleCharacter(char),
    /// A day that its month does not have.
    ImpossibleDay {
        /// The year.
        year: i64,
        /// The month, 1 to 12.
        month: u8,
        /// How many days it has.
        days: u8,
    },
    /// A month that no year has.
    ImpossibleMonth(u8),
    /// A time that no day has.
    ImpossibleTime,
    /// Another order or other separators than `YYYY-MM-DD`.
    DayFirst,
    /// One digit where two are needed.
    MissingZeros,
    /// An interval whose end comes before its start.
    ReversedInterval,
    /// A time of day at an end of an interval, which EDTF does not have.
    TimeInInterval,
    /// EDTF, but of level 2.
    Level2,
    /// A date, but not a single day, where one is needed.
    NotADay,
    /// None of these.
    Malformed,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for EdtfError {}

impl fmt::Display for EdtfErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phrase = match *self {
            EdtfErrorKind::InvisibleCharacter(c) => {
                return write!(
                    f,
                    "the date holds the invisible character U+{:04X}",
                    u32::from(c)
                );
            }
            EdtfErrorKind::ImpossibleDay { year, month, days } => {
                return write!(
                    f,
                    "{} {} has {days} days",
                    month_name(month),
                    PaddedYear(year)
                );
            }
            EdtfErrorKind::ImpossibleMonth(month) => {
                return write!(f, "there is no month {month:02}");
            }
            EdtfErrorKind::Empty => "the date is empty",
            EdtfErrorKind::ArabicDigits => "dates are written with the digits 0 to 9",
            EdtfErrorKind::ImpossibleTime => "there is no such time of day",
            EdtfErrorKind::DayFirst => "dates are written year first and with hyphens",
            EdtfErrorKind::MissingZeros => "months, days and hours have two digits",
            EdtfErrorKind::ReversedInterval => "the interval ends before it begins",
            EdtfErrorKind::TimeInInterval => "the ends of an interval have no time of day",
            EdtfErrorKind::Level2 => "this belongs to level 2 of EDTF, which is not supported",
            EdtfErrorKind::NotADay => "a single day is needed here",
            EdtfErrorKind::Malformed => "this is not a date in EDTF",
        };
        f.write_str(phrase)
    }
}

/// The English name of a month.
pub(super) fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::from(month).checked_sub(1);
    index
        .and_then(|index| NAMES.get(index))
        .copied()
        .unwrap_or("the month")
}
