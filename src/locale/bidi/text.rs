//! Where there is no markup: titles of windows, metadata, alternative texts, feeds.

use std::borrow::Cow;

use super::class::Class;
use super::runs::{DirectionMark, Shield, isolates};
use super::writing::Letters;
use crate::lang::Direction;
use crate::locale::held::{held, push_held};
use crate::locale::push_unbroken;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_ISOLATE: char = '\u{2069}';

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Island<'t> {
    /// Its words.
    pub text: &'t str,
    /// What is to be put around it.
    pub isolate: Option<Shield>,
}

/// The whole text in pieces: what must be isolated, and what stands between. A text without a letter of the direction
/// is one piece, isolated as a whole.
pub fn islands(text: &str, own: Direction) -> Vec<Island<'_>> {
    if Letters::of(text, own).are_foreign() {
        return vec![Island {
            text,
            isolate: Some(Shield {
                direction: own.opposite(),
                stated: DirectionMark::ByLetters,
            }),
        }];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    let plain = |range: std::ops::Range<usize>| {
        let text = text.get(range).unwrap_or_default();
        (!text.is_empty()).then_some(Island {
            text,
            isolate: None,
        })
    };
    for isolate in isolates(text, own) {
        pieces.extend(plain(from..isolate.range.start));
        from = isolate.range.end;
        let text = text.get(isolate.range).unwrap_or_default();
        pieces.push(Island {
            text,
            isolate: Some(isolate.shield),
        });
    }
    pieces.extend(plain(from..text.len()));
    pieces
}

/// The text as HTML: `<bdi>` around what must be isolated, ranges of numbers held together, and `escape` for all words.
pub fn isolated_html(text: &str, own: Direction, escape: impl FnMut(&mut String, &str)) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    if Letters::of(text, own).are_foreign() {
        let shield = Shield {
            direction: own.opposite(),
            stated: DirectionMark::ByLetters,
        };
        html.push_str(shield.open());
        push_unbroken(&mut html, text, escape);
        html.push_str(shield.close());
    } else {
        push_held(&mut html, text, &held(text, own), escape);
    }
    html
}

/// A text that will stand beside others in a line without markup: as [`isolated_text`], and as a whole where it runs the
/// other way.
pub fn isolated_part(text: &str, own: Direction) -> Cow<'_, str> {
    if Letters::of(text, own).are_foreign() {
        return Cow::Owned(format!("{}{text}{POP_ISOLATE}", opening(own.opposite())));
    }
    isolated_text(text, own)
}

/// The text with isolate characters where it is mixed. What begins with a letter of the other direction is isolated as
/// a whole besides, since programs take the direction of a text without markup from its first letter.
pub fn isolated_text(text: &str, own: Direction) -> Cow<'_, str> {
    if Letters::of(text, own).are_foreign() {
        return Cow::Borrowed(text);
    }
    let pieces = islands(text, own);
    if pieces.iter().all(|piece| piece.isolate.is_none()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + pieces.len() * 6);
    let turned = first_letter(text).is_some_and(|first| first != own);
    if turned {
        shown.push(opening(own));
    }
    for Island { text, isolate } in pieces {
        match isolate {
            Some(Shield { direction, stated }) => {
                shown.push(opening(direction));
                match stated {
                    DirectionMark::ForEach => each_group(&mut shown, text, direction),
                    DirectionMark::ByLetters | DirectionMark::ByAttribute => shown.push_str(text),
                }
                shown.push(POP_ISOLATE);
            }
            None => shown.push_str(text),
        }
    }
    if turned {
        shown.push(POP_ISOLATE);
    }
    Cow::Owned(shown)
}

/// Each group of digits apart, so that the blanks between them run as the whole does.
fn each_group(shown: &mut String, text: &str, direction: Direction) {
    for piece in text.split_inclusive(' ') {
        let group = piece.trim_end_matches(' ');
        shown.push(opening(direction));
        shown.push_str(group);
        shown.push(POP_ISOLATE);
        shown.push_str(piece.get(group.len()..).unwrap_or_default());
    }
}

fn first_letter(text: &str) -> Option<Direction> {
    text.chars().find_map(|c| Class::of(c).direction())
}

fn opening(direction: Direction) -> char {
    match direction {
        Direction::Ltr => LEFT_TO_RIGHT_ISOLATE,
        Direction::Rtl => RIGHT_TO_LEFT_ISOLATE,
    }
}
