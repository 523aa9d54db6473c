//! Intervals in words.

use super::Locale;
use super::months::{hijri_ymd, nth};
use super::pattern::DatePiece;
use super::pattern::Placeholder::{Date, Day, From, Hijri, Month, Season, To, Year};
use crate::edtf::{DatePart, Endpoint, Precision, When};

impl Locale {
    pub(super) fn interval(&self, start: Endpoint, end: Endpoint) -> Vec<DatePiece> {
        let patterns = &self.patterns;
        match (start, end) {
            (Endpoint::Date(start), Endpoint::Date(end)) => {
                let range = self.range(start, end);
                match self.hijri_range(start, end) {
                    Some(hijri) => patterns.hijri.around(Date, &range, &[(Hijri, &hijri)]),
                    None => range,
                }
            }
            (Endpoint::Date(start), Endpoint::Open) => {
                patterns.open_end.pieces(&[(From, self.end(start))])
            }
            (Endpoint::Date(start), Endpoint::Unknown) => {
                patterns.unknown_end.pieces(&[(From, self.end(start))])
            }
            (Endpoint::Open, Endpoint::Date(end)) => {
                patterns.open_start.pieces(&[(To, self.end(end))])
            }
            (Endpoint::Unknown, Endpoint::Date(end)) => {
                patterns.unknown_start.pieces(&[(To, self.end(end))])
            }
            // Parsing refuses an interval without any date.
            (Endpoint::Open | Endpoint::Unknown, Endpoint::Open | Endpoint::Unknown) => Vec::new(),
        }
    }

    /// What both ends have in common is said once, as far as neither is in doubt.
    fn range(&self, start: DatePart, end: DatePart) -> Vec<DatePiece> {
        if start == end {
            return vec![self.end(start)];
        }
        let doubt = start.qualifier().or(end.qualifier()).is_some();
        let patterns = &self.patterns;
        match (start.when(), end.when()) {
            _ if doubt => patterns
                .range
                .pieces(&[(From, self.end(start)), (To, self.end(end))]),
            (When::Day(first), When::Day(last))
                if first.ymd().0 == last.ymd().0 && first.month() == last.month() =>
            {
                patterns.days.pieces(&[
                    (From, timed(start, self.small(first.day()))),
                    (To, timed(end, self.small(last.day()))),
                    (
                        Month,
                        DatePiece::plain(self.months.in_date(first.month()).to_owned()),
                    ),
                    (Year, DatePiece::plain(self.year(first.year()))),
                ])
            }
            (When::Month(..), When::Month(..)) | (When::Season(..), When::Season(..))
                if start.year() == end.year()
                    && self.year_comes_first(start) == patterns.months.has_before(Year, From) =>
            {
                let [from, to] =
                    [start, end].map(|part| DatePiece::plain(self.without_year(part.when())));
                patterns.months.pieces(&[
                    (From, from),
                    (To, to),
                    (Year, DatePiece::plain(self.year(start.year()))),
                ])
            }
            (When::Year(first), When::Year(last)) if (first < 1) == (last < 1) => {
                self.years(first, last)
            }
            _ => {
                let shared = start.year() == end.year()
                    && is_finer_than_year(start)
                    && is_finer_than_year(end);
                let [mut from, mut to] = [start, end].map(|part| self.end(part));
                if shared {
                    let (again, part) = if self.year_comes_first(start) {
                        (&mut to, end)
                    } else {
                        (&mut from, start)
                    };
                    *again = timed(part, self.without_year(part.when()));
                }
                patterns.range.pieces(&[(From, from), (To, to)])
            }
        }
    }

    /// Two years of one era, which is said once also where it is counted backwards: with the first if it comes first.
    fn years(&self, first: i64, last: i64) -> Vec<DatePiece> {
        let patterns = &self.patterns;
        let bare = |year: i64| self.bare_year(if year < 1 { 1 - year } else { year });
        let (from, to) = if patterns.bce.begins_with(Year) {
            (bare(first), self.year(last))
        } else {
            (self.year(first), bare(last))
        };
        let to = patterns.year.text(&[(Year, &to)]);
        patterns
            .years
            .pieces(&[(From, DatePiece::plain(from)), (To, DatePiece::plain(to))])
    }

    /// The Hijri dates of two exact days, where the site wants them and the tables reach: a month and a year that both
    /// have in common are said once.
    fn hijri_range(&self, start: DatePart, end: DatePart) -> Option<String> {
        let names = self.hijri_months.as_deref()?;
        let exact = |part: DatePart| match (part.when(), part.qualifier()) {
            (When::Day(day), None) => hijri_ymd(day),
            _ => None,
        };
        let (first, last) = (exact(start)?, exact(end)?);
        let patterns = &self.patterns;
        let month = |month| nth(names, month);
        Some(if first == last {
            self.hijri_day(names, first)
        } else if (first.0, first.1) == (last.0, last.1) {
            let [from, to] = [first.2, last.2].map(|day| self.small(day));
            let year = self.year(last.0);
            patterns.hijri_days.text(&[
                (From, &from),
                (To, &to),
                (Month, month(last.1)),
                (Year, &year),
            ])
        } else {
            let [mut from, mut to] = [first, last].map(|day| self.hijri_day(names, day));
            if first.0 == last.0 {
                let is_last = patterns.hijri_day.has_before(Year, Month);
                let (again, day) = if is_last {
                    (&mut to, last)
                } else {
                    (&mut from, first)
                };
                *again = patterns
                    .day_month
                    .text(&[(Day, &self.small(day.2)), (Month, month(day.1))]);
            }
            patterns.hijri_range.text(&[(From, &from), (To, &to)])
        })
    }

    /// Whether the year of a date stands before the rest of it, so that in a range the first end says it for both.
    fn year_comes_first(&self, part: DatePart) -> bool {
        let patterns = &self.patterns;
        match part.when() {
            When::Season(..) => patterns.season.has_before(Year, Season),
            When::Month(..) => patterns.month.has_before(Year, Month),
            _ => patterns.day.has_before(Year, Month),
        }
    }

    /// A date whose year stands beside it.
    fn without_year(&self, when: When) -> String {
        match when {
            When::Month(_, month) => self.months.alone(month).to_owned(),
            When::Season(_, season) => self.season_name(season),
            When::Day(day) => self.day_month(day),
            _ => self.plain(when),
        }
    }

    /// One end of an interval, in full.
    fn end(&self, part: DatePart) -> DatePiece {
        let text = self.qualified(part, self.plain(part.when()));
        DatePiece {
            text,
            datetime: part.exact_datetime(),
        }
    }
}

fn timed(part: DatePart, text: String) -> DatePiece {
    DatePiece {
        text,
        datetime: part.exact_datetime(),
    }
}

fn is_finer_than_year(part: DatePart) -> bool {
    part.precision() > Precision::Year
}
