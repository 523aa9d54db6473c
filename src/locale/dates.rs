//! Dates in words. What is uncertain stays uncertain: no form says more than the date does.

use super::pattern::DatePiece;
use super::pattern::Placeholder::{
    Century, Date, Day as DaySlot, From, Hijri, Month, Offset, Season as SeasonSlot,
};
use super::pattern::Placeholder::{Time, To, Year};
use super::{Locale, months};
use crate::edtf::{Clock, DateForm, DatePart, Day, Edtf, Qualifier, Season, UtcOffset, When};

/// Years of more digits than this are grouped like other numbers.
const LAST_PLAIN_YEAR: i64 = 9_999;

impl Locale {
    /// A date in words.
    pub fn date(&self, date: &Edtf) -> String {
        self.date_pieces(date)
            .into_iter()
            .map(|piece| piece.text)
            .collect()
    }

    /// A date in words, with its exact days and times marked: none, one, or the two of an interval.
    pub fn date_pieces(&self, date: &Edtf) -> Vec<DatePiece> {
        match date.shape() {
            DateForm::Single(part) => {
                let date = match part.qualifier() {
                    None => self.with_hijri(part.when()),
                    // A second calendar would lend a doubtful day an exactness that it has not.
                    Some(_) => self.plain(part.when()),
                };
                let text = self.qualified(part, date);
                vec![DatePiece {
                    text,
                    datetime: part.exact_datetime(),
                }]
            }
            DateForm::Interval(start, end) => self.interval(start, end),
        }
    }

    pub(super) fn qualified(&self, part: DatePart, date: String) -> String {
        let pattern = match part.qualifier() {
            None => return date,
            Some(Qualifier::Approximate) => &self.patterns.approximate,
            Some(Qualifier::Uncertain) => &self.patterns.uncertain,
            Some(Qualifier::UncertainApproximate) => &self.patterns.approximate_uncertain,
        };
        pattern.text(&[(Date, &date)])
    }

    pub(super) fn plain(&self, when: When) -> String {
        let patterns = &self.patterns;
        match when {
            When::Century(year) => self.span_of_years(year, 99),
            When::Decade(year) => self.span_of_years(year, 9),
            When::Year(year) => patterns.year.text(&[(Year, &self.year(year))]),
            When::SomeMonth(year) => patterns.some_month.text(&[(Year, &self.year(year))]),
            When::SomeDayOfYear(year) => {
                patterns.some_day_of_year.text(&[(Year, &self.year(year))])
            }
            When::Season(year, season) => self.season(year, season),
            When::Month(year, month) => patterns
                .month
                .text(&[(Month, self.months.alone(month)), (Year, &self.year(year))]),
            When::SomeDay(year, month) => patterns
                .some_day
                .text(&[(Month, self.months.alone(month)), (Year, &self.year(year))]),
            When::Day(day) => self.day(day),
            When::Time(day, clock) => self.timed(&self.day(day), clock),
        }
    }

    /// As `plain`, with the Hijri date beside the day where the site wants it.
    fn with_hijri(&self, when: When) -> String {
        match when {
            When::Day(day) => self.day_with_hijri(day),
            When::Time(day, clock) => self.timed(&self.day_with_hijri(day), clock),
            _ => self.plain(when),
        }
    }

    fn day_with_hijri(&self, day: Day) -> String {
        let date = self.day(day);
        let hijri = self.hijri_months.as_deref().zip(months::hijri_ymd(day));
        let Some((names, (year, month, day))) = hijri else {
            return date;
        };
        let hijri = self.hijri_day(names, (year, month, day));
        self.patterns.hijri.text(&[(Date, &date), (Hijri, &hijri)])
    }

    pub(super) fn hijri_day(&self, names: &[String], (year, month, day): (i64, u8, u8)) -> String {
        let values = [
            (DaySlot, &*self.small(day)),
            (Month, months::nth(names, month)),
            (Year, &self.year(year)),
        ];
        self.patterns.hijri_day.text(&values)
    }

    pub(super) fn day(&self, day: Day) -> String {
        let (year, month, day) = day.ymd();
        let month = self.months.in_date(month);
        let values = [
            (DaySlot, &*self.small(day)),
            (Month, month),
            (Year, &self.year(year)),
        ];
        self.patterns.day.text(&values)
    }

    pub(super) fn day_month(&self, day: Day) -> String {
        let (_, month, day) = day.ymd();
        let month = self.months.in_date(month);
        self.patterns
            .day_month
            .text(&[(DaySlot, &self.small(day)), (Month, month)])
    }

    fn season(&self, year: i64, season: Season) -> String {
        self.patterns.season.text(&[
            (SeasonSlot, &self.season_name(season)),
            (Year, &self.year(year)),
        ])
    }

    pub(super) fn season_name(&self, season: Season) -> String {
        let name = match season {
            Season::Spring => &self.patterns.spring,
            Season::Summer => &self.patterns.summer,
            Season::Autumn => &self.patterns.autumn,
            Season::Winter => &self.patterns.winter,
        };
        name.text(&[])
    }

    /// A decade or a century, by how many years follow its first.
    fn span_of_years(&self, year: i64, length: i64) -> String {
        let pattern = if length < 10 {
            &self.patterns.decade
        } else {
            &self.patterns.century
        };
        let [first, last] = [year, year + length].map(|year| self.year(year));
        let century = self.numbers.digits(&(year / 100 + 1).to_string());
        pattern.text(&[
            (Year, &first),
            (From, &first),
            (To, &last),
            (Century, &century),
        ])
    }

    fn timed(&self, date: &str, clock: Clock) -> String {
        self.patterns
            .time
            .text(&[(Date, date), (Time, &self.clock(clock))])
    }

    fn clock(&self, clock: Clock) -> String {
        let plain = Clock {
            zone: None,
            ..clock
        }
        .to_string();
        let time = self.numbers.digits(&plain);
        match clock.zone {
            None => time,
            Some(UtcOffset::Utc | UtcOffset::Offset(0)) => self.patterns.utc.text(&[(Time, &time)]),
            Some(UtcOffset::Offset(minutes)) => {
                let offset = self.numbers.digits(&short_offset(minutes));
                self.patterns
                    .offset
                    .text(&[(Time, &time), (Offset, &offset)])
            }
        }
    }

    pub(super) fn small(&self, number: u8) -> String {
        self.numbers.digits(&number.to_string())
    }

    /// A year in the digits of the site. Years before 1 are counted backwards, without a year 0.
    pub fn year(&self, year: i64) -> String {
        if year < 1 {
            return self.patterns.bce.text(&[(Year, &self.bare_year(1 - year))]);
        }
        self.bare_year(year)
    }

    pub(super) fn bare_year(&self, year: i64) -> String {
        if year > LAST_PLAIN_YEAR {
            self.number(year)
        } else {
            self.numbers.digits(&year.to_string())
        }
    }
}

/// `+3`, `−3:30`
fn short_offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    if rest == 0 {
        format!("{sign}{hours}")
    } else {
        format!("{sign}{hours}:{rest:02}")
    }
}
