//! A view in the making: what every page has, `root`, `site`, `page` and `strings`, and what its own file sets.

use std::collections::{BTreeMap, BTreeSet};

use super::fill::Filler;
use super::html::window_title;
use super::inputs::Inputs;
use super::shared::SharedViews;
use super::{alternates, json_ld};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Location};
use crate::lang::Lang;
use crate::locale::bidi::isolated_text;
use crate::locale::language_territory;
use crate::page::Page;
use crate::source::SourcePath;
use crate::view::{Form, Part, Segment, View};

/// A view in the making.
pub(super) struct ViewBuilder<'s, 'a> {
    pub shared: &'s SharedViews<'a>,
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

impl<'s, 'a> ViewBuilder<'s, 'a> {
    pub(super) fn new(shared: &'s SharedViews<'a>, page: &'s Page) -> Self {
        let lang = page.lang.unwrap_or_else(|| first(&shared.inputs));
        let filler = Filler::new(shared, lang, &page.route);
        Self {
            shared,
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
        let strings = self.shared.strings(self.lang);
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
                self.shared
                    .sites
                    .get(&self.lang)
                    .cloned()
                    .unwrap_or_else(Part::none),
            );
            self.parts
                .insert("strings", self.shared.strings(self.lang).part.clone());
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
        let head = std::mem::take(&mut self.head);
        let own = self.address_and_languages(kind).into_iter();
        Part::map(own.chain(self.head_parts(head)))
    }

    /// Where the page is, and where it is in other languages.
    fn address_and_languages(&self, kind: &str) -> [(&'static str, Part); 10] {
        let (shared, page, lang) = (self.shared, self.page, self.lang);
        let alternates = alternates::existing(shared, page);
        let others = alternates.iter().filter_map(|(lang, _)| *lang);
        let others = others.filter(|other| *other != lang);
        let permalinks = alternates
            .iter()
            .map(|(lang, route)| alternates::part(shared, *lang, route));
        let path = page.route.link(shared.inputs.portable);
        let territory = |lang: Lang| Part::text(&territory(shared.inputs.config, lang));
        [
            ("kind", Part::text(kind)),
            ("lang", Part::text(lang.as_str())),
            ("dir", Part::text(shared.direction(lang).as_str())),
            (
                "digits",
                Part::text(shared.strings(lang).locale.digits_name()),
            ),
            ("path", Part::text(&path)),
            ("permalink", Part::text(&shared.permalink(&page.route))),
            ("switch", alternates::switch(shared, page, lang)),
            ("alternates", Part::list(permalinks)),
            ("locale", territory(lang)),
            ("other_locales", Part::list(others.map(territory))),
        ]
    }

    /// What a page says of itself to programs.
    fn head_parts(&self, head: Head) -> [(&'static str, Part); 10] {
        let (shared, lang) = (self.shared, self.lang);
        let direction = shared.direction(lang);
        let site = shared.inputs.config.title.get(&lang);
        let site = site.map_or("", |title| title);
        let own = Some(head.title.as_str()).filter(|title| !head.is_site && !title.is_empty());
        let description = head.description.as_deref().filter(|text| !text.is_empty());
        let description = description.map(|text| isolated_text(text, direction));
        let json_ld = head.json_ld.unwrap_or_else(|| {
            json_ld::page(&head.title, &shared.permalink(&self.page.route), lang)
        });
        [
            ("title", Part::text(&isolated_text(&head.title, direction))),
            (
                "head_title",
                Part::text(&window_title(own, site, direction)),
            ),
            ("description", Part::maybe_text(description.as_deref())),
            ("section", Part::maybe_text(head.section.as_deref())),
            ("noindex", Part::bool(head.noindex)),
            ("og_type", Part::text(head.og_type.unwrap_or("website"))),
            ("image", Part::maybe(head.image)),
            ("published", Part::maybe(head.published)),
            ("updated", Part::maybe(head.updated)),
            ("json_ld", Part::html(&json_ld)),
        ]
    }
}

/// The locale of a language of the site as Open Graph writes it.
fn territory(config: &Config, lang: Lang) -> String {
    let mut languages = config.languages.iter();
    let language = languages.find(|language| language.code == lang);
    language.map_or_else(String::new, |language| language_territory(&language.locale))
}

fn first(inputs: &Inputs<'_>) -> Lang {
    // OK because a configuration without a language is refused before anything is presented.
    inputs
        .config
        .languages
        .first()
        .expect("a site has a language")
        .code
}
