//! What a page says of the edition that it was translated from.

use super::html::escaped;
use super::scene::Scene;
use super::shell::Draft;
use crate::lang::Lang;
use crate::model::section;
use crate::page::encoded;
use crate::site::{ChangeKind, Edition, EntityId};
use crate::view::Part;

/// The variable `translation`: none on an original, and where nobody keeps track or the original is not published.
pub(super) fn part(draft: &Draft<'_, '_>, id: EntityId, edition: &Edition, words: Lang) -> Part {
    let scene = draft.scene;
    let original = edition.original.as_ref().filter(|_| words == draft.lang);
    let Some((original, changes)) = original.and_then(|one| Some((one, one.changes.as_ref()?))) else {
        return Part::none();
    };
    let Some(language) = scene.stage.config.languages.iter().find(|one| one.code == original.lang) else {
        return Part::none();
    };
    let page = scene.stage.pages.shown(id, original.lang).filter(|shown| !shown.standing.is_foreign());
    let path = page.map(|shown| shown.route.link(scene.stage.portable));
    // What is no longer there cannot be named to readers.
    let named = changes.iter().filter(|change| change.kind != ChangeKind::Removed);
    let changed = named.filter_map(|change| changed(scene, draft.lang, id, original.lang, &change.section));
    Part::map([
        ("lang", Part::text(language.code.as_str())),
        ("dir", Part::text(language.direction.as_str())),
        ("name", Part::text(&language.name)),
        ("path", Part::maybe_text(path.as_deref())),
        ("stale", Part::bool(!changes.is_empty())),
        ("changed", Part::list(changed)),
    ])
}

/// A section of the original: its heading, or the interface's word for it.
fn changed(scene: &Scene<'_>, lang: Lang, id: EntityId, from: Lang, section: &str) -> Option<Part> {
    let word = match section {
        section::TITLE => Some("changed_title"),
        section::SUMMARY => Some("changed_summary"),
        section::INTRO => Some("changed_intro"),
        _ => None,
    };
    let (html, anchor) = if let Some(word) = word {
        (escaped(scene.strings(lang).get(word)), String::new())
    } else {
        let text = &scene.entity(id).editions.get(&from)?.text.as_ref()?.text;
        let heading = text.outline.iter().find(|heading| &*heading.id == section)?;
        (heading.html.to_string(), format!("#{}", encoded(section)))
    };
    Some(Part::map([
        ("html", Part::html(&html)),
        ("anchor", Part::text(&anchor)),
        ("heading", Part::bool(word.is_none())),
    ]))
}
