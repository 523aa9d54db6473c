//! How wide words are, before any browser has set them: from the advances of the letters, joined as the script joins them.

use std::collections::BTreeMap;

/// Height of the letters of graticule and scale, and of second lines, units.
pub(super) const SMALL: f64 = 11.0;

/// Made by `data/widths.py`: a letter, its width alone, and those at the beginning, middle and end of joined letters.
static FILE: &str = include_str!("data/widths.tsv");

/// Bold letters are wider, by this.
const BOLD: f64 = 1.07;
/// Browsers choose the font: the words may be wider than those that were measured, by this.
const RESERVE: f64 = 1.1;
/// A letter that no table holds, in ems: narrow scripts, and the square ones of East Asia.
const UNKNOWN: f64 = 0.62;
const SQUARE: f64 = 1.0;

/// Widths of letters, thousandths of an em.
#[derive(Clone, Debug)]
pub(super) struct Widths(BTreeMap<char, Forms>);

#[derive(Clone, Copy, Debug, Default)]
struct Forms {
    alone: i16,
    initial: Option<i16>,
    medial: Option<i16>,
    last: Option<i16>,
}

impl Widths {
    /// Reads the table of the program.
    pub(super) fn load() -> Self {
        Self(FILE.lines().filter_map(row).collect())
    }

    /// The width of a line of text in units, with the reserve for other fonts.
    pub(super) fn of(&self, text: &str, size: f64, bold: bool) -> f64 {
        let letters: Vec<char> = text.chars().collect();
        let mut ems = 0.0;
        for (index, letter) in letters.iter().enumerate() {
            let before = self.neighbour(letters.get(..index).unwrap_or_default().iter().rev());
            let after = self.neighbour(letters.get(index + 1..).unwrap_or_default().iter());
            ems += self.letter(*letter, before, after);
        }
        ems * size * RESERVE * if bold { BOLD } else { 1.0 }
    }

    /// The forms of the next letter that takes up room: marks above and below do not part letters.
    fn neighbour<'a>(&self, letters: impl Iterator<Item = &'a char>) -> Option<Forms> {
        letters
            .filter_map(|letter| self.0.get(letter))
            .find(|forms| forms.alone > 0)
            .copied()
    }

    fn letter(&self, letter: char, before: Option<Forms>, after: Option<Forms>) -> f64 {
        let Some(forms) = self.0.get(&letter) else {
            return match u32::from(letter) {
                // Marks of direction and joining.
                0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x2069 | 0xfeff => 0.0,
                0x1100..=0x11ff
                | 0x2e80..=0xa4cf
                | 0xac00..=0xd7ff
                | 0xf900..=0xfaff
                | 0xff00..=0xff60 => SQUARE,
                _ => UNKNOWN,
            };
        };
        let joins_before =
            forms.last.is_some() && before.is_some_and(|before| before.initial.is_some());
        let joins_after =
            forms.initial.is_some() && after.is_some_and(|after| after.last.is_some());
        let chosen = match (joins_before, joins_after) {
            (true, true) => forms.medial,
            (true, false) => forms.last,
            (false, true) => forms.initial,
            (false, false) => None,
        };
        f64::from(chosen.unwrap_or(forms.alone)) / 1000.0
    }
}

fn row(line: &str) -> Option<(char, Forms)> {
    let mut cells = line.split('\t');
    let letter = char::from_u32(u32::from_str_radix(cells.next()?, 16).ok()?)?;
    let mut width = || cells.next()?.parse::<i16>().ok();
    let alone = width()?;
    let mut form = || width().filter(|width| *width >= 0);
    Some((
        letter,
        Forms {
            alone,
            initial: form(),
            medial: form(),
            last: form(),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::Widths;

    #[test]
    fn words_are_as_wide_as_browsers_set_them() {
        let widths = Widths::load();
        let measured = |text: &str| widths.of(text, 100.0, false) / super::RESERVE;
        // Measured in Chromium with Noto Sans and Noto Sans Arabic at 100 px.
        for (text, browser) in WORDS {
            let ours = measured(text);
            assert!(
                (ours / browser - 1.0).abs() < 0.06,
                "{text}: {ours} for {browser}"
            );
        }
        assert!(measured("\u{200f}").abs() < 1e-9);
    }

    const WORDS: [(&str, f64); 11] = [
        ("Idlib", 208.5),
        ("Maarat al-Numan", 823.7),
        ("Jisr al-Shughur", 687.3),
        ("إدلب", 206.8),
        ("معرة النعمان", 498.3),
        ("جسر الشغور", 480.3),
        ("محافظة اللاذقية", 623.6),
        ("Москва", 365.8),
        ("Αθήνα", 301.4),
        ("ירושלים", 330.0),
        ("کرماشان", 334.4),
    ];
}
