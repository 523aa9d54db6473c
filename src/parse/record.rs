//! Front matter → record; text → slots. Every problem is reported, none is fatal.

use std::sync::Arc;

use super::front_matter::Parts;
use super::markdown::{self, MarkdownOptions, Read};
use super::name::Name;
use super::{ParseOptions, Parsed};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location};
use crate::lang::Lang;
use crate::locale::fold;
use crate::model::keys::{COMMON, own};
use crate::model::{Document, Text};
use crate::prose::{Prose, Run};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Reader, Reading, Stated};

/// Reads both parts of a file.
pub(super) fn document(file: &SourceFile, name: Name, parts: Parts, options: &ParseOptions) -> Diagnosed<Parsed> {
    let mut diagnostics = Vec::new();
    let mut reading = read(file, &name, parts.front_matter, options).unload(&mut diagnostics);
    let sound = diagnostics.is_empty();
    let inline = reading
        .inline
        .iter()
        .map(|(text, lang, span)| {
            let options = options.markdown(*lang);
            let read = markdown::inline(&file.path, &file.text, text, *span, &options).unload(&mut diagnostics);
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
    let names = names(&reading.entries);
    let document = Document {
        path: file.path.clone(),
        source: Arc::clone(&file.text),
        role: name.role,
        id: name.id,
        lang: name.lang,
        entries: reading.entries,
        inline,
        text,
        names,
        sound,
    };
    Diagnosed { value: Parsed { document, prose: reading.prose }, diagnostics }
}

fn prose(lang: Option<Lang>, runs: Vec<Run>) -> Option<Prose> {
    Some(Prose { lang: lang?, markdown: true, runs })
}

/// All texts of `title` and `names`, whatever their language; folded here, where a file that did not change is not read again.
fn names(entries: &[(&'static str, Stated)]) -> Vec<(Arc<str>, Arc<str>)> {
    let named = entries.iter().filter(|(key, _)| matches!(*key, "title" | "names"));
    let texts: Vec<Arc<str>> = named.flat_map(|(_, stated)| stated.value.texts()).collect();
    texts.into_iter().map(|text| (Arc::clone(&text), fold(&text).into())).collect()
}

fn read(file: &SourceFile, name: &Name, span: Span, options: &ParseOptions) -> Diagnosed<Reading> {
    let mut diagnostics = Vec::new();
    let Some(node) = yaml::parse(&file.path, &file.text, span).unload(&mut diagnostics) else {
        return Diagnosed { value: Reading::default(), diagnostics };
    };
    let reader = Reader::new(&file.path, &file.text, &options.languages, name.lang).with_months(&options.months);
    let mut reading = reader.document(&node, &[own(name.role), COMMON]);
    diagnostics.append(&mut reading.diagnostics);
    Diagnosed { value: reading, diagnostics }
}

fn body(file: &SourceFile, name: &Name, span: Span, options: &MarkdownOptions) -> Diagnosed<Option<Read<Text>>> {
    let written = file.text.get(span.range()).unwrap_or_default();
    if written.trim().is_empty() {
        return Diagnosed::clean(None);
    }
    let parsed = markdown::document(&file.path, &file.text, span, options);
    if name.lang.is_some() {
        return Diagnosed { value: Some(parsed.value), diagnostics: parsed.diagnostics };
    }
    let start = span.start as usize + written.len() - written.trim_start().len();
    let line = file.text.get(start..).and_then(|rest| rest.find('\n')).map_or(file.text.len(), |end| start + end);
    let problem = Diagnostic::at(
        Code::UnexpectedBody,
        Location::new(&file.path, Span::new(start, line)),
        "this file belongs to no language and so has no text",
    )
    .help("move the text to a file that names its language, such as <id>.ar.md");
    Diagnosed { value: None, diagnostics: vec![problem] }
}
