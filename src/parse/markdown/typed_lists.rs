//! Lists as people type them by hand, in forms that Markdown does not know: `١.`, `1-`, `(1)`, `أ.`, `•`, `–`.
//!
//! Their lines would run together in one paragraph. A list is told by its order: one line alone may be anything.

use std::ops::Range;

use super::report::Report;
use super::written::short;
use crate::diagnostic::isolated;
use crate::locale::digit;

/// So many lines in order leave no doubt.
const CERTAIN: usize = 3;

/// The orders of letters that lists are counted by: the two of Arabic, and the Latin one.
const ALPHABETS: [&str; 3] = [
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "abcdefghijklmnopqrstuvwxyz",
];

/// The list that goes on over paragraphs of their own, if one does.
#[derive(Default)]
pub(super) struct TypedLists {
    last: Option<Marker>,
    /// The list that `last` belongs to is reported.
    is_reported: bool,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    form: MarkerForm,
    /// Its bytes, with the blanks behind it.
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkerForm {
    /// `١.`, `1-`, `(1)`
    Number(u32, [char; 2]),
    /// `أ.`: alphabet and place in it.
    Letter(char, [char; 2]),
    /// `•`
    Bullet(char),
}

impl TypedLists {
    /// A heading or the like ends what came before.
    pub(super) fn interrupt(&mut self) {
        *self = Self::default();
    }

    /// Looks at the lines of a paragraph, each with its place.
    pub(super) fn paragraph(&mut self, lines: &[(usize, &str)], report: &mut Report<'_>) {
        let markers: Vec<Option<Marker>> = lines.iter().map(|(_, line)| marker(line)).collect();
        let mut from = 0;
        let mut is_told = false;
        while from < lines.len() {
            let length = run(markers.get(from..).unwrap_or_default());
            if length > 1 {
                let items = from..from + length;
                tell(lines, &markers, items, report);
                is_told = true;
            }
            from += length.max(1);
        }
        self.over_paragraphs(lines, &markers, is_told, report);
    }

