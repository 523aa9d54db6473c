//! Diagnostics as text: for people at a terminal, and as JSON for editors and other programs.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Location, Severity};
use crate::source::{Edit, SourceFile, SourceTree};

/// The renderer would replace the isolates around quoted words by a replacement character, so they travel as private ones.
const ISOLATES: [(&str, &str); 2] = [("\u{2068}", "\u{e068}"), ("\u{2069}", "\u{e069}")];

/// One report for a person, in colour; the caller strips the colour where nobody wants it.
pub fn human(diagnostic: &Diagnostic, sources: Option<&SourceTree>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = ISOLATES
        .iter()
        .fold(diagnostic.message.clone(), |text, (mark, stand_in)| {
            text.replace(*mark, stand_in)
        });
    let mut group = level
        .primary_title(&*title)
        .id(diagnostic.code.name())
        .elements(std::iter::empty::<Origin<'_>>());
    let main = diagnostic.primary.iter().map(|location| (location, None));
    let others = diagnostic
        .labels
        .iter()
        .map(|(location, words)| (location, Some(words.as_str())));
    for (location, words) in main.chain(others) {
        group = place(group, location, words, sources);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let text = Renderer::styled().render(&[group]);
    ISOLATES
        .iter()
        .fold(text, |text, (mark, stand_in)| text.replace(stand_in, mark))
}

/// The excerpt of one place; the first place is primary, the others say what they are.
fn place<'a>(
    group: Group<'a>,
    location: &'a Location,
    words: Option<&'a str>,
    sources: Option<&'a SourceTree>,
) -> Group<'a> {
    let file = sources.and_then(|sources| sources.file(&location.path));
    let (Some(file), Some(span)) = (file, location.span) else {
        let group = words.into_iter().fold(group, |group, words| {
            group.element(Level::NOTE.message(words))
        });
        return group.element(Origin::path(location.path.as_str()));
    };
    let kind = if words.is_some() {
        AnnotationKind::Context
    } else {
        AnnotationKind::Primary
    };
    let span = clamped(file, span.range());
    let (excerpt, line) = excerpt(&file.text, &span);
    let annotation = kind
        .span(span.start - excerpt.start..span.end - excerpt.start)
        .label(words);
    let text = file.text.get(excerpt).unwrap_or_default();
    group.element(
        Snippet::source(text)
            .line_start(line)
            .path(location.path.as_str())
            .annotation(annotation),
    )
}

/// The bytes of the line that a span stands in, with the next line, and its number: the renderer reads all that it is given.
fn excerpt(text: &str, span: &Range<usize>) -> (Range<usize>, usize) {
    let head = text.get(..span.start).unwrap_or_default();
    let rest = text.get(span.start..).unwrap_or_default();
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    match rest.match_indices('\n').nth(1) {
        Some((end, _)) => (
            start..span.start + end + 1,
            head.bytes().filter(|byte| *byte == b'\n').count() + 1,
        ),
        // Near the end of a file: how that is shown is left to the renderer.
        None => (0..text.len(), 1),
    }
}

/// A span inside the text and on character boundaries, whatever was handed over.
fn clamped(file: &SourceFile, range: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(file.text.len());
        while !file.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    // One line is enough to see what is meant, and keeps the excerpt of a whole list short.
    let line = file
        .text
        .get(start..)
        .and_then(|rest| rest.find('\n'))
        .map_or(file.text.len(), |end| start + end);
    start..floor(range.end).clamp(start, line.max(start))
}

/// One JSON object on one line. Lines and columns count from 1, columns in characters; bytes from 0.
pub fn json(diagnostic: &Diagnostic, sources: Option<&SourceTree>) -> String {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|(location, words)| json!({"message": words, "location": position(location, sources)}))
        .collect();
    json!({
        "type": "diagnostic",
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code.name(),
        "message": diagnostic.message,
        "location": diagnostic.primary.as_ref().map(|location| position(location, sources)),
        "labels": labels,
        "help": diagnostic.help,
        "fix": fix(diagnostic),
    })
    .to_string()
}

/// The repair, each part with its bytes and what to write there; empty where a person must decide.
fn fix(diagnostic: &Diagnostic) -> Vec<Value> {
    let part = |edit: &Edit| json!({"start_byte": edit.span.start, "end_byte": edit.span.end, "text": edit.text});
    diagnostic.fix().iter().map(part).collect()
}

/// The name of a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn position(location: &Location, sources: Option<&SourceTree>) -> Value {
    let file = sources.and_then(|sources| sources.file(&location.path));
    let (Some(file), Some(span)) = (file, location.span) else {
        return json!({"path": location.path.as_str()});
    };
    let range = clamped(file, span.range());
    let (line, column) = line_and_column(&file.text, range.start);
    let (end_line, end_column) = line_and_column(&file.text, range.end);
    let text = file.text.lines().nth(line - 1).unwrap_or_default();
    json!({
        "path": location.path.as_str(), "line": line, "column": column, "end_line": end_line, "end_column": end_column,
        "start_byte": range.start, "end_byte": range.end, "text": text,
    })
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let head = text.get(..at).unwrap_or(text);
    let line = head.matches('\n').count() + 1;
    let column = head.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
