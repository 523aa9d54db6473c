//! What a page says of the edition that it was translated from.

use super::html::escaped;
use super::scene::Scene;
use super::shell::Draft;
use crate::lang::{Lang, PerLang};
use crate::model::section;
use crate::page::{Route, encoded};
use crate::site::{ChangeKind, Edition};
use crate::view::Part;

/// The variable `translation`: none on an original, and where nobody keeps track or the original is not published.
/// `route` is that of the page in a language, if that page has words of its own.
pub(super) fn part(
    draft: &Draft<'_, '_>,
    edition: &Edition,
    editions: &PerLang<Edition>,
    route: impl Fn(Lang) -> Option<Route>,
) -> Part {
    let scene = draft.scene;
    let Some((original, changes)) = edition.original.as_ref().and_then(|one| Some((one, one.changes.as_ref()?))) else {
        return Part::none();
    };
    let Some(language) = scene.stage.config.languages.iter().find(|one| one.code == original.lang) else {
        return Part::none();
    };
    let path = route(original.lang).map(|route| route.link(scene.stage.portable));
    // What is no longer there cannot be named to readers.
    let named = changes.iter().filter(|change| change.kind != ChangeKind::Removed);
    let from = editions.get(&original.lang);
    let changed = named.filter_map(|change| changed(scene, draft.lang, from, &change.section));
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
fn changed(scene: &Scene<'_>, lang: Lang, from: Option<&Edition>, section: &str) -> Option<Part> {
    let word = match section {
        section::TITLE => Some("changed_title"),
        section::SUMMARY => Some("changed_summary"),
        section::INTRO => Some("changed_intro"),
        section::STATE => Some("changed_state"),
        _ => None,
    };
    let (html, anchor) = if let Some(word) = word {
        (escaped(scene.strings(lang).get(word)), String::new())
    } else {
        let text = &from?.text.as_ref()?.text;
        let heading = text.outline.iter().find(|heading| &*heading.id == section)?;
        (heading.html.to_string(), format!("#{}", encoded(section)))
    };
    Some(Part::map([
        ("html", Part::html(&html)),
        ("anchor", Part::text(&anchor)),
        ("heading", Part::bool(word.is_none())),
    ]))
}
