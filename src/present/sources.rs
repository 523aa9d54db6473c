//! Sources as pages list them: cited in their texts, or named in front matter.

use super::builder::ViewBuilder;
use super::cite::CitedSource;
use super::date;
use super::names::agent_name;
use crate::site::EntityId;
use crate::view::Part;

/// The numbered list of all that the page cites.
pub(super) fn set_citations(view: &mut ViewBuilder<'_, '_>) {
    let cited = std::mem::take(&mut view.filler.citations.sources);
    let list = cited
        .iter()
        .enumerate()
        .map(|(index, source)| citation(view, index + 1, source))
        .collect::<Vec<_>>();
    view.set("citations", Part::list(list));
}

fn citation(view: &ViewBuilder<'_, '_>, number: usize, cited: &CitedSource) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let uses = cited
        .uses
        .iter()
        .enumerate()
        .map(|(index, (anchor, locator))| {
            let shown = shared
                .strings(lang)
                .locale
                .number(i64::try_from(index + 1).unwrap_or(i64::MAX));
            Part::map([
                ("id", Part::text(&format!("cite-{anchor}"))),
                ("locator", Part::maybe_text(locator.as_deref())),
                ("number", Part::text(&shown)),
            ])
        });
    let own = [
        (
            "number",
            Part::text(
                &shared
                    .strings(lang)
                    .locale
                    .number(i64::try_from(number).unwrap_or(i64::MAX)),
            ),
        ),
        ("id", Part::text(&format!("ref-{number}"))),
        ("uses", Part::list(uses)),
    ];
    Part::map(own.into_iter().chain(source_line(view, cited.id)))
}

/// What is known of a source wherever it is listed.
pub(super) fn source_line(view: &ViewBuilder<'_, '_>, id: EntityId) -> Vec<(&'static str, Part)> {
    let (shared, lang) = (view.shared, view.lang);
    let Some(source) = shared.entity(id).source() else {
        return Vec::new();
    };
    let publisher = source
        .publisher()
        .and_then(|publisher| agent_name(view, publisher));
    let strings = shared.strings(lang);
    let language = source
        .language()
        .map(|code| strings.find(&format!("languages.{code}")).unwrap_or(code));
    vec![
        ("card", shared.maybe_card(Some(id), lang)),
        ("publisher", Part::maybe_text(publisher.as_deref())),
        (
            "date",
            Part::maybe(
                source
                    .date()
                    .map(|date| date::short(&shared.inputs, lang, date)),
            ),
        ),
        ("url", Part::maybe_text(source.url())),
        ("archive_url", Part::maybe_text(source.archive_url())),
        ("lang", Part::maybe_text(source.language())),
        ("language", Part::maybe_text(language)),
        ("stance", Part::maybe_text(source.stance())),
        (
            "stance_label",
            Part::maybe(
                source
                    .stance()
                    .map(|stance| Part::text(strings.get(&format!("stances.{stance}")))),
            ),
        ),
    ]
}

/// The sources that an entity names in its front matter.
pub(super) fn sources(view: &mut ViewBuilder<'_, '_>, id: EntityId) -> Part {
    let lang = view.lang;
    let uses = view.shared.entity(id).every().sources().iter();
    let list: Vec<Part> = uses
        .filter_map(|one| {
            let note = view.filler.prose_in(one.note(), lang);
            let own = [
                ("note", Part::maybe(note)),
                ("paragraph", Part::maybe_text(one.paragraph())),
            ];
            let line = source_line(view, one.source()?);
            Some(Part::map(own.into_iter().chain(line)))
        })
        .collect();
    Part::list(list)
}
