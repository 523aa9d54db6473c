//! Marks on letters: apart from a letter that Unicode has with them, before their letter, twice, or against one another.

use std::ops::Range;

use super::findings::{Finding, Findings, Remedy};
use super::passage::{EDGE, LINE, Passage, Replacement};
use crate::diagnostic::{Code, isolated};
use crate::locale::{composed, is_mark};

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let mut at = 0;
    while at < passage.len() {
        let end = passage.skip(at, is_mark);
        if end > at {
            cluster(passage, at..end, findings);
        }
        at = end.max(at) + 1;
    }
}

/// The marks of one letter, which stands before them.
fn cluster(passage: &Passage<'_>, marks: Range<usize>, findings: &mut Findings<'_>) {
    let base = passage.before(marks.start);
    if matches!(base, ' ' | EDGE | LINE) {
        return before_its_letter(passage, marks, findings);
    }
    let whole = marks.start - 1..marks.end;
    let written = passage.text(&whole);
    let nfc = composed(&written);
    // Marks in another order than Unicode's are the same text, and typed so by everyone.
    if nfc.chars().count() < written.chars().count() && passage.is_whole(&whole) {
        let message = format!(
            "{} is written as a letter and a mark apart from it",
            isolated(&nfc)
        );
        let change = Replacement {
            range: whole.clone(),
            text: nfc,
        };
        return findings.certain(
            passage,
            Finding::new(Code::DecomposedLetter, whole, message),
            &Remedy::Mended,
            &[change],
        );
    }
    borne_together(passage, &marks, &whole, findings);
}

/// Marks at the beginning of a word.
fn before_its_letter(passage: &Passage<'_>, marks: Range<usize>, findings: &mut Findings<'_>) {
    let vowels = &passage.convention.vowels;
    let letter = passage.convention.is_own(passage.at(marks.end));
    if letter && marks.clone().all(|at| vowels.contains(&passage.at(at))) {
        let message = "a vowel mark stands before its letter";
        let mended = passage.mended(&marks, &[Replacement::deletion(marks.clone())]);
        let help = format!(
            "put it behind the letter that it belongs to, in {}",
            isolated(&mended)
        );
        findings.open(
            passage,
            Finding::new(Code::MisplacedMark, marks, message),
            help,
        );
    }
}

/// Marks that do not stand together on one letter.
fn borne_together(
    passage: &Passage<'_>,
    marks: &Range<usize>,
    whole: &Range<usize>,
    findings: &mut Findings<'_>,
) {
    let vowels = &passage.convention.vowels;
    let repeated = marks
        .clone()
        .skip(1)
        .find(|at| passage.at(*at) == passage.before(*at));
    let mut borne = marks.clone().filter(|at| vowels.contains(&passage.at(*at)));
    if let Some(at) =
        repeated.filter(|at| vowels.contains(&passage.at(*at)) || passage.at(*at) == '\u{651}')
    {
        let change = Replacement::deletion(at..at + 1);
        let message = "the same mark stands twice on one letter";
        findings.certain(
            passage,
            Finding::new(Code::MisplacedMark, at..at + 1, message),
            &Remedy::Mended,
            &[change],
        );
    } else if let (Some(_), Some(second)) = (borne.next(), borne.next()) {
        let message = "a letter bears two vowel marks";
        findings.open(
            passage,
            Finding::new(Code::MisplacedMark, whole.start..second + 1, message),
            "keep the one that is meant",
        );
    }
}
