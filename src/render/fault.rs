//! Errors of the template engine as diagnostics.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind};

use super::templates::Templates;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::source::{SourceFile, Span};
use crate::view::View;

/// A template that cannot be compiled.
pub(super) struct TemplateFault {
    pub diagnostic: Diagnostic,
    /// Its name, where the engine tells.
    pub template: Option<String>,
}

/// An error of adding templates.
pub(super) fn compiling(files: &BTreeMap<Arc<str>, SourceFile>, error: &Error) -> TemplateFault {
    let (name, span, message) = told(files, error);
    let file = name.as_ref().and_then(|name| files.get(name.as_str()));
    let diagnostic = match file {
        Some(file) => {
            let span = span.map(|range| {
                Span::new(
                    range.start.min(file.text.len()),
                    range.end.min(file.text.len()),
                )
            });
            Diagnostic::at(
                Code::TemplateSyntax,
                Location {
                    path: file.path.clone(),
                    span,
                },
                lowered(&message),
            )
        }
        None => Diagnostic::nowhere(Code::TemplateSyntax, message),
    };
    let help = match error.kind() {
        ErrorKind::MissingParent { parent, .. } => {
            nearest_template(parent, files.keys().map(|name| &**name))
        }
        _ => None,
    };
    TemplateFault {
        diagnostic: diagnostic.maybe_help(help),
        template: name,
    }
}

/// The name of the template, the place in it, and what is wrong.
type Told = (Option<String>, Option<std::ops::Range<usize>>, String);

fn told(files: &BTreeMap<Arc<str>, SourceFile>, error: &Error) -> Told {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            Some(report.filename().to_owned()),
            Some(report.span().range.clone()),
            report.message().to_owned(),
        ),
        ErrorKind::MissingParent { current, parent } => {
            let text = files.get(current.as_str()).map_or("", |file| &*file.text);
            let at = text
                .find("extends")
                .and_then(|at| Some(at + text.get(at..)?.find(parent.as_str())?));
            let span = at.map(|at| at..at + parent.len());
            (
                Some(current.clone()),
                span,
                format!("it extends {}, which does not exist", quoted(parent)),
            )
        }
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain,
        } => {
            let own = |name: &&String| {
                files
                    .get(name.as_str())
                    .is_some_and(|file| !file.path.as_str().starts_with('('))
            };
            // The default theme has no circle: a template of the site closes it.
            let name = inheritance_chain
                .iter()
                .chain([tpl])
                .filter(own)
                .max()
                .unwrap_or(tpl);
            (
                Some(name.clone()),
                None,
                "it extends itself in a circle".to_owned(),
            )
        }
        ErrorKind::CircularInclude { tpl, .. } => (
            Some(tpl.clone()),
            None,
            "it includes itself in a circle".to_owned(),
        ),
        // Unknown filters, components and includes arrive as a finished report: taken apart for its place.
        _ => finished_report(files, &error.to_string()),
    }
}

/// `error: … --> base.html:12:5 …` → name, place, first line.
fn finished_report(files: &BTreeMap<Arc<str>, SourceFile>, text: &str) -> Told {
    let message = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned();
    let place = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "));
    let parts = place.map(|place| place.rsplitn(3, ':').collect::<Vec<_>>());
    let Some([column, line, name]) = parts.as_deref() else {
        return (None, None, message);
    };
    let range = files.get(*name).and_then(|file| {
        offset(
            &file.text,
            line.parse().ok()?,
            column.parse().ok()?,
            &message,
        )
    });
    (Some((*name).to_owned()), range, message)
}

/// The bytes of the name that the message quotes, at or after a line and a column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize, message: &str) -> Option<std::ops::Range<usize>> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let rest = text.get(start..)?;
    let at = start
        + rest
            .char_indices()
            .nth(column.checked_sub(1)?)
            .map(|(at, _)| at)?;
    let rest = text.get(at..)?;
    let name = message.split('`').nth(1).filter(|name| !name.is_empty());
    if let Some(name) = name.filter(|_| rest.starts_with(['"', '\'', '<'])) {
        let line = rest.lines().next()?;
        let (before, quotes) = (line.find(name)?, usize::from(!rest.starts_with('<')));
        return Some(at + before - quotes.min(before)..at + before + name.len() + quotes);
    }
    let length = text
        .get(at..)?
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|length| *length > 0)
        .unwrap_or(1);
    Some(at..at + length)
}

/// An error of rendering a page.
pub(super) fn rendering(
    templates: &Templates,
    name: &str,
    view: &View,
    error: &Error,
) -> Diagnostic {
    let page = format!("/{}", view.route.as_str());
    let diagnostic = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let file = templates.file(report.filename());
            let span = Span::new(report.span().range.start, report.span().range.end);
            match file {
                Some(file) => Diagnostic::at(
                    Code::TemplateError,
                    Location::new(&file.path, span),
                    lowered(report.message()),
                ),
                None => Diagnostic::nowhere(Code::TemplateError, report.message()),
            }
        }
        ErrorKind::TemplateNotFound(missing) => return missing_template(templates, missing, view),
        _ => match templates.file(name) {
            Some(file) => Diagnostic::at(
                Code::TemplateError,
                Location::file(&file.path),
                lowered(&error.to_string()),
            ),
            None => return missing_template(templates, name, view),
        },
    };
    let (diagnostic, meant) = without_list(diagnostic);
    let diagnostic = diagnostic.help(format!(
        "{meant}met while rendering {}; docs/theme.md lists what each template gets",
        quoted(&page)
    ));
    view.origin.iter().fold(diagnostic, |diagnostic, origin| {
        diagnostic.label(Location::file(origin), "the page's content")
    })
}

/// The engine lists all names that exist: of them the nearest is enough.
fn without_list(mut diagnostic: Diagnostic) -> (Diagnostic, String) {
    let Some((message, list)) = diagnostic.message.split_once(". Available ") else {
        return (diagnostic, String::new());
    };
    let word = message.split('`').nth(1).unwrap_or_default();
    let names = list
        .split_once(": ")
        .map_or("", |(_, names)| names)
        .split(", ");
    let meant = did_you_mean(word, names).map_or_else(String::new, |meant| format!("{meant} "));
    let end = message.len();
    diagnostic.message.truncate(end);
    (diagnostic, meant)
}

/// The nearest template; the ending that all have in common makes none of them nearer.
fn nearest_template<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let stems = names.filter_map(|name| name.strip_suffix(".html"));
    let found = nearest(name.trim_end_matches(".html"), stems)?;
    Some(format!(
        "did you mean {}?",
        quoted(&format!("{found}.html"))
    ))
}

fn missing_template(templates: &Templates, name: &str, view: &View) -> Diagnostic {
    let message = format!("there is no template {}", quoted(name));
    let diagnostic = match view
        .template_at
        .clone()
        .or_else(|| view.origin.as_ref().map(Location::file))
    {
        Some(at) => Diagnostic::at(Code::UnknownTemplate, at, message),
        None => Diagnostic::nowhere(Code::UnknownTemplate, message),
    };
    diagnostic.maybe_help(nearest_template(name, templates.names()))
}

/// Our messages begin in lower case and have no full stop.
fn lowered(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
