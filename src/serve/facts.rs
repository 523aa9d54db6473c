//! What the preview knows of pages: their files, their other languages, what is a draft or missing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::editor::EditorLink;
use super::live::Moment;
use super::snapshot::Snapshot;
use super::sources::{PageFiles, files, name};
use crate::config::{Config, Language};
use crate::lang::Lang;
use crate::model::schema::{DRAFT, PUBLISH};
use crate::model::{Document, Schema};
use crate::page::{Page, PageKind, Route, list_route};
use crate::pipeline::Origins;
use crate::site::{Entity, EntityId};
use crate::yaml;

/// What is known of one page; `path` is as the tab wrote it.
pub(super) fn page(moment: &Moment, path: &str, route: &Route, editor: &EditorLink) -> Value {
    let site = &*moment.site;
    let exists = site.hash(route).is_some();
    let mut value = json!({
        "path": path, "exists": exists, "status": if exists { 200 } else { 404 }, "kind": null, "id": null, "lang": null,
        "dir": null, "title": null, "draft": false, "not_due": null, "sources": [], "languages": [],
        "problems": moment.problems.of_page(site, route, editor),
    });
    if let (Some(origins), Some(page), Some(map)) =
        (&site.origins, site.page(route), value.as_object_mut())
    {
        let files = files(origins, &page.kind, page.lang);
        let own = || {
            files.iter().copied().filter(|file| {
                page.lang.is_none() || file.lang.is_none_or(|lang| Some(lang) == page.lang)
            })
        };
        let facts = json!({
            "kind": page.kind.name(&origins.site),
            "id": entity(origins, &page.kind).map(|entity| entity.key.id.to_string()),
            "lang": page.lang.map(|lang| lang.to_string()),
            "dir": site.direction(page.lang),
            "title": site.title(page),
            "draft": own().any(is_draft),
            "not_due": own().find_map(|file| not_due(site, file)),
            "sources": files.iter().map(|file| source(file, editor)).collect::<Vec<_>>(),
            "languages": origins.config.languages.iter().map(|language| in_language(site, origins, page, language, editor)).collect::<Vec<_>>(),
        });
        map.extend(facts.as_object().cloned().unwrap_or_default());
    }
    value
}

/// Drafts and missing translations of the whole site.
pub(super) fn site(site: &Snapshot, editor: &EditorLink) -> Value {
    let Some(origins) = &site.origins else {
        return json!({"drafts": [], "missing": [], "omitted": null});
    };
    let (mut drafts, mut missing) = (Vec::new(), Vec::new());
    let by_name = by_name(origins);
    for page in &origins.pages.all {
        let PageKind::Entity(id) = page.kind else {
            continue;
        };
        let of_entity = by_name
            .get(&name(origins, &page.kind))
            .map_or(&[][..], Vec::as_slice);
        let own = || {
            of_entity
                .iter()
                .copied()
                .filter(|file| file.lang.is_none_or(|lang| Some(lang) == page.lang))
        };
        let later = own().find_map(|file| not_due(site, file));
        if own().any(is_draft) || later.is_some() {
            drafts.push(json!({
                "path": site.path(&page.route), "lang": page.lang.map(|lang| lang.to_string()), "title": site.title(page),
                "not_due": later,
            }));
        }
        let entity = origins.site.entity(id);
        let lacks = lacks(&origins.config, page, entity);
        missing.extend(
            lacks
                .into_iter()
                .map(|lang| lacking(&origins.site.schema, site, page, entity, lang, editor)),
        );
    }
    let not_due = site
        .omitted
        .not_due
        .iter()
        .map(|(path, day)| json!({"source": path.as_str(), "publish": day}));
    let left_out = site
        .omitted
        .drafts
        .iter()
        .map(|path| path.as_str().to_owned());
    json!({
        "drafts": drafts, "missing": missing,
        "omitted": {"drafts": left_out.collect::<Vec<_>>(), "not_due": not_due.collect::<Vec<_>>()},
    })
}

