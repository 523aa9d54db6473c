//! Numbers and dates that a text mentions, in any digits and with the months of its language in words.
//!
//! For comparing two editions of one text. What is written in words alone is not seen; a reader of another language
//! may group digits otherwise or write thousands in words, so [`Quantity::agrees`] is wider than equality.

use std::ops::Range;

use super::MonthWords;
use super::quantity::{self, QuantityToken, SpokenDate, Token};

pub use super::quantity::Quantity;

/// Something mentioned, and its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is mentioned.
    pub what: Mentioned,
    /// The bytes that mention it.
    pub range: Range<usize>,
}

/// What is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// A number.
    Number(Quantity),
    /// A number that is part of a name, `G20`: another language may set it apart, or write it in words.
    InName(Quantity),
    /// A date with a month.
    Date(SpokenDate),
}

/// Tokens between a word and a number beside which it is tried as a month.
const NEAR: usize = 3;
/// A month that is given in two sets of names, `أيار/مايو` or `أيار (مايو)`, has so many bytes between them at most.
const JOINT: usize = 3;

/// All that a text mentions, in its order. Linear in its length.
pub fn mentions(text: &str, months: &MonthWords) -> Vec<Mention> {
    let windows = windows(text);
    // Two numbers with the words around them.
    let mut tokens = Vec::with_capacity(windows.len() * 32);
    for window in windows {
        // What stands on both sides of a gap does not belong together.
        let end = Token {
            kind: QuantityToken::Break,
            range: window.end..window.end,
        };
        quantity::tokens(text, window, &mut tokens);
        tokens.push(end);
    }
    let reader = MentionReader {
        text,
        months,
        tokens: &tokens,
    };
    let near = near_numbers(&tokens);
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some((token, is_near)) = tokens.get(at).zip(near.get(at)) {
        let month = if *is_near && token.kind == QuantityToken::Word {
            reader.month(at)
        } else {
            None
        };
        if let Some((month, next)) = month {
            at = reader.date(at, next, month, &mut found);
            continue;
        }
        let what = match token.kind {
            QuantityToken::Number(number) => Some(Mentioned::Number(number)),
            QuantityToken::InName(number) => Some(Mentioned::InName(number)),
            QuantityToken::Date(date) => Some(Mentioned::Date(date)),
            QuantityToken::Word | QuantityToken::Break => None,
        };
        found.extend(what.map(|what| Mention {
            what,
            range: token.range.clone(),
        }));
        at += 1;
    }
    found
}

/// For each token whether a number is near.
fn near_numbers(tokens: &[Token]) -> Vec<bool> {
    let mut near = vec![false; tokens.len()];
    for (at, _) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| matches!(token.kind, QuantityToken::Number(_)))
    {
        let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(tokens.len());
        near.get_mut(around)
            .into_iter()
            .flatten()
            .for_each(|near| *near = true);
    }
    near
}

/// The surroundings of digits, in order: all else is passed over, which is most of any text.
fn windows(text: &str) -> Vec<Range<usize>> {
    /// Bytes on either side: more than the longest name of a month, in two sets, beside a number.
    const REACH: usize = 64;
    let mut windows: Vec<Range<usize>> = Vec::new();
    quantity::digits(text, |at| {
        let start = text.floor_char_boundary(at.saturating_sub(REACH));
        let end = text.ceil_char_boundary((at + REACH).min(text.len()));
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => windows.push(start..end),
        }
    });
    windows
}

struct MentionReader<'a> {
    text: &'a str,
    months: &'a MonthWords,
    tokens: &'a [Token],
}

impl MentionReader<'_> {
    fn words(&self, first: usize, last: usize) -> Option<&str> {
        let (first, last) = (self.tokens.get(first)?, self.tokens.get(last)?);
        let are_words = first.kind == QuantityToken::Word && last.kind == QuantityToken::Word;
        are_words
            .then(|| self.text.get(first.range.start..last.range.end))
            .flatten()
    }

    /// The month that begins with this word, one of at most two words, and what follows it.
    fn one_month(&self, at: usize) -> Option<(u8, usize)> {
        if !self.months.may_begin(self.words(at, at)?) {
            return None;
        }
        let of = |last: usize| Some((self.months.find(self.words(at, last)?)?, last + 1));
        let two = if self.months.may_have_two_words() {
            of(at + 1)
        } else {
            None
        };
        two.or_else(|| of(at))
    }

    /// The same, with a second name of the same month after it.
    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let (month, mut next) = self.one_month(at)?;
        while let Some((_, after)) = self.one_month(next).filter(|(same, _)| *same == month) {
            let gap = self
                .end_of(next)
                .zip(self.tokens.get(next))
                .map(|(end, other)| other.range.start - end);
            if gap.is_none_or(|gap| gap > JOINT) {
                break;
            }
            next = after;
        }
        Some((month, next))
    }

    /// Where the token before this one ends.
    fn end_of(&self, next: usize) -> Option<usize> {
        Some(self.tokens.get(next.checked_sub(1)?)?.range.end)
    }

    fn number(&self, at: usize) -> Option<u64> {
        match self.tokens.get(at)?.kind {
            QuantityToken::Number(number) => number.whole(),
            QuantityToken::Word
            | QuantityToken::Break
            | QuantityToken::Date(_)
            | QuantityToken::InName(_) => None,
        }
    }

    fn day(&self, at: usize) -> Option<u8> {
        self.number(at)
            .and_then(|n| u8::try_from(n).ok())
            .filter(|n| (1..=31).contains(n))
    }

    /// Adds the date around a month: the day before it or after it, then the year. Gives what follows.
    ///
    /// A day before it was already found as a number, which is taken back, unless it belongs to the date before.
    fn date(&self, at: usize, mut next: usize, month: u8, found: &mut Vec<Mention>) -> usize {
        let mut start = self.tokens.get(at).map_or(0, |token| token.range.start);
        let before = at
            .checked_sub(1)
            .and_then(|before| Some((self.day(before)?, self.end_of(at)?)));
        let is_free = |last: &mut Mention, end| {
            last.range.end == end && matches!(last.what, Mentioned::Number(_))
        };
        let number =
            before.and_then(|(day, end)| Some((day, found.pop_if(|last| is_free(last, end))?)));
        let mut day = number.as_ref().map(|(day, _)| *day);
        if let Some((_, number)) = number {
            start = number.range.start;
        } else if let Some(after) = self.day(next) {
            day = Some(after);
            next += 1;
        }
        let year = self
            .number(next)
            .filter(|n| (1000..3000).contains(n))
            .and_then(|n| u16::try_from(n).ok());
        next += usize::from(year.is_some());
        let what = Mentioned::Date(SpokenDate { month, day, year });
        found.push(Mention {
            what,
            range: start..self.end_of(next).unwrap_or(start),
        });
        next
    }
}

