//! An agreement's page.

use super::builder::ViewBuilder;
use super::names::tags;
use super::stated_date::stated_date;
use crate::kind::Kind;
use crate::site::{Agreement, EntityId, Progress, Provision, StatedDate, TextCopy};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId, agreement: Agreement<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    let dates = dates(view, agreement);
    view.set("dates", Part::list(dates));
    let roles = roles(view, agreement);
    view.set("roles", Part::list(roles));
    view.set("places", shared.cards(agreement.places().iter(), lang));
    view.set(
        "official_title",
        Part::maybe_text(
            agreement
                .official_title()
                .plain_or_first(lang)
                .map(|title| &**title),
        ),
    );
    view.set("symbol", Part::maybe_text(agreement.symbol()));
    let documents: Vec<Part> = agreement
        .documents()
        .iter()
        .map(|document| self::document(view, document))
        .collect();
    view.set("documents", Part::list(documents));
    let relations = relations(view, id, agreement);
    view.set("relations", Part::list(relations));
    let statuses = statuses(view, agreement);
    view.set("statuses", Part::list(statuses));
    let provisions: Vec<Part> = (1..)
        .zip(agreement.points())
        .map(|(number, (id, provision))| self::provision(view, (number, &id), provision))
        .collect();
    view.set("provisions", Part::list(provisions));
    view.set("events", shared.cards_from(id, Kind::EVENT, lang));
    view.set("articles", shared.cards_from(id, Kind::ARTICLE, lang));
}

fn dates(view: &ViewBuilder<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let first = agreement.date().map(|date| (made(agreement.kind()), date));
    let others = agreement.dates();
    first
        .into_iter()
        .chain(others)
        .map(|(key, date)| {
            let label = Part::text(shared.strings(lang).get(&format!("agreement_dates.{key}")));
            Part::map([
                ("key", Part::text(key)),
                ("label", label),
                ("date", stated_date(shared, lang, date)),
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
fn roles(view: &ViewBuilder<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    agreement
        .roles()
        .filter(|(_, actors)| !actors.is_empty())
        .map(|(role, actors)| {
            let label = Part::text(shared.strings(lang).get(&format!("roles.{role}")));
            Part::map([
                ("role", Part::text(role)),
                ("label", label),
                ("actors", shared.cards(actors.iter(), lang)),
            ])
        })
        .collect()
}

fn document(view: &ViewBuilder<'_, '_>, document: TextCopy<'_>) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let title = document
        .title()
        .plain_or_first(lang)
        .map(ToString::to_string)
        .or_else(|| Some(shared.inputs.title(document.source()?, lang).to_owned()));
    let source = document.source().and_then(|id| shared.entity(id).source());
    let url = document.url().or_else(|| source?.url());
    let archive = document.archive_url().or_else(|| source?.archive_url());
    let code = document.lang().or_else(|| source?.language());
    let language = code.map(|code| {
        shared
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
        ("source", shared.maybe_card(document.source(), lang)),
    ])
}

/// Both directions, by relation: what this agreement says of others, and what others say of it.
fn relations(view: &ViewBuilder<'_, '_>, id: EntityId, agreement: Agreement<'_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let own = agreement
        .relations()
        .iter()
        .filter_map(|one| Some((one.kind()?.to_owned(), one.agreement()?)));
    let incoming = shared.incoming(id, Kind::AGREEMENT, lang);
    let inverse = incoming.into_iter().flat_map(|other| {
        let of = shared.entity(other).agreement();
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
        let label = Part::text(shared.strings(lang).get(&format!("relations.{kind}")));
        Part::map([
            ("type", Part::text(kind)),
            ("label", label),
            ("cards", shared.cards(others.iter().copied(), lang)),
        ])
    };
    groups.iter().map(group).collect()
}

fn statuses(view: &mut ViewBuilder<'_, '_>, agreement: Agreement<'_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    agreement
        .statuses()
        .iter()
        .filter_map(|status| {
            let note = view.filler.prose_in(status.note(), lang);
            let value = status.value()?;
            Some(Part::map([
                ("value", Part::text(value)),
                (
                    "label",
                    Part::text(shared.strings(lang).get(&format!("statuses.{value}"))),
                ),
                (
                    "date",
                    Part::maybe(status.date().map(|date| stated_date(shared, lang, date))),
                ),
                ("html", Part::maybe(note)),
                ("source", shared.maybe_card(status.source(), lang)),
            ]))
        })
        .collect()
}

fn provision(
    view: &mut ViewBuilder<'_, '_>,
    (number, id): (i64, &str),
    provision: Provision<'_>,
) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    // In the order of the page: citations are numbered as they are filled.
    let text = view.filler.prose_in(provision.text(), lang);
    let note = view.filler.prose_in(provision.note(), lang);
    let date = |date: Option<StatedDate<'_>>| {
        Part::maybe(date.map(|date| stated_date(shared, lang, date)))
    };
    let progress: Vec<Part> = provision
        .progress()
        .iter()
        .filter_map(|progress| self::progress(view, progress))
        .collect();
    let last = provision.progress().iter().last();
    let last = last.and_then(|progress| Some(progress.value()?.0));
    let label =
        last.map(|value| Part::text(shared.strings(lang).get(&format!("progress.{value}"))));
    Part::map([
        ("id", Part::text(id)),
        (
            "number",
            Part::text(&shared.strings(lang).locale.number(number)),
        ),
        ("html", Part::maybe(text)),
        ("tags", tags(view, provision.tags())),
        ("deadline", date(provision.deadline())),
        ("by", shared.cards(provision.by().iter(), lang)),
        ("done", date(provision.done())),
        ("places", shared.cards(provision.places().iter(), lang)),
        ("progress", Part::list(progress)),
        (
            "value",
            last.map_or_else(Part::none, |value| Part::int(i64::from(value))),
        ),
        ("value_label", Part::maybe(label)),
        ("note", Part::maybe(note)),
    ])
}

fn progress(view: &mut ViewBuilder<'_, '_>, progress: Progress<'_>) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let note = view.filler.prose_in(progress.note(), lang);
    let value = progress.value()?.0;
    Some(Part::map([
        (
            "date",
            Part::maybe(progress.date().map(|date| stated_date(shared, lang, date))),
        ),
        ("value", Part::int(i64::from(value))),
        (
            "label",
            Part::text(shared.strings(lang).get(&format!("progress.{value}"))),
        ),
        ("html", Part::maybe(note)),
        ("source", shared.maybe_card(progress.source(), lang)),
    ]))
}
