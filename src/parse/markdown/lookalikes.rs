//! What stands as text and was perhaps meant as a reference: `[src-a]`, `[@ src-a]`, `(@src-a)`. Only the whole site knows
//! whether something is called so.

use std::ops::Range;

use super::brackets::is_escaped;
use super::citations::is_blank;
use super::events::{Flavour, Writer};
use crate::kind::is_id;
use crate::model::body::{Lookalike, LookalikeForm};

/// A reference longer than this many bytes is none; it also keeps the reading linear.
const LONGEST: usize = 120;

impl Writer<'_> {
    /// Notes what looks like a reference in a piece of text. The parser hands out `[` as a piece of its own.
    pub(super) fn note_lookalikes(&mut self, text: &str, range: &Range<usize>) {
        if self.flavour == Flavour::CommonMark {
            return;
        }
        if text == "[" {
            return self.note_lookalike(range.start);
        }
        for (at, _) in text.match_indices("(@") {
            self.note_lookalike(range.start + at);
        }
    }

    fn note_lookalike(&mut self, at: usize) {
        let Some((read, length)) = self.text.get(at..).and_then(read) else {
            return;
        };
        // Brackets that do not pair are told as such (`strays`).
        let before = at
            .checked_sub(1)
            .and_then(|before| self.text.get(before..))
            .unwrap_or_default();
        let is_stray = before.starts_with('[')
            || self
                .text
                .get(at + length..)
                .is_some_and(|after| after.starts_with(']'));
        if !is_stray && !is_escaped(self.text, at) {
            let Reading { form, id, rest } = read;
            let (id, rest, span) = (id.into(), rest.into(), self.report.span(&(at..at + length)));
            self.lookalikes.push(Lookalike {
                form,
                id,
                rest,
                span,
            });
        }
    }
}

/// What stands between the brackets.
#[derive(Debug, PartialEq, Eq)]
struct Reading<'t> {
    form: LookalikeForm,
    id: &'t str,
    /// From the comma or semicolon after the id on.
    rest: &'t str,
}

/// The lookalike that a text begins with, and its length in bytes.
fn read(text: &str) -> Option<(Reading<'_>, usize)> {
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
    is_id(id).then_some((Reading { form, id, rest }, length))
}

#[cfg(test)]
mod tests {
    use super::{LookalikeForm, Reading, read};

    #[test]
    fn what_is_read() {
        let found = |form, id, rest| Some(Reading { form, id, rest });
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
