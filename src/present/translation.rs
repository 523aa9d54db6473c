//! What a page says of the edition that it was translated from.

use super::builder::ViewBuilder;
use super::shared::SharedViews;
use crate::escape;
use crate::lang::{Lang, PerLang};
use crate::model::section::counterparts;
use crate::model::{Heading, section};
use crate::page::{Route, encoded};
use crate::site::{ChangeKind, Edition};
use crate::view::Part;

/// The variable `translation`: none on an original, and where nobody keeps track or the original is not published.
/// `route` is that of the page in a language, if that page has words of its own; `under` is what the ids of the text stand
/// under where it shares its page with others.
pub(super) fn part(
    view: &ViewBuilder<'_, '_>,
    edition: &Edition,
    editions: &PerLang<Edition>,
    under: Option<&str>,
    route: impl Fn(Lang) -> Option<Route>,
) -> Part {
    let shared = view.shared;
    let Some((original, changes)) = edition
        .original
        .as_ref()
        .and_then(|one| Some((one, one.changes.as_ref()?)))
    else {
        return Part::none();
    };
    let Some(language) = shared
        .inputs
        .config
        .languages
        .iter()
        .find(|one| one.code == original.lang)
    else {
        return Part::none();
    };
    let path = route(original.lang).map(|route| route.link(shared.inputs.portable));
    // What is no longer there cannot be named to readers.
    let named = changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Removed);
    let headings = HeadingPairs::new(edition, editions.get(&original.lang));
    let changed =
        named.filter_map(|change| changed(shared, view.lang, &headings, under, &change.section));
    Part::map([
        ("lang", Part::text(language.code.as_str())),
        ("dir", Part::text(language.direction.as_str())),
        ("name", Part::text(&language.name)),
        ("path", Part::maybe_text(path.as_deref())),
        (
            "anchor",
            Part::text(&under.map_or_else(String::new, |under| format!("#{under}"))),
        ),
        ("stale", Part::bool(!changes.is_empty())),
        ("changed", Part::list(changed)),
    ])
}

/// The headings of the original, each with the one that answers it on this side.
struct HeadingPairs<'s>(Vec<(&'s Heading, Option<&'s Heading>)>);

impl<'s> HeadingPairs<'s> {
    fn new(own: &'s Edition, original: Option<&'s Edition>) -> Self {
        let outline = |edition: &'s Edition| {
            edition
                .text
                .as_ref()
                .map_or(&[][..], |text| &text.text.outline)
        };
        let (from, to) = (original.map_or(&[][..], outline), outline(own));
        let answers = counterparts(from, to)
            .into_iter()
            .map(|answer| to.get(answer?));
        Self(from.iter().zip(answers).collect())
    }

    fn find(&self, section: &str) -> Option<(&'s Heading, Option<&'s Heading>)> {
        self.0
            .iter()
            .find(|(heading, _)| &*heading.section == section)
            .copied()
    }
}

/// A section of the original: the heading that answers it here, else its own, or the interface's word for it.
fn changed(
    shared: &SharedViews<'_>,
    lang: Lang,
    headings: &HeadingPairs<'_>,
    under: Option<&str>,
    section: &str,
) -> Option<Part> {
    let word = match section {
        section::TITLE => Some("changed_title"),
        section::SUMMARY => Some("changed_summary"),
        section::INTRO => Some("changed_intro"),
        section::BRIEF => Some("changed_brief"),
        section::STATE => Some("changed_state"),
        _ => None,
    };
    let (html, anchor, foreign) = if let Some(word) = word {
        let anchor = under.map_or_else(String::new, |under| format!("#{under}"));
        (
            escape::quoted(shared.strings(lang).get(word)),
            anchor,
            false,
        )
    } else {
        let (heading, answer) = headings.find(section)?;
        let under = under.map_or_else(String::new, |under| format!("{under}."));
        (
            answer.unwrap_or(heading).html.to_string(),
            format!("#{under}{}", encoded(section)),
            answer.is_none(),
        )
    };
    Some(Part::map([
        ("html", Part::html(&html)),
        ("anchor", Part::text(&anchor)),
        ("heading", Part::bool(foreign)),
    ]))
}
