//! Syntax errors of YAML in the editor's words: the parser's reason, and the repair for the slips people make.

use super::DEEPEST;
use super::lines::{Lines, in_quotes};
use super::slips;
use crate::diagnostic::{Code, Diagnostic, Location, isolated, quoted};
use crate::source::{SourcePath, Span};

/// Turns the parser's complaint at byte `at` of the YAML into a diagnostic on the line it means.
pub(super) fn diagnose(
    path: &SourcePath,
    source: &str,
    span: Span,
    at: usize,
    reason: &str,
) -> Diagnostic {
    let text = source.get(span.range()).unwrap_or_default();
    let lines = Lines {
        text,
        base: span.start as usize,
    };
    let at = at.min(text.len());
    if reason.contains("recursion") {
        return too_deep(path, &lines, at);
    }
    let slips = [
        second_colon,
        stray_tab,
        hidden_indentation,
        hidden_space,
        slips::other_colon,
        slips::no_space,
        slips::arabic_comma,
        slips::inner_quote,
        slips::backslash,
        slips::text_like_a_list,
        special_start,
        feature_start,
        open_bracket,
        open_quote,
        slips::tight_hyphen,
        uneven,
        no_key,
    ];
    if let Some(diagnostic) = slips.iter().find_map(|slip| slip(path, &lines, at)) {
        return diagnostic;
    }
    let location = Location::new(path, lines.span(at, at + 1));
    Diagnostic::at(
        Code::YamlSyntax,
        location,
        format!("the YAML cannot be read: {reason}"),
    )
}

/// `title: مذكرة: سوتشي`
fn second_colon(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (key, value) = line.split_once(": ")?;
        let value = value.trim();
        let open = !value.starts_with(['"', '\'', '[', '{', '|', '>', '#'])
            && (value.contains(": ") || value.ends_with(':'));
        let bare_key = !key.trim_start().starts_with(['"', '\'', '#']);
        let from = start + line.len()
            - line
                .split_once(": ")
                .map_or(0, |(_, rest)| rest.trim_start().len());
        (open && bare_key).then(|| {
            let location = Location::new(path, lines.span(from, from + value.len()));
            Diagnostic::at(
                Code::YamlSecondColon,
                location,
                "a second colon on one line needs quotes around the value",
            )
            .help(format!(
                "write {}",
                isolated(&format!(
                    "{}: {}",
                    key.trim(),
                    in_quotes(without_curls(value))
                ))
            ))
        })
    })
}

/// A value without the typographic quotation marks that someone meant as YAML's.
fn without_curls(value: &str) -> &str {
    let inner = |open: &[char], close: &[char]| value.strip_prefix(open)?.strip_suffix(close);
    inner(&['“', '”', '„'], &['“', '”'])
        .or_else(|| inner(&['‘', '’', '‚'], &['‘', '’']))
        .filter(|inner| !inner.contains(['“', '”', '„', '‘']))
        .unwrap_or(value)
}

fn stray_tab(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    // A value may go on in the next line, where the tab is met.
    let (here, line) = lines.line(at);
    let after = Some(here + line.len() + 1).filter(|start| *start < lines.text.len());
    lines
        .around(at)
        .chain(after.map(|start| lines.line(start)))
        .find_map(|(start, line)| {
            let indent = line.len() - line.trim_start().len();
            let tab = line.get(..indent)?.find('\t')?;
            let location = Location::new(path, lines.span(start + tab, start + tab + 1));
            Some(
                Diagnostic::at(
                    Code::YamlSyntax,
                    location,
                    "a tab stands in the indentation",
                )
                .help("indent with spaces"),
            )
        })
}

/// `title:` followed by a no-break space: to YAML that is one word, not a key and a value.
fn hidden_space(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (colon, space) = line
            .char_indices()
            .zip(line.chars().skip(1))
            .find_map(|((i, c), next)| (c == ':' && is_hidden(next)).then_some((i, next)))?;
        let location = Location::new(
            path,
            lines.span(start + colon + 1, start + colon + 1 + space.len_utf8()),
        );
        let message = format!(
            "an invisible character (U+{:04X}) follows the colon",
            u32::from(space)
        );
        Some(
            Diagnostic::at(Code::InvisibleCharacter, location, message)
                .help("replace it with an ordinary space"),
        )
    })
}

/// A text without what nobody sees.
pub(crate) fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Characters that look like a space or like nothing, and are not YAML's space.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{205f}'..='\u{2069}' | '\u{3000}' | '\u{feff}')
}

/// `note: @src-a` or `note: %5`: these signs cannot begin a bare value.
fn special_start(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (start, line) = lines.line(at);
    let (key, value) = line.split_once(": ")?;
    let sign = value
        .trim_start()
        .chars()
        .next()
        .filter(|c| matches!(c, '@' | '`' | '%'))?;
    let from = start + line.len() - value.trim_start().len();
    let location = Location::new(path, lines.span(from, from + sign.len_utf8()));
    Some(
        Diagnostic::at(
            Code::YamlSyntax,
            location,
            format!("a value cannot begin with {}", quoted(&sign.to_string())),
        )
        .help(format!(
            "write {}",
            isolated(&format!("{}: {}", key.trim(), in_quotes(value.trim())))
        )),
    )
}

fn open_quote(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let value = line
            .split_once(": ")
            .map_or(line, |(_, value)| value)
            .trim();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let closed = value.len() > 1 && value.ends_with(quote);
        let from = start + line.rfind(value)?;
        (!closed).then(|| {
            let location = Location::new(path, lines.span(from, from + value.len()));
            Diagnostic::at(
                Code::YamlSyntax,
                location,
                format!("the quote {quote} is opened but the value does not end with it"),
            )
            .help(
                "close the quote at the end of the value, and write quotes inside it as « » or “ ”",
            )
        })
    })
}

