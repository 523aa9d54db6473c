//! Sections of a text: what stands under one heading, up to the next. A translation is followed by them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::source::Span;
use crate::yaml::is_hidden;

/// The title, as a section. No id made from words begins so.
pub const TITLE: &str = "_title";
/// The summary.
pub const SUMMARY: &str = "_summary";
/// The sentences at the head of what is told.
pub const BRIEF: &str = "_brief";
/// On the home page, how things stand.
pub const STATE: &str = "_state";
/// The text before the first heading.
pub const INTRO: &str = "_intro";

/// A heading, for contents lists and anchors.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id in the HTML.
    pub id: Arc<str>,
    /// The id of its section: as written in its file, whatever the entries that it names are called.
    pub section: Arc<str>,
    /// Stated by the editor rather than made from the words.
    pub explicit: bool,
    /// Its words as HTML, without links, notes and citations.
    pub html: Arc<str>,
    /// The names of entries in `html`, which stand there as they were written.
    pub names: Vec<HeadingName>,
    /// The Markdown of the heading.
    pub span: Span,
}

/// The name of an entry in a heading.
#[derive(Clone, Debug)]
pub struct HeadingName {
    /// Its bytes in the HTML of the heading.
    pub at: Range<usize>,
    /// The Markdown of the reference, which its slot has too.
    pub slot: Span,
}

/// A part of a text.
#[derive(Clone, Debug)]
pub struct Section {
    /// The id of its heading, or [`INTRO`].
    pub id: Arc<str>,
    /// Its bytes in the file, heading included.
    pub span: Span,
    /// The bytes of its heading; empty where it has none.
    pub heading: Span,
}

impl Section {
    /// The hash of what it says; `source` is the whole file. Costs a look at every byte, and few sections are asked for theirs.
    pub fn hash(&self, source: &str) -> SectionHash {
        let heading = source
            .get(self.heading.range())
            .map_or("", without_attributes);
        let text = source
            .get(self.heading.range().end..self.span.range().end)
            .unwrap_or_default();
        SectionHash::of(&format!("{} {text}", heading.trim_matches(['#', ' '])))
    }
}

/// A heading may be given an id without anything for translators to do.
fn without_attributes(heading: &str) -> &str {
    let attributes = heading.ends_with('}').then(|| heading.rfind('{')).flatten();
    attributes
        .and_then(|at| heading.get(..at))
        .unwrap_or(heading)
}

/// What a section says, as far as a translator must follow it: white space, invisible characters and comments do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SectionHash(u64);

impl SectionHash {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        let text = without_comments(text);
        let plain = if is_simple(&text) {
            collapsed(&text)
        } else {
            let seen: Vec<Cow<'_, str>> = text.split_whitespace().map(seen).collect();
            seen.join(" ").into_bytes()
        };
        let [half, ..] = *Fingerprint::of(&plain).to_bytes().as_chunks().0 else {
            return Self(0);
        };
        Self(u64::from_le_bytes(half))
    }

    /// Reads what `Display` writes: 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let sound = text.len() == 16 && text.bytes().all(is_digit);
        sound
            .then(|| u64::from_str_radix(text, 16).ok())
            .flatten()
            .map(Self)
    }
}

impl fmt::Display for SectionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Whether a text has no white space but that of ASCII and nothing invisible, judged by its bytes: so it is with nearly all.
fn is_simple(text: &str) -> bool {
    // First bytes that may begin such a character, looked for without a branch for each byte.
    let begins = |byte: u8| matches!(byte, 0x0b | 0xc2 | 0xe1..=0xe3 | 0xef);
    let alm = |pair: (&u8, &u8)| *pair.0 == 0xd8 && *pair.1 == 0x9c;
    let bytes = text.as_bytes();
    let after = bytes.get(1..).unwrap_or_default();
    let may_hold = bytes
        .iter()
        .fold(false, |found, byte| found | begins(*byte));
    let has_mark = bytes
        .iter()
        .zip(after)
        .fold(false, |found, pair| found | alm(pair));
    !has_mark
        && (!may_hold
            || !text
                .chars()
                .any(|c| is_hidden(c) || (c.is_whitespace() && !c.is_ascii_whitespace())))
}

/// The words of a simple text with one space between them, byte by byte: all texts of a site go through here.
fn collapsed(text: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_whitespace() {
            gap = !plain.is_empty();
            continue;
        }
        if gap {
            plain.push(b' ');
            gap = false;
        }
        plain.push(byte);
    }
    plain
}

/// A word without what nobody sees.
fn seen(word: &str) -> Cow<'_, str> {
    if word.contains(is_hidden) {
        word.chars().filter(|c| !is_hidden(*c)).collect()
    } else {
        word.into()
    }
}

