//! What the pages of all kinds of entities share.

use std::collections::BTreeSet;

use serde_json::json;

use super::card::{self, type_word};
use super::cite::CitedSource;
use super::scene::media_route;
use super::shell::Draft;
use super::{alternates, json_ld, teaser, translation, when};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::locale::bidi::isolated_text;
use crate::model::{Heading, Text};
use crate::site::{Agent, Edition, Entity, EntityId, List, Role};
use crate::view::Part;

/// How many words a reader reads in a minute.
const WORDS_PER_MINUTE: u32 = 200;

/// The variables that every entity's page has; citations come last, in [`finish`].
pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId) {
    let scene = draft.scene;
    let Some((edition, words)) = scene.edition(id, draft.lang) else {
        return;
    };
    let entity = scene.entity(id);
    let schema = &scene.stage.site.schema;
    let template = edition
        .template
        .as_ref()
        .map_or(schema.word(entity.key.kind), |(name, _)| name);
    draft.template(template.trim_end_matches(".html"), &edition.title);
    draft.origin = Some(edition.path.clone());
    draft.template_at = edition.template.as_ref().map(|(_, at)| at.clone());
    draft.head.section = Some(if entity.key.kind == Kind::PAGE {
        format!("pages/{}", entity.key.id)
    } else {
        schema.folder(entity.key.kind).to_owned()
    });
    draft.head.noindex = !alternates::is_indexed(scene, draft.page);
    draft.head.description = teaser::description(&scene.stage, draft.lang, edition);
    if entity.key.kind == Kind::ARTICLE {
        draft.head.og_type = Some("article");
    }
    let image = image(draft, entity, (edition, words));
    // In the order of the page, since citations are numbered as they are met.
    let summary = edition
        .summary
        .as_ref()
        .map(|prose| draft.filler.prose(prose, words));
    draft.body = draft.filler.text(edition, words);
    let part = entity_part(draft, entity, edition, words, [Part::maybe(summary), image]);
    draft.set("entity", part);
    let outline = edition
        .text
        .as_ref()
        .map_or_else(|| Part::list([]), |linked| outline(&linked.text));
    draft.set("outline", outline);
    let own = |lang| {
        scene
            .stage
            .pages
            .shown(id, lang)
            .filter(|shown| !shown.standing.is_foreign())
    };
    let translation = if words == draft.lang {
        translation::part(draft, edition, &entity.editions, None, |lang| {
            own(lang).map(|shown| shown.route.clone())
        })
    } else {
        Part::none()
    };
    draft.set("translation", translation);
    json(draft, entity, edition, words);
}

/// What can only be said when all texts of the page are filled.
pub(super) fn finish(draft: &mut Draft<'_, '_>, id: EntityId) {
    let sources = sources(draft, id);
    draft.set("sources", sources);
    let mentions = mentions(draft, id);
    draft.set("mentions", mentions);
    set_citations(draft);
}

/// The numbered list of all that the page cites.
pub(super) fn set_citations(draft: &mut Draft<'_, '_>) {
    let cited = std::mem::take(&mut draft.filler.citations.sources);
    let list = cited
        .iter()
        .enumerate()
        .map(|(index, source)| citation(draft, index + 1, source))
        .collect::<Vec<_>>();
    draft.set("citations", Part::list(list));
}

fn entity_part(
    draft: &mut Draft<'_, '_>,
    entity: &Entity,
    edition: &Edition,
    words: Lang,
    [summary, image]: [Part; 2],
) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let stage = &scene.stage;
    let corrections: Vec<Part> = entity
        .every()
        .corrections()
        .iter()
        .filter_map(|correction| {
            let date = Part::maybe(correction.date().map(|date| when::bare(stage, lang, date)));
            Some(Part::map([
                ("date", date),
                ("html", draft.filler.correction(entity, correction, words)?),
            ]))
        })
        .collect();
    let names = entity.every().names();
    let word = type_word(stage, entity);
    let label = word.map(|word| card::label(stage, lang, entity.key.kind, word));
    let minutes = edition
        .text
        .as_ref()
        .map_or(0, |linked| linked.text.words.div_ceil(WORDS_PER_MINUTE));
    Part::map([
        ("kind", Part::text(stage.site.schema.word(entity.key.kind))),
        ("id", Part::text(&entity.key.id)),
        ("title", Part::text(&edition.title)),
        ("summary", summary),
        ("lang", Part::text(words.as_str())),
        ("dir", Part::text(scene.direction(words).as_str())),
        ("foreign", Part::bool(words != lang)),
        (
            "digits",
            Part::text(scene.strings(words).locale.digits_name()),
        ),
        (
            "date",
            Part::maybe(entity.date(lang).map(|date| when::full(scene, lang, date))),
        ),
        ("type", Part::maybe_text(word)),
        ("type_label", Part::maybe_text(label.as_deref())),
        (
            "names",
            Part::list(names.list(lang).map(|name| Part::text(name))),
        ),
        ("tags", tags(draft, entity.every().tags())),
        ("image", image),
        (
            "same_as",
            Part::list(
                entity
                    .every()
                    .same_as()
                    .iter()
                    .map(|address| Part::text(address)),
            ),
        ),
        ("corrections", Part::list(corrections)),
        (
            "updated",
            Part::maybe(
                edition
                    .updated
                    .as_ref()
                    .map(|date| when::bare(stage, lang, date)),
            ),
        ),
        (
            "reviewed",
            Part::maybe(
                edition
                    .reviewed
                    .as_ref()
                    .map(|date| when::bare(stage, lang, date)),
            ),
        ),
        ("draft", Part::bool(edition.draft)),
        (
            "params",
            entity
                .every()
                .params()
                .map_or_else(Part::none, |params| Part::free(params)),
        ),
        ("minutes", Part::int(i64::from(minutes))),
    ])
}

