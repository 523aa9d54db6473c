//! Numbers in text that runs from right to left: which of them would fall apart there.

use super::class::{BidiItem, Class};
use super::words::{BidiLine, HeldRun};
use crate::lang::Direction;

/// Written after a number with a blank between, and read with it. Symbols of units are no words of a language.
const UNITS: &[&str] = &[
    "km", "km²", "km2", "km³", "m", "m²", "m2", "m³", "cm", "mm", "nm", "ft", "mi", "in", "ha",
    "kg", "g", "mg", "t", "lb", "oz", "l", "L", "ml", "mL", "km/h", "m/s", "mph", "kn", "s", "ms",
    "h", "min", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "TW", "kWh", "MWh", "GWh", "TWh",
    "V", "kV", "A", "J", "kJ", "MJ", "Pa", "hPa", "kPa", "bar", "B", "KB", "kB", "MB", "GB", "TB",
    "Mbps", "Gbps", "°C", "°F", "C", "K", "bn", "mn", "USD", "EUR", "GBP", "TRY", "RUB", "CHF",
    "CNY", "JPY", "AM", "PM", "am", "pm", "a.m", "p.m", "UTC", "GMT", "N", "S", "E", "W",
];

/// Fewer digits are no telephone number.
const SHORTEST_PHONE: usize = 7;

impl BidiLine<'_> {
    /// Whether a word is the symbol of a unit.
    pub(super) fn is_unit(&self, word: HeldRun) -> bool {
        let letters: String = self
            .slice(word.start, word.end)
            .iter()
            .map(|item| item.c)
            .collect();
        UNITS.contains(&letters.as_str())
    }

    /// `17 September 2018`: a day, a word and a year.
    pub(super) fn is_date(&self, day: HeldRun, year: Option<HeldRun>) -> bool {
        let digits = |run: HeldRun| {
            self.digits(run)
                .filter(|count| *count == run.end - run.start)
        };
        digits(day).is_some_and(|count| count <= 2)
            && year
                .filter(|year| !year.letters)
                .and_then(digits)
                .is_some_and(|count| count == 4)
    }

    /// `۱۲ سال` in a text from left to right: the digits are those of the words.
    pub(super) fn is_in_its_digits(&self, number: HeldRun) -> bool {
        self.own == Direction::Ltr
            && self
                .slice(number.start, number.end)
                .iter()
                .all(|item| !item.class.is_digit() || !item.c.is_ascii())
    }

    fn digits(&self, run: HeldRun) -> Option<usize> {
        let count = self
            .slice(run.start, run.end)
            .iter()
            .filter(|item| item.class.is_digit())
            .count();
        (count > 0).then_some(count)
    }

    /// Whether a telephone number may begin here: with `+`, `0` or `(0`.
    pub(super) fn begins_phone(&self, word: HeldRun) -> bool {
        let before = word
            .start
            .checked_sub(1)
            .and_then(|at| self.item(at))
            .map(|item| item.c);
        let first = self.item(word.start).map(|item| item.c);
        before == Some('+') || matches!(first, Some('0' | '٠' | '۰'))
    }

    /// Whether all these words together are a telephone number.
    pub(super) fn is_phone(&self, words: &[HeldRun]) -> bool {
        words.len() > 1
            && words
                .iter()
                .filter_map(|word| self.digits(*word))
                .sum::<usize>()
                >= SHORTEST_PHONE
    }

    /// Whether a number would be torn or turned round: its sign would change sides, or its groups their order.
    pub(super) fn falls_apart(&self, run: HeldRun) -> bool {
        let items = self.slice(run.start, run.end);
        let european = items.iter().any(|item| item.class == Class::Digit);
        let edge = |item: Option<&BidiItem>| item.is_some_and(|item| !item.class.is_digit());
        european && (edge(items.first()) || edge(items.last()) || hyphens(items) >= 2)
    }

    /// `15-20`: after a letter of Arabic its numbers stand in the order of reading, elsewhere they do not. With the
    /// first one apart they do everywhere.
    pub(super) fn first_of_range(&self, run: HeldRun) -> Option<HeldRun> {
        let items = self.slice(run.start, run.end);
        let hyphen = items
            .iter()
            .position(|item| item.c == '-')
            .filter(|_| hyphens(items) == 1)?;
        let plain = items
            .iter()
            .all(|item| item.class == Class::Digit || matches!(item.c, '-' | '.' | ','));
        plain.then_some(HeldRun {
            end: run.start + hyphen,
            ..run
        })
    }
}

fn hyphens(items: &[BidiItem]) -> usize {
    items.iter().filter(|item| item.c == '-').count()
}
