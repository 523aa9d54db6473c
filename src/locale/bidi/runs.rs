//! Words → runs: what stands together, with the signs that belong to it.

use std::ops::Range;

use super::class::{BidiItem, Class, may_hold_rtl};
use super::pairs::{closes, opens, partners};
use super::stretches::items;
use super::words::{BidiLine, HeldRun};
use crate::lang::Direction;

/// A stretch of text that keeps its own order and does not disturb what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Its bytes.
    pub range: Range<usize>,
    /// What is put around it.
    pub shield: Shield,
}

/// What keeps a stretch apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shield {
    /// The direction inside.
    pub direction: Direction,
    /// How that is said.
    pub stated: DirectionMark,
}

/// How the direction inside an isolate is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectionMark {
    /// By its first letter.
    ByLetters,
    /// By an attribute, since it has no letters.
    ByAttribute,
    /// For every character: groups of Arabic digits would else follow each other from right to left.
    ForEach,
}

impl Shield {
    /// The opening tag.
    pub fn open(self) -> &'static str {
        match (self.stated, self.direction) {
            (DirectionMark::ByLetters, _) => "<bdi>",
            (DirectionMark::ByAttribute, Direction::Ltr) => "<bdi dir=\"ltr\">",
            (DirectionMark::ByAttribute, Direction::Rtl) => "<bdi dir=\"rtl\">",
            (DirectionMark::ForEach, Direction::Ltr) => "<bdo dir=\"ltr\">",
            (DirectionMark::ForEach, Direction::Rtl) => "<bdo dir=\"rtl\">",
        }
    }

    /// The closing tag.
    pub fn close(self) -> &'static str {
        match self.stated {
            DirectionMark::ByLetters | DirectionMark::ByAttribute => "</bdi>",
            DirectionMark::ForEach => "</bdo>",
        }
    }
}

/// The stretches of a text that must be isolated in a paragraph of this direction: in order, apart, none inside another.
///
/// Empty for text of one direction.
pub fn isolates(text: &str, own: Direction) -> Vec<Isolate> {
    if own == Direction::Ltr && !may_hold_rtl(text) {
        return Vec::new();
    }
    let items = items(text, own);
    if items.is_empty() {
        Vec::new()
    } else {
        isolates_among(&items, text, own)
    }
}

/// The same, given the characters that it is decided by.
fn isolates_among(items: &[BidiItem], text: &str, own: Direction) -> Vec<Isolate> {
    let partners = partners(items, own);
    let line = BidiLine {
        text,
        items,
        partners: &partners,
        own,
    };
    let mut runs = line.runs();
    if own == Direction::Rtl {
        line.keep_torn(&mut runs);
    } else {
        runs.retain(|run| run.letters);
    }
    let byte = |index: usize| line.item(index).map_or(text.len(), |item| item.at);
    runs.into_iter()
        .map(|run| Isolate {
            range: byte(run.start)..byte(run.end),
            shield: Shield {
                direction: own.opposite(),
                stated: line.stated(run),
            },
        })
        .collect()
}

