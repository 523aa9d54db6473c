//! Numbers as they stand in a text: tokens, digits of every script, separators of every habit.

use std::ops::Range;

use super::codes::is_no_count;
use super::digits::digit;
use super::fold::{is_alphabetic, is_invisible, is_vowel_mark};
use super::script::is_mark;
use super::skim::next_loud;

/// A date as a text speaks of it; one with neither day nor year is a month that stands near some number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpokenDate {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: Option<u8>,
    /// The year, where it is written with four digits.
    pub year: Option<u16>,
}

/// A number without its sign, as significant digits and a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    /// Its digits without zeros at either end.
    pub digits: u64,
    /// The power of ten of the last of them.
    pub power: i16,
}

impl Quantity {
    /// The number that these digits mean, the last `decimals` of them after the separator.
    fn new(digits: &str, decimals: usize) -> Self {
        /// Longer numbers are compared by their first digits.
        const LONGEST: usize = 18;
        let plain = digits.trim_start_matches('0');
        let kept = plain.get(..LONGEST).unwrap_or(plain);
        let dropped = plain.len() - kept.len();
        let short = kept.trim_end_matches('0');
        let power = (dropped + kept.len() - short.len()).cast_signed() - decimals.cast_signed();
        let digits = short.parse().unwrap_or_default();
        Self {
            digits,
            power: if digits == 0 {
                0
            } else {
                i16::try_from(power).unwrap_or(i16::MAX)
            },
        }
    }

    /// Its value, if that is a whole number below a thousand million.
    pub fn whole(self) -> Option<u64> {
        let power = u32::try_from(self.power).ok().filter(|power| *power < 9)?;
        self.digits
            .checked_mul(10_u64.pow(power))
            .filter(|value| *value < 1_000_000_000)
    }

    /// Whether two languages may mean one number: where one writes `270,000` another writes 270 and a word for
    /// thousand, or 27 and a word for ten thousand.
    pub fn agrees(self, other: Self) -> bool {
        const SCALES: [i16; 2] = [3, 4];
        let apart = self.power - other.power;
        self.digits == other.digits && SCALES.iter().any(|scale| apart % scale == 0)
    }

    /// Whether people often write it in words: up to twelve, round ones (`20`, `300`), and up to twelve thousands or millions.
    pub fn is_often_words(self) -> bool {
        const LARGEST: u64 = 12;
        self.whole().is_some_and(|value| value <= LARGEST)
            || (self.digits < 10 && self.power >= 1)
            || (self.digits <= LARGEST && self.power >= 3)
    }

    /// The same and a half: `3` in `3 ملايين ونصف`.
    fn and_a_half(self) -> Option<Self> {
        let whole = self.whole()?;
        Some(Self {
            digits: whole.checked_mul(10)? + 5,
            power: -1,
        })
    }
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: QuantityToken,
    pub range: Range<usize>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QuantityToken {
    Word,
    Number(Quantity),
    /// A number that is part of a name.
    InName(Quantity),
    /// `2019-05-31`
    Date(SpokenDate),
    /// The end of a sentence or block.
    Break,
}

impl QuantityToken {
    fn in_name(self) -> Self {
        match self {
            Self::Number(number) => Self::InName(number),
            other => other,
        }
    }
}

/// Tells where the digits of a text stand. Read by bytes, since almost none of them begins a digit.
pub(super) fn digits(text: &str, mut found: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(stretch) = next_loud(text, from, |byte, next, _| !may_begin(byte, next)) {
        from = stretch.end;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let places = stretch.filter(|at| may_begin(byte(*at), byte(at + 1)));
        places
            .filter(|at| rest(text, *at).chars().next().and_then(digit).is_some())
            .for_each(&mut found);
    }
}

/// Whether a digit may begin with these two bytes. Without a branch, so that many are judged at once.
fn may_begin(byte: u8, next: u8) -> bool {
    // Arabic digits, and those of Persian and Urdu.
    let arabic = ((byte == 0xd9) | (byte == 0xdb)) & (0xa0..=0xb9).contains(&next);
    // Of the others none lies below U+07C0, nor from U+2000 to U+9FFF.
    let other = (0xdf..=0xe1).contains(&byte) | (0xea..=0xf4).contains(&byte);
    byte.is_ascii_digit() | arabic | other
}

/// Cuts these bytes of a text into words, numbers and breaks. A number at the end may go on beyond them.
pub(super) fn tokens(text: &str, window: Range<usize>, tokens: &mut Vec<Token>) {
    let mut at = window.start;
    while at < window.end {
        match text.as_bytes().get(at..).unwrap_or_default() {
            [b' ', ..] => {
                at += 1;
                continue;
            }
            // The letters that most words begin with, U+0620 to U+064A among them.
            [b'a'..=b'z' | b'A'..=b'Z', ..] | [0xd8, 0xa0..=0xbf, ..] | [0xd9, 0x80..=0x8a, ..] => {
                let end = word_end(text, at);
                tokens.push(Token {
                    kind: QuantityToken::Word,
                    range: at..end,
                });
                at = end;
                continue;
            }
            _ => {}
        }
        let Some(c) = rest(text, at).chars().next() else {
            break;
        };
        let (kind, end) = if digit(c).is_some() {
            let (kind, end) = number(text, at);
            let other = otherwise(text, at, end);
            let is_in_name = other.is_some() || is_in_name(text, at) || is_no_count(text, at, end);
            tokens.extend(other);
            (Some(if is_in_name { kind.in_name() } else { kind }), end)
        } else if is_alphabetic(c) {
            (Some(QuantityToken::Word), word_end(text, at))
        } else {
            (
                is_break(c, tokens.last()).then_some(QuantityToken::Break),
                at + c.len_utf8(),
            )
        };
        tokens.extend(kind.map(|kind| Token {
            kind,
            range: at..end,
        }));
        at = end;
    }
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Where a run of such characters ends.
fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    rest(text, at)
        .find(|c| !belongs(c))
        .map_or(text.len(), |length| at + length)
}

/// Where the word at a byte ends. The letters of most texts are told by their bytes.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end += match text.as_bytes().get(end..).unwrap_or_default() {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => 1,
            // U+0620 to U+065F.
            [0xd8, 0xa0..=0xbf, ..] | [0xd9, 0x80..=0x9f, ..] => 2,
            [] | [0..=0x7f, ..] => return end,
            _ => match rest(text, end).chars().next().filter(|c| is_letter(*c)) {
                Some(c) => c.len_utf8(),
                None => return end,
            },
        };
    }
}

