//! Feeds: the latest articles of a language, as Atom and as JSON Feed 1.1.

use serde_json::{Value, json};

use super::builder::ViewBuilder;
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
struct FeedEntry {
    title: String,
    permalink: String,
    published: String,
    updated: String,
    summary: String,
}

pub(super) fn atom(view: &mut ViewBuilder<'_, '_>) {
    view.form = Form::Template("atom.xml".into());
    let entries = entries(view);
    let lang = view.lang;
    let config = view.shared.inputs.config;
    let direction = view.shared.direction(lang);
    let title = config
        .title
        .get(&lang)
        .map(|title| isolated_text(title, direction).into_owned())
        .unwrap_or_default();
    view.head.title.clone_from(&title);
    let permalink = |path: &str| view.shared.permalink(&Route::new(format!("{lang}/{path}")));
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
    view.set("feed", feed);
    view.set(
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

pub(super) fn json(view: &mut ViewBuilder<'_, '_>) {
    let lang = view.lang;
    let config = view.shared.inputs.config;
    let shown = |text: &str| isolated_text(text, view.shared.direction(lang)).into_owned();
    let permalink = |path: &str| view.shared.permalink(&Route::new(format!("{lang}/{path}")));
    let items: Vec<Value> = entries(view).into_iter().map(|entry| {
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
    view.form = Form::Finished(format!("{text}\n").into());
}

fn entries(view: &ViewBuilder<'_, '_>) -> Vec<FeedEntry> {
    let (shared, lang) = (view.shared, view.lang);
    let articles = shared.by_date(Kind::ARTICLE, lang).iter().rev();
    // A feed belongs to one language: what is shown in another's words has its own feed.
    let own = articles.filter(|id| {
        shared
            .inputs
            .pages
            .shown(**id, lang)
            .is_some_and(Shown::is_indexed)
    });
    own.take(shared.inputs.config.feed_entries)
        .filter_map(|id| entry(view, *id))
        .collect()
}

fn entry(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<FeedEntry> {
    let (shared, lang) = (view.shared, view.lang);
    let (edition, _) = shared.edition(id, lang)?;
    let published = shared
        .entity(id)
        .date(lang)
        .map(|date| instant(date.value))?;
    let updated = edition
        .updated
        .as_ref()
        .map_or_else(|| published.clone(), instant);
    let route = &shared.inputs.pages.shown(id, lang)?.route;
    let shown = |text: &str| readable(&isolated_text(text, shared.direction(lang)));
    Some(FeedEntry {
        title: shown(&edition.title),
        permalink: shared.permalink(route),
        updated: updated.max(published.clone()),
        published,
        summary: shown(&teaser::description(&shared.inputs, lang, edition).unwrap_or_default()),
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
