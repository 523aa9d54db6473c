//! For search engines: the sitemap and `robots.txt`.

use super::alternates;
use super::builder::ViewBuilder;
use crate::escape;
use crate::page::{Page, PageKind, Route};
use crate::view::Form;

/// The sitemap is written without a template: its form belongs to the protocol, not to the theme.
pub(super) fn sitemap(view: &mut ViewBuilder<'_, '_>) {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in view
        .shared
        .inputs
        .pages
        .all
        .iter()
        .filter(|page| alternates::is_indexed(view.shared, page))
    {
        url(view, page, &mut xml);
    }
    xml.push_str("</urlset>\n");
    view.form = Form::Finished(xml.into());
}

fn url(view: &ViewBuilder<'_, '_>, page: &Page, xml: &mut String) {
    xml.push_str(&format!(
        "<url><loc>{}</loc>",
        escape::quoted(&view.shared.permalink(&page.route))
    ));
    if let Some(day) = changed(view, page) {
        xml.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    for (lang, route) in alternates::existing(view.shared, page) {
        let name = lang.map_or_else(|| "x-default".to_owned(), |lang| lang.to_string());
        xml.push_str(&format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{name}\" href=\"{}\"/>",
            escape::quoted(&view.shared.permalink(&route))
        ));
    }
    xml.push_str("</url>\n");
}

/// The day of the last change of substance, or an article's day of publication.
fn changed(view: &ViewBuilder<'_, '_>, page: &Page) -> Option<String> {
    let PageKind::Entity(id) = page.kind else {
        return None;
    };
    let lang = page.lang?;
    let (edition, words) = view.shared.edition(id, lang)?;
    let entity = view.shared.entity(id);
    let is_article = entity.article().is_some();
    let published = entity.date(words).filter(|_| is_article);
    let published = published.map(|date| date.value);
    let day = edition.updated.as_ref().or(published)?;
    day.is_exact_day().then(|| {
        let (year, month, day) = day.earliest().ymd();
        format!("{year:04}-{month:02}-{day:02}")
    })
}

pub(super) fn robots(view: &mut ViewBuilder<'_, '_>) {
    let sitemap = view.shared.permalink(&Route::new("sitemap.xml"));
    view.form = Form::Finished(format!("User-agent: *\nAllow: /\nSitemap: {sitemap}\n").into());
}
