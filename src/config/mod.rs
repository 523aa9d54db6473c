//! The configuration of a site as checked values.

mod base_url;
mod check;
mod checker;
pub mod keys;
mod languages;
mod levels;
mod map;
mod menu;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use base_url::BaseUrl;
pub use check::check;
pub use map::{MapSettings, Phase};

use crate::diagnostic::{Code, Severity};
use crate::lang::{Direction, Lang, PerLang};
use crate::locale::bidi::Writing;
use crate::locale::{MonthStyle, MonthWords, Script};
use crate::prose::ProseRuns;
use crate::source::Span;

/// A checked `bayan.yaml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// The name of the site.
    pub title: PerLang<Arc<str>>,
    /// What it is about.
    pub summary: PerLang<Arc<str>>,
    /// Where it will stand.
    pub base_url: BaseUrl,
    /// In the order in which they are offered; never empty.
    pub languages: Vec<Language>,
    /// The folder of `themes/`; `None` for the embedded default alone.
    pub theme: Option<Arc<str>>,
    /// The output folder, relative to the root of the site.
    pub output: Arc<str>,
    /// The navigation.
    pub menu: Vec<MenuItem>,
    /// Tags by id, with their names.
    pub tags: BTreeMap<Arc<str>, PerLang<Arc<str>>>,
    /// What to do where a language lacks a page, by folder.
    pub fallback: BTreeMap<Arc<str>, Fallback>,
    /// How many entries a feed holds.
    pub feed_entries: usize,
    /// Entries on one page of a list.
    pub pagination: usize,
    /// What the timeline shows, by folder.
    pub timeline: Vec<Arc<str>>,
    /// The map page.
    pub map: MapSettings,
    /// Let raw HTML in Markdown pass.
    pub raw_html: bool,
    /// The weight of problems where it is not the default; `None` switches a warning off.
    pub levels: BTreeMap<Code, Option<Severity>>,
    /// The licence of the texts.
    pub licence: Option<Arc<str>>,
    /// Where readers turn to: an address, or a mailbox with its scheme.
    pub contact: Option<Arc<str>>,
    /// Free values for templates.
    pub params: Option<Arc<serde_yaml::Value>>,
    /// Its texts where they stand in the file.
    pub prose: Vec<ProseRuns>,
}

/// A language of the site.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its code in file names and addresses.
    pub code: Lang,
    /// Its own name.
    pub name: Arc<str>,
    /// Its locale as a BCP 47 tag, from which direction, dates and plurals follow.
    pub locale: Arc<str>,
    /// Where that is stated, or else the language.
    pub locale_span: Span,
    /// The numbering system.
    pub digits: Arc<str>,
    /// Where that is stated.
    pub digits_span: Option<Span>,
    /// The style of Arabic month names.
    pub months: Option<MonthStyle>,
    /// Where that is stated.
    pub months_span: Option<Span>,
    /// The Hijri date beside.
    pub hijri: bool,
    /// Of its script.
    pub direction: Direction,
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// Where it leads.
    pub target: MenuTarget,
    /// Its words, where they are not the title of the page.
    pub title: PerLang<Arc<str>>,
    /// Where it is stated.
    pub span: Span,
}

/// Where an entry of the navigation leads.
#[derive(Clone, Debug)]
pub enum MenuTarget {
    /// A free page, by id.
    Page(Arc<str>),
    /// A list page or `timeline`, `map`, `corrections`.
    Section(Arc<str>),
    /// An address on another site.
    Address(Arc<str>),
}

/// What to do where a language lacks a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Show the page with the words of another language.
    Show,
    /// Link to the page in another language.
    Link,
    /// Neither list nor link.
    Hide,
}

impl Config {
    /// The fallback of the kind in a folder.
    pub fn fallback(&self, folder: &str) -> Fallback {
        self.fallback.get(folder).copied().unwrap_or(Fallback::Link)
    }

    /// How each language is written, and which others are told from it by their script.
    pub fn writings(&self) -> PerLang<Arc<Writing>> {
        let writing = |own: &Language| {
            let others = self
                .languages
                .iter()
                .filter(|other| other.direction != own.direction);
            let opposite = others
                .filter_map(|other| Some((other.code, Script::of_language(&other.locale)?)))
                .collect();
            Arc::new(Writing {
                lang: own.code,
                direction: own.direction,
                opposite,
            })
        };
        self.languages
            .iter()
            .map(|language| (language.code, writing(language)))
            .collect()
    }

    /// The script of each language that has one of its own.
    pub fn scripts(&self) -> PerLang<Script> {
        let script =
            |language: &Language| Some((language.code, Script::of_language(&language.locale)?));
        self.languages.iter().filter_map(script).collect()
    }

    /// The names of months in each language, for reading texts.
    pub fn months(&self) -> PerLang<Arc<MonthWords>> {
        self.languages
            .iter()
            .map(|language| (language.code, Arc::new(MonthWords::new(&language.locale))))
            .collect()
    }

    /// The codes of the languages.
    pub fn codes(&self) -> Vec<Lang> {
        self.languages
            .iter()
            .map(|language| language.code)
            .collect()
    }
}

/// What a build is asked to do, besides the sources.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The day that publish dates are compared with.
    pub today: crate::edtf::Day,
    /// Build what is marked `draft` too.
    pub drafts: bool,
    /// Build what is not yet due.
    pub future: bool,
    /// In place of the configured address.
    pub base_url: Option<BaseUrl>,
    /// Relative links that work from `file://`.
    pub portable: bool,
}

/// What a menu may name besides the folders of kinds.
pub const SECTIONS: [&str; 3] = ["timeline", "map", "corrections"];
