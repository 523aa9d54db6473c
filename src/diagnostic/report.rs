//! Diagnostics as text: for people at a terminal, and as JSON for editors and other programs.
//!
//! No report is larger than a person can read, whatever stands in the file: of a long line there is a window around the place, and
//! long words are cut.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::lines::TextLines;
use super::{Diagnostic, Location, Severity};
use crate::source::{Edit, SourcePath, SourceTree, visible};

/// The renderer would replace the isolates around quoted words by a replacement character, so they travel as private ones.
const ISOLATES: [(char, char); 2] = [('\u{2068}', '\u{e068}'), ('\u{2069}', '\u{e069}')];
/// So many bytes a report has at most; a path counts, and cannot be cut.
const LARGEST: usize = 2048;
/// How much of each part is shown, the first that keeps a report below `LARGEST`.
const WINDOWS: [Window; 4] = [
    Window {
        words: 900,
        line: 200,
        labels: 8,
        fixes: 900,
    },
    Window {
        words: 500,
        line: 100,
        labels: 3,
        fixes: 200,
    },
    Window {
        words: 250,
        line: 60,
        labels: 1,
        fixes: 0,
    },
    Window {
        words: 120,
        line: 20,
        labels: 0,
        fixes: 0,
    },
];

/// How much of a problem is shown.
#[derive(Clone, Copy)]
struct Window {
    /// Bytes of a message or remedy.
    words: usize,
    /// Characters of a line.
    line: usize,
    /// Further places.
    labels: usize,
    /// Bytes of a repair: half a repair is none.
    fixes: usize,
}

/// Makes the reports of one build: it looks the lines of each file up once.
pub struct Reporter<'a> {
    sources: Option<&'a SourceTree>,
    files: BTreeMap<SourcePath, Option<TextLines<'a>>>,
}

/// A place in a file, as far as it is shown.
struct Excerpt<'a> {
    line: usize,
    column: usize,
    end: (usize, usize),
    bytes: Range<usize>,
    /// What is shown of the line, and the column of its first character.
    text: &'a str,
    text_column: usize,
    /// The place in `text`.
    span: Range<usize>,
    /// The line goes on in front of `text`, and behind it.
    goes_on: [bool; 2],
}

impl<'a> Reporter<'a> {
    /// For problems of these sources.
    pub fn new(sources: Option<&'a SourceTree>) -> Self {
        Self {
            sources,
            files: BTreeMap::new(),
        }
    }

    /// One report for a person, in colour; the caller strips the colour where nobody wants it.
    pub fn human(&mut self, diagnostic: &Diagnostic) -> String {
        bounded(|window| self.human_within(diagnostic, window))
    }

    /// One JSON object on one line. Lines and columns count from 1, columns in characters; bytes from 0.
    pub fn json(&mut self, diagnostic: &Diagnostic) -> String {
        bounded(|window| self.json_within(diagnostic, window))
    }

    /// Line and column of the first byte of a place, both from 1; those of a whole file are its beginning.
    pub fn position(&mut self, location: &Location) -> (usize, usize) {
        let at = location.span.unwrap_or_default().range().start;
        self.lines(&location.path)
            .map_or((1, 1), |lines| lines.position(at))
    }

