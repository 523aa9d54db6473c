//! Front matter → record; text → slots. Every problem is reported, none is fatal.

use std::sync::Arc;

use super::front_matter::Parts;
use super::markdown::{self, MarkdownOptions, ReadMarkdown};
use super::name::FileName;
use super::{ParseOptions, Parsed, unread_names};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, Severity};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::locale::fold;
use crate::model::schema::{EVERY, NAMES, TITLE};
use crate::model::{Document, FileRole, Text};
use crate::prose::{ProseRuns, Run};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Node, NodeKind, Reader, Reading, Stated};

/// Reads both parts of a file.
pub(super) fn document(
    file: &SourceFile,
    name: FileName,
    parts: Parts,
    options: &ParseOptions,
) -> Diagnosed<Parsed> {
    let mut diagnostics = Vec::new();
    let (mut reading, keys) =
        read(file, &name, parts.front_matter, options).unload(&mut diagnostics);
    let sound = diagnostics.is_empty();
    let of_front_matter = diagnostics.len();
    let inline = reading
        .inline
        .iter()
        .map(|(text, lang, span)| {
            let options = options.markdown(*lang);
            let read = markdown::inline(&file.path, &file.text, text, *span, &options)
                .unload(&mut diagnostics);
            reading.prose.extend(prose(*lang, read.runs));
            Arc::new(read.text)
        })
        .collect();
    let read = body(file, &name, parts.body, &options.markdown(name.lang)).unload(&mut diagnostics);
    let text = read.map(|read| {
        reading.prose.extend(prose(name.lang, read.runs));
        reading.prose.extend(read.spoken);
        Arc::new(read.text)
    });
    let mut names = names(&reading.entries);
    if !sound {
        names.extend(unread_names::find(
            file.text
                .get(parts.front_matter.range())
                .unwrap_or_default(),
        ));
    }
    let texts = diagnostics
        .iter()
        .skip(of_front_matter)
        .filter(|one| one.severity == Severity::Error);
    let faults = texts.filter_map(|one| one.primary.as_ref()?.span).collect();
    let document = Document {
        path: file.path.clone(),
        source: Arc::clone(&file.text),
        role: name.role,
        id: name.id,
        lang: name.lang,
        entries: reading.entries,
        references: reading.references,
        inline,
        text,
        names,
        sound,
        keys,
        faults,
    };
    Diagnosed {
        value: Parsed {
            document,
            prose: reading.prose,
        },
        diagnostics,
    }
}

fn prose(lang: Option<Lang>, runs: Vec<Run>) -> Option<ProseRuns> {
    Some(ProseRuns {
        lang: lang?,
        markdown: true,
        runs,
    })
}

/// All texts of `title` and `names`, whatever their language; folded here, where a file that did not change is not read again.
fn names(entries: &[(u16, Stated)]) -> Vec<(Arc<str>, Arc<str>)> {
    let named = entries
        .iter()
        .filter(|(key, _)| matches!(*key, TITLE | NAMES));
    let texts: Vec<Arc<str>> = named.flat_map(|(_, stated)| stated.value.texts()).collect();
    texts
        .into_iter()
        .map(|text| (Arc::clone(&text), fold(&text).into()))
        .collect()
}

/// What the front matter says, and which keys it has.
type Keyed = (Reading, Option<Vec<Box<str>>>);

fn read(
    file: &SourceFile,
    name: &FileName,
    span: Span,
    options: &ParseOptions,
) -> Diagnosed<Keyed> {
    let mut diagnostics = Vec::new();
    let Some(node) = yaml::parse(&file.path, &file.text, span).unload(&mut diagnostics) else {
        return Diagnosed {
            value: (Reading::default(), None),
            diagnostics,
        };
    };
    let mut reader = Reader::new(&file.path, &file.text, &options.languages, name.lang)
        .with_months(&options.months);
    reader.holds = options.schema.holds(name.role);
    let mut reading = reader.document(&node, &[options.schema.own(name.role), EVERY]);
    diagnostics.append(&mut reading.diagnostics);
    if name.role == FileRole::Entity(Kind::PLACE) {
        exchanged(&node, &mut diagnostics);
    }
    let keys = match node.kind {
        NodeKind::Map(entries) if !diagnostics.is_empty() => {
            Some(entries.into_iter().map(|entry| entry.key.into()).collect())
        }
        _ => None,
    };
    Diagnosed {
        value: (reading, keys),
        diagnostics,
    }
}

/// A latitude that is none, and would be one in place of the longitude: both are told as they were meant.
fn exchanged(node: &Node, diagnostics: &mut [Diagnostic]) {
    let NodeKind::Map(entries) = &node.kind else {
        return;
    };
    let field = |key: &str| {
        entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    };
    let number = |node: &Node| node.as_text()?.trim().parse::<f64>().ok();
    let (Some(lat), Some(lon)) = (field("lat"), field("lon")) else {
        return;
    };
    let (Some(north), Some(east)) = (number(lat), number(lon)) else {
        return;
    };
    let is_here =
        |one: &&mut Diagnostic| one.primary.as_ref().and_then(|at| at.span) == Some(lat.span);
    let found = diagnostics
        .iter_mut()
        .filter(|one| one.code == Code::OutOfRange)
        .find(is_here);
    if let (Some(found), true) = (found, north.abs() <= 180.0 && east.abs() <= 90.0) {
        found.help = Some(format!(
            "latitude and longitude seem to be exchanged: write `lat: {east}` and `lon: {north}`"
        ));
    }
}

fn body(
    file: &SourceFile,
    name: &FileName,
    span: Span,
    options: &MarkdownOptions,
) -> Diagnosed<Option<ReadMarkdown<Text>>> {
    let written = file.text.get(span.range()).unwrap_or_default();
    if written.trim().is_empty() {
        return Diagnosed::clean(None);
    }
    let parsed = markdown::document(&file.path, &file.text, span, options);
    if name.lang.is_some() {
        return Diagnosed {
            value: Some(parsed.value),
            diagnostics: parsed.diagnostics,
        };
    }
    let start = span.start as usize + written.len() - written.trim_start().len();
    let line = file
        .text
        .get(start..)
        .and_then(|rest| rest.find('\n'))
        .map_or(file.text.len(), |end| start + end);
    let problem = Diagnostic::at(
        Code::UnexpectedBody,
        Location::new(&file.path, Span::new(start, line)),
        "this file belongs to no language and so has no text",
    )
    .help("move the text to a file that names its language, such as <id>.ar.md");
    Diagnosed {
        value: None,
        diagnostics: vec![problem],
    }
}
