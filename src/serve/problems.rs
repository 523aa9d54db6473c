//! Problems as the browser gets them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::editor::EditorLink;
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Severity, report};
use crate::fingerprint::{Fingerprint, Hasher};
use crate::page::{PageKind, Route};
use crate::site::EntityId;
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
        for one in all.iter().take(MOST) {
            hasher.text(&report::json(one, sources.as_deref()));
        }
        let hash = Some(hasher.finish());
        Self { all, stale, hash, sources }
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|one| one.severity == severity).count()
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
        let mut all: Vec<(&Diagnostic, Vec<Route>, bool)> = self
            .all
            .iter()
            .map(|one| {
                let routes = concerned(site, one);
                let is_here = here.is_some_and(|here| routes.contains(here));
                (one, routes, is_here)
            })
            .collect();
        all.sort_by_key(|(one, _, is_here)| (one.severity, !is_here));
        let list: Vec<Value> =
            all.iter().take(MOST).map(|(one, routes, is_here)| self.one(site, one, routes, *is_here, editor)).collect();
        let mut value = self.summary();
        if let Some(map) = value.as_object_mut() {
            map.insert("problems".to_owned(), Value::Array(list));
        }
        value
    }

    /// The problems of one page.
    pub(super) fn of_page(&self, site: &Snapshot, route: &Route, editor: &EditorLink) -> Vec<Value> {
        let here = self.all.iter().map(|one| (one, concerned(site, one))).filter(|(_, routes)| routes.contains(route));
        here.take(MOST).map(|(one, routes)| self.one(site, one, &routes, true, editor)).collect()
    }

    fn one(&self, site: &Snapshot, one: &Diagnostic, routes: &[Route], is_here: bool, editor: &EditorLink) -> Value {
        // The form that editors and programs know, with what the preview adds.
        let mut value: Value = serde_json::from_str(&report::json(one, self.sources.as_deref())).unwrap_or_default();
        if let Some(map) = value.as_object_mut() {
            map.remove("type");
            map.get_mut("location").into_iter().for_each(|place| linked(place, editor));
            if let Some(Value::Array(labels)) = map.get_mut("labels") {
                labels.iter_mut().filter_map(|label| label.get_mut("location")).for_each(|place| linked(place, editor));
            }
            map.insert("pages".to_owned(), routes.iter().map(|route| shown(site, route)).collect());
            map.insert("here".to_owned(), Value::Bool(is_here));
        }
        value
    }
}

fn linked(place: &mut Value, editor: &EditorLink) {
    let number = |key: &str| place.get(key).and_then(Value::as_u64).unwrap_or(1);
    let (line, column) = (number("line"), number("column"));
    let link = place.get("path").and_then(Value::as_str).and_then(|path| editor.link(path, line, column));
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

/// The pages of whose text a problem speaks.
fn concerned(site: &Snapshot, one: &Diagnostic) -> Vec<Route> {
    let places = one.primary.iter().chain(one.labels.iter().map(|(location, _)| location));
    let routes: BTreeSet<Route> = places.flat_map(|location| of_file(site, &location.path)).collect();
    routes.into_iter().collect()
}

/// The pages that a content file makes.
pub(super) fn of_file(site: &Snapshot, path: &SourcePath) -> Vec<Route> {
    let Some(origins) = &site.origins else { return Vec::new() };
    let Ok(index) = origins.documents.binary_search_by(|document| document.path.cmp(path)) else { return Vec::new() };
    let Some(document) = origins.documents.get(index) else { return Vec::new() };
    let is_own = |kind: &PageKind| match (kind, document.role) {
        (PageKind::Home, crate::model::FileRole::Home) => true,
        (PageKind::List { kind, .. }, crate::model::FileRole::List(own)) => *kind == own,
        _ => false,
    };
    if let crate::model::FileRole::Entity(kind) = document.role {
        let key = crate::kind::EntityKey { kind, id: Arc::clone(&document.id) };
        let id = origins.site.by_key.get(&key).copied();
        return id
            .into_iter()
            .filter_map(|id: EntityId| origins.pages.shown.get(id.index()))
            .flatten()
            .filter(|(lang, _)| document.lang.is_none_or(|own| own == **lang))
            .map(|(_, shown)| shown.route.clone())
            .collect();
    }
    let pages = origins.pages.all.iter().filter(|page| is_own(&page.kind));
    pages.filter(|page| document.lang.is_none() || page.lang == document.lang).map(|page| page.route.clone()).collect()
}
