//! `bayan.yaml` → [`Config`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::{CONFIG, FALLBACK};
use super::{BaseUrl, Config, Fallback, Language, MenuItem, MenuTarget, SECTIONS, map};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, Severity, controls, quoted};
use crate::lang::{Direction, Lang, PerLang};
use crate::locale;
use crate::locale::MonthStyle;
use crate::prose::Prose;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Key, Node, NodeKind, Reader, Stated, Value, at};

/// The output folder where the configuration does not say.
const PUBLIC: &str = "public";
/// How many entries a feed holds where the configuration does not say.
const FEED_ENTRIES: usize = 20;
/// Entries on one page of a list where the configuration does not say.
const PAGINATION: usize = 20;

/// Checks the configuration; `None` where nothing can be built on it.
pub fn check(file: &SourceFile) -> Diagnosed<Option<Config>> {
    let whole = Span::new(0, file.text.len());
    let mut diagnostics = controls(file);
    let Some(root) = yaml::parse(&file.path, &file.text, whole).unload(&mut diagnostics) else {
        if diagnostics.is_empty() {
            diagnostics.push(Diagnostic::at(
                Code::EmptyFile,
                Location::file(&file.path),
                "the configuration is empty",
            ));
        }
        return Diagnosed {
            value: None,
            diagnostics,
        };
    };
    let codes = language_codes(&root);
    let reading = Reader::new(&file.path, &file.text, &codes, None).document(&root, &[CONFIG]);
    diagnostics.extend(reading.diagnostics);
    let mut checker = Checker {
        file,
        codes,
        stated: languages_stated(&root),
        entries: reading.entries,
        prose: reading.prose,
        diagnostics,
        added: 0,
    };
    let config = checker.config();
    if config.is_none() {
        // Which languages were meant is not known.
        let read = checker.diagnostics.len() - checker.added;
        let mut index = 0;
        checker.diagnostics.retain(|diagnostic| {
            index += 1;
            index > read || diagnostic.code != Code::UnknownLanguage
        });
    }
    Diagnosed {
        value: config,
        diagnostics: checker.diagnostics,
    }
}

/// Whether a path leads to a folder below the one that it begins in.
fn is_inside(folder: &str) -> bool {
    let is_rooted = folder.starts_with(['/', '\\']) || folder.contains(':');
    let mut depth = 0;
    let never_leaves = folder.split(['/', '\\']).all(|part| {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth >= 0
    });
    !is_rooted && never_leaves && depth > 0
}

/// The languages must be known before any map of languages can be read.
fn language_codes(root: &Node) -> Vec<Lang> {
    let NodeKind::Map(entries) = &root.kind else {
        return Vec::new();
    };
    let languages = entries
        .iter()
        .find(|entry| entry.key == "languages")
        .map(|entry| &entry.value.kind);
    match languages {
        Some(NodeKind::Map(entries)) => entries
            .iter()
            .filter_map(|entry| Lang::parse(&entry.key))
            .collect(),
        _ => Vec::new(),
    }
}

/// How many entries `languages` has, whatever they are; what is no map was reported as such, and counts as one.
fn languages_stated(root: &Node) -> Option<usize> {
    let NodeKind::Map(entries) = &root.kind else {
        return Some(1);
    };
    match &entries
        .iter()
        .find(|entry| entry.key == "languages")?
        .value
        .kind
    {
        NodeKind::Map(languages) => Some(languages.len()).filter(|count| *count > 0),
        NodeKind::Null => None,
        _ => Some(1),
    }
}

pub(super) struct Checker<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) codes: Vec<Lang>,
    /// How many languages stand in the file, sound or not; `None` where the key is absent.
    stated: Option<usize>,
    entries: Vec<(u16, Stated)>,
    prose: Vec<Prose>,
    diagnostics: Vec<Diagnostic>,
    /// How many of the problems were found here, after reading.
    added: usize,
}

