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
        // What looks doubled around markup is not.
        if passage.is_whole(&spaces) {
            findings.certain(
                passage,
                Finding::new(Code::DoubledSpace, spaces, message),
                &Remedy::Said("write one space"),
                &[change],
            );
        }
    }
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
