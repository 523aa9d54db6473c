//! Signs of emphasis that Markdown left as they are, since they stand inside a word or against a mark.

use std::ops::Range;

use super::findings::{Finding, Findings, Remedy};
use super::passage::{LINE, Passage, Replacement, is_closing, is_gap, is_opening};
use crate::diagnostic::Code;

/// Further apart than this, two signs hardly belong together.
const LONGEST: usize = 300;

/// A run of one sign that was left as it is.
#[derive(Clone)]
struct SignRun {
    c: char,
    range: Range<usize>,
}

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let mut signs = Vec::new();
    let mut at = 0;
    while at < passage.len() {
        let c = passage.at(at);
        let end = if matches!(c, '*' | '_') {
            passage.skip(at, |other| other == c)
        } else {
            at
        };
        if end > at {
            signs.push(SignRun { c, range: at..end });
        }
        at = end.max(at + 1);
    }
    let mut rest = signs.as_slice();
    while let [open, others @ ..] = rest {
        let partner = others.first().filter(|close| is_kin(open, close));
        rest = others;
        if let Some(close) = partner.filter(|close| is_pair(passage, open, close)) {
            // Whatever it holds, a pair is stepped over whole: its end never opens what stands between two pairs.
            rest = others.get(1..).unwrap_or_default();
            if is_meant(passage, open, close) {
                let is_certain = is_in_order(passage, &signs, open);
                pair(passage, (open, close), is_certain, findings);
            }
        } else if is_alone(passage, open, others) {
            let message = "`**` is opened here and never closed";
            let fault = Finding::new(Code::LiteralEmphasis, open.range.clone(), message);
            findings.open(
                passage,
                fault,
                "put `**` behind the last word that it is for, without a space before it",
            );
        }
    }
}

/// Whether a sign opens emphasis before a word of this language, and nothing behind may be its end. A single `*` is a note.
fn is_alone(passage: &Passage<'_>, open: &SignRun, others: &[SignRun]) -> bool {
    let before = passage.before(open.range.start);
    (open.c, open.range.len()) == ('*', 2)
        && passage.convention.is_own(passage.at(open.range.end))
        && (is_gap(before) || is_opening(before))
        && !others.iter().any(|other| other.c == '*')
}

fn is_kin(one: &SignRun, other: &SignRun) -> bool {
    (one.c, one.range.len()) == (other.c, other.range.len())
}

/// Whether two signs may hold something between them as emphasis does.
fn is_pair(passage: &Passage<'_>, open: &SignRun, close: &SignRun) -> bool {
    let mut inside = open.range.end..close.range.start;
    inside.len() <= LONGEST && !inside.is_empty() && inside.all(|at| passage.at(at) != LINE)
}

/// Whether what two signs hold stands in the file as it is read, and in no emphasis: signs that Markdown took are not seen here,
/// and with others beside them it would pair them otherwise.
fn is_bare(passage: &Passage<'_>, open: &SignRun, close: &SignRun) -> bool {
    let whole = open.range.start..close.range.end;
    passage.is_whole(&whole) && !passage.is_emphasized(whole.start)
}

/// Whether all signs of this form pair up, one behind the other, around bare words: with one too many, none is certain.
fn is_in_order(passage: &Passage<'_>, signs: &[SignRun], open: &SignRun) -> bool {
    if !passage.signs_stand_at_edges() {
        return false;
    }
    let mut rest = signs;
    while let [first, others @ ..] = rest {
        rest = others;
        if is_kin(first, open) {
            let close = others.first().filter(|close| is_kin(first, close));
            let is_sound =
                |close: &SignRun| is_pair(passage, first, close) && is_bare(passage, first, close);
            if !close.is_some_and(is_sound) {
                return false;
            }
            rest = others.get(1..).unwrap_or_default();
        }
    }
    true
}

/// Whether a pair is emphasis: it holds words of this language; or, with two signs or three, which stand for nothing else, any
/// words. A power of two numbers is none.
fn is_meant(passage: &Passage<'_>, open: &SignRun, close: &SignRun) -> bool {
    let inside = open.range.end..close.range.start;
    let holds = |is_in: &dyn Fn(char) -> bool| inside.clone().any(|at| is_in(passage.at(at)));
    let own = holds(&|c| passage.convention.is_own(c));
    let spaced = |at: usize| is_gap(passage.at(at));
    match (open.c, open.range.len()) {
        ('*', 1) => own && !spaced(inside.start) && !spaced(inside.end.wrapping_sub(1)),
        ('*', 2 | 3) => {
            let before = passage.before(passage.back(open.range.start, LONGEST, |c| c == ' '));
            holds(&char::is_alphabetic) || (holds(&char::is_numeric) && !before.is_numeric())
        }
        ('_', 1) => own && is_word(passage, open, close),
        _ => false,
    }
}