/// A no-break space, or a mark of direction, where lines are indented.
fn hidden_indentation(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let blank = |c: char| c.is_whitespace() || is_hidden(c);
        let (inner, hidden) = line
            .char_indices()
            .take_while(|(_, c)| blank(*c))
            .find(|(_, c)| !c.is_ascii_whitespace())?;
        let location = Location::new(
            path,
            lines.span(start + inner, start + inner + hidden.len_utf8()),
        );
        let message = format!(
            "an invisible character (U+{:04X}) stands in the indentation",
            u32::from(hidden)
        );
        Some(Diagnostic::at(Code::InvisibleCharacter, location, message).help("indent with spaces"))
    })
}

/// `title: **مهم**` or `title: !عاجل`: what looks like Markdown or a call is a sign of YAML.
fn feature_start(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (start, line) = lines.line(at);
    let value = line.get(at.checked_sub(start)?..)?.trim_end();
    let (sign, what) = match value.chars().next()? {
        '*' => ('*', "an alias"),
        '&' => ('&', "an anchor"),
        '!' => ('!', "a tag"),
        _ => return None,
    };
    let is_name = value
        .chars()
        .skip(1)
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let help = if is_name {
        format!("quote the text if `{sign}` belongs to it, or write the value out")
    } else {
        format!(
            "quote the text if `{sign}` belongs to it: {}",
            isolated(&in_quotes(value))
        )
    };
    let location = Location::new(path, lines.span(at, at + value.len()));
    Some(
        Diagnostic::at(
            Code::YamlFeature,
            location,
            format!("{what} of YAML is not read here"),
        )
        .help(help),
    )
}

/// `actors: [turkey`: the parser notices only where something follows that cannot stand in a list.
fn open_bracket(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let mut start = 0;
    for line in lines.text.split_inclusive('\n') {
        let value = start + value_at(line);
        let bracket = lines.text.get(value..).and_then(|rest| rest.chars().next());
        if let Some(open @ ('[' | '{')) = bracket
            && value < start + line.len()
            && !closes(lines.text, start, value)
        {
            let (close, what) = if open == '[' {
                (']', "list")
            } else {
                ('}', "map")
            };
            let end = start + line.trim_end().len();
            let location = Location::new(path, lines.span(value, end));
            let message = format!("the bracket {open} is opened and never closed");
            let help = format!("close the {what} with {close}");
            return Some(Diagnostic::at(Code::YamlSyntax, location, message).help(help));
        }
        start += line.len();
        if start > at {
            return None;
        }
    }
    None
}

/// Where the value of a line begins, behind hyphens and a key.
fn value_at(line: &str) -> usize {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    if !rest.starts_with(['[', '{', '"', '\'']) {
        rest = rest
            .split_once(": ")
            .map_or(rest, |(_, value)| value.trim_start());
    }
    line.len() - rest.len()
}

/// Whether the bracket at `value` is closed before the next line that is not indented more than its own.
fn closes(text: &str, line_start: usize, value: usize) -> bool {
    let indent = indentation(text.get(line_start..).unwrap_or_default());
    let (mut depth, mut quote) = (0_usize, None);
    for (index, line) in text
        .get(value..)
        .unwrap_or_default()
        .split('\n')
        .enumerate()
    {
        let outside = indentation(line) <= indent
            && !line.trim().is_empty()
            && !line.trim_start().starts_with([']', '}']);
        if index > 0 && outside {
            return false;
        }
        for c in line.chars() {
            match (quote, c) {
                (Some(open), _) => quote = (open != c).then_some(open),
                (None, '"' | '\'') => quote = Some(c),
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
    }
    false
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The parser gives up at its own bound, far behind ours, where brackets stay open.
fn too_deep(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Diagnostic {
    let (start, line) = lines.line(at);
    let brackets = line.char_indices().filter(|(_, c)| matches!(c, '[' | '{'));
    let place = brackets
        .map(|(inner, _)| start + inner)
        .nth(DEEPEST - 1)
        .unwrap_or(at);
    let location = Location::new(path, lines.span(place, place + 1));
    Diagnostic::at(
        Code::TooDeep,
        location,
        format!("data is nested more than {DEEPEST} levels deep"),
    )
}

/// An item or a key that begins elsewhere than those before it.
fn uneven(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (start, line) = lines.line(at);
    let indent = indentation(line);
    let before = lines
        .text
        .get(..start)?
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())?;
    let item = line.trim_start().starts_with("- ");
    let key = line.trim_end().ends_with(':') || line.contains(": ");
    if indentation(before) == indent || !(item || key) {
        return None;
    }
    let end = if item {
        start + indent + 1
    } else {
        start + line.trim_end().len()
    };
    let location = Location::new(path, lines.span(start + indent, end));
    let what = if item {
        "the items of a list"
    } else {
        "the keys of a map"
    };
    let message = "this line is indented otherwise than the lines around it";
    Some(
        Diagnostic::at(Code::YamlSyntax, location, message)
            .help(format!("begin {what} under one another")),
    )
}

/// A line of words where a key is due.
fn no_key(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let words = line.trim();
        let other =
            words.starts_with(['#', '-', '"', '\'', '[', '{', '|', '>']) || words.contains(':');
        let from = start + line.len() - line.trim_start().len();
        (!words.is_empty() && !other).then(|| {
            let location = Location::new(path, lines.span(from, from + words.len()));
            Diagnostic::at(
                Code::YamlSyntax,
                location,
                "this line is no key with a value",
            )
            .help("write it as `key: value`, or indent it if it belongs to the line above")
        })
    })
}
