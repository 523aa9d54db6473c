//! Texts whose form promises more than reading can see: tags and countries.

use std::sync::Arc;

use super::linker::Linker;
use super::places;
use crate::diagnostic::{Code, Location, quoted};
use crate::yaml::Item;

/// Checks a plain text by the form that its key declares.
pub(super) fn text(linker: &mut Linker<'_>, item: &Item, text: &Arc<str>, at: &Location) {
    match item {
        Item::Tag => tag(linker, text, at),
        Item::Country => drop(places::is_country(linker, text, at, false)),
        _ => {}
    }
}

/// The id of a tag, declared in the configuration.
fn tag(linker: &mut Linker<'_>, tag: &Arc<str>, at: &Location) {
    let tags = &linker.options.tags;
    if tags.contains(tag) {
        return;
    }
    let near = linker
        .suggestions
        .did_you_mean(tag, tags.iter().map(|tag| &**tag));
    let help = near.unwrap_or_else(|| "declare it under `tags:` in the configuration".to_owned());
    let message = format!("{} is not a declared tag", quoted(tag));
    linker.report(Code::UnknownTag, at, message, Some(help));
}