impl Checker<'_> {
    fn config(&mut self) -> Option<Config> {
        let languages = self.languages()?;
        let title = self.titles();
        Some(Config {
            title,
            summary: texts(self.get("summary")),
            base_url: self.base_url(),
            languages,
            theme: self.text("theme"),
            output: self.output(),
            menu: self.menu(),
            tags: self.tags(),
            fallback: self.fallback(),
            feed_entries: self
                .get("feeds")
                .and_then(|feeds| whole(feeds.value.get("entries")))
                .unwrap_or(FEED_ENTRIES),
            pagination: whole(self.get("pagination")).unwrap_or(PAGINATION),
            timeline: self.timeline(),
            map: map::settings(self),
            raw_html: self.get("markdown").is_some_and(|markdown| {
                matches!(
                    markdown.value.get("raw_html"),
                    Some(Stated {
                        value: Value::Bool(true),
                        ..
                    })
                )
            }),
            levels: self.levels(),
            licence: self.text("licence"),
            params: self.get("params").and_then(|params| match &params.value {
                Value::Free(value) => Some(Arc::clone(value)),
                _ => None,
            }),
            prose: std::mem::take(&mut self.prose),
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<&Stated> {
        at(&self.entries, CONFIG.find(name)?.0)
    }

    /// A repository from elsewhere must not choose where on this machine a build writes; who runs the program may.
    fn output(&mut self) -> Arc<str> {
        let stated = self
            .get("output")
            .and_then(|stated| Some((text(stated)?, stated.span)));
        let Some((folder, span)) = stated else {
            return PUBLIC.into();
        };
        if is_inside(&folder) {
            return folder;
        }
        let message = format!("{} does not lie inside the site", quoted(&folder));
        let help = "name a folder of the site, such as `public`; one elsewhere is named with -o on the command line";
        self.report(
            Code::UnsafeOutput,
            Some(span),
            message,
            Some(help.to_owned()),
        );
        PUBLIC.into()
    }

    fn text(&self, name: &str) -> Option<Arc<str>> {
        self.get(name).and_then(text)
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let location = Location {
            path: self.file.path.clone(),
            span,
        };
        self.add(Diagnostic::at(code, location, message).maybe_help(help));
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
        self.added += 1;
    }

    fn titles(&mut self) -> PerLang<Arc<str>> {
        let titles = texts(self.get("title"));
        for lang in self.codes.clone() {
            if !titles.contains_key(&lang) {
                let span = self.get("title").map(|title| title.span);
                self.report(
                    Code::MissingTitle,
                    span,
                    format!("the site has no title in {lang}"),
                    Some(format!("add `title:` with a line `{lang}: …`")),
                );
            }
        }
        titles
    }

    fn base_url(&mut self) -> BaseUrl {
        let stated = self
            .get("base_url")
            .and_then(|stated| Some((text(stated)?, stated.span)));
        let parsed = stated.as_ref().and_then(|(text, _)| BaseUrl::parse(text));
        match (parsed, stated) {
            (Some(url), _) => return url,
            (None, Some((text, span))) => self.report(
                Code::InvalidBaseUrl,
                Some(span),
                format!("{} is not an absolute address", quoted(&text)),
                Some("write it as https://example.org/path/".to_owned()),
            ),
            (None, None) => self.report(
                Code::MissingKey,
                None,
                "`base_url` is missing",
                Some("add `base_url: https://example.org/`".to_owned()),
            ),
        }
        // OK because the literal is an address; with the error reported, nothing is written under it.
        BaseUrl::parse("https://example.org/").expect("the literal is an address")
    }

    /// `None` unless all languages are sound: with one left out, all that is written in it would seem wrong.
    fn languages(&mut self) -> Option<Vec<Language>> {
        let Some(stated) = self.stated else {
            self.report(
                Code::MissingKey,
                None,
                "`languages` is missing",
                Some("name at least one language, each with `name` and `locale`".to_owned()),
            );
            return None;
        };
        let Some(Stated {
            value: Value::Named(named),
            ..
        }) = self.get("languages").cloned()
        else {
            return None;
        };
        let languages: Vec<Language> = named
            .iter()
            .filter_map(|(code, span, stated)| self.language(code, *span, stated))
            .collect();
        (languages.len() == stated).then_some(languages)
    }

    fn language(&mut self, code: &str, span: Span, stated: &Stated) -> Option<Language> {
        let Some(lang) = Lang::parse(code) else {
            self.report(
                Code::UnknownLanguage,
                Some(span),
                format!("{} is not a language code", quoted(code)),
                Some("write it in lower-case letters, as `ar` or `pt-br`".to_owned()),
            );
            return None;
        };
        let field = |name: &str| stated.value.get(name);
        let tag = field("locale")
            .and_then(text)
            .unwrap_or_else(|| code.into());
        let derived = match locale::direction_of(&tag) {
            Ok(direction) => direction,
            Err(error) => {
                self.report(
                    Code::InvalidLocale,
                    Some(field("locale").map_or(span, |locale| locale.span)),
                    error.to_string(),
                    Some(error.suggestion.map_or_else(
                        || "write the code of a language, and of a region where it matters: `pt-BR`".to_owned(),
                        |better| format!("write {}", quoted(&better)),
                    )),
                );
                return None;
            }
        };
        Some(Language {
            code: lang,
            name: field("name").and_then(text).unwrap_or_else(|| code.into()),
            locale: Arc::clone(&tag),
            locale_span: field("locale").map_or(span, |locale| locale.span),
            digits: field("digits").and_then(word).unwrap_or("latn").into(),
            digits_span: field("digits").map(|digits| digits.span),
            months: field("months")
                .and_then(word)
                .and_then(MonthStyle::from_name),
            months_span: field("months").map(|months| months.span),
            hijri: field("calendar").and_then(word) == Some("gregory+hijri"),
            direction: field("direction")
                .map_or(derived, |stated| self.direction(&tag, derived, stated)),
        })
    }

    /// The direction stated, where a script of the language runs so.
    fn direction(&mut self, tag: &str, derived: Direction, stated: &Stated) -> Direction {
        let Some(direction) = word(stated).and_then(Direction::from_name) else {
            return derived;
        };
        if direction == derived || locale::turned(tag).is_some() {
            return direction;
        }
        let message = format!(
            "{} runs {}, and `direction` says otherwise",
            quoted(tag),
            derived.words()
        );
        let help = "leave `direction` out: it follows from the locale; another script of the language stands there, as in `az-Arab`";
        self.report(
            Code::ContradictoryDirection,
            Some(stated.span),
            message,
            Some(help.to_owned()),
        );
        derived
    }

    fn menu(&mut self) -> Vec<MenuItem> {
        let items = self.get("menu").map(list).unwrap_or_default().to_vec();
        items
            .iter()
            .filter_map(|item| self.menu_item(item))
            .collect()
    }

    fn menu_item(&mut self, item: &Stated) -> Option<MenuItem> {
        let field = |name: &str| item.value.get(name);
        let section = field("folder").and_then(|folder| Some((text(folder)?, folder.span)));
        if let Some((name, span)) = &section {
            let names = || {
                let folders = FALLBACK.keys.iter().map(|key| &*key.name);
                folders.filter(|folder| *folder != "pages").chain(SECTIONS)
            };
            if !names().any(|known| known == &**name) {
                self.report(
                    Code::UnknownWord,
                    Some(*span),
                    format!("{} is not a list page", quoted(name)),
                    did_you_mean(name, names()),
                );
                return None;
            }
        }
        let target = match (
            field("page").map(|page| &page.value),
            section,
            field("url").and_then(text),
        ) {
            (Some(Value::Ref { written, .. }), ..) => MenuTarget::Page(Arc::clone(written)),
            (_, Some((name, _)), _) => MenuTarget::Section(name),
            (_, _, Some(address)) => MenuTarget::Address(address),
            // Its address was reported already.
            _ if self.is_faulty(item.span) => return None,
            _ => {
                self.report(
                    Code::MissingKey,
                    Some(item.span),
                    "an entry of the menu names `page`, `folder` or `url`",
                    None,
                );
                return None;
            }
        };
        Some(MenuItem {
            target,
            title: texts(field("title")),
            span: item.span,
        })
    }

    /// Whether anything inside these bytes was reported.
    pub(super) fn is_faulty(&self, span: Span) -> bool {
        let spans = self
            .diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.primary.as_ref()?.span);
        spans
            .into_iter()
            .any(|inner| span.start <= inner.start && inner.end <= span.end)
    }

    fn tags(&self) -> BTreeMap<Arc<str>, PerLang<Arc<str>>> {
        match self.get("tags").map(|tags| &tags.value) {
            Some(Value::Named(named)) => named
                .iter()
                .map(|(id, _, names)| (Arc::clone(id), texts(Some(names))))
                .collect(),
            _ => BTreeMap::new(),
        }
    }

    fn fallback(&self) -> BTreeMap<Arc<str>, Fallback> {
        let Some(stated) = self.get("fallback") else {
            return BTreeMap::new();
        };
        let choice = |key: &Key| {
            let chosen = match word(stated.value.get(&key.name)?)? {
                "show" => Fallback::Show,
                "hide" => Fallback::Hide,
                _ => Fallback::Link,
            };
            Some((key.name.as_ref().into(), chosen))
        };
        FALLBACK.keys.iter().filter_map(choice).collect()
    }

    fn timeline(&self) -> Vec<Arc<str>> {
        let kinds = self
            .get("timeline")
            .and_then(|timeline| timeline.value.get("kinds"));
        match kinds {
            Some(kinds) => list(kinds)
                .iter()
                .filter_map(|folder| word(folder).map(Arc::from))
                .collect(),
            None => vec!["events".into(), "agreements".into()],
        }
    }

    fn levels(&mut self) -> BTreeMap<Code, Option<Severity>> {
        let Some(Stated {
            value: Value::Named(named),
            ..
        }) = self.get("check").cloned()
        else {
            return BTreeMap::new();
        };
        named
            .iter()
            .filter_map(|(name, span, level)| self.level(name, *span, level))
            .collect()
    }

    fn level(
        &mut self,
        name: &str,
        span: Span,
        level: &Stated,
    ) -> Option<(Code, Option<Severity>)> {
        let Some(code) = Code::from_name(name) else {
            let help = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
            self.report(
                Code::UnknownKey,
                Some(span),
                format!("{} is not a code of a problem", quoted(name)),
                help,
            );
            return None;
        };
        let severity = match word(level)? {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            _ => None,
        };
        if code.severity() == Severity::Error && severity != Some(Severity::Error) {
            self.report(
                Code::UnknownWord,
                Some(level.span),
                format!("{name} is an error and stays one"),
                Some("only warnings can be changed".to_owned()),
            );
            return None;
        }
        Some((code, severity))
    }
}

pub(super) fn text(stated: &Stated) -> Option<Arc<str>> {
    match &stated.value {
        Value::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

pub(super) fn word(stated: &Stated) -> Option<&str> {
    match &stated.value {
        Value::Word(word) => Some(word),
        _ => None,
    }
}

pub(super) fn list(stated: &Stated) -> &[Stated] {
    match &stated.value {
        Value::List(items) => items,
        _ => &[],
    }
}

// Truncation is OK because the shapes of these keys allow small whole numbers only.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the shape allows 1 to 10,000 only"
)]
fn whole(stated: Option<&Stated>) -> Option<usize> {
    match stated?.value {
        Value::Number(number) => Some(number as usize),
        _ => None,
    }
}

pub(super) fn texts(stated: Option<&Stated>) -> PerLang<Arc<str>> {
    match stated.map(|stated| &stated.value) {
        Some(Value::ByLang(values)) => values
            .iter()
            .filter_map(|(lang, value)| Some((*lang, text(value)?)))
            .collect(),
        _ => PerLang::new(),
    }
}
