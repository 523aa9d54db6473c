//! Digits of two systems in the texts of one page.

use std::ops::Range;

use super::convention::Convention;
use super::findings::{Finding, Findings, Remedy};
use super::numerals::{SIGNS, converted, value};
use super::passage::{Passage, Replacement};
use crate::diagnostic::{Code, isolated};

/// No number is longer than is worth looking at.
const LONGEST: usize = 64;

/// A number of a passage.
struct Number {
    system: usize,
    range: Range<usize>,
}

/// Reports the numbers in other digits than the site has chosen, where both kinds stand in the texts of one page.
pub(super) fn check<'a>(
    passages: impl Iterator<Item = Passage<'a>>,
    convention: &Convention,
    findings: &mut Findings<'_>,
) {
    let found: Vec<(Passage<'_>, Vec<Number>)> = passages
        .map(|passage| (numbers(&passage), passage))
        .map(|(n, p)| (p, n))
        .collect();
    let all = || {
        found
            .iter()
            .flat_map(|(_, numbers)| numbers)
            .map(|number| number.system)
    };
    let Some(wanted) = convention
        .digits
        .filter(|wanted| all().any(|system| system == *wanted))
    else {
        return;
    };
    for (passage, numbers) in &found {
        for number in numbers.iter().filter(|number| number.system != wanted) {
            report(passage, number, wanted, findings);
        }
    }
}

fn report(passage: &Passage<'_>, number: &Number, wanted: usize, findings: &mut Findings<'_>) {
    let written = passage.text(&number.range);
    let message = format!(
        "{} is in other digits than the rest of this page",
        isolated(&written)
    );
    let text = written.chars().map(|c| converted(c, wanted)).collect();
    let change = Replacement {
        range: number.range.clone(),
        text,
    };
    findings.certain(
        passage,
        Finding::new(Code::MixedDigits, number.range.clone(), message),
        &Remedy::Mended,
        &[change],
    );
}

/// The numbers of a passage that belong to its sentences. What stands beside other letters or among signs is a symbol,
/// an address or a formula: `F-16`, `S/2018/852`, `2019-05-30`.
fn numbers(passage: &Passage<'_>) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < passage.len() {
        let Some((system, _)) = value(passage.at(at)) else {
            at += 1;
            continue;
        };
        let end = number_end(passage, at, system);
        if !is_technical(passage, &(at..end)) {
            numbers.push(Number {
                system,
                range: at..end,
            });
        }
        at = end;
    }
    numbers
}

/// Digits of one system, with the signs of decimals and groups between them.
fn number_end(passage: &Passage<'_>, start: usize, system: usize) -> usize {
    let digit = |at: usize| value(passage.at(at)).is_some_and(|(other, _)| other == system);
    let sign = |at: usize| {
        SIGNS
            .iter()
            .any(|(plain, own)| [*plain, *own].contains(&passage.at(at)))
    };
    let mut at = start + 1;
    while digit(at) || (sign(at) && digit(at + 1)) {
        at += 1;
    }
    at
}

fn is_technical(passage: &Passage<'_>, number: &Range<usize>) -> bool {
    let token = passage.token(number.start, LONGEST);
    let foreign = |at: usize| passage.at(at).is_alphabetic() && !passage.is_own(at);
    let text = passage.text(&token);
    token.clone().any(foreign)
        || text.contains(['/', '@', '#', '+', '=', '_', '\\', ':'])
        || text.matches(['-', '‑']).count() > 1
        || text.matches('.').count() > 1
}
