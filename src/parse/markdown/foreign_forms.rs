//! Forms of markup of other programs, as plain functions of a text: what it begins with, and how far that goes.

use std::ops::Range;

/// Nothing that is looked for is longer; it also keeps the reading linear.
const LONGEST: usize = 1_000;

/// What a paragraph still holds from here on, of what is looked for.
pub(super) fn paragraph_of(rest: &str) -> &str {
    let rest = rest
        .get(..rest.floor_char_boundary(LONGEST))
        .unwrap_or(rest);
    rest.find("\n\n")
        .and_then(|end| rest.get(..end))
        .unwrap_or(rest)
}

pub(super) fn line_of(rest: &str) -> &str {
    rest.split('\n').next().unwrap_or_default()
}

/// The length up to the sign that closes what another opens, with something between.
pub(super) fn closed(rest: &str, open: &str, close: &str) -> Option<usize> {
    let inside = rest.get(open.len()..)?;
    let end = inside.find(close).filter(|end| *end > 0)?;
    Some(open.len() + end + close.len())
}

pub(super) fn shortcode(rest: &str) -> Option<usize> {
    [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")]
        .iter()
        .find(|(open, _)| rest.starts_with(open))
        .and_then(|(open, close)| closed(rest, open, close))
}

pub(super) fn is_sign_of_code(c: char) -> bool {
    matches!(c, '=' | '!' | '<' | '>')
}

/// `[/b]`: the length of the end of a tag of a forum or a shortcode.
pub(super) fn closing_tag(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix("[/")?;
    let length = name.find(|c: char| !c.is_ascii_alphabetic())?;
    (length > 0 && name.get(length..)?.starts_with(']')).then_some(length + 3)
}

/// The bracket of the same line that a closing one belongs to.
pub(super) fn opening(source: &str, at: usize) -> Option<usize> {
    let before = source.get(..at)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let mut depth = 0;
    for (place, c) in source.get(line..at)?.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(line + place),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether the words between round brackets are hardly anything but an address.
pub(super) fn is_address(text: &str) -> bool {
    const STARTS: [&str; 7] = ["http://", "https://", "mailto:", "www.", "/", "./", "../"];
    const ENDINGS: [&str; 24] = [
        ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".md", ".html", ".htm",
        ".doc", ".docx", ".xls", ".xlsx", ".csv", ".json", ".txt", ".zip", ".mp3", ".mp4", ".odt",
        ".ppt", ".pptx",
    ];
    let text = text.trim().to_ascii_lowercase();
    STARTS
        .iter()
        .any(|start| text.len() > start.len() && text.starts_with(start))
        || ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// `+---+===+`
pub(super) fn is_grid_rule(line: &str) -> bool {
    line.len() > 4
        && line.starts_with("+-") | line.starts_with("+=")
        && line.ends_with('+')
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// The lines of a paragraph with their places, without the signs of the quotations around them.
pub(super) fn lines<'s>(source: &'s str, range: &Range<usize>) -> Vec<(usize, &'s str)> {
    let text = source.get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    text.split_inclusive('\n')
        .map(|line| {
            let bare = line.trim_start_matches(['>', ' ', '\t']);
            let start = at + line.len() - bare.len();
            at += line.len();
            (start, bare.trim_end())
        })
        .collect()
}
