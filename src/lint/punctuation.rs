//! Commas, semicolons and question marks of another script.

use std::ops::Range;

use super::findings::{Finding, Findings, Remedy};
use super::flags::FOREIGN;
use super::passage::{LINE, OBJECT, Passage, Replacement, is_closing, is_opening};
use crate::diagnostic::{Code, isolated};
use crate::locale::Script;

/// So far is looked back for the letter that says what script a mark belongs to.
const REACH: usize = 400;
/// No address or formula is longer than is worth looking at.
const LONGEST_TOKEN: usize = 64;

pub(super) fn check(passage: &Passage<'_>, findings: &mut Findings<'_>) {
    for (at, mark) in passage
        .chars()
        .filter(|(_, c)| passage.convention.flags(*c) & FOREIGN != 0)
    {
        let Some(own) = passage.convention.replacement(mark) else {
            continue;
        };
        let word_end = passage.back(at, REACH, |c| c == ' ');
        if !follows_own_word(passage, word_end) || is_technical(passage, at, word_end) {
            continue;
        }
        // In a wide script the mark brings its own space.
        let next = at + 1;
        let end = if passage.convention.wide && passage.at(next) == ' ' {
            next + 1
        } else {
            next
        };
        let message = format!(
            "{} (U+{:04X}) is not a mark of this language",
            isolated(&mark.to_string()),
            u32::from(mark)
        );
        findings.certain(
            passage,
            Finding::new(Code::ForeignPunctuation, word_end..end, message),
            &Remedy::Mended,
            &[Replacement::to(word_end..end, own)],
        );
    }
}

/// Whether a mark behind this index follows a word of the passage's own script, or what stands behind such a word.
fn follows_own_word(passage: &Passage<'_>, end: usize) -> bool {
    let before = passage.before(end);
    let fits = before.is_alphanumeric()
        || passage.is_own(end.wrapping_sub(1))
        || is_closing(before)
        || matches!(before, OBJECT | '%' | '*' | '?' | '!' | '.' | '…')
        || passage.convention.replacement(before).is_some();
    fits && script_before(passage, end) == passage.convention.script
        && passage.convention.script.is_some()
}

/// The script of the nearest letter before an index that stands at the same depth of brackets.
fn script_before(passage: &Passage<'_>, end: usize) -> Option<Script> {
    let mut depth = 0_usize;
    for index in (end.saturating_sub(REACH)..end).rev() {
        match passage.at(index) {
            ')' | ']' => depth += 1,
            '(' | '[' if depth == 0 => return None,
            '(' | '[' => depth -= 1,
            c if depth == 0 && c.is_alphabetic() => {
                if let Some(script) = Script::of(c) {
                    return Some(script);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a mark belongs to a number, an address, a formula or a face.
fn is_technical(passage: &Passage<'_>, at: usize, word_end: usize) -> bool {
    let (mark, next) = (passage.at(at), passage.at(at + 1));
    let after = passage.at(passage.skip(at + 1, |c| c == ' ' || c == LINE));
    let token = passage.token(at, LONGEST_TOKEN);
    let digit_before = passage.before(word_end).is_numeric();
    (digit_before && after.is_numeric())
        || next.is_ascii_alphabetic()
        || (mark == ';' && matches!(next, ')' | '(' | '-'))
        || (mark == '?' && digit_before && is_date(passage, &token))
        || is_address(passage, &token)
        // Nobody types such a mark by mistake and alone: the text speaks of it.
        || (!mark.is_ascii() && word_end < at && next == ' ')
        || is_opening(passage.before(word_end))
}

fn is_address(passage: &Passage<'_>, token: &Range<usize>) -> bool {
    let text = passage.text(token);
    text.contains(['@', '=', '\\', '#', '&']) || text.contains("://")
}

/// `2019-05-30?` is a date with its doubt.
fn is_date(passage: &Passage<'_>, token: &Range<usize>) -> bool {
    passage.text(token).matches(['-', '~']).count() > 0
}
