//! The patterns that a language needs, one table: the fields, their keys and their placeholders.

use std::collections::BTreeMap;

use super::pattern::Placeholder::{
    Century, Date, Day, From, Hijri, Month, Number, Offset, Season, Sign, Time, To, Year,
};
use super::pattern::{Pattern, PatternError, PatternReason, Placeholder, Rule};

macro_rules! patterns {
    ($($key:ident [$($all:ident)*] [$($any:ident)*])*) => {
        /// How a language puts dates (and shares of a hundred) in words: part of the theme's string table.
        #[derive(Clone, Debug)]
        pub struct DatePatterns { $(pub(super) $key: Pattern),* }

        impl DatePatterns {
            /// Reads and checks all entries. Every problem is reported, not only the first.
            pub fn from_pairs<'a>(
                pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
            ) -> Result<DatePatterns, Vec<PatternError>> {
                let mut entries = Entries { given: pairs.into_iter().collect(), errors: Vec::new() };
                let patterns = DatePatterns {
                    $($key: entries.take(stringify!($key), &[$($all),*], &[$($any),*])),*
                };
                entries.finish().map(|()| patterns)
            }
        }
    };
}

// key, placeholders it must have, placeholders of which it must have one.
patterns! {
    day [Day Month Year] []
    day_month [Day Month] []
    month [Month Year] []
    year [Year] []
    bce [Year] []
    decade [] [Year From To]
    century [] [Century Year From To]
    season [Season Year] []
    spring [] []
    summer [] []
    autumn [] []
    winter [] []
    some_day [Month Year] []
    some_day_of_year [Year] []
    some_month [Year] []
    time [Date Time] []
    utc [Time] []
    offset [Time Offset] []
    approximate [Date] []
    uncertain [Date] []
    approximate_uncertain [Date] []
    days [From To Month Year] []
    months [From To Year] []
    years [From To] []
    range [From To] []
    open_start [To] []
    open_end [From] []
    unknown_start [To] []
    unknown_end [From] []
    hijri_day [Day Month Year] []
    hijri_days [From To Month Year] []
    hijri_range [From To] []
    hijri [Date Hijri] []
    percent [Number Sign] []
}

/// The entries not yet read, and what was wrong with those that were.
struct Entries<'a> {
    given: BTreeMap<&'a str, &'a str>,
    errors: Vec<PatternError>,
}

impl Entries<'_> {
    /// An empty pattern stands in for one at fault; `finish` keeps it from being used.
    fn take(
        &mut self,
        key: &str,
        all: &'static [Placeholder],
        any: &'static [Placeholder],
    ) -> Pattern {
        let parsed = match self.given.remove(key) {
            Some(text) => Pattern::parse(text, &Rule { all, any }),
            None => Err(PatternReason::MissingKey),
        };
        parsed.unwrap_or_else(|reason| {
            self.errors.push(PatternError {
                key: key.to_owned(),
                reason,
            });
            Pattern::default()
        })
    }

    fn finish(mut self) -> Result<(), Vec<PatternError>> {
        let unknown = self.given.keys().map(|key| PatternError {
            key: (*key).to_owned(),
            reason: PatternReason::UnknownKey,
        });
        self.errors.extend(unknown);
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }
}