#[cfg(test)]
mod tests {
    use super::{Mentioned, MonthWords, mentions};

    /// What is read, as `31.5.2019` with gaps left empty, and numbers as digits and power.
    fn read(tag: &str, text: &str) -> String {
        let months = MonthWords::new(tag);
        let shown = mentions(text, &months)
            .into_iter()
            .map(|mention| match mention.what {
                Mentioned::Number(number) => format!("{}e{}", number.digits, number.power),
                Mentioned::InName(number) => format!("({})", number.digits),
                Mentioned::Date(date) => {
                    let [day, year] = [date.day.map(u16::from), date.year]
                        .map(|part| part.map_or(String::new(), |n| n.to_string()));
                    format!("{day}.{}.{year}", date.month)
                }
            });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dates_and_numbers() {
        let rows = [
            ("en-GB", "Friday 31 May 2019 and 1 June", "31.5.2019 1.6."),
            ("en-GB", "between 1 and 22 May", "1e0 22.5."),
            (
                "en-GB",
                "May 31, 2019; on the 3rd of June",
                "31.5.2019 3e0 .6.",
            ),
            ("en-GB", "in May 2019, Sept. 4", ".5.2019 4.9."),
            ("en-GB", "It may end. Then 4 came", ".5. 4e0"),
            (
                "en-GB",
                "270,000 people, 3.5 million, 1.10.2018",
                "27e4 35e-1 1e0 1e1 2018e0",
            ),
            (
                "en-GB",
                "the M4, G20, S/2018/852 and 2019-05-31",
                "(4) (2) 2018e0 852e0 31.5.2019",
            ),
            (
                "en-GB",
                "2016–17, 2016-05, 20–30",
                "2016e0 2017e0 2016e0 5e0 2e1 3e1",
            ),
            ("en-GB", "1 234, 0.50, 007, 100", "1e0 234e0 5e-1 7e0 1e2"),
            ("ar-SY", "الجمعة 31 أيار/مايو 2019", "31.5.2019"),
            ("ar-SY", "٣١ أيار ٢٠١٩ و٤ حزيران", "31.5.2019 4.6."),
            (
                "ar-SY",
                "في 17 كانون الأول/ديسمبر 2018، و3 تشرين الثاني",
                "17.12.2018 3.11.",
            ),
            ("ar-SY", "بين 1 و22 أيار (مايو)", "1e0 22.5."),
            ("ar-SY", "٢٧٠ ألف، و٣٫٥ ملايين، و١٬٢٣٤", "27e1 35e-1 1234e0"),
            ("ar-SY", "31\u{200f} أيار", "31.5."),
            ("ar-SY", "وأيار 2019 وحزيران 2020", ".5.2019 .6.2020"),
            ("tr", "31 Mayıs 2019 ve 1 Haziran'da", "31.5.2019 1.6."),
            ("fa", "۳۱ مهٔ ۲۰۱۹", "31.5.2019"),
            ("he", "31 במאי 2019", "31.5.2019"),
            ("zh", "2019年5月31日", "2019e0 5e0 31e0"),
            ("de", "am 31. Mai 2019, 1.234,5 km", "31.5.2019 12345e-1"),
            ("es", "31 de mayo de 2019", "31e0 .5. 2019e0"),
            ("xx", "31 May", "31e0"),
            (
                "ar-SY",
                "انظر https://example.org/h/11214 و14",
                "(11214) 14e0",
            ),
            ("en-GB", "571A 251D 0042 9E3F", "(571) (251) (42) (9) (3)"),
            ("en-GB", "501c3 and 501(c)(3)", "(501) (3) (501) 3e0"),
            ("en-GB", "at 3:30, the 1990s", "(3) 3e1 (199)"),
            ("ar-SY", "٣،٥ كيلومترات", "(35) (3) (5)"),
            ("ar-SY", "3 ملايين ونصف", "(35) (3)"),
        ];
        for (tag, text, expected) in rows {
            assert_eq!(read(tag, text), expected, "{tag}: {text}");
        }
    }

    #[test]
    fn places_are_exact() {
        let text = "في 31 أيار/مايو 2019.";
        let found = mentions(text, &MonthWords::new("ar"));
        assert_eq!(
            found
                .iter()
                .map(|one| &text[one.range.clone()])
                .collect::<Vec<_>>(),
            ["31 أيار/مايو 2019"]
        );
    }
}