/// Tags with their names.
pub(super) fn tags(draft: &Draft<'_, '_>, tags: List<'_, &std::sync::Arc<str>>) -> Part {
    let names = &draft.scene.stage.config.tags;
    Part::list(tags.iter().map(|tag| {
        let label = names
            .get(tag)
            .and_then(|names| names.get(&draft.lang))
            .unwrap_or(tag);
        Part::map([("id", Part::text(tag)), ("label", Part::text(label))])
    }))
}

fn image(draft: &mut Draft<'_, '_>, entity: &Entity, (edition, words): (&Edition, Lang)) -> Part {
    let image = entity.every().image();
    let Some((written, at)) = image.and_then(|image| Some((image.text()?, image.location())))
    else {
        return Part::none();
    };
    let file = &at.path;
    let asset = file
        .join(written)
        .and_then(|path| draft.scene.attachment(&path));
    let Some(asset) = asset else {
        draft.filler.missing_picture(&at, file, written);
        return Part::none();
    };
    draft.filler.attachments.insert(asset.path.clone());
    let route = media_route(&asset.path);
    let alt = isolated_text(
        edition.image_alt.as_deref().unwrap_or_default(),
        draft.scene.direction(words),
    );
    let side = |pixels: Option<usize>| pixels.map_or_else(Part::none, Part::count);
    let size = [
        ("width", side(asset.picture.map(|size| size.width))),
        ("height", side(asset.picture.map(|size| size.height))),
    ];
    let permalink = draft.scene.permalink(&route);
    draft.head.image = Some(Part::map(
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

/// Two levels: the sections of the text and what stands under them.
pub(super) fn outline(text: &Text) -> Part {
    let top = text
        .outline
        .iter()
        .map(|heading| heading.level)
        .min()
        .unwrap_or(2);
    let mut sections: Vec<(&Heading, Vec<Part>)> = Vec::new();
    for heading in &text.outline {
        match sections.last_mut() {
            Some((_, children)) if heading.level == top + 1 => {
                children.push(contents_entry(heading, Vec::new()));
            }
            _ if heading.level == top => sections.push((heading, Vec::new())),
            _ => {}
        }
    }
    Part::list(
        sections
            .into_iter()
            .map(|(heading, children)| contents_entry(heading, children)),
    )
}

fn contents_entry(heading: &Heading, children: Vec<Part>) -> Part {
    Part::map([
        ("id", Part::text(&heading.id)),
        ("html", Part::html(&heading.html)),
        ("children", Part::list(children)),
    ])
}

fn citation(draft: &Draft<'_, '_>, number: usize, cited: &CitedSource) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let uses = cited
        .uses
        .iter()
        .enumerate()
        .map(|(index, (anchor, locator))| {
            let shown = scene
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
                &scene
                    .strings(lang)
                    .locale
                    .number(i64::try_from(number).unwrap_or(i64::MAX)),
            ),
        ),
        ("id", Part::text(&format!("ref-{number}"))),
        ("uses", Part::list(uses)),
    ];
    Part::map(own.into_iter().chain(source_line(draft, cited.id)))
}

/// What is known of a source wherever it is listed.
pub(super) fn source_line(draft: &Draft<'_, '_>, id: EntityId) -> Vec<(&'static str, Part)> {
    let (scene, lang) = (draft.scene, draft.lang);
    let Some(source) = scene.entity(id).source() else {
        return Vec::new();
    };
    let publisher = source
        .publisher()
        .and_then(|publisher| agent_name(draft, publisher));
    let strings = scene.strings(lang);
    let language = source
        .language()
        .map(|code| strings.find(&format!("languages.{code}")).unwrap_or(code));
    vec![
        ("card", scene.maybe_card(Some(id), lang)),
        ("publisher", Part::maybe_text(publisher.as_deref())),
        (
            "date",
            Part::maybe(
                source
                    .date()
                    .map(|date| when::short(&scene.stage, lang, date)),
            ),
        ),
        ("url", Part::maybe_text(source.url())),
        ("archive_url", Part::maybe_text(source.archive_url())),
        ("lang", Part::maybe_text(source.language())),
        ("language", Part::maybe_text(language)),
        ("stance", Part::maybe_text(source.stance())),
        (
            "stance_label",
            Part::maybe_text(
                source
                    .stance()
                    .map(|stance| strings.get(&format!("stances.{stance}")).to_owned())
                    .as_deref(),
            ),
        ),
    ]
}

/// The name of an actor, or of someone who is none.
pub(super) fn agent_name(draft: &Draft<'_, '_>, agent: Agent<'_>) -> Option<String> {
    match agent {
        Agent::Actor(id) => Some(draft.scene.stage.title(id, draft.lang).to_owned()),
        Agent::Named(names) => names.plain_or_first(draft.lang).map(ToString::to_string),
    }
}

fn sources(draft: &mut Draft<'_, '_>, id: EntityId) -> Part {
    let lang = draft.lang;
    let uses = draft.scene.entity(id).every().sources().iter();
    let list: Vec<Part> = uses
        .filter_map(|one| {
            let note = draft.filler.prose_in(one.note(), lang);
            let own = [
                ("note", Part::maybe(note)),
                ("paragraph", Part::maybe_text(one.paragraph())),
            ];
            let line = source_line(draft, one.source()?);
            Some(Part::map(own.into_iter().chain(line)))
        })
        .collect();
    Part::list(list)
}

/// Pages that name this entity and that no other variable of its page lists, by kind.
fn mentions(draft: &Draft<'_, '_>, id: EntityId) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let incoming = scene.stage.site.incoming(id);
    let keyed: BTreeSet<EntityId> = incoming
        .iter()
        .filter(|relation| relation.role == Role::Key)
        .map(|relation| relation.from)
        .collect();
    let schema = &scene.stage.site.schema;
    let is_told = |from: EntityId| {
        let row = schema.kind(scene.entity(from).key.kind);
        row.has_variables && keyed.contains(&from)
    };
    let is_meant = |role: Role, from: EntityId| match role {
        Role::Mention => true,
        Role::Key => !schema.kind(scene.entity(from).key.kind).has_variables,
        Role::Citation => false,
    };
    let mentioned: BTreeSet<EntityId> = incoming
        .iter()
        .filter(|relation| is_meant(relation.role, relation.from) && !is_told(relation.from))
        .map(|relation| relation.from)
        .collect();
    let listed = schema.kind(scene.entity(id).key.kind).lists;
    let groups = schema
        .kinds()
        .filter(|kind| !listed.contains(*kind))
        .filter_map(|kind| {
            let ids: Vec<EntityId> = mentioned
                .iter()
                .copied()
                .filter(|from| scene.entity(*from).key.kind == kind)
                .collect();
            let cards: Vec<Part> = scene
                .sorted_by_date(ids, lang)
                .into_iter()
                .filter_map(|from| scene.card(from, lang))
                .collect();
            let label = scene.strings(lang).get(schema.folder(kind));
            (!cards.is_empty()).then(|| {
                Part::map([
                    ("kind", Part::text(schema.word(kind))),
                    ("label", Part::text(label)),
                    ("cards", Part::list(cards)),
                ])
            })
        });
    Part::list(groups)
}

