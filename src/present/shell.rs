//! What every page has: `root`, `site`, `page`, `strings`; and the pages that have nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::alternates;
use super::fill::Filler;
use super::html::window_title;
use super::scene::{Scene, Stage};
use crate::config::MenuTarget;
use crate::diagnostic::{Diagnosed, Location};
use crate::kind::{EntityKey, Kind};
use crate::lang::Lang;
use crate::locale::bidi::isolated_text;
use crate::locale::language_territory;
use crate::model::Schema;
use crate::page::{Page, PageKind, Route, encoded};
use crate::site::Entity;
use crate::source::SourcePath;
use crate::view::{Form, Part, Segment, View};

/// A view in the making.
pub(super) struct Draft<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub page: &'s Page,
    /// The language of the page, or the first of the site.
    pub lang: Lang,
    pub filler: Filler<'s, 'a>,
    pub parts: BTreeMap<&'static str, Part>,
    pub body: Vec<Segment>,
    pub form: Form,
    pub head: Head,
    pub origin: Option<SourcePath>,
    pub template_at: Option<Location>,
}

/// What the head of a page says, gathered while it is presented.
#[derive(Default)]
pub(super) struct Head {
    pub title: String,
    pub description: Option<String>,
    pub section: Option<String>,
    pub noindex: bool,
    pub og_type: Option<&'static str>,
    pub image: Option<Part>,
    pub published: Option<Part>,
    pub updated: Option<Part>,
    pub json_ld: Option<String>,
    /// The title already names the site.
    pub is_site: bool,
}

impl<'s, 'a> Draft<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, page: &'s Page) -> Self {
        let lang = page.lang.unwrap_or_else(|| first(&scene.stage));
        let filler = Filler::new(scene, lang, &page.route);
        Self {
            scene,
            page,
            lang,
            filler,
            parts: BTreeMap::new(),
            body: Vec::new(),
            form: Form::Template("".into()),
            head: Head::default(),
            origin: None,
            template_at: None,
        }
    }

    pub(super) fn set(&mut self, name: &'static str, part: Part) {
        self.parts.insert(name, part);
    }

    /// Names the template, and the page for its reader.
    pub(super) fn template(&mut self, name: &str, title: &str) {
        self.form = Form::Template(format!("{name}.html").into());
        title.clone_into(&mut self.head.title);
    }

    pub(super) fn string(&self, key: &str) -> &'a str {
        let strings = self.scene.strings(self.lang);
        strings.find(key).unwrap_or_default()
    }

    /// Puts head and variables together.
    pub(super) fn finish(mut self) -> Diagnosed<View> {
        if let Form::Template(name) = &self.form {
            let kind = name.split('.').next().unwrap_or_default().to_owned();
            let page = self.page_part(&kind);
            self.parts.insert("page", page);
            self.parts.entry("translation").or_insert_with(Part::none);
            self.parts.insert("root", Part::text(&self.filler.root));
            self.parts.insert(
                "site",
                self.scene
                    .sites
                    .get(&self.lang)
                    .cloned()
                    .unwrap_or_else(Part::none),
            );
            self.parts
                .insert("strings", self.scene.strings(self.lang).part.clone());
        }
        let attachments: BTreeSet<SourcePath> = std::mem::take(&mut self.filler.attachments);
        let view = View {
            route: self.page.route.clone(),
            lang: self.page.lang,
            form: self.form,
            parts: self.parts,
            body: self.body,
            origin: self.origin,
            template_at: self.template_at,
            attachments: attachments.into_iter().collect(),
        };
        Diagnosed {
            value: view,
            diagnostics: self.filler.diagnostics,
        }
    }

    fn page_part(&mut self, kind: &str) -> Part {
        let scene = self.scene;
        let config = scene.stage.config;
        let site_title = config.title.get(&self.lang).map_or("", |title| title);
        let direction = scene.direction(self.lang);
        let own =
            Some(self.head.title.as_str()).filter(|title| !self.head.is_site && !title.is_empty());
        let head_title = window_title(own, site_title, direction);
        let alternates = alternates::of(scene, self.page);
        let locale = |lang: Lang| {
            config
                .languages
                .iter()
                .find(|language| language.code == lang)
                .map_or_else(String::new, |language| language_territory(&language.locale))
        };
        let others = alternates
            .iter()
            .filter_map(|(lang, _)| *lang)
            .filter(|lang| *lang != self.lang)
            .map(|lang| Part::text(&locale(lang)));
        let head = std::mem::take(&mut self.head);
        let description = head.description.as_deref().filter(|text| !text.is_empty());
        let description = description.map(|text| isolated_text(text, direction));
        let permalink = scene.permalink(&self.page.route);
        let json_ld = head
            .json_ld
            .unwrap_or_else(|| super::json_ld::page(&head.title, &permalink, self.lang));
        Part::map([
            ("kind", Part::text(kind)),
            ("lang", Part::text(self.lang.as_str())),
            ("dir", Part::text(direction.as_str())),
            (
                "digits",
                Part::text(scene.strings(self.lang).locale.digits_name()),
            ),
            ("title", Part::text(&isolated_text(&head.title, direction))),
            ("head_title", Part::text(&head_title)),
            ("description", Part::maybe_text(description.as_deref())),
            (
                "path",
                Part::text(&self.page.route.link(scene.stage.portable)),
            ),
            ("permalink", Part::text(&permalink)),
            ("section", Part::maybe_text(head.section.as_deref())),
            ("noindex", Part::bool(head.noindex)),
            ("switch", alternates::switch(scene, self.page, self.lang)),
            (
                "alternates",
                Part::list(
                    alternates
                        .iter()
                        .map(|(lang, route)| alternates::part(scene, *lang, route)),
                ),
            ),
            ("locale", Part::text(&locale(self.lang))),
            ("other_locales", Part::list(others)),
            ("og_type", Part::text(head.og_type.unwrap_or("website"))),
            ("image", Part::maybe(head.image)),
            ("published", Part::maybe(head.published)),
            ("updated", Part::maybe(head.updated)),
            ("json_ld", Part::html(&json_ld)),
        ])
    }
}

