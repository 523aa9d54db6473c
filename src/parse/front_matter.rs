//! Where front matter ends and text begins.

use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location};
use crate::model::front_matter::FrontMatter;
use crate::source::{SourceFile, Span};
use crate::yaml::is_hidden;

/// Longer front matter is an accident or an attack: parsers take half a second for 100,000 brackets.
const LONGEST: usize = 64 * 1024;

/// The two parts of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    /// Between the two `---` lines.
    pub front_matter: Span,
    /// After the second.
    pub body: Span,
}

/// Finds the two parts.
pub(super) fn split(file: &SourceFile) -> Diagnosed<Option<Parts>> {
    let text = &*file.text;
    let problem = |code, span, message: &str, help: &str| Diagnosed {
        value: None,
        diagnostics: vec![
            Diagnostic::at(
                code,
                Location {
                    path: file.path.clone(),
                    span,
                },
                message,
            )
            .help(help),
        ],
    };
    if text.trim().is_empty() {
        return problem(
            Code::EmptyFile,
            None,
            "this file is empty",
            "begin it with front matter: a line `---`, keys such as `title: …`, and a line `---`",
        );
    }
    let first = Span::new(0, text.find('\n').unwrap_or(text.len()));
    if let Some(found) = hidden_in_fence(file, text) {
        return Diagnosed {
            value: None,
            diagnostics: vec![found],
        };
    }
    if let Some(found) = other_dashes(file, text) {
        return Diagnosed {
            value: None,
            diagnostics: vec![found],
        };
    }
    let (keys, body) = match FrontMatter::of(text) {
        FrontMatter::Missing => {
            return problem(
                Code::MissingFrontMatter,
                Some(first),
                "front matter is missing: the first line must be `---`",
                "put the keys between two lines of `---`, before the text",
            );
        }
        FrontMatter::Unclosed => {
            return problem(
                Code::UnclosedFrontMatter,
                Some(first),
                "this front matter is never closed",
                "add a line `---` after the last key",
            );
        }
        FrontMatter::Closed { keys, body } => (keys, body),
    };
    if keys.range().len() > LONGEST {
        return problem(
            Code::FrontMatterTooLarge,
            Some(first),
            "this front matter is larger than 64 KiB",
            "move long texts below the front matter",
        );
    }
    Diagnosed::clean(Some(Parts {
        front_matter: keys,
        body,
    }))
}

/// The invisible character in the first line that would be `---` without it: the opening line or the closing one.
fn hidden_in_fence(file: &SourceFile, text: &str) -> Option<Diagnostic> {
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end_matches(['\n', ' ', '\t']);
        if index > 0 && bare == "---" {
            return None;
        }
        if bare != "---" && is_meant_as_fence(bare) {
            let (inner, hidden) = bare.char_indices().find(|(_, c)| is_hidden(*c))?;
            let span = Span::new(at + inner, at + inner + hidden.len_utf8());
            let message = format!(
                "an invisible character (U+{:04X}) stands in this line",
                u32::from(hidden)
            );
            let location = Location::new(&file.path, span);
            let problem = Diagnostic::at(Code::InvisibleCharacter, location, message);
            return Some(problem.help("write the line again by hand: `---`"));
        }
        if index == 0 && bare != "---" {
            return None;
        }
        at += line.len();
    }
    None
}

/// The first line that has other dashes where `---` is due: a word processor makes one dash of several hyphens, and the
/// stretching stroke of Arabic looks like them.
fn other_dashes(file: &SourceFile, text: &str) -> Option<Diagnostic> {
    let is_dash = |c: char| {
        matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{640}' | '\u{ad}'
        )
    };
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        let other = bare.chars().find(|c| *c != '-');
        if let Some(other) = other.filter(|_| bare.chars().all(is_dash)) {
            let location = Location::new(&file.path, Span::new(at, at + line.trim_end().len()));
            let message = format!(
                "this line has other dashes (U+{:04X}) than `---`",
                u32::from(other)
            );
            let code = if index == 0 {
                Code::MissingFrontMatter
            } else {
                Code::UnclosedFrontMatter
            };
            return Some(
                Diagnostic::at(code, location, message).help("write three hyphens: `---`"),
            );
        }
        if (bare == "---") != (index == 0) {
            return None;
        }
        at += line.len();
    }
    None
}

/// Whether a line is `---` apart from what nobody sees.
fn is_meant_as_fence(line: &str) -> bool {
    line.chars().filter(|c| !is_hidden(*c)).eq("---".chars())
}