    fn lines(&mut self, path: &SourcePath) -> Option<&TextLines<'a>> {
        let sources = self.sources;
        self.files
            .entry(path.clone())
            .or_insert_with_key(|path| Some(TextLines::of(&sources?.file(path)?.text)))
            .as_ref()
    }

    fn human_within(&mut self, diagnostic: &Diagnostic, window: Window) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = ISOLATES.iter().fold(
            cut(&diagnostic.message, window.words),
            |text, (mark, stand_in)| text.replace(*mark, &stand_in.to_string()),
        );
        let mut group = level
            .primary_title(title)
            .id(diagnostic.code.name())
            .elements(std::iter::empty::<Origin<'_>>());
        let main = diagnostic.primary.iter().map(|location| (location, None));
        let others = diagnostic
            .labels
            .iter()
            .take(window.labels)
            .map(|(location, words)| (location, Some(cut(words, window.words))));
        for (location, words) in main.chain(others) {
            let excerpt = self.excerpt(location, window.line);
            group = place(group, location, words, excerpt);
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(cut(help, window.words)));
        }
        harmless(&Renderer::styled().render(&[group]))
    }

    fn json_within(&mut self, diagnostic: &Diagnostic, window: Window) -> String {
        let labels = diagnostic.labels.iter().take(window.labels);
        let labels: Vec<Value> = labels
            .map(|(location, words)| {
                let place = self.place(location, window.line);
                json!({"message": cut(words, window.words), "location": place})
            })
            .collect();
        let primary = diagnostic.primary.as_ref();
        json!({
            "type": "diagnostic",
            "severity": severity(diagnostic.severity),
            "code": diagnostic.code.name(),
            "message": cut(&diagnostic.message, window.words),
            "location": primary.map(|location| self.place(location, window.line)),
            "labels": labels,
            "help": diagnostic.help.as_ref().map(|help| cut(help, window.words)),
            "fix": fix(diagnostic, window.fixes),
        })
        .to_string()
    }

    fn place(&mut self, location: &Location, width: usize) -> Value {
        let path = location.path.as_str();
        let Some(excerpt) = self.excerpt(location, width) else {
            return json!({"path": path});
        };
        json!({
            "path": path, "line": excerpt.line, "column": excerpt.column, "end_line": excerpt.end.0, "end_column": excerpt.end.1,
            "start_byte": excerpt.bytes.start, "end_byte": excerpt.bytes.end, "text": excerpt.text, "text_column": excerpt.text_column,
        })
    }

    /// What is shown of a place: one line is enough to see what is meant, and of it so many characters.
    fn excerpt(&mut self, location: &Location, width: usize) -> Option<Excerpt<'a>> {
        let span = location.span?.range();
        let lines = self.lines(&location.path)?;
        let text = lines.text();
        let start = floor(text, span.start);
        let (line, column) = lines.position(start);
        let whole = lines.line(line);
        let bytes = start..floor(text, span.end).clamp(start, whole.end.max(start));
        let shown = window(text, &whole, &bytes, width);
        Some(Excerpt {
            line,
            column,
            end: lines.position(bytes.end),
            text_column: lines.position(shown.start).1,
            span: start - shown.start..bytes.end.min(shown.end) - shown.start,
            goes_on: [whole.start < shown.start, shown.end < whole.end],
            text: text.get(shown).unwrap_or_default(),
            bytes,
        })
    }
}

/// The first report that is small enough, else the smallest.
fn bounded(mut report: impl FnMut(Window) -> String) -> String {
    let mut made = String::new();
    for window in WINDOWS {
        made = report(window);
        if made.len() <= LARGEST {
            break;
        }
    }
    made
}

/// The excerpt of one place; the first place is primary, the others say what they are.
fn place<'a>(
    group: Group<'a>,
    location: &Location,
    words: Option<String>,
    excerpt: Option<Excerpt<'a>>,
) -> Group<'a> {
    let path = visible(location.path.as_str());
    let Some(excerpt) = excerpt else {
        let group = match words {
            Some(words) => group.element(Level::NOTE.message(words)),
            None => group,
        };
        return group.element(Origin::path(path));
    };
    let kind = if words.is_some() {
        AnnotationKind::Context
    } else {
        AnnotationKind::Primary
    };
    let [before, behind] = excerpt
        .goes_on
        .map(|goes_on| if goes_on { "…" } else { "" });
    let span = excerpt.span.start + before.len()..excerpt.span.end + before.len();
    // With its end, so that a place at the end of a line can be shown.
    let text = format!("{before}{}{behind}\n", excerpt.text);
    let snippet = Snippet::source(text)
        .line_start(excerpt.line)
        .annotation(kind.span(span).label(words));
    if before.is_empty() {
        return group.element(snippet.path(path));
    }
    // The renderer would count the column from the window.
    let origin = Origin::path(path)
        .line(excerpt.line)
        .char_column(excerpt.column);
    group.element(origin).element(snippet)
}

/// So many characters of a line, with the beginning of the place in the first third, as far as there is something behind it.
fn window(text: &str, line: &Range<usize>, place: &Range<usize>, width: usize) -> Range<usize> {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let forward = |from: usize, characters: usize| {
        let rest = part(from..line.end).char_indices().nth(characters);
        rest.map_or(line.end, |(at, _)| from + at)
    };
    let back = |to: usize, characters: usize| {
        let head = part(line.start..to).char_indices();
        let first = head.rev().nth(characters.saturating_sub(1));
        first
            .filter(|_| characters > 0)
            .map_or(if characters > 0 { line.start } else { to }, |(at, _)| {
                line.start + at
            })
    };
    let end = forward(line.start, width);
    if end == line.end || place.end <= end && place.start <= back(end, width / 3) {
        return line.start..end;
    }
    let start = back(place.start, width / 3);
    let end = forward(start, width);
    back(end, width)..end
}

