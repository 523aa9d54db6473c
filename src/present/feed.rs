//! Feeds: the latest articles of a language, as Atom and as JSON Feed 1.1.

use serde_json::{Value, json};

use super::shell::Draft;
use super::teaser;
use crate::edtf::Edtf;
use crate::kind::Kind;
use crate::locale::bidi::isolated_text;
use crate::page::{Route, Shown};
use crate::site::EntityId;
use crate::view::{Form, Part};

/// Until the first article is published, a feed still says when it was last changed: never.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// One entry of a feed, its texts plain.
struct Entry {
    title: String,
    permalink: String,
    published: String,
    updated: String,
    summary: String,
}

pub(super) fn atom(draft: &mut Draft<'_, '_>) {
    draft.form = Form::Template("atom.xml".into());
    let entries = entries(draft);
    let lang = draft.lang;
    let config = draft.scene.stage.config;
    let direction = draft.scene.direction(lang);
    let title = config
        .title
        .get(&lang)
        .map(|title| isolated_text(title, direction).into_owned())
        .unwrap_or_default();
    draft.head.title.clone_from(&title);
    let permalink = |path: &str| draft.scene.permalink(&Route::new(format!("{lang}/{path}")));
    let feed = Part::map([
        ("id", Part::text(&permalink(""))),
        ("title", Part::text(&title)),
        (
            "subtitle",
            Part::maybe_text(
                config
                    .summary
                    .get(&lang)
                    .map(|text| isolated_text(text, direction))
                    .as_deref(),
            ),
        ),
        (
            "updated",
            Part::text(
                entries
                    .iter()
                    .map(|entry| entry.updated.as_str())
                    .max()
                    .unwrap_or(NEVER),
            ),
        ),
        ("home", Part::text(&permalink(""))),
        ("self", Part::text(&permalink("feed.xml"))),
        ("author", Part::text(&title)),
    ]);
    draft.set("feed", feed);
    draft.set(
        "entries",
        Part::list(entries.iter().map(|entry| {
            Part::map([
                ("id", Part::text(&entry.permalink)),
                ("title", Part::text(&entry.title)),
                ("permalink", Part::text(&entry.permalink)),
                ("published", Part::text(&entry.published)),
                ("updated", Part::text(&entry.updated)),
                ("summary", Part::text(&entry.summary)),
            ])
        })),
    );
}

pub(super) fn json(draft: &mut Draft<'_, '_>) {
    let lang = draft.lang;
    let config = draft.scene.stage.config;
    let shown = |text: &str| isolated_text(text, draft.scene.direction(lang)).into_owned();
    let permalink = |path: &str| draft.scene.permalink(&Route::new(format!("{lang}/{path}")));
    let items: Vec<Value> = entries(draft).into_iter().map(|entry| {
        json!({
            "id": entry.permalink, "url": entry.permalink, "title": entry.title, "summary": entry.summary, "content_text": entry.summary,
            "date_published": entry.published, "date_modified": entry.updated, "language": lang.as_str(),
        })
    }).collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title.get(&lang).map(|title| shown(title)).unwrap_or_default(),
        "home_page_url": permalink(""), "feed_url": permalink("feed.json"), "language": lang.as_str(), "items": items,
    });
    if let (Some(feed), Some(summary)) = (feed.as_object_mut(), config.summary.get(&lang)) {
        feed.insert("description".to_owned(), shown(summary).into());
    }
    // OK because a value made of texts and lists can always be written.
    let text = serde_json::to_string_pretty(&feed).expect("a value is JSON");
    draft.form = Form::Finished(format!("{text}\n").into());
}

fn entries(draft: &Draft<'_, '_>) -> Vec<Entry> {
    let (scene, lang) = (draft.scene, draft.lang);
    let articles = scene.by_date(Kind::ARTICLE, lang).iter().rev();
    // A feed belongs to one language: what is shown in another's words has its own feed.
    let own = articles.filter(|id| {
        scene
            .stage
            .pages
            .shown(**id, lang)
            .is_some_and(Shown::is_indexed)
    });
    own.take(scene.stage.config.feed_entries)
        .filter_map(|id| entry(draft, *id))
        .collect()
}

fn entry(draft: &Draft<'_, '_>, id: EntityId) -> Option<Entry> {
    let (scene, lang) = (draft.scene, draft.lang);
    let (edition, _) = scene.edition(id, lang)?;
    let published = scene
        .entity(id)
        .date(lang)
        .map(|date| instant(date.value))?;
    let updated = edition
        .updated
        .as_ref()
        .map_or_else(|| published.clone(), instant);
    let route = &scene.stage.pages.shown(id, lang)?.route;
    let shown = |text: &str| readable(&isolated_text(text, scene.direction(lang)));
    Some(Entry {
        title: shown(&edition.title),
        permalink: scene.permalink(route),
        updated: updated.max(published.clone()),
        published,
        summary: shown(&teaser::description(&scene.stage, lang, edition).unwrap_or_default()),
    })
}

/// RFC 3339: a day of the calendar begins at midnight UTC, so that it is the same instant in every build.
fn instant(date: &Edtf) -> String {
    let (year, month, day) = date.earliest().ymd();
    // What has no beginning, or lies outside of four digits, cannot be written as an instant.
    if !(0..=9999).contains(&year) {
        return NEVER.to_owned();
    }
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// XML cannot hold control characters, not even escaped: one in a title would make the whole feed unreadable.
fn readable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
