//! Which content files make which pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::kind::EntityKey;
use crate::lang::Lang;
use crate::model::{Document, FileRole};
use crate::page::{PageKind, Route};
use crate::pipeline::Origins;
use crate::site::EntityId;
use crate::source::SourcePath;

/// What the files of one page have in common.
pub(super) type PageFiles<'a> = (FileRole, &'a str);

/// The name of the files of a page; `None` where it has none.
pub(super) fn name<'a>(origins: &'a Origins, kind: &PageKind) -> Option<PageFiles<'a>> {
    match kind {
        PageKind::Entity(id) => {
            let key = &origins.site.entity(*id).key;
            Some((FileRole::Entity(key.kind), &key.id))
        }
        PageKind::List { kind, .. } => Some((FileRole::List(*kind), "")),
        PageKind::Home => Some((FileRole::Home, "")),
        _ => None,
    }
}

/// The content files of a page: that of its language first, then the neutral record, then the others.
pub(super) fn files<'a>(
    origins: &'a Origins,
    kind: &PageKind,
    lang: Option<Lang>,
) -> Vec<&'a Document> {
    let name = name(origins, kind);
    let all = origins.documents.iter().map(|document| &**document);
    let mut files: Vec<&Document> = all
        .filter(|file| Some((file.role, &*file.id)) == name)
        .collect();
    files.sort_by_key(|file| (file.lang != lang, file.lang));
    files
}

/// The files that make a page.
pub(super) fn of_page<'a>(site: &'a Snapshot, route: &Route) -> BTreeSet<&'a SourcePath> {
    let Some((origins, page)) = site.origins.as_ref().zip(site.page(route)) else {
        return BTreeSet::new();
    };
    let files = files(origins, &page.kind, page.lang)
        .into_iter()
        .map(|file| &file.path);
    files
        .filter(|path| pages(site, path).contains(route))
        .collect()
}

/// The pages that a content file makes.
pub(super) fn pages(site: &Snapshot, path: &SourcePath) -> Vec<Route> {
    let Some(origins) = &site.origins else {
        return Vec::new();
    };
    let Ok(index) = origins
        .documents
        .binary_search_by(|document| document.path.cmp(path))
    else {
        return Vec::new();
    };
    let Some(document) = origins.documents.get(index) else {
        return Vec::new();
    };
    let is_own = |kind: &PageKind| match (kind, document.role) {
        (PageKind::Home, FileRole::Home) => true,
        (PageKind::List { kind, .. }, FileRole::List(own)) => *kind == own,
        _ => false,
    };
    if let FileRole::Entity(kind) = document.role {
        let key = EntityKey {
            kind,
            id: Arc::clone(&document.id),
        };
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
    pages
        .filter(|page| document.lang.is_none() || page.lang == document.lang)
        .map(|page| page.route.clone())
        .collect()
}
