//! Straight quotation marks.

use super::findings::{Finding, Findings, Remedy};
use super::passage::{EDGE, Passage, Replacement, is_gap, is_opening};
use crate::diagnostic::{Code, isolated};

const STRAIGHT: char = '"';

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let Some(own) = passage.convention.quotes else {
        return;
    };
    let marks: Vec<usize> = passage
        .chars()
        .filter(|(_, c)| *c == STRAIGHT)
        .map(|(at, _)| at)
        .collect();
    if marks.is_empty() || is_technical(passage, &marks) {
        return;
    }
    let (pairs, rest) = marks.as_chunks::<2>();
    for [open, close] in pairs {
        pair(passage, *open, *close, own, rest.is_empty(), findings);
    }
    if let ([at], true) = (rest, pairs.is_empty()) {
        let near = passage.is_own(at + 1) || passage.is_own(at.wrapping_sub(1));
        if near {
            let help = format!(
                "this language quotes with {}",
                isolated(&format!("{}…{}", own.0, own.1))
            );
            findings.open(
                passage,
                Finding::new(
                    Code::StraightQuotes,
                    *at..at + 1,
                    "a straight quotation mark has no partner",
                ),
                help,
            );
        }
    }
}

/// Inches and minutes, or values of attributes: a mark that stands behind a digit or `=` and opens nothing.
fn is_technical(passage: &Passage<'_>, marks: &[usize]) -> bool {
    marks.iter().enumerate().any(|(place, at)| {
        let before = passage.before(*at);
        let opens = place % 2 == 0;
        before == '=' || (before.is_numeric() && (opens || marks.len() % 2 == 1))
    })
}

fn pair(
    passage: &Passage<'_>,
    open: usize,
    close: usize,
    own: (char, char),
    paired: bool,
    findings: &mut Findings<'_>,
) {
    let inside = open + 1..close;
    // A quotation in another script keeps its own marks.
    if !inside
        .clone()
        .any(|at| passage.convention.is_own(passage.at(at)))
    {
        return;
    }
    let nested = inside
        .clone()
        .any(|at| passage.at(at) == own.0 || passage.at(at) == own.1);
    let opens = !is_gap(passage.at(open + 1)) && passage.at(open + 1) != EDGE;
    let starts = is_gap(passage.before(open))
        || is_opening(passage.before(open))
        || passage.is_own(open.wrapping_sub(1));
    let closes = !is_gap(passage.before(close)) && !passage.at(close + 1).is_alphanumeric();
    let message = "straight quotation marks stand where the language has its own";
    let range = open..close + 1;
    if paired && opens && starts && closes && !nested {
        let changes = [
            Replacement::to(open..open + 1, own.0),
            Replacement::to(close..close + 1, own.1),
        ];
        findings.certain(
            passage,
            Finding::new(Code::StraightQuotes, range, message),
            &Remedy::Mended,
            &changes,
        );
    } else {
        let help = format!(
            "this language quotes with {}",
            isolated(&format!("{}…{}", own.0, own.1))
        );
        findings.open(
            passage,
            Finding::new(Code::StraightQuotes, range, message),
            help,
        );
    }
}
