//! A day of the proleptic Gregorian calendar, as a number: bounds, order and distance need no more.

use std::fmt;

/// One day. Ordered and counted from 1970-01-01; years are astronomical (0 is 1 BC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

const DAYS_PER_ERA: i64 = 146_097;
const YEARS_PER_ERA: i64 = 400;
/// From 0000-03-01, where the arithmetic begins, to 1970-01-01.
const EPOCH_OFFSET: i64 = 719_468;

impl Day {
    /// Before every day that can be written.
    pub const FAR_PAST: Day = Day(i64::MIN / 4);
    /// After every day that can be written.
    pub const FAR_FUTURE: Day = Day(i64::MAX / 4);

    /// The day of that year, month and day of the month, if there is one.
    pub fn new(year: i64, month: u8, day: u8) -> Option<Day> {
        let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then(|| Day::civil(year, month, day))
    }

    /// The day that lies so many days after 1970-01-01.
    pub fn from_epoch_days(days: i64) -> Day {
        Day(days)
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i64 {
        self.0
    }

    /// Its year.
    pub fn year(self) -> i64 {
        self.ymd().0
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u8 {
        self.ymd().1
    }

    /// Its day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.ymd().2
    }

    /// Year, month and day of the month.
    pub fn ymd(self) -> (i64, u8, u8) {
        // Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
        let days = self.0 + EPOCH_OFFSET;
        let era = days.div_euclid(DAYS_PER_ERA);
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * YEARS_PER_ERA + i64::from(month <= 2);
        (year, small(month), small(day))
    }

    /// Months and days beyond their range run over into the next, which callers must not rely on.
    pub(super) fn civil(year: i64, month: u8, day: u8) -> Day {
        let march_year = year - i64::from(month <= 2);
        let era = march_year.div_euclid(YEARS_PER_ERA);
        let year_of_era = march_year.rem_euclid(YEARS_PER_ERA);
        let march_month = (i64::from(month) + 9) % 12;
        let day_of_year = (153 * march_month + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Day(era * DAYS_PER_ERA + day_of_era - EPOCH_OFFSET)
    }

    /// The last day of a month.
    pub(super) fn last_of_month(year: i64, month: u8) -> Day {
        Day::civil(year, month, days_in_month(year, month))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{}-{month:02}-{day:02}", PaddedYear(year))
    }
}

/// A year in at least four digits, the sign apart.
pub(super) struct PaddedYear(pub(super) i64);

impl fmt::Display for PaddedYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.0.unsigned_abs())
    }
}

pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn small(value: i64) -> u8 {
    // OK because both callers hold a month or a day of the month.
    u8::try_from(value).expect("months and days fit a byte")
}
