//! An agreement's page.

use super::entity::{in_lang, tags};
use super::shell::Draft;
use super::when;
use crate::kind::Kind;
use crate::site::{Agreement, EntityId, Facts, Progress, Provision, TextCopy};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, agreement: &Agreement) {
    let (scene, lang) = (draft.scene, draft.lang);
    let dates = dates(draft, agreement);
    draft.set("dates", Part::list(dates));
    let roles = roles(draft, agreement);
    draft.set("roles", Part::list(roles));
    draft.set("places", scene.cards(&agreement.places, lang));
    draft.set(
        "official_title",
        Part::maybe_text(in_lang(&agreement.official_title, lang).map(|title| &**title)),
    );
    draft.set("symbol", Part::maybe_text(agreement.symbol.as_deref()));
    let documents: Vec<Part> = agreement
        .documents
        .iter()
        .map(|document| self::document(draft, document))
        .collect();
    draft.set("documents", Part::list(documents));
    let relations = relations(draft, id, agreement);
    draft.set("relations", Part::list(relations));
    let statuses = statuses(draft, agreement);
    draft.set("statuses", Part::list(statuses));
    let provisions: Vec<Part> = (1..)
        .zip(&agreement.provisions)
        .map(|(number, provision)| self::provision(draft, number, provision))
        .collect();
    draft.set("provisions", Part::list(provisions));
    draft.set(
        "events",
        scene.cards(&scene.incoming(id, Kind::EVENT, lang), lang),
    );
    draft.set(
        "articles",
        scene.cards(&scene.incoming(id, Kind::ARTICLE, lang), lang),
    );
}

fn dates(draft: &Draft<'_, '_>, agreement: &Agreement) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let first = agreement
        .date
        .as_ref()
        .map(|date| (made(agreement.kind), date));
    let others = agreement.dates.iter().map(|(key, date)| (*key, date));
    first
        .into_iter()
        .chain(others)
        .map(|(key, date)| {
            let label = scene
                .strings(lang)
                .get(&format!("agreement_dates.{key}"))
                .to_owned();
            Part::map([
                ("key", Part::text(key)),
                ("label", Part::text(&label)),
                ("date", when::full(scene, lang, date)),
            ])
        })
        .collect()
}

/// What was done on the day of a text of this type: not all of them are signed.
fn made(kind: Option<&str>) -> &'static str {
    match kind {
        Some("treaty" | "memorandum" | "protocol") => "signed",
        Some("resolution") => "adopted",
        Some("communique" | "statement") => "issued",
        _ => "dated",
    }
}

/// Roles kept apart; only those that someone holds.
fn roles(draft: &Draft<'_, '_>, agreement: &Agreement) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    agreement
        .roles
        .iter()
        .filter(|(_, actors)| !actors.is_empty())
        .map(|(role, actors)| {
            let label = scene.strings(lang).get(&format!("roles.{role}")).to_owned();
            Part::map([
                ("role", Part::text(role)),
                ("label", Part::text(&label)),
                ("actors", scene.cards(actors, lang)),
            ])
        })
        .collect()
}

fn document(draft: &Draft<'_, '_>, document: &TextCopy) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = in_lang(&document.title, lang)
        .map(ToString::to_string)
        .or_else(|| Some(scene.stage.title(document.source?, lang).to_owned()));
    let facts = document
        .source
        .and_then(|id| match &scene.entity(id).facts {
            Facts::Source(source) => Some(source),
            _ => None,
        });
    let url = document.url.as_deref().or_else(|| facts?.url.as_deref());
    let archive = document
        .archive_url
        .as_deref()
        .or_else(|| facts?.archive_url.as_deref());
    let code = document
        .lang
        .as_deref()
        .or_else(|| facts?.language.as_deref());
    let language = code.map(|code| {
        scene
            .strings(lang)
            .find(&format!("languages.{code}"))
            .unwrap_or(code)
            .to_owned()
    });
    Part::map([
        ("title", Part::maybe_text(title.as_deref().or(url))),
        ("url", Part::maybe_text(url)),
        ("archive_url", Part::maybe_text(archive)),
        ("lang", Part::maybe_text(language.as_deref())),
        ("source", scene.maybe_card(document.source, lang)),
    ])
}

