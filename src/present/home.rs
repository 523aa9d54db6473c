//! The home page: what this is about, how things stand, when, where, who, and what was agreed.

use super::shell::Draft;
use super::{map, office, teaser, translation};
use crate::escape;
use crate::kind::Kind;
use crate::page::Route;
use crate::view::Part;

/// How many articles the home page lists.
const LATEST: usize = 10;

pub(super) fn present(draft: &mut Draft<'_, '_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let index = &scene.stage.site.home;
    let home = index.home();
    let config = scene.stage.config;
    let edition = index.editions.get(&lang);
    let own = edition
        .map(|edition| edition.title.to_string())
        .filter(|title| !title.is_empty());
    let site_title = config
        .title
        .get(&lang)
        .map(ToString::to_string)
        .unwrap_or_default();
    let title = own.unwrap_or_else(|| site_title.clone());
    draft.template("home", &title);
    draft.head.is_site = title == site_title;
    let summary = edition.and_then(|edition| edition.summary.as_ref());
    draft.head.description = edition
        .and_then(|edition| teaser::description(&scene.stage, lang, edition))
        .or_else(|| config.summary.get(&lang).map(ToString::to_string));
    draft.origin = edition.map(|edition| edition.path.clone());
    let summary = summary.map(|prose| draft.filler.prose(prose, lang));
    let summary = summary.or_else(|| {
        config
            .summary
            .get(&lang)
            .map(|text| Part::html(&escape::quoted(text)))
    });
    draft.set("title", Part::text(&title));
    draft.set("summary", Part::maybe(summary));
    draft.set("lead", scene.maybe_card(home.lead(), lang));
    let state = draft.filler.prose_in(home.state(), lang);
    draft.set("state", Part::maybe(state));
    draft.body = edition
        .map(|edition| draft.filler.text(edition, lang))
        .unwrap_or_default();
    let translation = edition.map(|edition| {
        translation::part(draft, edition, &index.editions, None, |lang| {
            Some(Route::new(format!("{lang}/")))
        })
    });
    draft.set("translation", Part::maybe(translation));
    draft.set(
        "turning_points",
        scene.cards(home.turning_points().iter(), lang),
    );
    draft.set(
        "main_agreements",
        scene.cards(home.main_agreements().iter(), lang),
    );
    let actors = actors(draft);
    draft.set("main_actors", Part::list(actors));
    let latest: Vec<_> = scene
        .by_date(Kind::ARTICLE, lang)
        .iter()
        .rev()
        .take(LATEST)
        .copied()
        .collect();
    draft.set("latest", scene.cards(latest, lang));
    let overview = map::of_home(draft);
    draft.set("map", Part::maybe(overview));
    super::entity::set_citations(draft);
}

/// Persons with the office that they held at the last turning point.
fn actors(draft: &mut Draft<'_, '_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let home = scene.stage.site.home.home();
    let dates: Vec<_> = home
        .turning_points()
        .iter()
        .filter_map(|id| scene.entity(id).date(lang))
        .map(|date| date.value)
        .collect();
    let mut list = Vec::new();
    for actor in home.main_actors().iter() {
        let Some(card) = scene.card(actor, lang) else {
            continue;
        };
        let office = office::on_all(draft, actor, &dates);
        list.push(Part::map([("card", card), ("office", office)]));
    }
    list
}
