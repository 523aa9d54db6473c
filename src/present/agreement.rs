//! An agreement's page.

use super::entity::tags;
use super::shell::Draft;
use super::when;
use crate::kind::Kind;
use crate::site::{Agreement, EntityId, Progress, Provision, TextCopy};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, agreement: Agreement<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let dates = dates(draft, agreement);
    draft.set("dates", Part::list(dates));
    let roles = roles(draft, agreement);
    draft.set("roles", Part::list(roles));
    draft.set("places", scene.cards(agreement.places().iter(), lang));
    draft.set(
        "official_title",
        Part::maybe_text(
            agreement
                .official_title()
                .plain_or_first(lang)
                .map(|title| &**title),
        ),
    );
    draft.set("symbol", Part::maybe_text(agreement.symbol()));
    let documents: Vec<Part> = agreement
        .documents()
        .iter()
        .map(|document| self::document(draft, document))
        .collect();
    draft.set("documents", Part::list(documents));
    let relations = relations(draft, id, agreement);
    draft.set("relations", Part::list(relations));
    let statuses = statuses(draft, agreement);
    draft.set("statuses", Part::list(statuses));
    let provisions: Vec<Part> = (1..)
        .zip(agreement.points())
        .map(|(number, (id, provision))| self::provision(draft, (number, &id), provision))
        .collect();
    draft.set("provisions", Part::list(provisions));
    draft.set(
        "events",
        scene.cards(scene.incoming(id, Kind::EVENT, lang), lang),
    );
    draft.set(
        "articles",
        scene.cards(scene.incoming(id, Kind::ARTICLE, lang), lang),
    );
}

fn dates(draft: &Draft<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let first = agreement.date().map(|date| (made(agreement.kind()), date));
    let others = agreement.dates();
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
fn roles(draft: &Draft<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    agreement
        .roles()
        .filter(|(_, actors)| !actors.is_empty())
        .map(|(role, actors)| {
            let label = scene.strings(lang).get(&format!("roles.{role}")).to_owned();
            Part::map([
                ("role", Part::text(role)),
                ("label", Part::text(&label)),
                ("actors", scene.cards(actors.iter(), lang)),
            ])
        })
        .collect()
}

fn document(draft: &Draft<'_, '_>, document: TextCopy<'_>) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = document
        .title()
        .plain_or_first(lang)
        .map(ToString::to_string)
        .or_else(|| Some(scene.stage.title(document.source()?, lang).to_owned()));
    let source = document.source().and_then(|id| scene.entity(id).source());
    let url = document.url().or_else(|| source?.url());
    let archive = document.archive_url().or_else(|| source?.archive_url());
    let code = document.lang().or_else(|| source?.language());
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
        ("source", scene.maybe_card(document.source(), lang)),
    ])
}

/// Both directions, by relation: what this agreement says of others, and what others say of it.
fn relations(draft: &Draft<'_, '_>, id: EntityId, agreement: Agreement<'_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let own = agreement
        .relations()
        .iter()
        .filter_map(|one| Some((one.kind()?.to_owned(), one.agreement()?)));
    let incoming = scene.incoming(id, Kind::AGREEMENT, lang);
    let inverse = incoming.into_iter().flat_map(|other| {
        let of = scene.entity(other).agreement();
        let all = of.into_iter().flat_map(|of| of.relations().iter());
        all.filter(|one| one.agreement() == Some(id))
            .filter_map(|one| Some(format!("{}_inverse", one.kind()?)))
            .map(move |kind| (kind, other))
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
            ("cards", scene.cards(others.iter().copied(), lang)),
        ])
    };
    groups.iter().map(group).collect()
}

fn statuses(draft: &mut Draft<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    agreement
        .statuses()
        .iter()
        .filter_map(|status| {
            let note = draft.filler.prose_in(status.note(), lang);
            let value = status.value()?;
            Some(Part::map([
                ("value", Part::text(value)),
                (
                    "label",
                    Part::text(scene.strings(lang).get(&format!("statuses.{value}"))),
                ),
                (
                    "date",
                    Part::maybe(status.date().map(|date| when::full(scene, lang, date))),
                ),
                ("html", Part::maybe(note)),
                ("source", scene.maybe_card(status.source(), lang)),
            ]))
        })
        .collect()
}

fn provision(
    draft: &mut Draft<'_, '_>,
    (number, id): (i64, &str),
    provision: Provision<'_>,
) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let text = draft.filler.prose_in(provision.text(), lang);
    let progress: Vec<Part> = provision
        .progress()
        .iter()
        .filter_map(|progress| self::progress(draft, progress))
        .collect();
    let last = provision.progress().iter().last();
    let last = last.and_then(|progress| Some(progress.value()?.0));
    let label = last.map(|value| {
        scene
            .strings(lang)
            .get(&format!("progress.{value}"))
            .to_owned()
    });
    Part::map([
        ("id", Part::text(id)),
        (
            "number",
            Part::text(&scene.strings(lang).locale.number(number)),
        ),
        ("html", Part::maybe(text)),
        ("tags", tags(draft, provision.tags())),
        (
            "deadline",
            Part::maybe(
                provision
                    .deadline()
                    .map(|date| when::full(scene, lang, date)),
            ),
        ),
        ("places", scene.cards(provision.places().iter(), lang)),
        ("progress", Part::list(progress)),
        (
            "value",
            last.map_or_else(Part::none, |value| Part::int(i64::from(value))),
        ),
        ("value_label", Part::maybe_text(label.as_deref())),
    ])
}

fn progress(draft: &mut Draft<'_, '_>, progress: Progress<'_>) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let note = draft.filler.prose_in(progress.note(), lang);
    let value = progress.value()?.0;
    Some(Part::map([
        (
            "date",
            Part::maybe(progress.date().map(|date| when::full(scene, lang, date))),
        ),
        ("value", Part::int(i64::from(value))),
        (
            "label",
            Part::text(scene.strings(lang).get(&format!("progress.{value}"))),
        ),
        ("html", Part::maybe(note)),
        ("source", scene.maybe_card(progress.source(), lang)),
    ]))
}