fn first(stage: &Stage<'_>) -> Lang {
    // OK because a configuration without a language is refused before anything is presented.
    stage
        .config
        .languages
        .first()
        .expect("a site has a language")
        .code
}

/// The variable `site`.
pub(super) fn site(stage: &Stage<'_>, lang: Lang) -> Part {
    let config = stage.config;
    let text = |texts: &crate::lang::PerLang<Arc<str>>| {
        Part::maybe_text(texts.get(&lang).map(|text| &**text))
    };
    let path = |path: &str| Part::text(&Route::new(path).link(stage.portable));
    Part::map([
        ("title", text(&config.title)),
        ("summary", text(&config.summary)),
        ("home", path(&format!("{lang}/"))),
        ("root", path("")),
        ("nav", Part::list(nav(stage, lang))),
        (
            "lists",
            Part::map(
                section_names(&stage.site.schema)
                    .map(|name| (name.to_owned(), section_path(stage, lang, name))),
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
            "params",
            config
                .params
                .as_ref()
                .map_or_else(Part::none, |params| Part::free(params)),
        ),
    ])
}

/// The names of all list pages.
fn section_names(schema: &Schema) -> impl Iterator<Item = &str> {
    let rows = schema.kinds().map(|kind| schema.kind(kind));
    let folders = rows.filter(|row| !row.is_free).map(|row| &*row.folder);
    folders.chain(crate::config::SECTIONS)
}

/// The path of a list page, or none where the language does not have it.
fn section_path(stage: &Stage<'_>, lang: Lang, name: &str) -> Part {
    let route = Route::new(format!("{lang}/{name}/"));
    let exists = stage.pages.by_route.contains_key(&route);
    Part::maybe_text(exists.then(|| route.link(stage.portable)).as_deref())
}

/// The navigation: what the menu names and the language has; without a menu, every list and free page.
fn nav(stage: &Stage<'_>, lang: Lang) -> Vec<Part> {
    let items = &stage.config.menu;
    if items.is_empty() {
        let lists = section_names(&stage.site.schema)
            .filter_map(|name| nav_section(stage, lang, name, None));
        let mut pages: Vec<(i32, &Arc<str>)> = stage
            .site
            .of_kind(Kind::PAGE)
            .map(|(_, entity)| (weight(entity), &entity.key.id))
            .collect();
        pages.sort();
        return lists
            .chain(
                pages
                    .into_iter()
                    .filter_map(|(_, id)| nav_page(stage, lang, id, None)),
            )
            .collect();
    }
    items
        .iter()
        .filter_map(|item| {
            let title = item.title.get(&lang).map(|title| &**title);
            match &item.target {
                MenuTarget::Section(name) => nav_section(stage, lang, name, title),
                MenuTarget::Page(id) => nav_page(stage, lang, id, title),
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

fn nav_section(stage: &Stage<'_>, lang: Lang, name: &str, title: Option<&str>) -> Option<Part> {
    let route = Route::new(format!("{lang}/{name}/"));
    stage.pages.by_route.contains_key(&route).then_some(())?;
    let title = title.map_or_else(|| section_title(stage, lang, name), ToOwned::to_owned);
    Some(entry(
        &title,
        Some(&route.link(stage.portable)),
        None,
        Some(name),
    ))
}

fn nav_page(stage: &Stage<'_>, lang: Lang, id: &Arc<str>, title: Option<&str>) -> Option<Part> {
    let id = *stage.site.by_key.get(&EntityKey {
        kind: Kind::PAGE,
        id: Arc::clone(id),
    })?;
    let shown = stage.pages.shown(id, lang)?;
    let title = title.unwrap_or_else(|| stage.title(id, lang));
    let section = format!("pages/{}", stage.site.entity(id).key.id);
    Some(entry(
        title,
        Some(&shown.route.link(stage.portable)),
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

/// The title of a list page: its editors' own, or the interface's word for it.
pub(super) fn section_title(stage: &Stage<'_>, lang: Lang, name: &str) -> String {
    let edition = stage
        .site
        .schema
        .from_folder(name)
        .and_then(|kind| stage.site.lists.get(&kind))
        .and_then(|list| list.editions.get(&lang));
    let own = edition
        .map(|edition| edition.title.to_string())
        .filter(|title| !title.is_empty());
    own.unwrap_or_else(|| stage.strings(lang).get(name).to_owned())
}

/// A former address.
pub(super) fn redirect(draft: &mut Draft<'_, '_>, to: &Route, anchor: Option<&str>) {
    draft.template("redirect", "");
    draft.head.noindex = true;
    let pages = draft.scene.stage.pages;
    let page = pages
        .by_route
        .get(to)
        .and_then(|index| pages.all.get(*index));
    let title = page.and_then(|page| match page.kind {
        PageKind::Entity(id) => Some(draft.scene.stage.title(id, draft.lang).to_owned()),
        _ => None,
    });
    let title = title.unwrap_or_else(|| encoded(to.as_str()));
    draft.head.title.clone_from(&title);
    draft.set("title", Part::text(&title));
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    let path = format!("{}{anchor}", to.link(draft.scene.stage.portable));
    draft.set("to", Part::text(&path));
    let permalink = draft.scene.permalink(to);
    draft.set("to_permalink", Part::text(&permalink));
}
