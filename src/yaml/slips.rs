//! Slips of the keyboard and of word processors between a key and its value, each with the line as it should be.

use super::lines::{Lines, in_quotes};
use crate::diagnostic::{Code, Diagnostic, Location, isolated};
use crate::source::SourcePath;

/// Written between items in Arabic, and in YAML part of a text.
pub const FOREIGN_COMMAS: [char; 2] = ['،', '؛'];
/// Signs that look like a colon: ratio, fullwidth, Hebrew, Syriac, presentation forms, letters of phonetics.
const COLONS: [char; 11] = ['：', '∶', '׃', '︓', '﹕', 'ː', '꞉', '˸', '܃', '܄', '։'];

/// Says that such a sign does not part the items of a list.
pub fn foreign_comma(written: &str) -> String {
    let sign = if written.contains('،') {
        "comma"
    } else {
        "semicolon"
    };
    format!("an Arabic {sign} does not separate the items of a list")
}

/// `title： هدنة`
pub(super) fn other_colon(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (key, value) = line.split_once(COLONS)?;
        let sign = line.get(key.len()..)?.chars().next()?;
        is_key(key).then(|| {
            let location = Location::new(
                path,
                lines.span(start + key.len(), start + key.len() + sign.len_utf8()),
            );
            let message = format!(
                "this sign (U+{:04X}) looks like a colon and is none",
                u32::from(sign)
            );
            Diagnostic::at(Code::YamlSyntax, location, message).help(write(key, value.trim()))
        })
    })
}

/// `title:هدنة`
pub(super) fn no_space(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (key, value) = line.split_once(':')?;
        let is_slip = is_key(key) && !value.starts_with([' ', '/']) && !value.trim().is_empty();
        is_slip.then(|| {
            let location =
                Location::new(path, lines.span(start + key.len(), start + key.len() + 1));
            Diagnostic::at(
                Code::YamlSyntax,
                location,
                "a space is missing after the colon",
            )
            .help(write(key, value.trim()))
        })
    })
}

/// `actors: ["turkey"، "russia"]`
pub(super) fn arabic_comma(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (mut quote, mut before) = (None, None);
        let (mut meant, mut first) = (String::with_capacity(line.len()), None);
        for (place, c) in line.char_indices() {
            let parts = quote.is_none()
                && matches!(before, Some('"' | '\''))
                && FOREIGN_COMMAS.contains(&c);
            if parts {
                first = first.or(Some((place, c)));
            }
            meant.push(if parts { ',' } else { c });
            match (quote, c) {
                (Some(open), _) if open == c => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                _ => {}
            }
            before = if c == ' ' { before } else { Some(c) };
        }
        let (place, comma) = first?;
        let location = Location::new(
            path,
            lines.span(start + place, start + place + comma.len_utf8()),
        );
        let message = foreign_comma(comma.encode_utf8(&mut [0; 4]));
        let help = format!(
            "separate them with the Latin comma: {}",
            isolated(meant.trim())
        );
        Some(Diagnostic::at(Code::ArabicComma, location, message).help(help))
    })
}

/// `title: "قال "نعم" ومضى"`
pub(super) fn inner_quote(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (from, key, value) = value_at(lines, at)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = value
        .strip_prefix(quote)?
        .strip_suffix(quote)
        .filter(|inside| inside.contains(quote))?;
    let location = Location::new(path, lines.span(from, from + value.len()));
    let message = format!("the quote {quote} stands inside a value that it encloses");
    let help = format!(
        "{}, or use other quotes inside",
        write(key, &enclosed(inside))
    );
    Some(Diagnostic::at(Code::YamlSyntax, location, message).help(help))
}

/// `title: "C:\نص"`
pub(super) fn backslash(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (from, key, value) = value_at(lines, at)?;
    let inside = value.strip_prefix('"')?.strip_suffix('"')?;
    let place = from + value.find('\\')?;
    let location = Location::new(path, lines.span(place, place + 1));
    let message = "a backslash between double quotes has a meaning of its own";
    Some(Diagnostic::at(Code::YamlSyntax, location, message).help(write(key, &enclosed(inside))))
}

/// `title: [تحديث] هدنة` or `title: - هدنة`
pub(super) fn text_like_a_list(
    path: &SourcePath,
    lines: &Lines<'_>,
    at: usize,
) -> Option<Diagnostic> {
    let (from, key, value) = value_at(lines, at)?;
    let goes_on = |close| {
        value
            .split_once(close)
            .is_some_and(|(_, rest)| !rest.trim().is_empty() && !rest.contains(close))
    };
    let sign = match value.chars().next()? {
        '[' if goes_on(']') => '[',
        '{' if goes_on('}') => '{',
        '-' if value.starts_with("- ") => '-',
        _ => return None,
    };
    let location = Location::new(path, lines.span(from, from + value.len()));
    let message = format!("a text that begins with {sign} needs quotes around it");
    Some(Diagnostic::at(Code::YamlSyntax, location, message).help(write(key, &in_quotes(value))))
}

/// What is wrong with `-turkey`.
pub(super) const TIGHT_HYPHEN: &str = "a space is missing behind this hyphen";

/// How to write the word behind such a hyphen.
pub(super) fn spaced_hyphen(word: &str) -> String {
    format!(
        "put a space behind each hyphen: {}",
        isolated(&format!("- {word}"))
    )
}

/// `-turkey` under `- russia`
pub(super) fn tight_hyphen(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let word = line
            .trim()
            .strip_prefix('-')
            .filter(|word| word.starts_with(char::is_alphanumeric))?;
        let hyphen = start + line.find('-')?;
        let location = Location::new(path, lines.span(hyphen, hyphen + 1));
        Some(Diagnostic::at(Code::YamlSyntax, location, TIGHT_HYPHEN).help(spaced_hyphen(word)))
    })
}

/// The value of the line with its place and its key.
fn value_at<'a>(lines: &Lines<'a>, at: usize) -> Option<(usize, &'a str, &'a str)> {
    let (start, line) = lines.line(at);
    let (key, value) = line.split_once(": ").filter(|(key, _)| is_key(key))?;
    let from = start + line.len() - value.trim_start().len();
    Some((from, key, value.trim()))
}

/// Whether a word may stand as a key: nothing else is mended here.
fn is_key(text: &str) -> bool {
    let name = text.trim_start().trim_start_matches("- ");
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn write(key: &str, value: &str) -> String {
    format!("write {}", isolated(&format!("{}: {value}", key.trim())))
}

/// A text in the quotes that need no backslash, if there are such.
fn enclosed(text: &str) -> String {
    if text.contains('\'') {
        in_quotes(text)
    } else {
        format!("'{text}'")
    }
}
