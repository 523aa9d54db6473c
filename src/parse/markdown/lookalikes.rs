//! What stands as text and was perhaps meant as a reference: `[src-a]`, `[@ src-a]`, `(@src-a)`. Only the whole site knows
//! whether something is called so.

use std::ops::Range;

use super::report::Report;
use super::written::{is_blank, is_escaped};
use crate::kind::is_id;
use crate::model::body::{Lookalike, LookalikeForm};
use crate::source::Span;

/// A reference longer than this many bytes is none; it also keeps the reading linear.
const LONGEST: usize = 120;

/// What may have been meant as references in one text.
#[derive(Default)]
pub(super) struct Lookalikes {
    found: Vec<Lookalike>,
}

impl Lookalikes {
    /// Notes what looks like a reference in a piece of the text. The parser hands out `[` as a piece of its own.
    pub(super) fn take(
        &mut self,
        piece: &str,
        range: &Range<usize>,
        source: &str,
        report: &Report<'_>,
    ) {
        if piece == "[" {
            let found = lookalike(source, range.start, report);
            self.found
                .extend(found.or_else(|| prefixed(source, range.start, report)));
        }
        let round = piece.match_indices("(@");
        self.found
            .extend(round.filter_map(|(at, _)| lookalike(source, range.start + at, report)));
    }

    /// A link whose words begin like a citation.
    pub(super) fn linked(&mut self, words: &str, span: Span) {
        let id = words.trim_start_matches(is_blank).trim_start_matches('@');
        let end = id.find([',', '،', ';', '؛']).unwrap_or(id.len());
        let id = id.get(..end).unwrap_or_default().trim_matches(is_blank);
        if is_id(id) {
            self.found.push(Lookalike {
                form: LookalikeForm::Linked,
                id: id.into(),
                rest: "".into(),
                span,
            });
        }
    }

    pub(super) fn finish(self) -> Vec<Lookalike> {
        self.found
    }
}

fn lookalike(source: &str, at: usize, report: &Report<'_>) -> Option<Lookalike> {
    let (LookalikeReading { form, id, rest }, length) = source.get(at..).and_then(read)?;
    // Brackets that do not pair are told as such (`unpaired_signs`).
    let before = at
        .checked_sub(1)
        .and_then(|before| source.get(before..))
        .unwrap_or_default();
    let is_stray = before.starts_with('[')
        || source
            .get(at + length..)
            .is_some_and(|after| after.starts_with(']'));
    (!is_stray && !is_escaped(source, at)).then(|| Lookalike {
        form,
        id: id.into(),
        rest: rest.into(),
        span: report.span(&(at..at + length)),
    })
}

/// `[see @src-a, p. 3]`: words stand before the sign.
fn prefixed(source: &str, at: usize, report: &Report<'_>) -> Option<Lookalike> {
    let inside = source.get(at + 1..)?;
    let ends = |(at, c): &(usize, char)| matches!(c, ']' | '[' | '\n') || *at > LONGEST;
    let (end, _) = inside.char_indices().find(ends)?;
    let (inside, after) = inside.split_at_checked(end)?;
    if !after.starts_with(']') || is_escaped(source, at) {
        return None;
    }
    let (words, named) = inside.split_once('@')?;
    let is_apart = words.ends_with(|c: char| is_blank(c) || c == '-');
    let (id, rest) =
        named.split_at_checked(named.find([',', '،', ';', '؛']).unwrap_or(named.len()))?;
    let id = id.trim_matches(is_blank);
    (is_apart && is_id(id)).then(|| Lookalike {
        form: LookalikeForm::Prefixed,
        id: id.into(),
        rest: rest.into(),
        span: report.span(&(at..at + inside.len() + 2)),
    })
}

/// What stands between the brackets.
#[derive(Debug, PartialEq, Eq)]
struct LookalikeReading<'t> {
    form: LookalikeForm,
    id: &'t str,
    /// From the comma or semicolon after the id on.
    rest: &'t str,
}

/// The lookalike that a text begins with, and its length in bytes.
fn read(text: &str) -> Option<(LookalikeReading<'_>, usize)> {
    let (open, close) = if text.starts_with('[') {
        ('[', ']')
    } else {
        ('(', ')')
    };
    let inside = text.strip_prefix(open)?;
    let ends = |(at, c): &(usize, char)| *c == close || *c == open || *c == '\n' || *at > LONGEST;
    let (end, _) = inside.char_indices().find(ends)?;
    let (inside, after) = inside.split_at_checked(end)?;
    if !after.starts_with(close) {
        return None;
    }
    let trimmed = inside.trim_matches(is_blank);
    let (form, named) = match trimmed.strip_prefix('@') {
        Some(named) if open == '(' => (LookalikeForm::Round, named),
        Some(named) => (LookalikeForm::Spaced, named),
        None => (LookalikeForm::Bare, trimmed),
    };
    let (id, rest) =
        named.split_at_checked(named.find([',', '،', ';', '؛']).unwrap_or(named.len()))?;
    let id = id.trim_matches(is_blank);
    let length = open.len_utf8() + end + close.len_utf8();
    is_id(id).then_some((LookalikeReading { form, id, rest }, length))
}

#[cfg(test)]
mod tests {
    use super::{LookalikeForm, LookalikeReading, read};

    #[test]
    fn what_is_read() {
        let found = |form, id, rest| Some(LookalikeReading { form, id, rest });
        let cases = [
            ("[src-a] x", found(LookalikeForm::Bare, "src-a", "")),
            (
                "[ src-a، ص 3]",
                found(LookalikeForm::Bare, "src-a", "، ص 3"),
            ),
            (
                "[@ src-a; @ src-b]",
                found(LookalikeForm::Spaced, "src-a", "; @ src-b"),
            ),
            (
                "[\u{200f}@\u{a0}src-a]",
                found(LookalikeForm::Spaced, "src-a", ""),
            ),
            (
                "(@src-a, p. 3)",
                found(LookalikeForm::Round, "src-a", ", p. 3"),
            ),
            ("(@ src-a)", found(LookalikeForm::Round, "src-a", "")),
            ("[Src]", None),
            ("[كلمة]", None),
            ("[two words]", None),
            ("[src\n-a]", None),
            ("[src-a", None),
            ("[[src-a]", None),
            ("[]", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).map(|(read, _)| read), expected, "{text}");
        }
    }
}
