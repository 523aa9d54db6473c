//! One date, without a second end: what [`super::Edtf`] is made of.

use std::fmt;

use super::clock::Clock;
use super::day::{Day, PaddedYear};

/// One date and how sure its author is of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DatePart {
    pub(super) when: When,
    pub(super) qualifier: Option<Qualifier>,
}

/// When it was, as finely as it is known. Years are astronomical (0 is 1 BC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// `19XX`: some year of the hundred that begin here.
    Century(i64),
    /// `201X`: some year of the ten that begin here.
    Decade(i64),
    /// `2019`, `-0044`, `Y170000002`.
    Year(i64),
    /// `2004-XX`: one month of that year, it is not known which.
    SomeMonth(i64),
    /// `1985-XX-XX`: one day of that year, it is not known which.
    SomeDayOfYear(i64),
    /// `2001-21`.
    Season(i64, Season),
    /// `2019-05`.
    Month(i64, u8),
    /// `1985-04-XX`: one day of that month, it is not known which.
    SomeDay(i64, u8),
    /// `2019-05-30`.
    Day(Day),
    /// `2020-03-06T00:01`, on the clock of the place itself unless a zone is given.
    Time(Day, Clock),
}

/// A season by name. Which months it has depends on where one stands; see [`DatePart::earliest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// 21
    Spring,
    /// 22
    Summer,
    /// 23
    Autumn,
    /// 24
    Winter,
}

/// How sure the author is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// `?`: possibly this date, the source is doubtful.
    Uncertain,
    /// `~`: about this date.
    Approximate,
    /// `%`: both.
    UncertainApproximate,
}

/// How fine a date is, the coarsest first. What is not known (`XX`) does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A hundred years.
    Century,
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// A quarter of a year.
    Season,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A time of day.
    Time,
}

impl DatePart {
    /// The date itself.
    pub fn when(self) -> When {
        self.when
    }

    /// How sure its author is; `None` if quite sure.
    pub fn qualifier(self) -> Option<Qualifier> {
        self.qualifier
    }

    /// How fine it is.
    pub fn precision(self) -> Precision {
        match self.when {
            When::Century(_) => Precision::Century,
            When::Decade(_) => Precision::Decade,
            When::Year(_) | When::SomeMonth(_) | When::SomeDayOfYear(_) => Precision::Year,
            When::Season(..) => Precision::Season,
            When::Month(..) | When::SomeDay(..) => Precision::Month,
            When::Day(_) => Precision::Day,
            When::Time(..) => Precision::Time,
        }
    }

    /// Whether this is one certain day, with or without a time of day.
    pub fn is_exact_day(self) -> bool {
        self.qualifier.is_none() && self.precision() >= Precision::Day
    }

    /// What may stand in `<time datetime>`; see [`super::Edtf::exact_datetime`].
    pub fn exact_datetime(self) -> Option<String> {
        self.is_html_datetime().then(|| self.to_string())
    }

    pub(super) fn is_html_datetime(self) -> bool {
        self.is_exact_day() && self.year() >= 1
    }

    /// Its year; of a decade or a century the first.
    pub fn year(self) -> i64 {
        match self.when {
            When::Century(year) | When::Decade(year) | When::Year(year) => year,
            When::SomeMonth(year) | When::SomeDayOfYear(year) => year,
            When::Season(year, _) | When::Month(year, _) | When::SomeDay(year, _) => year,
            When::Day(day) | When::Time(day, _) => day.year(),
        }
    }

    /// The first day that it can mean.
    ///
    /// EDTF leaves the months of a season open. Northern ones are taken (spring is March to May), and a winter
    /// belongs to the year in which it begins, as its code (24, the last) has it.
    pub fn earliest(self) -> Day {
        match self.when {
            When::Season(year, season) => Day::civil(year, season.first_month(), 1),
            When::Month(year, month) | When::SomeDay(year, month) => Day::civil(year, month, 1),
            When::Day(day) | When::Time(day, _) => day,
            When::Century(year) | When::Decade(year) | When::Year(year) => Day::civil(year, 1, 1),
            When::SomeMonth(year) | When::SomeDayOfYear(year) => Day::civil(year, 1, 1),
        }
    }

