//! Syntax errors of YAML in the editor's words: the parser's reason, and the repair for the slips people make.

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::source::{SourcePath, Span};

/// Turns the parser's complaint at byte `at` of the YAML into a diagnostic on the line it means.
pub(super) fn diagnose(path: &SourcePath, source: &str, span: Span, at: usize, reason: &str) -> Diagnostic {
    let text = source.get(span.range()).unwrap_or_default();
    let lines = Lines { text, base: span.start as usize };
    let at = at.min(text.len());
    let slips = [second_colon, stray_tab, hidden_space, special_start, open_quote];
    if let Some(diagnostic) = slips.iter().find_map(|slip| slip(path, &lines, at)) {
        return diagnostic;
    }
    let location = Location::new(path, lines.span(at, at + 1));
    let code = if reason.contains("recursion") { Code::TooDeep } else { Code::YamlSyntax };
    Diagnostic::at(code, location, format!("the YAML cannot be read: {reason}"))
}

struct Lines<'a> {
    text: &'a str,
    base: usize,
}

impl<'a> Lines<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        let last = self.text.len();
        Span::new(start.min(last), end.min(last)).shifted(self.base)
    }

    /// The line that holds byte `at`, and the line before it, each with its first byte: parsers often notice late.
    fn around(&self, at: usize) -> impl Iterator<Item = (usize, &'a str)> {
        let here = self.line(at);
        let before = here.0.checked_sub(1).map(|end| self.line(end));
        [Some(here), before].into_iter().flatten()
    }

    fn line(&self, at: usize) -> (usize, &'a str) {
        let start = self.text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |newline| newline + 1);
        let rest = self.text.get(start..).unwrap_or_default();
        (start, rest.split('\n').next().unwrap_or_default())
    }
}

/// `title: مذكرة: سوتشي`
fn second_colon(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (key, value) = line.split_once(": ")?;
        let value = value.trim();
        let open =
            !value.starts_with(['"', '\'', '[', '{', '|', '>', '#']) && (value.contains(": ") || value.ends_with(':'));
        let bare_key = !key.trim_start().starts_with(['"', '\'', '#']);
        let from = start + line.len() - line.split_once(": ").map_or(0, |(_, rest)| rest.trim_start().len());
        (open && bare_key).then(|| {
            let location = Location::new(path, lines.span(from, from + value.len()));
            Diagnostic::at(Code::YamlSecondColon, location, "a second colon on one line needs quotes around the value")
                .help(format!("write {}: \"{}\"", key.trim(), value.replace('\\', "\\\\").replace('"', "\\\"")))
        })
    })
}

fn stray_tab(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let indent = line.len() - line.trim_start().len();
        let tab = line.get(..indent)?.find('\t')?;
        let location = Location::new(path, lines.span(start + tab, start + tab + 1));
        Some(Diagnostic::at(Code::YamlSyntax, location, "a tab stands in the indentation").help("indent with spaces"))
    })
}

/// `title:` followed by a no-break space: to YAML that is one word, not a key and a value.
fn hidden_space(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let (colon, space) = line
            .char_indices()
            .zip(line.chars().skip(1))
            .find_map(|((i, c), next)| (c == ':' && is_hidden(next)).then_some((i, next)))?;
        let location = Location::new(path, lines.span(start + colon + 1, start + colon + 1 + space.len_utf8()));
        let message = format!("an invisible character (U+{:04X}) follows the colon", u32::from(space));
        Some(Diagnostic::at(Code::InvisibleCharacter, location, message).help("replace it with an ordinary space"))
    })
}

/// Characters that look like a space or like nothing, and are not YAML's space.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{205f}'..='\u{2069}' | '\u{3000}' | '\u{feff}')
}

/// `note: @src-a` or `note: %5`: these signs cannot begin a bare value.
fn special_start(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (start, line) = lines.line(at);
    let (key, value) = line.split_once(": ")?;
    let sign = value.trim_start().chars().next().filter(|c| matches!(c, '@' | '`' | '%'))?;
    let from = start + line.len() - value.trim_start().len();
    let location = Location::new(path, lines.span(from, from + sign.len_utf8()));
    Some(
        Diagnostic::at(Code::YamlSyntax, location, format!("a value cannot begin with {}", quoted(&sign.to_string())))
            .help(format!("write {}: \"{}\"", key.trim(), value.trim())),
    )
}

fn open_quote(path: &SourcePath, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    lines.around(at).find_map(|(start, line)| {
        let value = line.split_once(": ").map_or(line, |(_, value)| value).trim();
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
            .help("close the quote at the end of the value, and write quotes inside it as « » or “ ”")
        })
    })
}
