//! Letters of other languages and other forms, tatweel, and invisible characters.

use std::collections::BTreeSet;
use std::ops::Range;

use super::convention::is_presentation_form;
use super::findings::{Finding, Findings, Remedy};
use super::passage::{EDGE, LINE, Passage, Replacement, is_closing, is_gap, is_opening};
use crate::diagnostic::{Code, isolated};
use crate::locale::{is_mark, plain_letters};

/// No word is longer than is worth looking at.
const LONGEST_WORD: usize = 64;
/// Parts the letters of a word without parting the word.
const NON_JOINER: char = '\u{200C}';

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    // Most passages that come here have a straight quotation mark and nothing else.
    if !passage
        .chars()
        .any(|(_, c)| passage.convention.is_suspect(c))
    {
        return;
    }
    let glyphs = passage
        .chars()
        .filter(|(at, c)| is_presentation_form(*c) && !passage.is_name(*at))
        .map(|(at, _)| at);
    for word in words(passage, glyphs) {
        glyphs_of_a_word(passage, &word, findings);
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

/// The indices word by word: what is wrong with a word is told once.
fn words(passage: &Passage<'_>, found: impl IntoIterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut words: Vec<Vec<usize>> = Vec::new();
    for at in found {
        let joins = |last: usize| (last..at).all(|at| is_part(passage.at(at)));
        match words.last_mut() {
            Some(word) if word.last().is_some_and(|last| joins(*last)) => word.push(at),
            _ => words.push(vec![at]),
        }
    }
    words
}

/// Whether a character is part of a word.
fn is_part(c: char) -> bool {
    c.is_alphabetic() || is_mark(c) || c == NON_JOINER
}

fn glyphs_of_a_word(passage: &Passage<'_>, glyphs: &[usize], findings: &mut Findings<'_>) {
    let ([first, ..], [.., last]) = (glyphs, glyphs) else {
        return;
    };
    let range = *first..last + 1;
    let shown = isolated(&passage.text(&range));
    let message = match glyphs {
        [_] => format!("{shown} is a glyph of one position, not a letter"),
        _ => format!("{shown} is written in glyphs of one position, not in letters"),
    };
    let change = |at: &usize| Replacement {
        range: *at..at + 1,
        text: plain_letters(passage.at(*at)),
    };
    let changes: Vec<Replacement> = glyphs.iter().map(change).collect();
    let fault = Finding::new(Code::PresentationForm, range, message);
    findings.certain(passage, fault, &Remedy::Mended, &changes);
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
    let mut found = Vec::new();
    for (at, c) in passage.chars() {
        if is_closing(c) && open.len() > 1 {
            let group = open.pop().unwrap_or_default();
            if group.native {
                found.extend(group.foreign);
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
    found.extend(
        open.iter()
            .filter(|_| outer)
            .flat_map(|group| &group.foreign),
    );
    found.sort_unstable();
    for word in words(passage, found) {
        report(passage, &word, findings);
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

fn report(passage: &Passage<'_>, letters: &[usize], findings: &mut Findings<'_>) {
    let convention = passage.convention;
    let ([first, ..], [.., last]) = (letters, letters) else {
        return;
    };
    let word = passage.back(*first, LONGEST_WORD, is_part)
        ..passage.skip(*last, is_part).min(last + LONGEST_WORD);
    let alien = |index: usize| {
        convention.alien.contains(&passage.at(index)) || passage.at(index) == NON_JOINER
    };
    if word.clone().any(alien) || passage.is_name(*first) {
        return;
    }
    // Letters at the end of a word of which two may be meant.
    let either = |at: usize| {
        let is_last = passage.skip(at + 1, is_mark) >= word.end;
        let endings = convention.endings.iter();
        let found = endings
            .filter(|_| is_last)
            .find(|(letter, _)| *letter == passage.at(at));
        found.map(|(_, either)| either)
    };
    let changes = || -> Vec<Replacement> {
        let certain = letters.iter().filter(|at| either(**at).is_none());
        certain
            .filter_map(|at| {
                Some(Replacement::to(
                    *at..at + 1,
                    convention.letter(passage.at(*at))?,
                ))
            })
            .collect()
    };
    let range = *first..last + 1;
    let fault = Finding::new(Code::ForeignLetter, range.clone(), told(passage, letters));
    let Some(either) = either(*last) else {
        return findings.certain(passage, fault, &Remedy::Mended, &changes());
    };
    let form = |letter: &char| {
        let mut changes = changes();
        changes.push(Replacement::to(*last..last + 1, *letter));
        isolated(&passage.mended(&range, &changes))
    };
    let forms: Vec<String> = either.iter().map(form).collect();
    findings.open(passage, fault, format!("write {}", forms.join(" or ")));
}

/// Which letters of a word are none of this language, each once.
fn told(passage: &Passage<'_>, letters: &[usize]) -> String {
    let distinct: BTreeSet<char> = letters.iter().map(|at| passage.at(*at)).collect();
    let named = |c: &char| format!("{} (U+{:04X})", isolated(&c.to_string()), u32::from(*c));
    let all: Vec<String> = distinct.iter().map(named).collect();
    match all.as_slice() {
        [one] => format!("{one} is a letter of another language"),
        _ => format!("{} are letters of another language", all.join(" and ")),
    }
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
