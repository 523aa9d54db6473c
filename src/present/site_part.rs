//! The variable `site`, which all pages of a language share.

use std::sync::Arc;

use super::inputs::Inputs;
use crate::config::MenuTarget;
use crate::kind::{EntityKey, Kind};
use crate::lang::Lang;
use crate::model::Schema;
use crate::page::Route;
use crate::site::Entity;
use crate::view::Part;

/// The variable `site`.
pub(super) fn site_part(inputs: &Inputs<'_>, lang: Lang) -> Part {
    let config = inputs.config;
    let text = |texts: &crate::lang::PerLang<Arc<str>>| {
        Part::maybe_text(texts.get(&lang).map(|text| &**text))
    };
    let path = |path: &str| Part::text(&Route::new(path).link(inputs.portable));
    Part::map([
        ("title", text(&config.title)),
        ("summary", text(&config.summary)),
        ("home", path(&format!("{lang}/"))),
        ("root", path("")),
        ("nav", Part::list(nav(inputs, lang))),
        (
            "lists",
            Part::map(
                section_names(&inputs.site.schema)
                    .map(|name| (name.to_owned(), section_path(inputs, lang, name))),
            ),
        ),
        (
            "feeds",
            Part::map([
                ("atom", path(&format!("{lang}/feed.xml"))),
                ("json", path(&format!("{lang}/feed.json"))),
            ]),
        ),
        ("licence", Part::maybe_text(config.licence.as_deref())),
        (
            "contact",
            Part::maybe(config.contact.as_deref().map(contact)),
        ),
        (
            "params",
            config
                .params
                .as_ref()
                .map_or_else(Part::none, |params| Part::free(params)),
        ),
    ])
}

/// Where readers turn to, and how that is written: a mailbox or an address without its scheme.
fn contact(address: &str) -> Part {
    let written = ["mailto:", "https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    let written = written.unwrap_or(address).trim_end_matches('/');
    Part::map([("url", Part::text(address)), ("label", Part::text(written))])
}

/// The names of all list pages.
fn section_names(schema: &Schema) -> impl Iterator<Item = &str> {
    let rows = schema.kinds().map(|kind| schema.kind(kind));
    let folders = rows.filter(|row| !row.is_free).map(|row| &*row.folder);
    folders.chain(crate::config::SECTIONS)
}

/// The path of a list page, or none where the language does not have it.
fn section_path(inputs: &Inputs<'_>, lang: Lang, name: &str) -> Part {
    let route = Route::new(format!("{lang}/{name}/"));
    let exists = inputs.pages.by_route.contains_key(&route);
    Part::maybe_text(exists.then(|| route.link(inputs.portable)).as_deref())
}

/// The navigation: what the menu names and the language has; without a menu, every list and free page.
fn nav(inputs: &Inputs<'_>, lang: Lang) -> Vec<Part> {
    let items = &inputs.config.menu;
    if items.is_empty() {
        let lists = section_names(&inputs.site.schema)
            .filter_map(|name| nav_section(inputs, lang, name, None));
        let mut pages: Vec<(i32, &Arc<str>)> = inputs
            .site
            .of_kind(Kind::PAGE)
            .map(|(_, entity)| (weight(entity), &entity.key.id))
            .collect();
        pages.sort();
        return lists
            .chain(
                pages
                    .into_iter()
                    .filter_map(|(_, id)| nav_page(inputs, lang, id, None)),
            )
            .collect();
    }
    items
        .iter()
        .filter_map(|item| {
            let title = item.title.get(&lang).map(|title| &**title);
            match &item.target {
                MenuTarget::Section(name) => nav_section(inputs, lang, name, title),
                MenuTarget::Page(id) => nav_page(inputs, lang, id, title),
                MenuTarget::Address(address) => {
                    Some(entry(title.unwrap_or(address), None, Some(address), None))
                }
            }
        })
        .collect()
}

fn weight(entity: &Entity) -> i32 {
    let weight = entity.page().and_then(crate::site::FreePage::weight);
    weight.map_or(0, |weight| weight.0)
}

fn nav_section(inputs: &Inputs<'_>, lang: Lang, name: &str, title: Option<&str>) -> Option<Part> {
    let route = Route::new(format!("{lang}/{name}/"));
    inputs.pages.by_route.contains_key(&route).then_some(())?;
    let title = title.map_or_else(|| inputs.section_title(lang, name), ToOwned::to_owned);
    Some(entry(
        &title,
        Some(&route.link(inputs.portable)),
        None,
        Some(name),
    ))
}

fn nav_page(inputs: &Inputs<'_>, lang: Lang, id: &Arc<str>, title: Option<&str>) -> Option<Part> {
    let id = *inputs.site.by_key.get(&EntityKey {
        kind: Kind::PAGE,
        id: Arc::clone(id),
    })?;
    let shown = inputs.pages.shown(id, lang)?;
    let title = title.unwrap_or_else(|| inputs.title(id, lang));
    let section = format!("pages/{}", inputs.site.entity(id).key.id);
    Some(entry(
        title,
        Some(&shown.route.link(inputs.portable)),
        None,
        Some(&section),
    ))
}

fn entry(title: &str, path: Option<&str>, url: Option<&str>, section: Option<&str>) -> Part {
    Part::map([
        ("title", Part::text(title)),
        ("path", Part::maybe_text(path)),
        ("url", Part::maybe_text(url)),
        ("section", Part::maybe_text(section)),
    ])
}
