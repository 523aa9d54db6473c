//! The home page: what this is about, how things stand, when, where, who, and what was agreed.

use super::builder::ViewBuilder;
use super::{date, map, office, teaser, translation};
use crate::escape;
use crate::kind::Kind;
use crate::page::Route;
use crate::view::Part;

/// How many articles the home page lists.
const LATEST: usize = 10;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>) {
    let (shared, lang) = (view.shared, view.lang);
    let index = &shared.inputs.site.home;
    let home = index.home();
    let edition = index.editions.get(&lang);
    open(view);
    view.set("lead", shared.maybe_card(home.lead(), lang));
    let state = view.filler.prose_in(home.state(), lang);
    view.set("state", Part::maybe(state));
    view.body = edition
        .map(|edition| view.filler.text(edition, lang))
        .unwrap_or_default();
    let translation = edition.map(|edition| {
        translation::part(view, edition, &index.editions, None, |lang| {
            Some(Route::new(format!("{lang}/")))
        })
    });
    view.set("translation", Part::maybe(translation));
    for (name, day) in date::of_text(&shared.inputs, lang, edition) {
        view.set(name, day);
    }
    view.set(
        "turning_points",
        shared.cards(home.turning_points().iter(), lang),
    );
    view.set(
        "main_agreements",
        shared.cards(home.main_agreements().iter(), lang),
    );
    let actors = actors(view);
    view.set("main_actors", Part::list(actors));
    let latest: Vec<_> = shared
        .by_date(Kind::ARTICLE, lang)
        .iter()
        .rev()
        .take(LATEST)
        .copied()
        .collect();
    view.set("latest", shared.cards(latest, lang));
    let overview = map::of_home(view);
    view.set("map", Part::maybe(overview));
    super::sources::set_citations(view);
}

/// The title and the summary of the home page: its own, or those of the site.
fn open(view: &mut ViewBuilder<'_, '_>) {
    let (shared, lang) = (view.shared, view.lang);
    let config = shared.inputs.config;
    let edition = shared.inputs.site.home.editions.get(&lang);
    let own = edition
        .map(|edition| edition.title.to_string())
        .filter(|title| !title.is_empty());
    let site_title = config
        .title
        .get(&lang)
        .map(ToString::to_string)
        .unwrap_or_default();
    let title = own.unwrap_or_else(|| site_title.clone());
    view.template("home", &title);
    view.head.is_site = title == site_title;
    let summary = edition.and_then(|edition| edition.summary.as_ref());
    view.head.description = edition
        .and_then(|edition| teaser::description(&shared.inputs, lang, edition))
        .or_else(|| config.summary.get(&lang).map(ToString::to_string));
    view.origin = edition.map(|edition| edition.path.clone());
    let summary = summary.map(|prose| view.filler.prose(prose, lang));
    let summary = summary.or_else(|| {
        config
            .summary
            .get(&lang)
            .map(|text| Part::html(&escape::quoted(text)))
    });
    view.set("title", Part::text(&title));
    view.set("summary", Part::maybe(summary));
}

/// Persons with the office that they held at the last turning point.
fn actors(view: &mut ViewBuilder<'_, '_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let home = shared.inputs.site.home.home();
    let dates: Vec<_> = home
        .turning_points()
        .iter()
        .filter_map(|id| shared.entity(id).date(lang))
        .map(|date| date.value)
        .collect();
    let mut list = Vec::new();
    for actor in home.main_actors().iter() {
        let Some(card) = shared.card(actor, lang) else {
            continue;
        };
        let office = office::on_all(view, actor, &dates);
        list.push(Part::map([("card", card), ("office", office)]));
    }
    list
}