/// `و_كلمة_`: one word whose prefix or ending is outside. In scripts with capitals, such words are names of files.
fn is_word(passage: &Passage<'_>, open: &SignRun, close: &SignRun) -> bool {
    let inside = open.range.end..close.range.start;
    let caseless = |c: char| passage.convention.is_own(c) && !c.is_lowercase() && !c.is_uppercase();
    let before = passage.before(open.range.start);
    let after = passage.at(close.range.end);
    let free = |c: char| !c.is_alphanumeric() && !matches!(c, '#' | '@' | '/' | '_' | ':' | '.');
    inside.clone().all(|at| caseless(passage.at(at)))
        && ((caseless(before) && free(after) && is_prefix(passage, open.range.start))
            || (free(before) && caseless(after)))
}

/// Whether one or two letters stand before an index: `و`, `بال` and names of files do not look alike.
fn is_prefix(passage: &Passage<'_>, end: usize) -> bool {
    const LONGEST_PREFIX: usize = 3;
    let start = passage.back(end, LONGEST_PREFIX + 1, char::is_alphanumeric);
    end - start <= LONGEST_PREFIX && !matches!(passage.before(start), '#' | '@' | '/' | '_')
}

fn pair(
    passage: &Passage<'_>,
    (open, close): (&SignRun, &SignRun),
    is_certain: bool,
    findings: &mut Findings<'_>,
) {
    let whole = open.range.start..close.range.end;
    let sign = passage.text(&open.range);
    let message = format!("`{sign}` stays as it is written here");
    match repair(passage, open, close).filter(|_| is_certain) {
        Some(changes) => {
            findings.certain(
                passage,
                Finding::new(Code::LiteralEmphasis, whole, message),
                &Remedy::Mended,
                &changes,
            );
        }
        None => {
            let help = format!("put `{sign}` at the edges of a word, marks and spaces outside");
            findings.open(
                passage,
                Finding::new(Code::LiteralEmphasis, whole, message),
                help,
            );
        }
    }
}

/// Moves blanks and marks out of the signs, quotation marks around them.
fn repair(passage: &Passage<'_>, open: &SignRun, close: &SignRun) -> Option<Vec<Replacement>> {
    let sign = passage.text(&open.range);
    if open.c == '_' {
        return Some(vec![
            Replacement::to(open.range.clone(), '*'),
            Replacement::to(close.range.clone(), '*'),
        ]);
    }
    let inside = open.range.end..close.range.start;
    let start = passage.skip(inside.start, |c| c == ' ');
    let end = passage.back(inside.end, LONGEST, |c| c == ' ');
    let quoted =
        is_opening(passage.at(start)) && is_closing(passage.before(end)) && end > start + 2;
    let lead = if quoted {
        start..start + 1
    } else {
        start..start
    };
    let tail = if quoted {
        end - 1..end
    } else {
        passage.back(end, LONGEST, follows_word)..end
    };
    let core = lead.end..tail.start;
    let marks = |at: usize| {
        is_opening(passage.at(at)) || is_closing(passage.at(at)) || is_gap(passage.at(at))
    };
    let edges_are_letters =
        core.len() > 1 && is_plain(passage, core.start) && is_plain(passage, core.end - 1);
    // Half a pair of marks at one edge, or other marks within: only a person can tell.
    if !edges_are_letters || (quoted && core.clone().any(|at| marks(at) && passage.at(at) != ' ')) {
        return None;
    }
    // A blank inside belongs outside, unless a bracket or a mark stands there.
    let (first, last) = (
        passage.before(open.range.start),
        passage.at(close.range.end),
    );
    let gap_before = if start > inside.start && !is_gap(first) && !is_opening(first) {
        " "
    } else {
        ""
    };
    let gap_after = if end < inside.end && !is_gap(last) && !is_closing(last) && !follows_word(last)
    {
        " "
    } else {
        ""
    };
    let front = format!("{gap_before}{}{sign}", passage.text(&lead));
    let back = format!("{sign}{}{gap_after}", passage.text(&tail));
    let changes = vec![
        Replacement {
            range: open.range.start..core.start,
            text: front,
        },
        Replacement {
            range: core.end..close.range.end,
            text: back,
        },
    ];
    let unchanged = changes
        .iter()
        .all(|change| passage.text(&change.range) == change.text);
    (!unchanged).then_some(changes)
}

/// Marks that follow their word.
fn follows_word(c: char) -> bool {
    matches!(
        c,
        '.' | ':' | '،' | ',' | '؛' | ';' | '؟' | '?' | '!' | '…' | '۔'
    )
}

fn is_plain(passage: &Passage<'_>, at: usize) -> bool {
    passage.at(at).is_alphanumeric() || passage.is_own(at)
}
