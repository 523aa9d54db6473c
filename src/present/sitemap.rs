//! For search engines: the sitemap and `robots.txt`.

use super::shell::{Draft, foreign};
use crate::page::{Page, PageKind, Route};
use crate::site::EntityId;
use crate::view::Form;

/// The sitemap is written without a template: its form belongs to the protocol, not to the theme.
pub(super) fn sitemap(draft: &mut Draft<'_, '_>) {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in draft.scene.stage.pages.all.iter().filter(|page| is_listed(draft, page)) {
        url(draft, page, &mut xml);
    }
    xml.push_str("</urlset>\n");
    draft.form = Form::Finished(xml.into());
}

/// Pages that are to be found: no copies in another language's words, no drafts.
fn is_listed(draft: &Draft<'_, '_>, page: &Page) -> bool {
    match &page.kind {
        PageKind::Languages
        | PageKind::Home
        | PageKind::List { .. }
        | PageKind::Timeline
        | PageKind::Map
        | PageKind::Corrections => true,
        PageKind::Entity(id) => !foreign(draft.scene, page) && !is_draft(draft, page, *id),
        PageKind::NotFound
        | PageKind::Atom
        | PageKind::JsonFeed
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Redirect { .. } => false,
    }
}

fn is_draft(draft: &Draft<'_, '_>, page: &Page, id: EntityId) -> bool {
    page.lang.and_then(|lang| draft.scene.edition(id, lang)).is_some_and(|(edition, _)| edition.draft)
}

fn url(draft: &Draft<'_, '_>, page: &Page, xml: &mut String) {
    xml.push_str(&format!("<url><loc>{}</loc>", super::html::escaped(&draft.scene.permalink(&page.route))));
    if let Some(day) = changed(draft, page) {
        xml.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    let alternates = super::shell::alternates(draft.scene, page);
    if alternates.len() > 1 {
        for (lang, route) in &alternates {
            let name = lang.map_or_else(|| "x-default".to_owned(), |lang| lang.to_string());
            xml.push_str(&format!(
                "<xhtml:link rel=\"alternate\" hreflang=\"{name}\" href=\"{}\"/>",
                super::html::escaped(&draft.scene.permalink(route))
            ));
        }
    }
    xml.push_str("</url>\n");
}

/// The day of the last change of substance, or an article's day of publication.
fn changed(draft: &Draft<'_, '_>, page: &Page) -> Option<String> {
    let PageKind::Entity(id) = page.kind else { return None };
    let lang = page.lang?;
    let (edition, _) = draft.scene.edition(id, lang)?;
    let published = edition.date.as_ref().map(|date| &date.value);
    let day = edition.updated.as_ref().or(published)?;
    day.is_exact_day().then(|| {
        let (year, month, day) = day.earliest().ymd();
        format!("{year:04}-{month:02}-{day:02}")
    })
}

pub(super) fn robots(draft: &mut Draft<'_, '_>) {
    let sitemap = draft.scene.permalink(&Route::new("sitemap.xml"));
    draft.form = Form::Finished(format!("User-agent: *\nAllow: /\nSitemap: {sitemap}\n").into());
}
