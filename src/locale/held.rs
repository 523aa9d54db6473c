//! What stands together in a text: runs of the other direction, and ranges of numbers.

use std::cmp::Reverse;
use std::ops::Range;

use super::bidi::{Isolate, isolates};
use super::unbroken::{UNBROKEN_CLOSE, UNBROKEN_OPEN, unbroken};
use crate::lang::Direction;

/// A stretch of text with the tags around it.
#[derive(Debug, PartialEq, Eq)]
pub struct Held {
    /// Its bytes.
    pub range: Range<usize>,
    /// The tag before it.
    pub open: &'static str,
    /// The tag after it.
    pub close: &'static str,
}

/// All that a text in a paragraph of this direction needs: in the order of their beginnings, each inside another or
/// apart from it.
pub fn held(text: &str, direction: Direction) -> Vec<Held> {
    let isolates = isolates(text, direction);
    let mut ranges = unbroken(text);
    ranges.retain(|range| !crosses(range, &isolates));
    let mut held: Vec<Held> = isolates
        .into_iter()
        .map(|Isolate { range, shield }| Held {
            range,
            open: shield.open(),
            close: shield.close(),
        })
        .collect();
    if !ranges.is_empty() {
        held.extend(ranges.into_iter().map(|range| Held {
            range,
            open: UNBROKEN_OPEN,
            close: UNBROKEN_CLOSE,
        }));
        // Stable: of two that are equal the isolate stands outside.
        held.sort_by_key(|one| (one.range.start, Reverse(one.range.end)));
    }
    held
}

/// Appends a text with the tags of what is held together in it, and `escape` for all words.
pub(super) fn push_held(
    html: &mut String,
    text: &str,
    held: &[Held],
    mut escape: impl FnMut(&mut String, &str),
) {
    let mut from = 0;
    let mut ends: Vec<&Held> = Vec::new();
    let mut tag = |at: usize, tag: &str| {
        escape(html, text.get(from..at).unwrap_or_default());
        html.push_str(tag);
        from = at;
    };
    for one in held {
        while let Some(end) = ends.pop_if(|end| end.range.end <= one.range.start) {
            tag(end.range.end, end.close);
        }
        tag(one.range.start, one.open);
        ends.push(one);
    }
    ends.into_iter()
        .rev()
        .for_each(|end| tag(end.range.end, end.close));
    tag(text.len(), "");
}

/// Whether a range lies half inside an isolate, as in `S/2018/852–853`.
fn crosses(range: &Range<usize>, isolates: &[Isolate]) -> bool {
    let first = isolates.partition_point(|isolate| isolate.range.end <= range.start);
    let touching = isolates
        .iter()
        .skip(first)
        .take_while(|isolate| isolate.range.start < range.end);
    let within =
        |one: &Range<usize>, other: &Range<usize>| other.start <= one.start && one.end <= other.end;
    touching
        .map(|isolate| &isolate.range)
        .any(|isolate| !within(isolate, range) && !within(range, isolate))
}

#[cfg(test)]
mod tests {
    use super::held;
    use crate::lang::Direction;

    #[test]
    fn inside_or_apart() {
        let table: [(&str, Direction, &[&str]); 5] = [
            ("بين 50–60% منها", Direction::Rtl, &["50–60%", "60%"]),
            ("في M4 و50–60", Direction::Rtl, &["M4", "50–60"]),
            ("نحو −5–10°", Direction::Rtl, &["−5–10°", "−5", "10°"]),
            ("وثيقة S/2018/852–853", Direction::Rtl, &["S/2018/852"]),
            (
                "in 2017–2018 مذكرة سوتشي",
                Direction::Ltr,
                &["2017–2018", "مذكرة سوتشي"],
            ),
        ];
        for (text, direction, expected) in table {
            let found: Vec<&str> = held(text, direction)
                .into_iter()
                .map(|one| &text[one.range])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