    /// `1- …` in a paragraph, and `2- …` in the next.
    fn over_paragraphs(
        &mut self,
        lines: &[(usize, &str)],
        markers: &[Option<Marker>],
        is_told: bool,
        report: &mut Report<'_>,
    ) {
        let (first, last) = (
            markers.first().copied().flatten(),
            markers.iter().rev().flatten().next().copied(),
        );
        let goes_on = self.last.zip(first).is_some_and(|(last, first)| {
            follows(last, first) && !matches!(first.form, MarkerForm::Bullet('–' | '—'))
        });
        if !goes_on {
            self.is_reported = is_told;
        } else if !is_told
            && !std::mem::replace(&mut self.is_reported, true)
            && let Some((at, line)) = lines.first()
        {
            let help = help(line, first);
            report.literal(&(*at..at + line.len()), WHAT, help, &[]);
        }
        self.last = last.filter(|_| first.is_some());
    }
}

const WHAT: &str = "a list in a form that Markdown does not know";

fn tell(
    lines: &[(usize, &str)],
    markers: &[Option<Marker>],
    items: Range<usize>,
    report: &mut Report<'_>,
) {
    let listed: Vec<(usize, &str, Marker)> = lines
        .iter()
        .zip(markers)
        .skip(items.start)
        .take(items.len())
        .filter_map(|((at, line), marker)| Some((*at, *line, (*marker)?)))
        .collect();
    let (Some((start, first, marker)), Some((last, line, _))) = (listed.first(), listed.last())
    else {
        return;
    };
    // A dash also begins what someone says, and letters are referred to by their name: (أ).
    let is_certain = listed.len() >= CERTAIN
        && match marker.form {
            MarkerForm::Number(..) => true,
            MarkerForm::Letter(..) => false,
            MarkerForm::Bullet(sign) => !matches!(sign, '–' | '—'),
        };
    // A list cannot begin with another number than 1 in the middle of a paragraph, and the lines before it are no item.
    let begins = items.start == 0;
    let ends = items.end == lines.len();
    let fix: Vec<(Range<usize>, String)> = if is_certain && begins && ends {
        let edit = |(at, _, marker): &(usize, &str, Marker)| {
            Some((*at..at + marker.length, written(*marker)?))
        };
        listed.iter().filter_map(edit).collect()
    } else {
        Vec::new()
    };
    report.literal(
        &(*start..last + line.len()),
        WHAT,
        help(first, Some(*marker)),
        &fix,
    );
}

fn help(line: &str, marker: Option<Marker>) -> String {
    let words = line
        .get(marker.map_or(0, |marker| marker.length)..)
        .unwrap_or_default();
    let meant = marker.and_then(written).unwrap_or_else(|| "1. ".to_owned());
    let example = isolated(&format!("{meant}{}", short(words)));
    let place = "on a line of its own, with an empty line before the first";
    match marker.map(|marker| marker.form) {
        Some(MarkerForm::Letter(..)) => {
            format!("write each item {place}, numbered in figures: {example}")
        }
        _ => format!("write each item {place}: {example}"),
    }
}

/// The marker as Markdown knows it.
fn written(marker: Marker) -> Option<String> {
    match marker.form {
        MarkerForm::Number(value, _) => Some(format!("{value}. ")),
        MarkerForm::Letter(letter, _) => {
            let place = ALPHABETS
                .iter()
                .find_map(|letters| letters.chars().position(|known| known == letter))?;
            Some(format!("{}. ", place + 1))
        }
        MarkerForm::Bullet(_) => Some("- ".to_owned()),
    }
}

/// How many lines from the first on are items of one list.
fn run(markers: &[Option<Marker>]) -> usize {
    let mut length = 0;
    let mut last: Option<Marker> = None;
    for marker in markers {
        match (last, marker) {
            (None, Some(first)) => last = Some(*first),
            (Some(before), Some(next)) if follows(before, *next) => last = Some(*next),
            _ => break,
        }
        length += 1;
    }
    length
}

/// Whether one marker comes next after another in a list.
fn follows(before: Marker, next: Marker) -> bool {
    match (before.form, next.form) {
        (MarkerForm::Number(a, signs), MarkerForm::Number(b, others)) => {
            b == a + 1 && signs == others
        }
        (MarkerForm::Letter(a, signs), MarkerForm::Letter(b, others)) => {
            signs == others
                && ALPHABETS.iter().any(|letters| {
                    let place = |letter| letters.chars().position(|known| known == letter);
                    place(a).zip(place(b)).is_some_and(|(a, b)| b == a + 1)
                })
        }
        (MarkerForm::Bullet(a), MarkerForm::Bullet(b)) => a == b,
        _ => false,
    }
}

/// The marker that a line begins with, in a form that the parser leaves as text.
fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '•' | '●' | '◦' | '▪' | '■' | '‣' | '∙' | '·' | '–' | '—'
    ) {
        let rest = line.get(first.len_utf8()..)?;
        let is_dash = matches!(first, '–' | '—');
        let blanks = blanks(rest);
        return (!rest.trim().is_empty() && (blanks > 0 || !is_dash)).then_some(Marker {
            form: MarkerForm::Bullet(first),
            length: first.len_utf8() + blanks,
        });
    }
    // A hyphen or star that stands directly at a word is no bullet to Markdown.
    if matches!(first, '-' | '*') {
        let rest = line.get(1..)?;
        return rest.starts_with(char::is_alphabetic).then_some(Marker {
            form: MarkerForm::Bullet(first),
            length: 1,
        });
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let opening = if inner.len() < line.len() { '(' } else { ' ' };
    let (counted, rest) = number(inner).or_else(|| letter(inner))?;
    let closing = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '-' | '–' | ')' | '/' | ':' | '،'))?;
    let behind = rest.get(closing.len_utf8()..)?;
    if (opening == '(') != (closing == ')') && opening == '(' || behind.trim().is_empty() {
        return None;
    }
    let blanks = blanks(behind);
    let signs = [opening, closing];
    let is_latin = inner.starts_with(|c: char| c.is_ascii_digit());
    let is_markdown = is_latin && opening == ' ' && matches!(closing, '.' | ')') && blanks > 0;
    // `1:30`, `1/2`, `1-2`, `1.5`: a number goes on.
    let goes_on = behind.chars().next().is_some_and(|c| digit(c).is_some());
    let is_spaced = blanks > 0
        || (matches!(closing, '.' | '-' | ')') && behind.starts_with(char::is_alphabetic));
    if is_markdown
        || goes_on
        || !is_spaced
        || (matches!(closing, ':' | '،') && !matches!(counted, Counted::Number(_)))
    {
        return None;
    }
    let form = match counted {
        Counted::Number(value) => MarkerForm::Number(value, signs),
        Counted::Letter(letter) => MarkerForm::Letter(letter, signs),
    };
    Some(Marker {
        form,
        length: line.len() - behind.len() + blanks,
    })
}

