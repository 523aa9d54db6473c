//! Letters of other languages and other forms, tatweel, and invisible characters.

use std::ops::Range;

use super::convention::is_presentation_form;
use super::findings::{Finding, Findings, Remedy};
use super::passage::{EDGE, LINE, Passage, Replacement, is_closing, is_gap, is_opening};
use crate::diagnostic::{Code, isolated};
use crate::locale::{is_mark, plain_letters};

/// No word is longer than is worth looking at.
const LONGEST_WORD: usize = 64;

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    // Most passages that come here have a straight quotation mark and nothing else.
    if !passage
        .chars()
        .any(|(_, c)| passage.convention.is_suspect(c))
    {
        return;
    }
    for (at, c) in passage
        .chars()
        .filter(|(at, c)| is_presentation_form(*c) && !passage.is_name(*at))
    {
        let message = format!(
            "{} is a glyph of one position, not a letter",
            isolated(&c.to_string())
        );
        let change = Replacement {
            range: at..at + 1,
            text: plain_letters(c),
        };
        findings.certain(
            passage,
            Finding::new(Code::PresentationForm, at..at + 1, message),
            &Remedy::Mended,
            &[change],
        );
    }
    // Nearly no passage holds one: what surrounds it is looked at only then.
    if passage
        .chars()
        .any(|(_, c)| passage.convention.letter(c).is_some())
    {
        foreign(passage, findings);
    }
    if let Some(stretch) = passage.convention.stretch {
        stretches(passage, stretch, findings);
    }
    invisible(passage, findings);
}

/// What stands between one pair of quotation marks or brackets, or outside all.
#[derive(Default)]
struct QuotedLetters {
    /// The letters of another language in it.
    foreign: Vec<usize>,
    /// Something proves that it is written in the language of the page.
    native: bool,
    /// A letter proves that it is not.
    alien: bool,
}

/// Letters of a neighbouring language. A quotation that shows nothing but that language's letters is a quotation from it.
fn foreign(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let convention = passage.convention;
    let mut open = vec![QuotedLetters::default()];
    for (at, c) in passage.chars() {
        if is_closing(c) && open.len() > 1 {
            let group = open.pop().unwrap_or_default();
            if group.native {
                group
                    .foreign
                    .iter()
                    .for_each(|at| report(passage, *at, findings));
            }
        } else if is_opening(c) {
            open.push(QuotedLetters::default());
            continue;
        }
        let Some(group) = open.last_mut() else {
            continue;
        };
        group.alien |= convention.alien.contains(&c);
        group.native |=
            convention.letters.iter().any(|(_, own)| *own == c) || begins_native(passage, at);
        if convention.letter(c).is_some() {
            group.foreign.push(at);
        }
    }
    // What is never closed was no quotation.
    let outer = open.iter().any(|group| group.native) || open.iter().all(|group| !group.alien);
    for at in open
        .iter()
        .filter(|_| outer)
        .flat_map(|group| &group.foreign)
    {
        report(passage, *at, findings);
    }
}

/// Whether something that only this language has begins at an index: a letter anywhere, more than one at the start of a word.
fn begins_native(passage: &Passage<'_>, at: usize) -> bool {
    passage.convention.native.iter().any(|native| {
        let fits = native
            .chars()
            .enumerate()
            .all(|(index, c)| passage.at(at + index) == c);
        let length = native.chars().count();
        fits && (length == 1
            || (!passage.before(at).is_alphabetic() && passage.at(at + length).is_alphabetic()))
    })
}

