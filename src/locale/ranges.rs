//! Intervals in words.

use super::Locale;
use super::dates::DatePiece;
use super::pattern::Slot::{From, Month, To, Year};
use crate::edtf::{Day, Endpoint, Part, When};

impl Locale {
    pub(super) fn interval(&self, start: Endpoint, end: Endpoint) -> Vec<DatePiece> {
        let patterns = &self.patterns;
        match (start, end) {
            (Endpoint::Date(start), Endpoint::Date(end)) => self.range(start, end),
            (Endpoint::Date(start), Endpoint::Open) => patterns.open_end.pieces(&[(From, self.end(start))]),
            (Endpoint::Date(start), Endpoint::Unknown) => patterns.unknown_end.pieces(&[(From, self.end(start))]),
            (Endpoint::Open, Endpoint::Date(end)) => patterns.open_start.pieces(&[(To, self.end(end))]),
            (Endpoint::Unknown, Endpoint::Date(end)) => patterns.unknown_start.pieces(&[(To, self.end(end))]),
            // Parsing refuses an interval without any date.
            (Endpoint::Open | Endpoint::Unknown, Endpoint::Open | Endpoint::Unknown) => Vec::new(),
        }
    }

    /// What both ends have in common is said once, as far as neither is in doubt.
    fn range(&self, start: Part, end: Part) -> Vec<DatePiece> {
        if start == end {
            return vec![self.end(start)];
        }
        let doubt = start.qualifier().or(end.qualifier()).is_some();
        match (start.when(), end.when()) {
            (When::Day(first), When::Day(last)) if !doubt => self.range_of_days(first, last),
            (When::Month(year, first), When::Month(last_year, last)) if !doubt && year == last_year => {
                let [first, last] = [first, last].map(|month| self.months.alone(month).to_owned());
                let year = DatePiece::plain(self.year(year));
                let ends = [(From, DatePiece::plain(first)), (To, DatePiece::plain(last)), (Year, year)];
                self.patterns.months.pieces(&ends)
            }
            (When::Year(_), When::Year(_)) if !doubt => {
                self.patterns.years.pieces(&[(From, self.end(start)), (To, self.end(end))])
            }
            _ => self.patterns.range.pieces(&[(From, self.end(start)), (To, self.end(end))]),
        }
    }

    fn range_of_days(&self, first: Day, last: Day) -> Vec<DatePiece> {
        let timed = |day: Day, text: String| DatePiece { text, datetime: iso(day) };
        let ((year, month, day), (last_year, last_month, last_day)) = (first.ymd(), last.ymd());
        if (year, month) == (last_year, last_month) {
            return self.patterns.days.pieces(&[
                (From, timed(first, self.small(day))),
                (To, timed(last, self.small(last_day))),
                (Month, DatePiece::plain(self.months.in_date(month).to_owned())),
                (Year, DatePiece::plain(self.year(year))),
            ]);
        }
        let from = if year == last_year { self.day_month(first) } else { self.day(first) };
        self.patterns.range.pieces(&[(From, timed(first, from)), (To, timed(last, self.day(last)))])
    }

    /// One end of an interval, in full.
    fn end(&self, part: Part) -> DatePiece {
        let text = self.qualified(part, self.plain(part.when()));
        DatePiece { text, datetime: part.exact_datetime() }
    }
}

/// HTML has no years before 1.
fn iso(day: Day) -> Option<String> {
    (day.year() >= 1).then(|| day.to_string())
}
