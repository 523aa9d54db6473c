//! What stands at the head of what is told: a few sentences, and the numbers to know.

use super::builder::ViewBuilder;
use super::number::key_number;
use crate::lang::Lang;
use crate::site::Entity;
use crate::view::Part;

/// Sets `brief` in the language of the text that is shown, and `key_numbers`; other kinds have neither.
pub(super) fn present(view: &mut ViewBuilder<'_, '_>, entity: &Entity, words: Lang) {
    let article = entity.article();
    let article = article.map(|article| (article.brief(), article.key_numbers()));
    let event = entity
        .event()
        .map(|event| (event.brief(), event.key_numbers()));
    let Some((brief, numbers)) = article.or(event) else {
        return;
    };
    let brief: Vec<Part> = brief
        .proses(words)
        .map(|prose| view.filler.prose(&prose, words))
        .collect();
    view.set("brief", Part::list(brief));
    let numbers: Vec<Part> = numbers
        .iter()
        .filter_map(|number| key_number(view, number))
        .collect();
    view.set("key_numbers", Part::list(numbers));
}
