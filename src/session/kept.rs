//! What is remembered of a build: from what it was made, and what it said. Where nothing differs, it need not be made again.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::config::BuildOptions;
use crate::diagnostic::{Code, Diagnostic, Fix, Location, Severity};
use crate::fingerprint::{Fingerprint, Hasher};
use crate::load::SourceNote;
use crate::site::Omitted;
use crate::source::{Edit, SourcePath, Span};

/// The program: two that may make something else of one site have two marks. Where it was built without one, nothing is kept.
const PROGRAM: Option<&str> = option_env!("BAYAN_PROGRAM");
/// The first line; another form of the record has another.
const HEAD: &str = "bayan build 1";

/// What a build says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildFacts {
    /// How many pages there are.
    pub pages: usize,
    /// How many files of content they were made from.
    pub texts: usize,
    /// What was left out.
    pub omitted: Omitted,
}

/// A build that was written, without its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBuild {
    /// Of all that it was made with besides the files of the site.
    pub key: Fingerprint,
    /// Of the manifest of its files.
    pub manifest: Fingerprint,
    /// What it says of itself.
    pub facts: BuildFacts,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// What it was made from.
    pub note: SourceNote,
}

/// What values are kept under, besides what they were made from.
pub(super) fn program() -> Option<Fingerprint> {
    PROGRAM.map(|mark| Fingerprint::of(mark.as_bytes()))
}

/// Of the program, its options, and the name of the configuration where that is not the usual one.
pub(super) fn key(options: &BuildOptions, config: Option<&Path>) -> Option<Fingerprint> {
    let BuildOptions {
        today,
        drafts,
        future,
        base_url,
        portable,
    } = options;
    let mut hasher = Hasher::new("kept build");
    hasher.text(PROGRAM?).text(&today.to_string());
    for flag in [drafts, future, portable] {
        hasher.number(u64::from(*flag));
    }
    let address = base_url.as_ref().map(|address| format!("{address:?}"));
    hasher.text(&address.unwrap_or_default());
    let config = config.map_or(&b""[..], |path| path.as_os_str().as_encoded_bytes());
    Some(hasher.part(Fingerprint::of(config)).finish())
}

impl KeptBuild {
    /// The record as a text.
    pub(super) fn to_text(&self) -> String {
        let Omitted { drafts, not_due } = &self.facts.omitted;
        let paths: Vec<&str> = drafts.iter().map(SourcePath::as_str).collect();
        let due: Vec<(&str, &str)> = not_due
            .iter()
            .map(|(path, day)| (path.as_str(), &**day))
            .collect();
        let facts = json!([self.facts.pages, self.facts.texts, paths, due]);
        let mut text = format!(
            "{HEAD}\n{}\n{}\n{facts}\n{}\n",
            self.key.to_hex(),
            self.manifest.to_hex(),
            self.diagnostics.len()
        );
        for diagnostic in &self.diagnostics {
            text.push_str(&as_json(diagnostic).to_string());
            text.push('\n');
        }
        text.push_str(&self.note.to_text());
        text
    }

    /// Reads what [`KeptBuild::to_text`] wrote, if it was made with this key.
    pub(super) fn from_text(text: &str, key: Fingerprint) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == HEAD && Fingerprint::from_hex(lines.next()?)? == key).then_some(())?;
        let manifest = Fingerprint::from_hex(lines.next()?)?;
        let facts = facts(&serde_json::from_str(lines.next()?).ok()?)?;
        let count: usize = lines.next()?.parse().ok()?;
        let mut diagnostics = Vec::new();
        for _ in 0..count {
            diagnostics.push(diagnostic(&serde_json::from_str(lines.next()?).ok()?)?);
        }
        Some(Self {
            key,
            manifest,
            facts,
            diagnostics,
            note: SourceNote::from_lines(lines)?,
        })
    }
}

fn facts(value: &Value) -> Option<BuildFacts> {
    let [pages, texts, drafts, not_due] = value.as_array()?.as_slice() else {
        return None;
    };
    let path = |value: &Value| value.as_str().map(SourcePath::new);
    let due = |value: &Value| Some((path(value.get(0)?)?, value.get(1)?.as_str()?.to_owned()));
    Some(BuildFacts {
        pages: number(pages)?,
        texts: number(texts)?,
        omitted: Omitted {
            drafts: drafts
                .as_array()?
                .iter()
                .map(path)
                .collect::<Option<BTreeSet<_>>>()?,
            not_due: not_due
                .as_array()?
                .iter()
                .map(due)
                .collect::<Option<BTreeSet<_>>>()?,
        },
    })
}

