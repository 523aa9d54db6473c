//! What the pages of all kinds of entities share.

use super::builder::ViewBuilder;
use super::card::type_word;
use super::inputs::media_route;
use super::mentions::mentions;
use super::names::tags;
use super::outline::outline;
use super::sources::{set_citations, sources};
use super::stated_date::stated_date;
use super::{alternates, card, date, linked_data, opening, teaser, translation};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::locale::bidi::isolated_text;
use crate::site::{Edition, Entity, EntityId};
use crate::view::Part;

/// How many words a reader reads in a minute.
const WORDS_PER_MINUTE: u32 = 200;

/// The variables that every entity's page has; citations come last, in [`finish`].
pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId) {
    let shared = view.shared;
    let Some((edition, words)) = shared.edition(id, view.lang) else {
        return;
    };
    let entity = shared.entity(id);
    let schema = &shared.inputs.site.schema;
    let template = edition
        .template
        .as_ref()
        .map_or(schema.word(entity.key.kind), |(name, _)| name);
    view.template(template.trim_end_matches(".html"), &edition.title);
    view.origin = Some(edition.path.clone());
    view.template_at = edition.template.as_ref().map(|(_, at)| at.clone());
    view.head.section = Some(if entity.key.kind == Kind::PAGE {
        format!("pages/{}", entity.key.id)
    } else {
        schema.folder(entity.key.kind).to_owned()
    });
    view.head.noindex = !alternates::is_indexed(shared, view.page);
    view.head.description = teaser::description(&shared.inputs, view.lang, edition);
    if entity.key.kind == Kind::ARTICLE {
        view.head.og_type = Some("article");
    }
    let image = image(view, entity, (edition, words));
    // In the order of the page, since citations are numbered as they are met.
    let summary = edition
        .summary
        .as_ref()
        .map(|prose| view.filler.prose(prose, words));
    opening::present(view, entity, words);
    view.body = view.filler.text(edition, words);
    let part = entity_part(view, entity, edition, words, [Part::maybe(summary), image]);
    view.set("entity", part);
    let outline = edition
        .text
        .as_ref()
        .map_or_else(|| Part::list([]), |linked| outline(&linked.text));
    view.set("outline", outline);
    let own = |lang| {
        shared
            .inputs
            .pages
            .shown(id, lang)
            .filter(|shown| !shown.standing.is_foreign())
    };
    let translation = if words == view.lang {
        translation::part(view, edition, &entity.editions, None, |lang| {
            own(lang).map(|shown| shown.route.clone())
        })
    } else {
        Part::none()
    };
    view.set("translation", translation);
    linked_data::set(view, entity, edition, words);
}

/// What can only be said when all texts of the page are filled.
pub(super) fn finish(view: &mut ViewBuilder<'_, '_>, id: EntityId) {
    let sources = sources(view, id);
    view.set("sources", sources);
    let mentions = mentions(view, id);
    view.set("mentions", mentions);
    set_citations(view);
}

fn entity_part(
    view: &mut ViewBuilder<'_, '_>,
    entity: &Entity,
    edition: &Edition,
    words: Lang,
    [summary, image]: [Part; 2],
) -> Part {
    let corrections = corrections(view, entity, words);
    let own = [
        ("summary", summary),
        ("image", image),
        ("corrections", Part::list(corrections)),
    ];
    let all = own.into_iter().chain(facts(view, entity));
    Part::map(all.chain(words_of_edition(view, edition, words)))
}

/// What is said of an entity in whatever language its text is.
fn facts(view: &ViewBuilder<'_, '_>, entity: &Entity) -> [(&'static str, Part); 9] {
    let (shared, lang) = (view.shared, view.lang);
    let (kind, every) = (entity.key.kind, entity.every());
    let word = type_word(&shared.inputs, entity);
    let label = word.map(|word| card::label(&shared.inputs, lang, kind, word));
    let date = entity.date(lang);
    let date = date.map(|date| stated_date(shared, lang, date));
    let names = every.names();
    let names = names.list(lang);
    let params = every.params();
    [
        ("kind", Part::text(shared.inputs.site.schema.word(kind))),
        ("id", Part::text(&entity.key.id)),
        ("date", Part::maybe(date)),
        ("type", Part::maybe_text(word)),
        ("type_label", Part::maybe_text(label.as_deref())),
        ("names", Part::list(names.map(|name| Part::text(name)))),
        ("tags", tags(view, every.tags())),
        (
            "same_as",
            Part::list(every.same_as().iter().map(|address| Part::text(address))),
        ),
        (
            "params",
            params.map_or_else(Part::none, |params| Part::free(params)),
        ),
    ]
}

/// What is said of the text that is shown.
fn words_of_edition(
    view: &ViewBuilder<'_, '_>,
    edition: &Edition,
    words: Lang,
) -> [(&'static str, Part); 9] {
    let (shared, lang) = (view.shared, view.lang);
    let [updated, reviewed] = date::of_text(&shared.inputs, lang, Some(edition));
    let length = edition.text.as_ref().map_or(0, |linked| linked.text.words);
    let minutes = length.div_ceil(WORDS_PER_MINUTE);
    [
        ("title", Part::text(&edition.title)),
        ("lang", Part::text(words.as_str())),
        ("dir", Part::text(shared.direction(words).as_str())),
        ("foreign", Part::bool(words != lang)),
        (
            "digits",
            Part::text(shared.strings(words).locale.digits_name()),
        ),
        updated,
        reviewed,
        ("draft", Part::bool(edition.draft)),
        ("minutes", Part::int(i64::from(minutes))),
    ]
}

/// What was corrected on this page, as its own file lists it.
fn corrections(view: &mut ViewBuilder<'_, '_>, entity: &Entity, words: Lang) -> Vec<Part> {
    let corrections = entity.every().corrections();
    let entries = corrections.iter().filter_map(|correction| {
        let date = correction.date();
        let date = date.map(|date| date::bare(&view.shared.inputs, view.lang, date));
        Some(Part::map([
            ("date", Part::maybe(date)),
            ("html", view.filler.correction(entity, correction, words)?),
        ]))
    });
    entries.collect()
}

fn image(
    view: &mut ViewBuilder<'_, '_>,
    entity: &Entity,
    (edition, words): (&Edition, Lang),
) -> Part {
    let image = entity.every().image();
    let Some((written, at)) = image.and_then(|image| Some((image.text()?, image.location())))
    else {
        return Part::none();
    };
    let file = &at.path;
    let asset = file
        .join(written)
        .and_then(|path| view.shared.attachment(&path));
    let Some(asset) = asset else {
        view.filler.missing_picture(&at, file, written);
        return Part::none();
    };
    view.filler.publish_picture(asset, &at);
    let route = media_route(&asset.path);
    let alt = isolated_text(
        edition.image_alt.as_deref().unwrap_or_default(),
        view.shared.direction(words),
    );
    let side = |pixels: Option<usize>| pixels.map_or_else(Part::none, Part::count);
    let size = [
        ("width", side(asset.picture.map(|size| size.width))),
        ("height", side(asset.picture.map(|size| size.height))),
    ];
    let permalink = view.shared.permalink(&route);
    view.head.image = Some(Part::map(
        [
            ("permalink", Part::text(&permalink)),
            ("alt", Part::text(&alt)),
        ]
        .into_iter()
        .chain(size.clone()),
    ));
    let own = [
        ("path", Part::text(&route.link(false))),
        ("alt", Part::text(&alt)),
        ("credit", Part::maybe_text(edition.image_credit.as_deref())),
    ];
    Part::map(own.into_iter().chain(size))
}