impl BidiLine<'_> {
    fn runs(&self) -> Vec<HeldRun> {
        let words = self.words();
        let mut runs = Vec::new();
        let mut group: Vec<HeldRun> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            if !self.joins(&group, *word, words.get(index + 1).copied()) {
                self.close(&mut group, &mut runs);
            }
            group.push(*word);
        }
        self.close(&mut group, &mut runs);
        runs
    }

    /// Whether a word goes on with what stands before it.
    fn joins(&self, group: &[HeldRun], word: HeldRun, next: Option<HeldRun>) -> bool {
        let Some(last) = group.last() else {
            return false;
        };
        let gap = self.slice(last.end, word.start);
        let apart = |class: Class| !matches!(class, Class::Space | Class::Sign | Class::Mark);
        if gap.iter().any(|item| apart(item.class) || item.c == '\t')
            || !gap.iter().any(|item| item.class == Class::Space)
        {
            return false;
        }
        let pair = |at: usize, c: char| (opens(c) || closes(c)) && self.partner(at).is_none();
        if (last.end..word.start)
            .zip(gap)
            .any(|(at, item)| pair(at, item.c) || self.is_native(item.c))
        {
            return false;
        }
        let mut signs = gap
            .iter()
            .filter(|item| item.class == Class::Sign)
            .map(|item| item.c);
        match (group.iter().any(|run| run.letters), word.letters) {
            (true, true) => true,
            // `UNSCR 2254 (2015)`, `Sukhoi 24`; but in `NATO: 17` the number belongs to the sentence.
            (true, false) => {
                signs.all(|c| matches!(c, '(' | ')' | '[' | ']' | ',' | '&' | '“' | '”'))
            }
            (false, true) => {
                signs.next().is_none()
                    && (self.is_unit(word)
                        || self.is_date(*last, next)
                        || self.is_in_its_digits(*last))
            }
            (false, false) => {
                group.first().is_some_and(|first| self.begins_phone(*first))
                    && signs.all(|c| matches!(c, '(' | ')' | '-'))
            }
        }
    }

    /// Ends a group of words: one run where its brackets close inside it.
    fn close(&self, group: &mut Vec<HeldRun>, runs: &mut Vec<HeldRun>) {
        let words = std::mem::take(group);
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let letters = words.iter().any(|word| word.letters);
        let whole = self.with_signs(HeldRun {
            start: first.start,
            end: last.end,
            letters,
        });
        if (letters || words.len() == 1 || self.is_phone(&words)) && self.is_balanced(whole) {
            return runs.push(whole);
        }
        // Rare: each word for itself, without what follows a bracket that another closes.
        let alone = |word| {
            [self.with_signs(word), word]
                .into_iter()
                .find(|run| self.is_balanced(*run))
        };
        runs.extend(words.into_iter().filter_map(alone));
    }

    fn is_balanced(&self, run: HeldRun) -> bool {
        let inside = |at: usize| {
            self.partner(at)
                .is_none_or(|partner| (run.start..run.end).contains(&partner))
        };
        (run.start..run.end).all(inside)
    }

    /// The run with the signs at its ends that are its own, and not the sentence's.
    fn with_signs(&self, run: HeldRun) -> HeldRun {
        let run = self.with_head(run);
        let run = self.with_tail(run);
        self.with_end_of_quotation(run)
    }

    /// `@name`, `$500`, `-5`, `.pdf`: only where nothing stands before the sign.
    fn with_head(&self, run: HeldRun) -> HeldRun {
        let number = self
            .item(run.start)
            .is_some_and(|item| item.class.is_digit());
        let is_head = |c: char| match c {
            '@' | '#' | '$' | '€' | '£' | '¥' | '₪' | '₺' => true,
            '+' | '-' | '−' | '±' => number,
            '.' | '/' | '~' | '°' => run.letters,
            _ => false,
        };
        let mut start = run.start;
        while start
            .checked_sub(1)
            .and_then(|at| self.item(at))
            .is_some_and(|item| is_head(item.c))
        {
            start -= 1;
        }
        let before = start.checked_sub(1).and_then(|at| self.item(at));
        // `(011) 333 4444`
        let bracket = before
            .filter(|item| item.c == '(')
            .and_then(|_| self.partner(start - 1));
        if bracket.is_some_and(|close| close < run.end) {
            return HeldRun {
                start: start - 1,
                ..run
            };
        }
        let free = before.is_none_or(|item| {
            matches!(item.class, Class::Space | Class::Break)
                || (opens(item.c) && !self.ends_a_pair(start - 1))
        });
        HeldRun {
            start: if free { start } else { run.start },
            ..run
        }
    }

    /// Whether a sign closes what another opened: of `"` alone its looks do not say so.
    fn ends_a_pair(&self, at: usize) -> bool {
        self.partner(at).is_some_and(|partner| partner < at)
    }

    /// `C++`, `50%`, `docs/`, `U.S.`, and brackets that close what the run opened.
    fn with_tail(&self, run: HeldRun) -> HeldRun {
        let mut end = run.end;
        while let Some(item) = self.item(end) {
            let belongs = match item.c {
                c if closes(c)
                    && self
                        .partner(end)
                        .is_some_and(|partner| (run.start..end).contains(&partner)) =>
                {
                    true
                }
                '%' | '‰' | '°' | '$' | '€' | '£' | '¥' | '₪' | '₺' => true,
                '+' | '#' | '™' | '®' | '©' | '*' | '′' | '″' => run.letters,
                '/' => {
                    let next = self.item(end + 1);
                    run.letters
                        && next
                            .is_none_or(|next| next.class == Class::Space || self.is_native(next.c))
                }
                '.' => run.letters && self.is_abbreviation(end),
                _ => false,
            };
            if !belongs {
                break;
            }
            end += 1;
        }
        // `50 %`
        let blank = self
            .item(end)
            .is_some_and(|item| item.class == Class::Space && item.c != '\n');
        if !run.letters
            && end == run.end
            && blank
            && self.item(end + 1).is_some_and(|item| item.c == '%')
        {
            end += 2;
        }
        HeldRun { end, ..run }
    }

    /// Whether the full stop ends single letters with full stops: `U.S.`
    fn is_abbreviation(&self, stop: usize) -> bool {
        let before = |back: usize| stop.checked_sub(back).and_then(|at| self.item(at));
        before(1).is_some_and(|item| self.is_foreign(item.class))
            && before(2).is_some_and(|item| item.c == '.')
            && before(3).is_some_and(|item| self.is_foreign(item.class))
            && before(4).is_none_or(|item| !self.is_foreign(item.class))
    }

    /// Where quotation marks or brackets hold nothing but the run, what ends its sentence is inside them too.
    fn with_end_of_quotation(&self, run: HeldRun) -> HeldRun {
        let opening = run
            .start
            .checked_sub(1)
            .filter(|at| self.item(*at).is_some_and(|item| opens(item.c)));
        let close = opening
            .and_then(|at| self.partner(at))
            .filter(|close| *close > run.end);
        let ends = |item: &super::class::BidiItem| {
            matches!(item.c, '.' | '!' | '?' | '…' | ',' | '؟' | '،')
        };
        match close {
            Some(close) if run.letters && self.slice(run.end, close).iter().all(ends) => {
                HeldRun { end: close, ..run }
            }
            _ => run,
        }
    }

    /// In text from right to left numbers need nothing but where they would fall apart.
    fn keep_torn(&self, runs: &mut Vec<HeldRun>) {
        let is_arabic = || self.text.chars().any(|c| Class::of(c) == Class::RtlArabic);
        let mut seen = 0;
        let mut after_arabic = false;
        let kept = std::mem::take(runs).into_iter().filter_map(|run| {
            let mut own = self
                .slice(seen, run.start)
                .iter()
                .filter(|item| item.class.direction() == Some(self.own));
            after_arabic = own
                .next_back()
                .map_or(after_arabic, |item| item.class == Class::RtlArabic);
            seen = run.start;
            if run.letters || self.falls_apart(run) || self.is_spaced(run) {
                return Some(run);
            }
            self.first_of_range(run)
                .filter(|_| !after_arabic && is_arabic())
        });
        *runs = kept.collect();
    }

    fn stated(&self, run: HeldRun) -> DirectionMark {
        let arabic = self
            .slice(run.start, run.end)
            .iter()
            .any(|item| item.class == Class::ArabicDigit);
        match run.letters {
            true => DirectionMark::ByLetters,
            false if arabic && self.is_spaced(run) => DirectionMark::ForEach,
            false => DirectionMark::ByAttribute,
        }
    }

    /// A number with blanks inside: a telephone number.
    fn is_spaced(&self, run: HeldRun) -> bool {
        self.slice(run.start, run.end)
            .iter()
            .any(|item| item.class == Class::Space)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::stretches::all;
    use super::{BidiItem, isolates, isolates_among, may_hold_rtl};
    use crate::lang::Direction;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]
        /// Most of a text is not looked at; what is found must be what is found by looking at all of it.
        #[test]
        fn what_is_passed_over_says_nothing(
            text in "([ء-يبكتםשabNم0-9٠-٩ َ.,،:/()\\[\\]«»“”\"+%@#$€…-]|[\u{200e}\u{200f}\u{fffc}\n]|الاتفاق |the accord |17 September 2018 ){0,60}",
        ) {
            for own in [Direction::Ltr, Direction::Rtl] {
                let items: Vec<BidiItem> = all(&text);
                let may_need = own == Direction::Rtl || may_hold_rtl(&text);
                let expected = if may_need { isolates_among(&items, &text, own) } else { Vec::new() };
                prop_assert_eq!(isolates(&text, own), expected, "{:?} in {:?}", text, own);
            }
        }

        /// Signs between two words belong to one of them.
        #[test]
        fn no_two_overlap(text in "(نص|a|[a5] ?[\"“”()«»][$+#%./@-]{0,2}|[ \"“”()$+#%./@5٥a-]){0,16}") {
            for own in [Direction::Ltr, Direction::Rtl] {
                let found = isolates(&text, own);
                let apart = found.windows(2).all(|pair| matches!(pair, [one, next] if one.range.end <= next.range.start));
                let some = found.iter().all(|isolate| !isolate.range.is_empty() && text.get(isolate.range.clone()).is_some());
                prop_assert!(apart && some, "{:?} of {:?} in {:?}", found, text, own);
            }
        }
    }
}
