//! Numbering systems: their digits, and the signs that go with them.

use crate::locale::digit;

/// Numbering systems by their CLDR names, each with its zero.
const SYSTEMS: [(&str, char); 4] = [
    ("latn", '0'),
    ("arab", '٠'),
    ("arabext", '۰'),
    ("deva", '०'),
];
/// The signs of decimals and groups that go with a system; the others use those of the first.
pub(super) const SIGNS: [(char, char); 2] = [('.', '٫'), (',', '٬')];

/// The place of a numbering system.
pub(super) fn system(name: &str) -> Option<usize> {
    SYSTEMS.iter().position(|(known, _)| *known == name)
}

/// The system of a digit, and its value.
pub(super) fn value(c: char) -> Option<(usize, u32)> {
    let value = u32::from(digit(c)?);
    let zero = char::from_u32(u32::from(c) - value)?;
    let system = SYSTEMS.iter().position(|(_, known)| *known == zero)?;
    Some((system, value))
}

/// A digit or sign of a number as another system has it.
pub(super) fn converted(c: char, wanted: usize) -> char {
    if let Some((_, value)) = value(c) {
        let zero = SYSTEMS.get(wanted).map_or('0', |(_, zero)| *zero);
        return char::from_u32(u32::from(zero) + value).unwrap_or(c);
    }
    let latin = |wanted: usize| !matches!(wanted, 1 | 2);
    let pair = SIGNS.iter().find(|(plain, own)| *plain == c || *own == c);
    pair.map_or(c, |(plain, own)| if latin(wanted) { *plain } else { *own })
}