/// Both directions, by relation: what this agreement says of others, and what others say of it.
fn relations(draft: &Draft<'_, '_>, id: EntityId, agreement: &Agreement) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let own = agreement
        .relations
        .iter()
        .map(|(kind, other)| ((*kind).to_owned(), *other));
    let incoming = scene.incoming(id, Kind::AGREEMENT, lang);
    let inverse = incoming
        .into_iter()
        .flat_map(|other| match &scene.entity(other).facts {
            Facts::Agreement(facts) => facts
                .relations
                .iter()
                .filter(|(_, to)| *to == id)
                .map(|(kind, _)| (format!("{kind}_inverse"), other))
                .collect(),
            _ => Vec::new(),
        });
    let mut groups: Vec<(String, Vec<EntityId>)> = Vec::new();
    for (kind, other) in own.chain(inverse) {
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, others)) => others.push(other),
            None => groups.push((kind, vec![other])),
        }
    }
    let group = |(kind, others): &(String, Vec<EntityId>)| {
        let label = scene
            .strings(lang)
            .get(&format!("relations.{kind}"))
            .to_owned();
        Part::map([
            ("type", Part::text(kind)),
            ("label", Part::text(&label)),
            ("cards", scene.cards(others, lang)),
        ])
    };
    groups.iter().map(group).collect()
}

fn statuses(draft: &mut Draft<'_, '_>, agreement: &Agreement) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    agreement
        .statuses
        .iter()
        .map(|status| {
            let note = draft.filler.prose_in(&status.note, lang);
            Part::map([
                ("value", Part::text(status.value)),
                (
                    "label",
                    Part::text(
                        scene
                            .strings(lang)
                            .get(&format!("statuses.{}", status.value)),
                    ),
                ),
                (
                    "date",
                    Part::maybe(
                        status
                            .date
                            .as_ref()
                            .map(|date| when::full(scene, lang, date)),
                    ),
                ),
                ("html", Part::maybe(note)),
                ("source", scene.maybe_card(status.source, lang)),
            ])
        })
        .collect()
}

fn provision(draft: &mut Draft<'_, '_>, number: i64, provision: &Provision) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let text = draft.filler.prose_in(&provision.text, lang);
    let progress: Vec<Part> = provision
        .progress
        .iter()
        .map(|progress| self::progress(draft, progress))
        .collect();
    let last = provision.progress.last().map(|progress| progress.value);
    let label = last.map(|value| {
        scene
            .strings(lang)
            .get(&format!("progress.{value}"))
            .to_owned()
    });
    Part::map([
        ("id", Part::text(&provision.id)),
        (
            "number",
            Part::text(&scene.strings(lang).locale.number(number)),
        ),
        ("html", Part::maybe(text)),
        ("tags", tags(draft, &provision.tags)),
        (
            "deadline",
            Part::maybe(
                provision
                    .deadline
                    .as_ref()
                    .map(|date| when::full(scene, lang, date)),
            ),
        ),
        ("places", scene.cards(&provision.places, lang)),
        ("progress", Part::list(progress)),
        (
            "value",
            last.map_or_else(Part::none, |value| Part::int(i64::from(value))),
        ),
        ("value_label", Part::maybe_text(label.as_deref())),
    ])
}

fn progress(draft: &mut Draft<'_, '_>, progress: &Progress) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let note = draft.filler.prose_in(&progress.note, lang);
    Part::map([
        (
            "date",
            Part::maybe(
                progress
                    .date
                    .as_ref()
                    .map(|date| when::full(scene, lang, date)),
            ),
        ),
        ("value", Part::int(i64::from(progress.value))),
        (
            "label",
            Part::text(
                scene
                    .strings(lang)
                    .get(&format!("progress.{}", progress.value)),
            ),
        ),
        ("html", Part::maybe(note)),
        ("source", scene.maybe_card(progress.source, lang)),
    ])
}