/// The files by the page that they belong to: looking through all of them for each page would take seconds on large sites.
fn by_name(origins: &Origins) -> BTreeMap<Option<PageFiles<'_>>, Vec<&Document>> {
    let mut by_name: BTreeMap<_, Vec<&Document>> = BTreeMap::new();
    for document in &origins.documents {
        let name = Some((document.role, &*document.id));
        by_name.entry(name).or_default().push(document);
    }
    by_name
}

/// The languages that an entry has no text in, told once: of the page in the first that it has.
fn lacks(config: &Config, page: &Page, entity: &Entity) -> Vec<Lang> {
    let (has, lacks): (Vec<Lang>, Vec<Lang>) = config
        .codes()
        .into_iter()
        .partition(|lang| entity.editions.contains_key(lang));
    if page.lang == has.first().copied() {
        lacks
    } else {
        Vec::new()
    }
}

fn lacking(
    schema: &Schema,
    site: &Snapshot,
    page: &Page,
    entity: &Entity,
    lang: Lang,
    editor: &EditorLink,
) -> Value {
    let edition = page.lang.and_then(|own| entity.editions.get(&own));
    let path = edition.map(|edition| edition.path.as_str());
    let kind = schema.word(entity.key.kind);
    json!({
        "lang": lang.to_string(), "kind": kind, "id": &*entity.key.id, "title": site.title(page),
        "path": site.path(&page.route), "source": path, "editor": path.and_then(|path| editor.link(path, 1, 1)),
    })
}

/// One language as the switcher of the preview shows it.
fn in_language(
    site: &Snapshot,
    origins: &Origins,
    page: &Page,
    language: &Language,
    editor: &EditorLink,
) -> Value {
    let lang = language.code;
    let counterpart = counterpart(origins, page, lang);
    let words = entity_id(&page.kind)
        .and_then(|id| origins.pages.shown(id, lang))
        .map(|shown| shown.words);
    let file = files(origins, &page.kind, Some(lang))
        .into_iter()
        .find(|file| file.lang == Some(lang));
    let state = match (&counterpart, words) {
        (Some(_), Some(words)) if words != lang => "shown-in",
        (Some(_), _) => "here",
        (None, _) if file.is_some() => "draft",
        (None, _) => "missing",
    };
    json!({
        "lang": lang.to_string(), "dir": language.direction.as_str(), "name": &*language.name,
        "current": page.lang == Some(lang), "path": counterpart.map(|route| site.path(&route)), "state": state,
        "words": words.map(|words| words.to_string()), "source": file.map(|file| file.path.as_str()),
        "editor": file.and_then(|file| editor.link(file.path.as_str(), 1, 1)),
    })
}

/// The same page in another language; where a list has fewer pages there, its first.
fn counterpart(origins: &Origins, page: &Page, lang: Lang) -> Option<Route> {
    let exact = origins
        .pages
        .counterpart(page, lang, |shown| shown.standing.has_page());
    let first = || match &page.kind {
        PageKind::List { kind, .. } => Some(list_route(lang, origins.site.schema.folder(*kind), 1))
            .filter(|route| origins.pages.by_route.contains_key(route)),
        _ => None,
    };
    exact.or_else(first)
}

fn entity_id(kind: &PageKind) -> Option<EntityId> {
    match kind {
        PageKind::Entity(id) => Some(*id),
        _ => None,
    }
}

fn entity<'a>(origins: &'a Origins, kind: &PageKind) -> Option<&'a Entity> {
    entity_id(kind).map(|id| origins.site.entity(id))
}

fn source(file: &Document, editor: &EditorLink) -> Value {
    let path = file.path.as_str();
    json!({"path": path, "lang": file.lang.map(|lang| lang.to_string()), "editor": editor.link(path, 1, 1)})
}

fn is_draft(file: &Document) -> bool {
    matches!(
        file.get(DRAFT).map(|draft| &draft.value),
        Some(yaml::Value::Bool(true))
    )
}

/// The day on which a text is due, if that is later than the day of this preview.
fn not_due(site: &Snapshot, file: &Document) -> Option<String> {
    match file.get(PUBLISH).map(|publish| &publish.value) {
        Some(yaml::Value::Date(day)) if Some(day.earliest()) > site.today => {
            Some(day.as_str().to_owned())
        }
        _ => None,
    }
}
