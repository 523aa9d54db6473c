//! Ranges of numbers, which stand on one line: `50–60%`, `2017–2018`. A line may end after an en dash, and in a narrow
//! cell it does.

use std::ops::Range;

use super::digits::digit;

/// What is put around a range in HTML; the style sheet keeps it together.
pub const UNBROKEN_OPEN: &str = "<span class=\"unbroken\">";
/// The end of it.
pub const UNBROKEN_CLOSE: &str = "</span>";

const DASH: char = '–';
/// Signs behind a number.
const AFTER: [char; 6] = ['%', '٪', '‰', '°', '′', '″'];
/// Signs before a number.
const BEFORE: [char; 9] = ['$', '€', '£', '¥', '₺', '₽', '+', '-', '−'];

/// The bytes of all ranges of numbers in a text, with the signs of the numbers: in order and apart.
pub fn unbroken(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, dash) in text.match_indices(DASH) {
        let (before, after) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + dash.len()..).unwrap_or_default(),
        );
        let Some((first, last)) = number_before(before).zip(number_after(after)) else {
            continue;
        };
        let range = at - first..at + dash.len() + last;
        match found.last_mut() {
            Some(earlier) if earlier.end > range.start => earlier.end = range.end,
            _ => found.push(range),
        }
    }
    found
}

/// Appends a text with markup around its ranges, and `escape` for all words.
pub fn push_unbroken(html: &mut String, text: &str, mut escape: impl FnMut(&mut String, &str)) {
    let mut from = 0;
    for range in unbroken(text) {
        escape(html, text.get(from..range.start).unwrap_or_default());
        from = range.end;
        html.push_str(UNBROKEN_OPEN);
        escape(html, text.get(range).unwrap_or_default());
        html.push_str(UNBROKEN_CLOSE);
    }
    escape(html, text.get(from..).unwrap_or_default());
}

/// The length of the number that a text ends with, signs and all.
fn number_before(text: &str) -> Option<usize> {
    let number = text.strip_suffix(AFTER).unwrap_or(text);
    let digits = number.trim_end_matches(is_of_number).len();
    let head = number
        .get(digits..)?
        .trim_start_matches(|c: char| !is_digit(c));
    let start = number.len() - head.len();
    let sign = text
        .get(..start)?
        .chars()
        .next_back()
        .filter(|c| BEFORE.contains(c))
        .map_or(0, char::len_utf8);
    (number.ends_with(is_digit) && !head.is_empty()).then_some(text.len() - start + sign)
}

/// The length of the number that a text begins with, signs and all.
fn number_after(text: &str) -> Option<usize> {
    let number = text.strip_prefix(BEFORE).unwrap_or(text);
    let rest = number.trim_start_matches(is_of_number).len();
    let digits = number
        .get(..number.len() - rest)?
        .trim_end_matches(|c: char| !is_digit(c));
    let end = text.len() - number.len() + digits.len();
    let sign = text
        .get(end..)?
        .chars()
        .next()
        .filter(|c| AFTER.contains(c))
        .map_or(0, char::len_utf8);
    (number.starts_with(is_digit)).then_some(end + sign)
}

fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

fn is_of_number(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | ',' | '٫' | '٬')
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn ranges() {
        let table: [(&str, &[&str]); 13] = [
            ("نحو 50–60% منها", &["50–60%"]),
            ("२०१७–२०१८ में", &["२०१७–२०१८"]),
            ("٥٠–٦٠٪", &["٥٠–٦٠٪"]),
            ("50%–60%, or 1.5–2.5.", &["50%–60%", "1.5–2.5"]),
            ("in 2017–2018, 5–6km", &["2017–2018", "5–6"]),
            ("$5–$6 and −5–10°", &["$5–$6", "−5–10°"]),
            ("1–2–3", &["1–2–3"]),
            ("1,000–2,000; ,5–6,", &["1,000–2,000", "5–6"]),
            ("Turkish–Russian, A–1, 1–A", &[]),
            ("5 – 6 and 5-6 and 5—6", &[]),
            ("–5 and 5–", &[]),
            ("M4–M5", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = unbroken(text)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