/// Digits written onto a letter that has case belong to a name (`G20`, `M4`); onto any other letter, which may be a
/// conjunction, they are a number.
fn is_in_name(text: &str, start: usize) -> bool {
    let last = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    last.is_some_and(|c| c.is_lowercase() || c.is_uppercase())
}

/// What a number may mean besides: `٣،٥` is a decimal to many, and `3 ملايين ونصف` is 3.5.
fn otherwise(text: &str, start: usize, end: usize) -> Option<Token> {
    const HALVES: [&str; 5] = ["ونصف", "و نصف", "ونیم", "و نیم", "and a half"];
    let is_digit = |c: char| digit(c).is_some();
    let decimal = rest(text, end).strip_prefix('،').and_then(|more| {
        let digits: String = more.chars().take_while(|c| is_digit(*c)).collect();
        let whole = values(text, start..end);
        let decimals = values(&digits, 0..digits.len());
        (!decimals.is_empty()).then(|| Quantity::new(&format!("{whole}{decimals}"), decimals.len()))
    });
    let mut words = rest(text, end).split_inclusive(char::is_whitespace);
    let near: String = words.by_ref().take(4).collect();
    let half = || {
        let QuantityToken::Number(number) = number(text, start).0 else {
            return None;
        };
        HALVES
            .iter()
            .any(|half| near.contains(half))
            .then(|| number.and_a_half())
            .flatten()
    };
    let kind = QuantityToken::InName(decimal.or_else(half)?);
    Some(Token {
        kind,
        range: start..end,
    })
}

fn is_letter(c: char) -> bool {
    (is_alphabetic(c) || is_vowel_mark(c) || is_invisible(c) || is_mark(c)) && digit(c).is_none()
}

/// A full stop after a short word is the sign of an abbreviation, and after a number perhaps that of an ordinal.
fn is_break(c: char, before: Option<&Token>) -> bool {
    const SHORT: usize = 4;
    let after_word = || {
        before.is_some_and(|token| token.kind == QuantityToken::Word && token.range.len() > SHORT)
    };
    match c {
        '?' | '!' | ';' | '؟' | '؛' | '\u{2029}' => true,
        '.' => after_word(),
        _ => false,
    }
}

