//! Brackets and quotation marks that belong together.

use super::class::{BidiItem, Class};
use crate::lang::Direction;

const PAIRS: [(char, char); 9] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('«', '»'),
    ('“', '”'),
    ('‘', '’'),
    ('‹', '›'),
    ('（', '）'),
];

/// So far back the partner of a closing sign is looked for: nobody nests deeper, and a hostile text stays linear.
const DEEPEST: usize = 16;

/// For each character, its partner: both stand in one stretch without a letter of the paragraph's own direction.
pub(super) fn partners(items: &[BidiItem], own: Direction) -> Vec<Option<usize>> {
    let mut partners = vec![None; items.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if item.class == Class::Break || item.class.direction() == Some(own) {
            open.clear();
        } else if let Some((_, close)) = PAIRS.iter().find(|(opening, _)| *opening == item.c) {
            open.push((index, *close));
        } else if item.c == '"' && open.last().is_none_or(|(_, close)| *close != '"') {
            open.push((index, '"'));
        } else if let Some(inside) = open
            .iter()
            .rev()
            .take(DEEPEST)
            .position(|(_, close)| *close == item.c)
        {
            open.truncate(open.len() - inside);
            if let Some((at, _)) = open.pop() {
                set(&mut partners, at, index);
                set(&mut partners, index, at);
            }
        }
    }
    partners
}

fn set(partners: &mut [Option<usize>], at: usize, partner: usize) {
    if let Some(slot) = partners.get_mut(at) {
        *slot = Some(partner);
    }
}

/// Whether this sign opens what another closes.
pub(super) fn opens(c: char) -> bool {
    c == '"' || PAIRS.iter().any(|(opening, _)| *opening == c)
}

/// Whether this sign closes what another opened.
pub(super) fn closes(c: char) -> bool {
    c == '"' || PAIRS.iter().any(|(_, closing)| *closing == c)
}