/// What the page is, for machines.
fn json(draft: &mut Draft<'_, '_>, entity: &Entity, edition: &Edition, words: Lang) {
    let row = draft.scene.stage.site.schema.kind(entity.key.kind);
    let kind = match (row.thing, type_word(&draft.scene.stage, entity)) {
        ("Organization", Some("person")) => "Person",
        ("Organization", Some("state")) => "Country",
        (thing, _) => thing,
    };
    let mut more = serde_json::Map::new();
    if entity.key.kind == Kind::ARTICLE {
        more.insert("headline".to_owned(), json!(&*edition.title));
    }
    if let Some(description) = &draft.head.description {
        more.insert("description".to_owned(), json!(description));
    }
    let same_as = entity.every().same_as();
    if !same_as.is_empty() {
        more.insert(
            "sameAs".to_owned(),
            json!(same_as.iter().map(|address| &**address).collect::<Vec<_>>()),
        );
    }
    json_dates(draft, entity, edition, &mut more);
    let url = draft.scene.permalink(&draft.page.route);
    draft.head.json_ld = Some(json_ld::of(kind, &edition.title, &url, words, more));
}

fn json_dates(
    draft: &mut Draft<'_, '_>,
    entity: &Entity,
    edition: &Edition,
    more: &mut serde_json::Map<String, serde_json::Value>,
) {
    let (stage, lang) = (&draft.scene.stage, draft.lang);
    let exact = entity
        .date(lang)
        .and_then(|date| date.value.exact_datetime().map(ToOwned::to_owned));
    let name = stage.site.schema.kind(entity.key.kind).dated;
    if let (Some(name), Some(exact)) = (name, exact) {
        more.insert(name.to_owned(), json!(exact));
    }
    if let Some(updated) = &edition.updated {
        more.insert("dateModified".to_owned(), json!(updated.as_str()));
        draft.head.updated = Some(when::bare(stage, lang, updated));
    }
    if let (Kind::ARTICLE, Some(date)) = (entity.key.kind, entity.date(lang)) {
        draft.head.published = Some(when::bare(stage, lang, date.value));
    }
}
