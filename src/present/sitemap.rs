//! For search engines: the sitemap and `robots.txt`.

use super::alternates;
use super::shell::Draft;
use crate::escape;
use crate::page::{Page, PageKind, Route};
use crate::view::Form;

/// The sitemap is written without a template: its form belongs to the protocol, not to the theme.
pub(super) fn sitemap(draft: &mut Draft<'_, '_>) {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in draft
        .scene
        .stage
        .pages
        .all
        .iter()
        .filter(|page| alternates::is_indexed(draft.scene, page))
    {
        url(draft, page, &mut xml);
    }
    xml.push_str("</urlset>\n");
    draft.form = Form::Finished(xml.into());
}

fn url(draft: &Draft<'_, '_>, page: &Page, xml: &mut String) {
    xml.push_str(&format!(
        "<url><loc>{}</loc>",
        escape::quoted(&draft.scene.permalink(&page.route))
    ));
    if let Some(day) = changed(draft, page) {
        xml.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    for (lang, route) in alternates::of(draft.scene, page) {
        let name = lang.map_or_else(|| "x-default".to_owned(), |lang| lang.to_string());
        xml.push_str(&format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{name}\" href=\"{}\"/>",
            escape::quoted(&draft.scene.permalink(&route))
        ));
    }
    xml.push_str("</url>\n");
}

/// The day of the last change of substance, or an article's day of publication.
fn changed(draft: &Draft<'_, '_>, page: &Page) -> Option<String> {
    let PageKind::Entity(id) = page.kind else {
        return None;
    };
    let lang = page.lang?;
    let (edition, words) = draft.scene.edition(id, lang)?;
    let entity = draft.scene.entity(id);
    let is_article = entity.article().is_some();
    let published = entity.date(words).filter(|_| is_article);
    let published = published.map(|date| date.value);
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