/// The number that begins here, or the date in figures.
fn number(text: &str, start: usize) -> (QuantityToken, usize) {
    let is_digit = |c: char| digit(c).is_some();
    let mut end = run(text, start, is_digit);
    let mut digits = values(text, start..end);
    if let Some((date, end)) = iso(text, &digits, end) {
        return (QuantityToken::Date(date), end);
    }
    if let Some(year) = second_year(text, start, &digits) {
        return (QuantityToken::Number(Quantity::new(&year, 0)), end);
    }
    let mut decimals = 0;
    let mut is_grouped = false;
    while let Some((sign, from)) = separator(text, end) {
        let to = run(text, from, is_digit);
        let more = values(text, from..to);
        // `1.10.2018` is neither a decimal nor a group of thousands.
        let goes_on = separator(text, to).is_some_and(|(next, _)| next == sign)
            || comes_from(text, start, sign);
        let is_group = more.len() == 3 && (is_grouped || digits.len() <= 3) && sign != '٫';
        let is_decimal = matches!(sign, '٫' | '.' | ',') && !goes_on;
        if !is_group && (!is_decimal || (is_grouped && more.is_empty())) {
            break;
        }
        digits.push_str(&more);
        end = to;
        is_grouped |= is_group;
        if !is_group {
            decimals = more.len();
            break;
        }
    }
    (
        QuantityToken::Number(Quantity::new(&digits, decimals)),
        suffix(text, end),
    )
}

/// The sign between digits and where the next digit stands.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let mut next = rest(text, at).chars();
    let sign = next.next().filter(|c| {
        matches!(
            c,
            '.' | ',' | '٫' | '٬' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}'
        )
    })?;
    next.next().filter(|c| digit(*c).is_some())?;
    Some((sign, at + sign.len_utf8()))
}

/// The second year of a range that leaves its century out: `2016–17`.
fn second_year(text: &str, start: usize, digits: &str) -> Option<String> {
    let before = text.get(..start)?.strip_suffix(['–', '-'])?;
    let year: String = before
        .chars()
        .rev()
        .map_while(digit)
        .map(|value| char::from(b'0' + value))
        .collect();
    let year: String = year.chars().rev().collect();
    let (century, first) = year
        .split_at_checked(2)
        .filter(|_| year.len() == 4 && digits.len() == 2)?;
    (digits > first).then(|| format!("{century}{digits}"))
}

/// Whether digits and this sign stand before.
fn comes_from(text: &str, start: usize, sign: char) -> bool {
    let before = text
        .get(..start)
        .and_then(|before| before.strip_suffix(sign));
    before.is_some_and(|before| before.ends_with(|c| digit(c).is_some()))
}

/// `st`, `th`, `er` belong to the number; a longer word is one.
fn suffix(text: &str, at: usize) -> usize {
    const LONGEST: usize = 2;
    let end = run(text, at, |c| is_alphabetic(c) && digit(c).is_none());
    let letters = text.get(at..end).unwrap_or_default().chars().count();
    if letters <= LONGEST { end } else { at }
}

fn values(text: &str, range: Range<usize>) -> String {
    text.get(range)
        .unwrap_or_default()
        .chars()
        .filter_map(digit)
        .map(|value| char::from(b'0' + value))
        .collect()
}

/// `2019-05-31` from the end of its year on.
fn iso(text: &str, year: &str, end: usize) -> Option<(SpokenDate, usize)> {
    let two = |at: usize| {
        let from = rest(text, at).starts_with('-').then_some(at + 1)?;
        let to = run(text, from, |c| digit(c).is_some());
        let digits = values(text, from..to);
        (digits.len() == 2)
            .then(|| digits.parse::<u8>().ok())
            .flatten()
            .map(|value| (value, to))
    };
    let year: u16 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    let (month, end) = two(end)?;
    let (day, end) = two(end)?;
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then_some((
        SpokenDate {
            month,
            day: Some(day),
            year: Some(year),
        },
        end,
    ))
}

#[cfg(test)]
mod tests {
    use super::{Quantity, QuantityToken, digit, tokens};

    fn one(text: &str) -> Quantity {
        let mut found = Vec::new();
        tokens(text, 0..text.len(), &mut found);
        match found.into_iter().next().map(|token| token.kind) {
            Some(QuantityToken::Number(number)) => number,
            other => panic!("{text} begins with {other:?}"),
        }
    }

    #[test]
    fn digits_are_found_by_bytes() {
        let text = "من ١ إلى ۹، 5 到 ५ و𝟎.";
        let mut found = Vec::new();
        super::digits(text, |at| found.push(at));
        let expected: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| digit(*c).is_some())
            .map(|(at, _)| at)
            .collect();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn what_agrees() {
        let rows = [
            ("270,000", "٢٧٠ ألف", true),
            ("270,000", "27万", true),
            ("3.5", "3,500,000", true),
            ("1,234", "1.234", true),
            ("300", "3000", false),
            ("30", "31", false),
            ("12", "120", false),
        ];
        for (a, b, expected) in rows {
            assert_eq!(one(a).agrees(one(b)), expected, "{a} and {b}");
        }
        assert_eq!(
            ["0", "12", "13", "100", "1000", "200"].map(|text| one(text).is_often_words()),
            [true, true, false, true, true, true]
        );
    }
}