/// HTML comments are notes among editors.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// For each heading of one outline, its counterpart in another: of the same stated id, and between two such pairs by
/// position where the outlines agree in number and levels.
pub fn counterparts(from: &[Heading], to: &[Heading]) -> Vec<Option<usize>> {
    let mut found = vec![None; from.len()];
    let mut anchors = stated_pairs(from, to);
    for (one, other) in &anchors {
        if let Some(slot) = found.get_mut(*one) {
            *slot = Some(*other);
        }
    }
    // Where the pairs stand in another order, position says nothing.
    if anchors
        .windows(2)
        .any(|pair| matches!(pair, [(_, before), (_, after)] if after <= before))
    {
        return found;
    }
    anchors.push((from.len(), to.len()));
    let (mut one, mut other) = (0, 0);
    for (end, other_end) in anchors {
        let levels = |outline: &[Heading], from: usize, to: usize| -> Vec<u8> {
            outline
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .map(|heading| heading.level)
                .collect()
        };
        if levels(from, one, end) == levels(to, other, other_end) {
            let slots = found.get_mut(one..end).unwrap_or_default();
            slots
                .iter_mut()
                .zip(other..)
                .for_each(|(slot, index)| *slot = Some(index));
        }
        (one, other) = (end + 1, other_end + 1);
    }
    found
}

/// Headings with one id that at least one of them states, in the order of the first outline.
fn stated_pairs(from: &[Heading], to: &[Heading]) -> Vec<(usize, usize)> {
    let by_id: std::collections::BTreeMap<&str, (usize, bool)> = to
        .iter()
        .enumerate()
        .map(|(index, heading)| (&*heading.id, (index, heading.explicit)))
        .collect();
    let pair = |(index, heading): (usize, &Heading)| {
        let (other, explicit) = by_id.get(&*heading.id)?;
        (heading.explicit || *explicit).then_some((index, *other))
    };
    from.iter().enumerate().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::{SectionHash, counterparts};
    use crate::model::Heading;
    use crate::source::Span;

    /// `2terms!` is a heading of level 2 that states the id `terms`.
    fn outline(text: &str) -> Vec<Heading> {
        let heading = |word: &str| {
            let (level, id) = word.split_at(1);
            Heading {
                level: level.parse().unwrap(),
                id: id.trim_end_matches('!').into(),
                section: id.trim_end_matches('!').into(),
                explicit: id.ends_with('!'),
                names: Vec::new(),
                html: "".into(),
                span: Span::default(),
            }
        };
        text.split_whitespace().map(heading).collect()
    }

    #[test]
    fn pairs() {
        let rows = [
            ("2a 3b 2c", "2x 3y 2z", "0 1 2"),
            ("2a 2b", "2x 3y", "- -"),
            ("2a 2b", "2x", "- -"),
            ("2a 2terms! 2b 2c", "2terms! 2x 2y", "- 0 1 2"),
            ("2a 2terms! 2b", "2x 2terms! 2y 2z", "0 1 -"),
            ("2one! 2two!", "2two! 2one!", "1 0"),
            ("2one! 2m 2two!", "2two! 2m 2one!", "2 - 0"),
            ("2terms!", "2x 2terms", "1"),
            ("2same 2a", "2b 2same", "0 1"),
            ("", "2a", ""),
        ];
        for (from, to, expected) in rows {
            let found = counterparts(&outline(from), &outline(to));
            let shown: Vec<String> = found
                .iter()
                .map(|one| one.map_or("-".to_owned(), |index| index.to_string()))
                .collect();
            assert_eq!(shown.join(" "), expected, "{from} | {to}");
        }
    }

    #[test]
    fn hashes() {
        let hash = SectionHash::of("نص في\nسطرين");
        assert_eq!(SectionHash::of("  نص   في سطرين\n"), hash, "white space");
        assert_eq!(
            SectionHash::of("نص في <!-- يراجع -->سطرين"),
            hash,
            "comments"
        );
        assert_eq!(SectionHash::of("نص \u{200f}في سطرين"), hash, "marks");
        assert_ne!(SectionHash::of("نص في سطر"), hash);
        assert_eq!(SectionHash::parse(&hash.to_string()), Some(hash));
        // Written into files of editors: it may never change.
        assert_eq!(SectionHash::of("بيان").to_string(), "6062d989e3e6d6ce");
        let rows = [
            "\u{b}a",
            "a\u{85}b",
            "a\u{a0}b",
            "a\u{ad}b",
            "a\u{61c}b",
            "a\u{2003}b",
            "a\u{202f}b",
            "a\u{2066}b",
            "a\u{3000}b",
        ];
        assert!(rows.iter().all(|text| !super::is_simple(text)));
        assert!(
            ["", "«بيان» – “a” …", "٣١\tأيار"]
                .iter()
                .all(|text| super::is_simple(text))
        );
        for bad in [
            "",
            "12",
            "abc",
            "0123456789ABCDEF",
            "0123456789abcdeg",
            "+123456789abcdef",
        ] {
            assert_eq!(SectionHash::parse(bad), None, "{bad}");
        }
    }
}
