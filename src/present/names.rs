//! Names in the language of a page: of people, tags, countries.

use super::builder::ViewBuilder;
use crate::site::{Agent, List, Place};
use crate::view::Part;

/// The name of an actor, or of someone who is none.
pub(super) fn agent_name(view: &ViewBuilder<'_, '_>, agent: Agent<'_>) -> Option<String> {
    match agent {
        Agent::Actor(id) => Some(view.shared.inputs.title(id, view.lang).to_owned()),
        Agent::Named(names) => names.plain_or_first(view.lang).map(ToString::to_string),
    }
}

/// Tags with their names.
pub(super) fn tags(view: &ViewBuilder<'_, '_>, tags: List<'_, &std::sync::Arc<str>>) -> Part {
    let names = &view.shared.inputs.config.tags;
    Part::list(tags.iter().map(|tag| {
        let label = names
            .get(tag)
            .and_then(|names| names.get(&view.lang))
            .unwrap_or(tag);
        Part::map([("id", Part::text(tag)), ("label", Part::text(label))])
    }))
}

/// The name of the country, or its code where the strings do not name it.
pub(super) fn country(view: &ViewBuilder<'_, '_>, place: Place<'_>) -> Option<String> {
    let code = place.country()?;
    Some(
        view.shared
            .strings(view.lang)
            .find(&format!("countries.{code}"))
            .unwrap_or(code)
            .to_owned(),
    )
}