fn as_json(diagnostic: &Diagnostic) -> Value {
    let Diagnostic {
        primary,
        code,
        severity,
        message,
        labels,
        help,
        fix: _,
    } = diagnostic;
    let labels: Vec<Value> = labels
        .iter()
        .map(|(location, words)| json!([place(location), words]))
        .collect();
    let edits: Vec<Value> = diagnostic
        .fix()
        .iter()
        .map(|edit| json!([edit.span.start, edit.span.end, edit.text]))
        .collect();
    let is_error = *severity == Severity::Error;
    json!([
        primary.as_ref().map(place),
        code.name(),
        is_error,
        message,
        labels,
        help,
        edits
    ])
}

fn place(location: &Location) -> Value {
    let path = location.path.as_str();
    location
        .span
        .map_or_else(|| json!([path]), |span| json!([path, span.start, span.end]))
}

fn diagnostic(value: &Value) -> Option<Diagnostic> {
    let [primary, code, is_error, message, labels, help, edits] = value.as_array()?.as_slice()
    else {
        return None;
    };
    let label =
        |value: &Value| Some((location(value.get(0)?)?, value.get(1)?.as_str()?.to_owned()));
    let edit = |value: &Value| {
        Some(Edit {
            span: span(value.get(0)?, value.get(1)?)?,
            text: value.get(2)?.as_str()?.to_owned(),
        })
    };
    let edits: Vec<Edit> = edits.as_array()?.iter().map(edit).collect::<Option<_>>()?;
    Some(Diagnostic {
        primary: match primary {
            Value::Null => None,
            primary => Some(location(primary)?),
        },
        code: Code::from_name(code.as_str()?)?,
        severity: if is_error.as_bool()? {
            Severity::Error
        } else {
            Severity::Warning
        },
        message: message.as_str()?.to_owned(),
        labels: labels
            .as_array()?
            .iter()
            .map(label)
            .collect::<Option<_>>()?,
        help: match help {
            Value::Null => None,
            help => Some(help.as_str()?.to_owned()),
        },
        fix: (!edits.is_empty()).then(|| Box::new(Fix(edits))),
    })
}

fn location(value: &Value) -> Option<Location> {
    let path = SourcePath::new(value.get(0)?.as_str()?);
    let span = match (value.get(1), value.get(2)) {
        (Some(start), Some(end)) => Some(span(start, end)?),
        _ => None,
    };
    Some(Location { path, span })
}

fn span(start: &Value, end: &Value) -> Option<Span> {
    Some(Span::new(number(start)?, number(end)?))
}

fn number(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{BuildFacts, KeptBuild};
    use crate::diagnostic::{Code, Diagnostic, Location};
    use crate::fingerprint::Fingerprint;
    use crate::load::SourceNote;
    use crate::site::Omitted;
    use crate::source::{Edit, SourcePath, Span};

    #[test]
    fn records_return() {
        let path = SourcePath::new("content/articles/هدنة و\"x.ar.md");
        let edit = Edit {
            span: Span::new(3, 4),
            text: "،\n".to_owned(),
        };
        let diagnostics = vec![
            Diagnostic::nowhere(Code::UnknownOutput, "line\nand \u{2068}line\u{2069}"),
            Diagnostic::at(
                Code::ArabicComma,
                Location::new(&path, Span::new(3, 9)),
                "message",
            )
            .help("help")
            .label(Location::file(&path), "label")
            .fixed_by(vec![edit]),
        ];
        let key = Fingerprint::of(b"key");
        let kept = KeptBuild {
            key,
            manifest: Fingerprint::of(b"manifest"),
            facts: BuildFacts {
                pages: 3,
                texts: 4,
                omitted: Omitted {
                    drafts: [path.clone()].into(),
                    not_due: [(path, "2030-01-01".to_owned())].into(),
                },
            },
            diagnostics,
            note: SourceNote::default(),
        };
        let text = kept.to_text();
        assert_eq!(KeptBuild::from_text(&text, key), Some(kept));
        assert_eq!(KeptBuild::from_text(&text, Fingerprint::of(b"other")), None);
        let shortened = text.lines().next().unwrap_or_default();
        assert_eq!(KeptBuild::from_text(shortened, key), None);
    }
}
