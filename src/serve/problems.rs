//! Problems as the browser gets them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::editor::EditorLink;
use super::snapshot::Snapshot;
use super::sources;
use crate::diagnostic::report::Reporter;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::{Fingerprint, Hasher};
use crate::page::Route;
use crate::source::{SourcePath, SourceTree};

/// So many are sent: a page full of one fault hides the others, and the terminal has them all.
const MOST: usize = 200;

/// What was wrong in one build.
#[derive(Default)]
pub(super) struct Problems {
    /// In the order of files and lines.
    pub(super) all: Vec<Diagnostic>,
    /// The site that is served is older than these files.
    pub(super) stale: bool,
    /// Of all that is reported.
    pub(super) hash: Option<Fingerprint>,
    sources: Option<Arc<SourceTree>>,
}

impl Problems {
    pub(super) fn new(all: Vec<Diagnostic>, stale: bool, sources: Option<Arc<SourceTree>>) -> Self {
        let mut hasher = Hasher::new("problems");
        hasher.number(u64::from(stale)).number(all.len() as u64);
        let mut reporter = Reporter::new(sources.as_deref());
        for one in all.iter().take(MOST) {
            hasher.text(&reporter.json(one));
        }
        let hash = Some(hasher.finish());
        Self {
            all,
            stale,
            hash,
            sources,
        }
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        self.all
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    }

    /// The heads alone, for an event.
    pub(super) fn summary(&self) -> Value {
        json!({
            "errors": self.count(Severity::Error), "warnings": self.count(Severity::Warning), "stale": self.stale,
            "hash": self.hash.map(Fingerprint::to_hex),
        })
    }

    /// All of it; the problems of `here` come first among those of their weight.
    pub(super) fn json(&self, site: &Snapshot, here: Option<&Route>, editor: &EditorLink) -> Value {
        let own = here
            .map(|here| sources::of_page(site, here))
            .unwrap_or_default();
        let mut all: Vec<(&Diagnostic, bool)> = self
            .all
            .iter()
            .map(|one| (one, speaks_of(one, &own)))
            .collect();
        all.sort_by_key(|(one, is_here)| (one.severity, !is_here));
        let mut reporter = Reporter::new(self.sources.as_deref());
        let list: Vec<Value> = all
            .iter()
            .take(MOST)
            .map(|(one, is_here)| linked_problem(&mut reporter, site, one, *is_here, editor))
            .collect();
        let mut value = self.summary();
        if let Some(map) = value.as_object_mut() {
            map.insert("problems".to_owned(), Value::Array(list));
        }
        value
    }

    /// The problems of one page.
    pub(super) fn of_page(
        &self,
        site: &Snapshot,
        route: &Route,
        editor: &EditorLink,
    ) -> Vec<Value> {
        let own = sources::of_page(site, route);
        let here = self.all.iter().filter(|one| speaks_of(one, &own));
        let mut reporter = Reporter::new(self.sources.as_deref());
        here.take(MOST)
            .map(|one| linked_problem(&mut reporter, site, one, true, editor))
            .collect()
    }
}

/// The form that editors and programs know, with what the preview adds.
fn linked_problem(
    reporter: &mut Reporter<'_>,
    site: &Snapshot,
    one: &Diagnostic,
    is_here: bool,
    editor: &EditorLink,
) -> Value {
    let mut value: Value = serde_json::from_str(&reporter.json(one)).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.remove("type");
        map.get_mut("location")
            .into_iter()
            .for_each(|place| linked(place, editor));
        if let Some(Value::Array(labels)) = map.get_mut("labels") {
            labels
                .iter_mut()
                .filter_map(|label| label.get_mut("location"))
                .for_each(|place| linked(place, editor));
        }
        map.insert(
            "pages".to_owned(),
            concerned(site, one)
                .iter()
                .map(|route| shown(site, route))
                .collect(),
        );
        map.insert("here".to_owned(), Value::Bool(is_here));
    }
    value
}

fn linked(place: &mut Value, editor: &EditorLink) {
    let number = |key: &str| place.get(key).and_then(Value::as_u64).unwrap_or(1);
    let (line, column) = (number("line"), number("column"));
    let link = place
        .get("path")
        .and_then(Value::as_str)
        .and_then(|path| editor.link(path, line, column));
    if let Some(map) = place.as_object_mut() {
        map.insert("editor".to_owned(), link.map_or(Value::Null, Value::String));
    }
}

fn shown(site: &Snapshot, route: &Route) -> Value {
    let page = site.page(route);
    json!({
        "path": site.path(route),
        "lang": page.and_then(|page| page.lang).map(|lang| lang.to_string()),
        "title": page.map(|page| site.title(page)),
    })
}

/// The files of which a problem speaks.
fn places(one: &Diagnostic) -> impl Iterator<Item = &SourcePath> {
    one.primary
        .iter()
        .chain(one.labels.iter().map(|(location, _)| location))
        .map(|location| &location.path)
}

fn speaks_of(one: &Diagnostic, files: &BTreeSet<&SourcePath>) -> bool {
    places(one).any(|path| files.contains(path))
}

/// The pages of whose text a problem speaks.
fn concerned(site: &Snapshot, one: &Diagnostic) -> Vec<Route> {
    let routes: BTreeSet<Route> = places(one)
        .flat_map(|path| sources::pages(site, path))
        .collect();
    routes.into_iter().collect()
}
