//! What links and pictures may name: ids of pages, and the files that an editor may have meant.

use super::catalogue::Catalogue;
use super::inputs::Inputs;
use crate::diagnostic::nearest::{Suggestions, nearest};
use crate::diagnostic::quoted;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::model::Text;
use crate::page::{PageKind, Route};
use crate::site::EntityId;
use crate::source::SourcePath;

/// The title of an entity for messages.
pub(super) fn title(catalogue: &Catalogue<'_>, id: EntityId, lang: Lang) -> String {
    quoted(
        catalogue
            .edition(id, lang)
            .map_or("", |(edition, _)| &edition.title),
    )
}

/// The ids of a text.
pub(super) fn anchors_of_text(text: &Text) -> Vec<String> {
    let headings = text.outline.iter().map(|heading| heading.id.to_string());
    headings
        .chain(text.anchors.iter().map(ToString::to_string))
        .collect()
}

/// Whether all files of an entity could be read; otherwise an id that a link names may stand there unread.
pub(super) fn is_whole(catalogue: &Catalogue<'_>, id: EntityId) -> bool {
    catalogue
        .entity(id)
        .editions
        .values()
        .all(|edition| edition.is_whole)
}

/// Whether a link to an entity may name this id. Nothing is copied: a page may hold thousands of such links.
pub(super) fn has_anchor(
    catalogue: &Catalogue<'_>,
    id: EntityId,
    words: Lang,
    anchor: &str,
) -> bool {
    let entity = catalogue.entity(id);
    let text = entity
        .editions
        .get(&words)
        .and_then(|edition| edition.text.as_ref())
        .map(|linked| &linked.text);
    let in_text = text.is_some_and(|text| {
        text.outline.iter().any(|heading| &*heading.id == anchor)
            || text.anchors.iter().any(|one| &**one == anchor)
    });
    in_text || entity.listed_ids().any(|id| id == anchor)
}

/// The ids that a link to an entity may name.
pub(super) fn anchors_of(catalogue: &Catalogue<'_>, id: EntityId, words: Lang) -> Vec<String> {
    let entity = catalogue.entity(id);
    let text = entity
        .editions
        .get(&words)
        .and_then(|edition| edition.text.as_ref());
    let mut anchors = text.map_or_else(Vec::new, |linked| anchors_of_text(&linked.text));
    anchors.extend(entity.listed_ids().map(std::borrow::Cow::into_owned));
    anchors
}

/// The ids of a page and its name, for the pages whose ids editors choose: those of entities, and lists of sources and terms.
pub(super) fn anchors_of_page(
    catalogue: &Catalogue<'_>,
    route: &Route,
) -> Option<(Vec<String>, String)> {
    let pages = catalogue.inputs.pages;
    let page = pages
        .by_route
        .get(route)
        .and_then(|index| pages.all.get(*index))?;
    let lang = page.lang?;
    match page.kind {
        PageKind::Entity(id) if !is_whole(catalogue, id) => None,
        PageKind::Entity(id) => {
            let (edition, words) = catalogue.edition(id, lang)?;
            Some((anchors_of(catalogue, id, words), quoted(&edition.title)))
        }
        PageKind::List {
            kind: kind @ (Kind::SOURCE | Kind::TERM),
            ..
        } => {
            let entries = catalogue
                .inputs
                .site
                .of_kind(kind)
                .map(|(_, entity)| entity.key.id.to_string());
            let list = catalogue
                .inputs
                .site
                .lists
                .get(&kind)
                .and_then(|list| list.editions.get(&lang)?.text.as_ref());
            let text = list.map_or_else(Vec::new, |linked| anchors_of_text(&linked.text));
            Some((
                entries.chain(text).collect(),
                quoted(&format!("/{}", route.as_str())),
            ))
        }
        _ => None,
    }
}

/// The remedy for a picture that does not exist: the nearest that does, as this file would name it.
pub(super) fn picture(
    inputs: &Inputs<'_>,
    suggestions: &mut Suggestions,
    file: &SourcePath,
    address: &str,
) -> String {
    if address.starts_with('/') {
        let statics: Vec<String> = inputs
            .statics
            .iter()
            .map(|asset| format!("/{}", asset.path.as_str()))
            .collect();
        let near = suggestions.did_you_mean(address, statics.iter().map(String::as_str));
        return near.unwrap_or_else(|| {
            "put the picture into static/, or write its path relative to this file".to_owned()
        });
    }
    let name = address.rsplit('/').next().unwrap_or(address);
    let near = suggestions.found(|| {
        nearest(
            name,
            inputs.attachments.iter().map(|asset| asset.path.name()),
        )
    });
    // Of several pictures of this name, one beside the file is the likeliest.
    let found = near.and_then(|near| {
        let named = inputs
            .attachments
            .iter()
            .map(|asset| &asset.path)
            .filter(|path| path.name() == near);
        named.min_by_key(|path| path.folder() != file.folder())
    });
    found.map_or_else(
        || "put the picture beside this file, or write its path relative to this file".to_owned(),
        |path| format!("did you mean {}?", quoted(&relative(file, path))),
    )
}

/// The path of a file as another would name it.
fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (
        from.as_str().split('/').collect(),
        to.as_str().split('/').collect(),
    );
    let shared = from
        .iter()
        .zip(&to)
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.len().saturating_sub(shared + 1);
    std::iter::repeat_n("..", up)
        .chain(to.into_iter().skip(shared))
        .collect::<Vec<_>>()
        .join("/")
}

/// The remedy for an address elsewhere, or of a mailbox, that was written without what it begins with.
pub(super) fn without_scheme(path: &str) -> Option<String> {
    let is_host = path.starts_with("www.") && path.matches('.').count() > 1;
    let is_mailbox = !path.contains('/')
        && path
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let whole = match (is_host, is_mailbox) {
        (true, _) => format!("https://{path}"),
        (_, true) => format!("mailto:{path}"),
        _ => return None,
    };
    Some(format!("write {}", quoted(&whole)))
}
