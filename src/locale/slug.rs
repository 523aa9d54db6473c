//! Ids of headings, and parts of addresses, in the script of the text.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::fold::{is_alphabetic, is_invisible, is_vowel_mark};
use super::script::is_mark;

/// A non-joiner parts two halves of a word, as a space would.
const NON_JOINER: char = '\u{200C}';

/// Letters of any script and digits, in lower case; whatever lies between them is one hyphen.
///
/// Empty if the text has neither letters nor digits.
pub fn slug(text: &str) -> String {
    joined(text, |c| c == NON_JOINER)
}

/// The id of a heading, as GitHub makes them: what parts no words (apostrophes, non-joiners) parts none here either.
pub fn heading_slug(text: &str) -> String {
    const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʼ', '`'];
    let kept: String = text.chars().filter(|c| !APOSTROPHES.contains(c)).collect();
    joined(&kept, |_| false)
}

/// `parts` says which invisible characters part two words.
fn joined(text: &str, parts: impl Fn(char) -> bool) -> String {
    let lower = if is_plain(text) {
        text.to_ascii_lowercase()
    } else {
        ComposingNormalizerBorrowed::new_nfc()
            .normalize(text)
            .to_lowercase()
    };
    let kept = lower
        .chars()
        .filter(|c| parts(*c) || !(is_vowel_mark(*c) || is_invisible(*c)));
    let mut slug = String::with_capacity(lower.len());
    let mut gap = false;
    for c in kept {
        // A mark belongs to the letter before it; it cannot stand first or after a gap.
        if is_alphabetic(c) || c.is_numeric() || (is_mark(c) && !gap && !slug.is_empty()) {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(c);
            gap = false;
        } else {
            gap = true;
        }
    }
    slug
}

/// Whether a text holds nothing but ASCII and letters of Arabic, which are composed and have no case.
fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            // U+0621 to U+063F, U+0641 to U+064A.
            [0xd8, 0xa1..=0xbf, rest @ ..] | [0xd9, 0x81..=0x8a, rest @ ..] => rest,
            _ => return false,
        };
    }
}
