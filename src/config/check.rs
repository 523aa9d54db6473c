//! `bayan.yaml` → [`Config`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checker::Checker;
use super::keys::{CONFIG, FALLBACK};
use super::languages::{language_codes, languages, languages_stated};
use super::levels::levels;
use super::map;
use super::menu::menu;
use super::values::{list, text, texts, whole, word};
use super::{BaseUrl, Config, Fallback};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, controls, quoted};
use crate::lang::PerLang;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Key, Reader, Stated, Value};

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
    let config = config(&mut checker);
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

fn config(checker: &mut Checker<'_>) -> Option<Config> {
    let languages = languages(checker)?;
    let title = titles(checker);
    Some(Config {
        title,
        summary: texts(checker.get("summary")),
        base_url: base_url(checker),
        languages,
        theme: checker.text("theme"),
        output: output(checker),
        menu: menu(checker),
        tags: tags(checker),
        fallback: fallback(checker),
        feed_entries: checker
            .get("feeds")
            .and_then(|feeds| whole(feeds.value.get("entries")))
            .unwrap_or(FEED_ENTRIES),
        pagination: whole(checker.get("pagination")).unwrap_or(PAGINATION),
        timeline: timeline(checker),
        map: map::settings(checker),
        raw_html: checker.get("markdown").is_some_and(|markdown| {
            matches!(
                markdown.value.get("raw_html"),
                Some(Stated {
                    value: Value::Bool(true),
                    ..
                })
            )
        }),
        levels: levels(checker),
        licence: checker.text("licence"),
        contact: checker.text("contact"),
        params: checker
            .get("params")
            .and_then(|params| match &params.value {
                Value::Free(value) => Some(Arc::clone(value)),
                _ => None,
            }),
        prose: std::mem::take(&mut checker.prose),
    })
}

/// A repository from elsewhere must not choose where on this machine a build writes; who runs the program may.
fn output(checker: &mut Checker<'_>) -> Arc<str> {
    let stated = checker.get("output");
    let Some((folder, span)) = stated.and_then(|stated| Some((text(stated)?, stated.span))) else {
        return PUBLIC.into();
    };
    if is_inside(&folder) {
        return folder;
    }
    let message = format!("{} does not lie inside the site", quoted(&folder));
    let help = "name a folder of the site, such as `public`; one elsewhere is named with -o on the command line";
    checker.report(
        Code::UnsafeOutput,
        Some(span),
        message,
        Some(help.to_owned()),
    );
    PUBLIC.into()
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

fn titles(checker: &mut Checker<'_>) -> PerLang<Arc<str>> {
    let titles = texts(checker.get("title"));
    for lang in checker.codes.clone() {
        if !titles.contains_key(&lang) {
            let span = checker.get("title").map(|title| title.span);
            checker.report(
                Code::MissingTitle,
                span,
                format!("the site has no title in {lang}"),
                Some(format!("add `title:` with a line `{lang}: …`")),
            );
        }
    }
    titles
}

fn base_url(checker: &mut Checker<'_>) -> BaseUrl {
    let stated = checker
        .get("base_url")
        .and_then(|stated| Some((text(stated)?, stated.span)));
    let parsed = stated.as_ref().and_then(|(text, _)| BaseUrl::parse(text));
    match (parsed, stated) {
        (Some(url), _) => return url,
        (None, Some((text, span))) => checker.report(
            Code::InvalidBaseUrl,
            Some(span),
            format!("{} is not an absolute address", quoted(&text)),
            Some("write it as https://example.org/path/".to_owned()),
        ),
        (None, None) => checker.report(
            Code::MissingKey,
            None,
            "`base_url` is missing",
            Some("add `base_url: https://example.org/`".to_owned()),
        ),
    }
    // OK because the literal is an address; with the error reported, nothing is written under it.
    BaseUrl::parse("https://example.org/").expect("the literal is an address")
}

fn tags(checker: &Checker<'_>) -> BTreeMap<Arc<str>, PerLang<Arc<str>>> {
    match checker.get("tags").map(|tags| &tags.value) {
        Some(Value::Named(named)) => named
            .iter()
            .map(|(id, _, names)| (Arc::clone(id), texts(Some(names))))
            .collect(),
        _ => BTreeMap::new(),
    }
}

fn fallback(checker: &Checker<'_>) -> BTreeMap<Arc<str>, Fallback> {
    let Some(stated) = checker.get("fallback") else {
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

fn timeline(checker: &Checker<'_>) -> Vec<Arc<str>> {
    let kinds = checker
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