    /// The last day that it can mean.
    pub fn latest(self) -> Day {
        match self.when {
            When::Century(year) => Day::civil(year + 99, 12, 31),
            When::Decade(year) => Day::civil(year + 9, 12, 31),
            When::Season(year, Season::Winter) => Day::last_of_month(year + 1, 2),
            When::Season(year, season) => Day::last_of_month(year, season.first_month() + 2),
            When::Month(year, month) | When::SomeDay(year, month) => {
                Day::last_of_month(year, month)
            }
            When::Day(day) | When::Time(day, _) => day,
            When::Year(year) | When::SomeMonth(year) | When::SomeDayOfYear(year) => {
                Day::civil(year, 12, 31)
            }
        }
    }

    /// Whether digits are left out (`X`). EDTF allows that at the ends of an interval on level 2 only.
    pub(super) fn has_unspecified(self) -> bool {
        matches!(
            self.when,
            When::Century(_)
                | When::Decade(_)
                | When::SomeMonth(_)
                | When::SomeDayOfYear(_)
                | When::SomeDay(..)
        )
    }
}

impl Season {
    pub(super) fn from_code(code: u8) -> Option<Season> {
        match code {
            21 => Some(Season::Spring),
            22 => Some(Season::Summer),
            23 => Some(Season::Autumn),
            24 => Some(Season::Winter),
            _ => None,
        }
    }

    fn code(self) -> u8 {
        match self {
            Season::Spring => 21,
            Season::Summer => 22,
            Season::Autumn => 23,
            Season::Winter => 24,
        }
    }

    fn first_month(self) -> u8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Qualifier {
    pub(super) fn from_sign(sign: char) -> Option<Qualifier> {
        match sign {
            '?' => Some(Qualifier::Uncertain),
            '~' => Some(Qualifier::Approximate),
            '%' => Some(Qualifier::UncertainApproximate),
            _ => None,
        }
    }

    fn sign(self) -> char {
        match self {
            Qualifier::Uncertain => '?',
            Qualifier::Approximate => '~',
            Qualifier::UncertainApproximate => '%',
        }
    }

    /// Whether it says 'about'.
    pub fn is_approximate(self) -> bool {
        matches!(
            self,
            Qualifier::Approximate | Qualifier::UncertainApproximate
        )
    }

    /// Whether it says 'possibly'.
    pub fn is_uncertain(self) -> bool {
        matches!(self, Qualifier::Uncertain | Qualifier::UncertainApproximate)
    }
}

impl fmt::Display for DatePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.when)?;
        self.qualifier
            .map_or(Ok(()), |qualifier| write!(f, "{}", qualifier.sign()))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            When::Century(year) => write!(f, "{:02}XX", year / 100),
            When::Decade(year) => write!(f, "{:03}X", year / 10),
            When::Year(year) if year.unsigned_abs() > 9_999 => write!(f, "Y{year}"),
            When::Year(year) => write!(f, "{}", PaddedYear(year)),
            When::SomeMonth(year) => write!(f, "{}-XX", PaddedYear(year)),
            When::SomeDayOfYear(year) => write!(f, "{}-XX-XX", PaddedYear(year)),
            When::Season(year, season) => write!(f, "{}-{}", PaddedYear(year), season.code()),
            When::Month(year, month) => write!(f, "{}-{month:02}", PaddedYear(year)),
            When::SomeDay(year, month) => write!(f, "{}-{month:02}-XX", PaddedYear(year)),
            When::Day(day) => write!(f, "{day}"),
            When::Time(day, clock) => write!(f, "{day}T{clock}"),
        }
    }
}
