//! An article's page.

use super::entity::agent_name;
use super::shell::Draft;
use super::{office, when};
use crate::edtf::Edtf;
use crate::site::{Agent, Article, EntityId};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, article: Article<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let published = scene
        .entity(id)
        .date(lang)
        .map(|date| when::full(scene, lang, date));
    draft.set("published", Part::maybe(published));
    let authors: Vec<Part> = article
        .authors()
        .iter()
        .filter_map(|author| Some(self::author(draft, author, &agent_name(draft, author)?)))
        .collect();
    draft.set("authors", Part::list(authors));
    let actors = actors(draft, id, article);
    draft.set("actors", actors);
    draft.set("events", scene.cards(article.events().iter(), lang));
    draft.set("agreements", scene.cards(article.agreements().iter(), lang));
    draft.set("places", scene.cards(article.places().iter(), lang));
    draft.set("related", scene.cards(article.related().iter(), lang));
    let (previous, next) = scene.neighbours(id, lang);
    draft.set("previous", scene.maybe_card(previous, lang));
    draft.set("next", scene.maybe_card(next, lang));
}

fn author(draft: &Draft<'_, '_>, author: Agent<'_>, name: &str) -> Part {
    let path = match author {
        Agent::Actor(id) => draft
            .scene
            .stage
            .pages
            .shown(id, draft.lang)
            .map(|shown| shown.route.link(draft.scene.stage.portable)),
        Agent::Named(_) => None,
    };
    Part::map([
        ("name", Part::text(name)),
        ("path", Part::maybe_text(path.as_deref())),
    ])
}

/// Persons with the office that they held on the dates of the events that the article tells of.
fn actors(draft: &mut Draft<'_, '_>, id: EntityId, article: Article<'_>) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let own: Option<&Edtf> = scene.entity(id).date(lang).map(|date| date.value);
    let mut list = Vec::new();
    for actor in article.actors().iter() {
        let Some(card) = scene.card(actor, lang) else {
            continue;
        };
        let dates = dates_of(draft, article, actor);
        let office = if article.events().is_empty() {
            office::on(draft, actor, own)
        } else {
            office::on_all(draft, actor, &dates)
        };
        list.push(Part::map([("card", card), ("office", office)]));
    }
    Part::list(list)
}

/// The dates of the events that an actor took part in; of all events where none names the actor.
fn dates_of<'a>(draft: &Draft<'_, 'a>, article: Article<'a>, actor: EntityId) -> Vec<&'a Edtf> {
    let events = || {
        article.events().iter().filter_map(|event| {
            let event = draft.scene.entity(event).event()?;
            Some((event, event.date()?.value))
        })
    };
    let with: Vec<&Edtf> = events()
        .filter(|(event, _)| {
            let mut parts = event.actors().iter();
            parts.any(|part| part.actor() == Some(actor))
        })
        .map(|(_, date)| date)
        .collect();
    if with.is_empty() {
        events().map(|(_, date)| date).collect()
    } else {
        with
    }
}