/// A place in the text and on a character boundary, whatever was handed over.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// At most so many bytes of a text; what is isolated in it ends.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let short = text.get(..floor(text, most)).unwrap_or_default();
    let count = |mark: char| short.matches(mark).count();
    let [(begin, _), (end, _)] = ISOLATES;
    let open = count(begin).saturating_sub(count(end));
    format!("{short}…{}", end.to_string().repeat(open))
}

/// The text without what a terminal would take as a command, or as an order to turn the line around, but for its colours.
fn harmless(text: &str) -> String {
    let shown = |c| match c {
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' => char::REPLACEMENT_CHARACTER,
        c => ISOLATES
            .iter()
            .find(|(_, stand_in)| *stand_in == c)
            .map_or(c, |(mark, _)| *mark),
    };
    text.chars().map(shown).collect()
}

/// The repair, each part with its bytes and what to write there; empty where a person must decide, or where it is too long for a report.
fn fix(diagnostic: &Diagnostic, most: usize) -> Vec<Value> {
    let part = |edit: &Edit| json!({"start_byte": edit.span.start, "end_byte": edit.span.end, "text": edit.text});
    let length: usize = diagnostic.fix().iter().map(|edit| edit.text.len()).sum();
    let whole = diagnostic.fix().iter().filter(|_| length <= most);
    whole.map(part).collect()
}

/// The name of a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, Reporter, window};
    use crate::diagnostic::{Code, Diagnostic, Location};
    use crate::source::{SourceFile, SourcePath, SourceTree, Span};

    fn tree(text: &str) -> SourceTree {
        SourceTree::for_reports(
            SourceFile::new(SourcePath::new("bayan.yaml"), text),
            Vec::new(),
        )
    }

    #[test]
    fn windows() {
        let text = "first\nسابق abcdefghijklmnopqrstuvwxyz لاحق\nlast";
        let line = 6..text.len() - 5;
        let shown = |word: &str, width| {
            let at = text.find(word).unwrap_or_default();
            text.get(window(text, &line, &(at..at + word.len()), width))
        };
        assert_eq!(shown("m", 100), text.get(line.clone()));
        assert_eq!(shown("سابق", 9), Some("سابق abcd"));
        assert_eq!(shown("m", 9), Some("jklmnopqr"));
        assert_eq!(shown("لاحق", 9), Some("wxyz لاحق"));
        assert_eq!(shown("z", 0), Some(""));
    }

    /// A problem whose every part is as long as a file can make it.
    #[test]
    fn no_report_is_larger_than_a_person_reads() {
        for text in ["[a](", "\u{1}", "ح", "\u{2067}", "\u{202e}x", "\\\""] {
            let text = text.repeat(40_000);
            let tree = tree(&text);
            let path = SourcePath::new("bayan.yaml");
            let mut reporter = Reporter::new(Some(&tree));
            for at in [0, 5_000, text.len() - 8, text.len()] {
                let place = || Location::new(&path, Span::new(at, at + 30_000));
                let mut one = Diagnostic::at(Code::YamlSyntax, place(), &*text).help(&*text);
                for _ in 0..50 {
                    one = one.label(place(), &*text);
                }
                for report in [reporter.json(&one), reporter.human(&one)] {
                    assert!(report.len() <= LARGEST, "{}: {report}", report.len());
                }
            }
        }
    }

    #[test]
    fn terminals_get_no_commands() {
        let tree = tree("a\u{9b}31m\u{202e}b\n");
        let path = SourcePath::new("a\n::error\u{1b}[m\u{9b}\u{202e}.md");
        let mut reporter = Reporter::new(Some(&tree));
        let place = Location::new(&SourcePath::new("bayan.yaml"), Span::new(0, 1));
        let one = Diagnostic::at(Code::YamlSyntax, place, "x")
            .label(Location::file(&path), "y")
            .help("z\u{202e}\u{9b}");
        let report = reporter.human(&one);
        assert!(
            report.contains(r"a\n::error\u{1b}[m\u{9b}\u{202e}.md"),
            "{report}"
        );
        assert!(!report.contains(['\u{9b}', '\u{202e}']), "{report}");
    }
}
