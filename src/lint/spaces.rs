//! Spaces: two where one belongs, and one before a mark that follows its word.

use std::ops::Range;

use super::findings::{Finding, Findings, Remedy};
use super::passage::{EDGE, LINE, OBJECT, Passage, Replacement, is_closing};
use crate::diagnostic::Code;

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let mut at = 0;
    while at < passage.len() {
        let end = passage.skip(at, |c| c == ' ');
        if end > at {
            run(passage, at..end, findings);
        }
        at = end.max(at) + 1;
    }
}

fn run(passage: &Passage<'_>, spaces: Range<usize>, findings: &mut Findings<'_>) {
    let (before, mark) = (passage.before(spaces.start), passage.at(spaces.end));
    if matches!(before, EDGE | LINE) || matches!(mark, EDGE | LINE) {
        return;
    }
    let convention = passage.convention;
    if convention.tight.contains(&mark) && is_loose(passage, &spaces) {
        let message = "a space stands before a mark that follows its word";
        let change = Replacement::deletion(spaces.clone());
        findings.certain(
            passage,
            Finding::new(
                Code::SpaceBeforePunctuation,
                spaces.start..spaces.end + 1,
                message,
            ),
            &Remedy::Mended,
            &[change],
        );
    } else if spaces.len() > 1 && convention.replacement(mark).is_none() {
        let count = spaces.len();
        let message = format!("{count} spaces stand between two words");
        let change = Replacement::deletion(spaces.start + 1..spaces.end);
        // What looks doubled around markup is not; and in a table that is drawn with characters, blanks are the table.
        if passage.is_whole(&spaces)
            && !is_drawn(passage)
            && !is_after_number(passage, spaces.start)
        {
            findings.certain(
                passage,
                Finding::new(Code::DoubledSpace, spaces, message),
                &Remedy::Said("write one space"),
                &[change],
            );
        }
    }
}

/// Whether one of the lines is a rule, as in tables that are drawn with characters: `+---+---+`, `-----  -----`.
fn is_drawn(passage: &Passage<'_>) -> bool {
    let text = passage.text(&(0..passage.len()));
    text.split(LINE).any(|line| {
        let is_rule = line
            .chars()
            .all(|c| matches!(c, '-' | '=' | '+' | '|' | ':' | '─' | ' '));
        let strokes = line
            .split([' ', '+', '|'])
            .filter(|part| part.len() > 1)
            .count();
        is_rule && (strokes > 1 || line.trim_start().starts_with(['+', '|']) && strokes > 0)
    })
}

/// Whether these spaces stand behind the number or letter of an item, `a.` or `(1)`, where exports put several.
fn is_after_number(passage: &Passage<'_>, at: usize) -> bool {
    const LONGEST: usize = 5;
    let start = passage.back(at, LONGEST + 1, |c| c != LINE && c != ' ');
    let item = passage.text(&(start..at));
    let is_first = matches!(passage.before(start), EDGE | LINE);
    let number = item.trim_start_matches('(').trim_end_matches([')', '.']);
    is_first
        && number.len() < item.len()
        && number.chars().count() <= 3
        && number.chars().all(char::is_alphanumeric)
}

/// Whether the mark behind these spaces ends a word or sentence of this language, and is no part of something else.
fn is_loose(passage: &Passage<'_>, spaces: &Range<usize>) -> bool {
    let (last, mark, next) = (
        spaces.start - 1,
        passage.at(spaces.end),
        passage.at(spaces.end + 1),
    );
    let before = passage.at(last);
    let follows =
        before.is_numeric() || is_closing(before) || before == OBJECT || passage.is_own(last);
    if !passage.is_whole(&(spaces.start..spaces.end + 1)) {
        return false;
    }
    if !mark.is_ascii() {
        return follows || before.is_alphabetic();
    }
    let after = passage.at(passage.skip(spaces.end + 1, |c| c == ' '));
    let ends = matches!(next, ' ' | LINE | EDGE) || (is_closing(next) && next != ')');
    let part = (before.is_numeric() && after.is_numeric())
        || after == mark
        || passage.convention.replacement(mark).is_some();
    follows && ends && !part
}