fn report(passage: &Passage<'_>, at: usize, findings: &mut Findings<'_>) {
    const NON_JOINER: char = '\u{200C}';
    let convention = passage.convention;
    let part = |c: char| c.is_alphabetic() || is_mark(c) || c == NON_JOINER;
    let word = passage.back(at, LONGEST_WORD, part)..passage.skip(at, part).min(at + LONGEST_WORD);
    let alien = |index: usize| {
        convention.alien.contains(&passage.at(index)) || passage.at(index) == NON_JOINER
    };
    let c = passage.at(at);
    let (Some(own), false) = (
        convention.letter(c),
        word.clone().any(alien) || passage.is_name(at),
    ) else {
        return;
    };
    let message = format!(
        "{} (U+{:04X}) is a letter of another language",
        isolated(&c.to_string()),
        u32::from(c)
    );
    let last = passage.skip(at + 1, is_mark) >= word.end;
    let either = convention
        .endings
        .iter()
        .find(|(letter, _)| *letter == c && last)
        .map(|(_, either)| either);
    let Some(either) = either else {
        let change = Replacement::to(at..at + 1, own);
        return findings.certain(
            passage,
            Finding::new(Code::ForeignLetter, at..at + 1, message),
            &Remedy::Mended,
            &[change],
        );
    };
    let form = |letter: &char| {
        isolated(&passage.mended(&(at..at + 1), &[Replacement::to(at..at + 1, *letter)]))
    };
    let forms: Vec<String> = either.iter().map(form).collect();
    findings.open(
        passage,
        Finding::new(Code::ForeignLetter, at..at + 1, message),
        format!("write {}", forms.join(" or ")),
    );
}

fn stretches(passage: &Passage<'_>, stretch: char, findings: &mut Findings<'_>) {
    let mut at = 0;
    while at < passage.len() {
        let end = passage.skip(at, |c| c == stretch);
        if end > at {
            stretched(passage, at..end, findings);
        }
        at = end.max(at) + 1;
    }
}

/// Before a word in other letters (`لـ UN`), after an abbreviation (`هـ`) or under a mark it is spelling.
fn stretched(passage: &Passage<'_>, run: Range<usize>, findings: &mut Findings<'_>) {
    let (before, after) = (passage.before(run.start), passage.at(run.end));
    let blank = |c: char| matches!(c, ' ' | LINE);
    // Markup between the two shows that the sign joins a prefix to a name.
    let own = passage.convention.is_own(after)
        && passage.is_own(run.start.wrapping_sub(1))
        && passage.is_whole(&(run.start - 1..run.end + 1));
    let dash = (blank(before) && blank(after)) || (before.is_numeric() && after.is_numeric());
    if own && !passage.is_name(run.start) {
        let change = Replacement::deletion(run.clone());
        let message = "the word is stretched by tatweel";
        findings.certain(
            passage,
            Finding::new(Code::TatweelInWord, run, message),
            &Remedy::Mended,
            &[change],
        );
    } else if dash {
        let change = Replacement::to(run.clone(), passage.convention.dash);
        let message = "tatweel stands where a dash belongs";
        findings.certain(
            passage,
            Finding::new(Code::TatweelAsDash, run, message),
            &Remedy::Mended,
            &[change],
        );
    } else if before == EDGE && blank(after) && run.start == 0 {
        let message = "tatweel stands where a dash belongs";
        findings.open(
            passage,
            Finding::new(Code::TatweelAsDash, run, message),
            "begin the line with `- ` if it is an item of a list",
        );
    }
}

fn invisible(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let convention = passage.convention;
    for (at, c) in passage.chars() {
        let (at_edge, in_word) = (
            convention.idle_at_edge.contains(&c),
            convention.idle_in_word.contains(&c),
        );
        if !at_edge && !in_word {
            continue;
        }
        let same = |other: char| other == c;
        let run = passage.back(at, LONGEST_WORD, same)..passage.skip(at, same);
        let (before, after) = (passage.before(run.start), passage.at(run.end));
        let edge = |c: char| is_gap(c) && c != super::passage::OBJECT;
        let idle = (at_edge && (edge(before) || edge(after)))
            || (in_word
                && passage.is_own(run.start.wrapping_sub(1))
                && passage.convention.is_own(after))
            || (at_edge && at > run.start);
        if idle {
            let message = format!(
                "an invisible character (U+{:04X}) does nothing here",
                u32::from(c)
            );
            let change = Replacement::deletion(at..at + 1);
            findings.certain(
                passage,
                Finding::new(Code::StrayInvisible, at..at + 1, message),
                &Remedy::Said("delete it"),
                &[change],
            );
        }
    }
}
