//! An article's page.

use super::builder::ViewBuilder;
use super::names::agent_name;
use super::office;
use super::stated_date::stated_date;
use crate::edtf::Edtf;
use crate::site::{Agent, Article, EntityId};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId, article: Article<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    let published = shared
        .entity(id)
        .date(lang)
        .map(|date| stated_date(shared, lang, date));
    view.set("published", Part::maybe(published));
    let authors: Vec<Part> = article
        .authors()
        .iter()
        .filter_map(|author| Some(self::author(view, author, &agent_name(view, author)?)))
        .collect();
    view.set("authors", Part::list(authors));
    let actors = actors(view, id, article);
    view.set("actors", actors);
    view.set("events", shared.cards(article.events().iter(), lang));
    view.set(
        "agreements",
        shared.cards(article.agreements().iter(), lang),
    );
    view.set("places", shared.cards(article.places().iter(), lang));
    view.set("related", shared.cards(article.related().iter(), lang));
    let claims = view.filler.claims(shared.entity(id));
    view.set("claims", claims);
    let (previous, next) = shared.neighbours(id, lang);
    view.set("previous", shared.maybe_card(previous, lang));
    view.set("next", shared.maybe_card(next, lang));
}

fn author(view: &ViewBuilder<'_, '_>, author: Agent<'_>, name: &str) -> Part {
    let path = match author {
        Agent::Actor(id) => view
            .shared
            .inputs
            .pages
            .shown(id, view.lang)
            .map(|shown| shown.route.link(view.shared.inputs.portable)),
        Agent::Named(_) => None,
    };
    Part::map([
        ("name", Part::text(name)),
        ("path", Part::maybe_text(path.as_deref())),
    ])
}

/// Persons with the office that they held on the dates of the events that the article tells of.
fn actors(view: &mut ViewBuilder<'_, '_>, id: EntityId, article: Article<'_>) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let own: Option<&Edtf> = shared.entity(id).date(lang).map(|date| date.value);
    let mut list = Vec::new();
    for actor in article.actors().iter() {
        let Some(card) = shared.card(actor, lang) else {
            continue;
        };
        let dates = dates_of(view, article, actor);
        let office = if article.events().is_empty() {
            office::on(view, actor, own)
        } else {
            office::on_all(view, actor, &dates)
        };
        list.push(Part::map([("card", card), ("office", office)]));
    }
    Part::list(list)
}

/// The dates of the events that an actor took part in; of all events where none names the actor.
fn dates_of<'a>(
    view: &ViewBuilder<'_, 'a>,
    article: Article<'a>,
    actor: EntityId,
) -> Vec<&'a Edtf> {
    let events = || {
        article.events().iter().filter_map(|event| {
            let event = view.shared.entity(event).event()?;
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
