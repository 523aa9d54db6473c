//! Numbers that count nothing: parts of addresses and codes, hours, decades.

use super::digits::digit;

/// Whether a number counts or measures nothing that another language must have too: it is part of an address, of a code such as
/// `571A` or `501(c)(3)`, an hour of a clock (`3:30` may be `15:30`), or a decade (`1990s`, which others write in words).
pub(super) fn is_no_count(text: &str, start: usize, end: usize) -> bool {
    let behind = rest(text, end);
    let digits = text.get(start..end).unwrap_or_default();
    // A suffix was taken for part of the number.
    let letters = digits.trim_start_matches(|c| digit(c).is_some());
    let is_code = |letters: &str| {
        letters.starts_with(|c: char| c.is_ascii_uppercase())
            || (letters.starts_with(|c: char| c.is_ascii_lowercase())
                && behind.starts_with(|c| digit(c).is_some()))
    };
    let is_decade = matches!(letters, "s") || behind.starts_with("'s") || behind.starts_with("’s");
    is_code(letters)
        || is_code(behind)
        || is_decade
        || behind.starts_with("(c)")
        || is_hour(digits, behind)
        || is_beside_comma(text, start, end)
        || is_in_address(text, start)
        || is_in_fingerprint(text, start, end)
}

/// `3` in `3:30`, but not in `3:30:15` nor in `2:1`.
fn is_hour(digits: &str, behind: &str) -> bool {
    let minutes = behind.strip_prefix(':').unwrap_or_default();
    let count = minutes
        .chars()
        .take(3)
        .take_while(|c| digit(*c).is_some())
        .count();
    digits.chars().count() <= 2 && count == 2 && minutes.chars().nth(2) != Some(':')
}

/// `٣` and `٥` in `٣،٥`, which may be two numbers or one.
fn is_beside_comma(text: &str, start: usize, end: usize) -> bool {
    let is_digit = |c: char| digit(c).is_some();
    let behind = rest(text, end).strip_prefix('،');
    let before = text
        .get(..start)
        .and_then(|before| before.strip_suffix('،'));
    behind.is_some_and(|rest| rest.starts_with(is_digit))
        || before.is_some_and(|before| before.ends_with(is_digit))
}

/// The word without blanks around a byte, as far as it is looked at.
fn around(text: &str, at: usize) -> &str {
    const REACH: usize = 256;
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let to = text.ceil_char_boundary((at + REACH).min(text.len()));
    let [before, behind] = [from..at, at..to].map(|range| text.get(range).unwrap_or_default());
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
    let start = from + start;
    let start = (start..=at)
        .find(|start| text.is_char_boundary(*start))
        .unwrap_or(at);
    text.get(start..at + end).unwrap_or_default()
}

fn is_in_address(text: &str, at: usize) -> bool {
    let word = around(text, at);
    word.contains("://") || word.contains("www.") || word.contains('@')
}

/// Groups of four hexadecimal digits, some of them without a letter: `571A 0042 251D`.
fn is_in_fingerprint(text: &str, start: usize, end: usize) -> bool {
    let is_group =
        |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_letter = |word: &str| word.bytes().any(|byte| byte.is_ascii_uppercase());
    let before = text.get(..start).unwrap_or_default().trim_end();
    let before = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let behind = rest(text, end).trim_start();
    let behind = behind.split(char::is_whitespace).next().unwrap_or_default();
    is_group(around(text, start))
        && [before, behind]
            .iter()
            .any(|word| is_group(word) && has_letter(word))
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}
