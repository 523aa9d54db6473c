//! Citations: `[@src-a, p. 3; @src-b]`, with Latin or Arabic commas and semicolons.

use std::ops::Range;

use super::written::{is_blank, is_invisible, short};
use crate::diagnostic::{Code, isolated, quoted};
use crate::kind::is_id;

/// One citation as read.
pub(super) struct CitationReading<'t> {
    /// The id of the source, as well as it could be made out.
    pub(super) source: &'t str,
    /// Where in the source.
    pub(super) locator: Option<&'t str>,
    /// The bytes from `@` on.
    pub(super) range: Range<usize>,
    /// What is wrong with the id.
    pub(super) fault: Option<CitationFault>,
}

/// A problem of one citation.
pub(super) struct CitationFault {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// Whether the inside of a bracket begins like a citation.
pub(super) fn begins(inside: &str) -> bool {
    let rest = inside.trim_start_matches(is_blank).strip_prefix('@');
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Reads the inside of a bracket.
pub(super) fn read(text: &str) -> Vec<CitationReading<'_>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for piece in pieces(text) {
        let cites = text
            .get(piece.clone())
            .is_some_and(|piece| piece.starts_with('@'));
        match ranges.last_mut() {
            // A semicolon within a locator: `p. 3; p. 5`.
            Some(last) if !cites => last.end = piece.end,
            _ => ranges.push(piece),
        }
    }
    ranges
        .into_iter()
        .filter_map(|range| Some(read_one(text.get(range.clone())?, range)))
        .collect()
}

/// The parts between semicolons, without blanks around them, and without empty ones.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive([';', '؛']).filter_map(move |piece| {
        let start = at + (piece.len() - piece.trim_start_matches(is_blank).len());
        at += piece.len();
        let trimmed = piece.trim_end_matches([';', '؛']).trim_matches(is_blank);
        (!trimmed.is_empty()).then(|| start..start + trimmed.len())
    })
}

fn read_one(piece: &str, range: Range<usize>) -> CitationReading<'_> {
    let piece = piece.strip_prefix('@').unwrap_or(piece);
    let (source, locator) = match piece.split_once([',', '،', ';', '؛']) {
        Some((source, locator)) => (source, Some(locator.trim_matches(is_blank))),
        None => (piece, None),
    };
    let source = source.trim_matches(is_blank);
    let locator = locator.filter(|locator| !locator.is_empty());
    if let Some(fault) = locator.and_then(|locator| joined(source, locator)) {
        return CitationReading {
            source,
            locator: None,
            range,
            fault: Some(fault),
        };
    }
    if is_id(source) {
        return CitationReading {
            source,
            locator,
            range,
            fault: None,
        };
    }
    match source.split_once(char::is_whitespace) {
        Some((first, rest)) if is_id(first) => {
            let fault = CitationFault {
                code: Code::InvalidId,
                message: format!(
                    "no comma stands between the source and {}",
                    quoted(rest.trim_matches(is_blank))
                ),
                help: Some(format!(
                    "write `{}`",
                    isolated(&format!(
                        "[@{first}, {}]",
                        short(rest.trim_matches(is_blank))
                    ))
                )),
            };
            CitationReading {
                source: first,
                locator: Some(rest),
                range,
                fault: Some(fault),
            }
        }
        _ => CitationReading {
            source,
            locator,
            range,
            fault: Some(wrong_id(source)),
        },
    }
}

/// Another source in a locator: it would be shown as the number of a page.
fn joined(source: &str, locator: &str) -> Option<CitationFault> {
    let (before, other) = locator.match_indices('@').find_map(|(at, _)| {
        let (before, other) = locator.split_at_checked(at)?;
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_ascii_alphanumeric());
        let other = other.strip_prefix('@')?;
        (begins && other.starts_with(|c: char| c.is_ascii_alphanumeric()))
            .then_some((before, other))
    })?;
    let length = other
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(other.len());
    let (id, rest) = other.split_at_checked(length)?;
    let words = before.trim_matches(|c: char| is_blank(c) || matches!(c, ',' | '،' | ';' | '؛'));
    let rest = short(rest.trim_end_matches(is_blank));
    let right = if words.is_empty()
        || words.starts_with(|c: char| c.is_numeric())
        || words.contains(char::is_numeric)
    {
        let page = if words.is_empty() {
            String::new()
        } else {
            format!(", {}", short(words))
        };
        format!("[@{source}{page}; @{id}{rest}]")
    } else {
        format!("[@{source}] {} [@{id}{rest}]", short(words))
    };
    Some(CitationFault {
        code: Code::CitationInLocator,
        message: format!(
            "the citation of {} stands where a page of {} is due",
            quoted(id),
            quoted(source)
        ),
        help: Some(format!(
            "a semicolon parts sources, and words stand outside of the brackets: write `{}`",
            isolated(&right)
        )),
    })
}

fn wrong_id(source: &str) -> CitationFault {
    let visible: String = source.chars().filter(|c| !is_invisible(*c)).collect();
    if visible.len() < source.len() && is_id(&visible) {
        let message = format!(
            "an invisible character stands in the id {}",
            quoted(&visible)
        );
        return CitationFault {
            code: Code::InvisibleCharacter,
            message,
            help: Some("delete the word and type it again".to_owned()),
        };
    }
    let lower = source.to_lowercase().replace(['_', ' '], "-");
    let help = is_id(&lower).then(|| format!("write `@{lower}`"));
    let message = format!("{} is not the id of a source", quoted(source));
    CitationFault {
        code: Code::InvalidId,
        message,
        help: help
            .or_else(|| Some("an id is lower-case ASCII letters, digits and hyphens".to_owned())),
    }
}