enum Counted {
    Number(u32),
    Letter(char),
}

/// A number of at most two digits: four are a year.
fn number(text: &str) -> Option<(Counted, &str)> {
    let length: usize = text
        .chars()
        .take_while(|c| digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    let (digits, rest) = text.split_at_checked(length)?;
    let count = digits.chars().count();
    let value = digits
        .chars()
        .filter_map(digit)
        .fold(0, |value, digit| value * 10 + u32::from(digit));
    (1..=2)
        .contains(&count)
        .then_some((Counted::Number(value), rest))
}

fn letter(text: &str) -> Option<(Counted, &str)> {
    let first = text.chars().next()?;
    let plain = if first == 'ا' { 'أ' } else { first };
    let known = ALPHABETS.iter().any(|letters| letters.contains(plain));
    known.then_some((Counted::Letter(plain), text.get(first.len_utf8()..)?))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{a0}']).len()
}

#[cfg(test)]
mod tests {
    use super::{marker, run};

    /// How many lines of a text are one list.
    fn length(lines: &[&str]) -> usize {
        run(&lines.iter().map(|line| marker(line)).collect::<Vec<_>>())
    }

    #[test]
    fn lists_by_hand() {
        let rows: [(&[&str], usize); 20] = [
            (&["١. يتوقف إطلاق النار.", "٢. تنسحب القوات."], 2),
            (&["۱. یک", "۲. دو", "۳. سه"], 3),
            (&["1- الأول", "2- الثاني", "3- الثالث"], 3),
            (&["1-الأول", "2-الثاني"], 2),
            (&["(1) الأول", "(2) الثاني"], 2),
            (&["(أ) الأول", "(ب) الثاني", "(ج) الثالث"], 3),
            (&["أ. الأول", "ب. الثاني", "ت. الثالث"], 3),
            (&["ا- الأول", "ب- الثاني"], 2),
            (&["a) one", "b) two"], 2),
            (&["• الأول", "• الثاني"], 2),
            (&["•الأول", "•الثاني"], 2),
            (&["– الأول", "– الثاني"], 2),
            (&["-الأول", "-الثاني"], 2),
            (&["1.الأول", "2.الثاني"], 2),
            (&["١) الأول", "٢) الثاني"], 2),
            (&["1- الأول", "3- الثالث"], 1),
            (&["2019. Then", "2020. After"], 0),
            (&["1:30 بعد الظهر", "2:30 بعد الظهر"], 0),
            (&["1-2 صباحا", "2-3 مساء"], 0),
            (&["كلام", "1- الأول"], 0),
        ];
        for (lines, expected) in rows {
            assert_eq!(length(lines), expected, "{lines:?}");
        }
    }
}
