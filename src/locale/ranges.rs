//! Intervals in words.

use super::Locale;
use super::dates::DatePiece;
use super::pattern::Slot::{From, Month, To, Year};
use crate::edtf::{Endpoint, Part, Precision, When};

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
        let patterns = &self.patterns;
        match (start.when(), end.when()) {
            _ if doubt => patterns.range.pieces(&[(From, self.end(start)), (To, self.end(end))]),
            (When::Day(first), When::Day(last)) if first.ymd().0 == last.ymd().0 && first.month() == last.month() => {
                patterns.days.pieces(&[
                    (From, timed(start, self.small(first.day()))),
                    (To, timed(end, self.small(last.day()))),
                    (Month, DatePiece::plain(self.months.in_date(first.month()).to_owned())),
                    (Year, DatePiece::plain(self.year(first.year()))),
                ])
            }
            (When::Month(..), When::Month(..)) | (When::Season(..), When::Season(..)) if start.year() == end.year() => {
                let [from, to] = [start, end].map(|part| DatePiece::plain(self.without_year(part.when())));
                patterns.months.pieces(&[(From, from), (To, to), (Year, DatePiece::plain(self.year(start.year())))])
            }
            (When::Year(first), When::Year(last)) => {
                // Counted backwards as well, both are of one era, which is said once.
                let from = if first < 1 && last < 1 { self.bare_year(1 - first) } else { self.year(first) };
                patterns.years.pieces(&[(From, DatePiece::plain(from)), (To, self.end(end))])
            }
            _ => {
                let shared = start.year() == end.year() && is_finer_than_year(start) && is_finer_than_year(end);
                let from = if shared { timed(start, self.without_year(start.when())) } else { self.end(start) };
                patterns.range.pieces(&[(From, from), (To, self.end(end))])
            }
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
    fn end(&self, part: Part) -> DatePiece {
        let text = self.qualified(part, self.plain(part.when()));
        DatePiece { text, datetime: part.exact_datetime() }
    }
}

fn timed(part: Part, text: String) -> DatePiece {
    DatePiece { text, datetime: part.exact_datetime() }
}

fn is_finer_than_year(part: Part) -> bool {
    part.precision() > Precision::Year
}
