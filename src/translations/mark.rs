//! Which edition is marked, and what is written into it.

use std::fmt;
use std::sync::Arc;

use super::{entries, has_file, is_meant, unknown};
use crate::diagnostic::quoted;
use crate::lang::{Lang, PerLang};
use crate::model::SectionHash;
use crate::site::{Edition, Site};
use crate::source::SourcePath;

/// The wish to mark an edition as up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The entry: `articles/x` or `x`.
    pub entry: String,
    /// The language of the translation, as written.
    pub lang: String,
    /// The language of the original, as written; absent, the one that the edition names, or the only other one.
    pub from: Option<String>,
}

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The entry by its full name.
    pub entry: String,
    /// The file of the edition.
    pub path: SourcePath,
    /// Its language.
    pub lang: Lang,
    /// The language of the original.
    pub from: Lang,
    /// The sections of the original as they are now.
    pub sections: Vec<(Arc<str>, SectionHash)>,
}

/// Why an edition cannot be marked, in one sentence, with the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkError(pub(super) String);

impl fmt::Display for MarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MarkError {}

/// Finds what a mark means.
///
/// # Errors
///
/// Where the entry, the edition or its original does not exist, or could be several.
pub fn marking(languages: &[Lang], site: &Site, mark: &Mark) -> Result<Marking, MarkError> {
    let (entry, editions) = entry(site, &mark.entry)?;
    let lang = language(languages, &mark.lang)?;
    let Some(edition) = editions.get(&lang) else {
        let held = listed(editions.keys());
        return Err(MarkError(format!(
            "{entry} has no text in {lang}; its languages are {held}"
        )));
    };
    if !has_file(edition, lang) {
        let path = &edition.path;
        return Err(MarkError(format!(
            "{entry} has no file for {lang}: {path} holds all its languages, and only editions with files of their own are tracked"
        )));
    }
    let from = from(languages, &entry, editions, lang, mark)?;
    let named = editions
        .get(&from)
        .and_then(|other| Some(other.original.as_ref()?.lang));
    if named == Some(lang) {
        return Err(MarkError(format!(
            "{entry} in {from} is itself translated from {lang}; mark {from}, or first remove `translated_from` from its file"
        )));
    }
    let sections = editions
        .get(&from)
        .map(|original| original.followed.sections())
        .unwrap_or_default();
    Ok(Marking {
        entry,
        path: edition.path.clone(),
        lang,
        from,
        sections,
    })
}

/// Whether a site, built anew, sees that an edition is marked.
pub fn is_current(site: &Site, marking: &Marking) -> bool {
    let found = entries(site).find(|(name, _)| *name == marking.entry);
    let original = found.and_then(|(_, editions)| editions.get(&marking.lang)?.original.as_ref());
    original.is_some_and(|original| {
        original.lang == marking.from && original.changes.as_ref().is_some_and(Vec::is_empty)
    })
}

fn entry<'s>(site: &'s Site, wanted: &str) -> Result<(String, &'s PerLang<Edition>), MarkError> {
    let names = || entries(site).map(|(name, _)| name);
    if let Some(exact) = entries(site).find(|(name, _)| name == wanted) {
        return Ok(exact);
    }
    // A folder means all its entries, which is too much to mark at once.
    let is_folder = |name: &str| name.split('/').next() == Some(wanted);
    let mut found = entries(site).filter(|(name, _)| is_meant(name, wanted) && !is_folder(name));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some((one, _)), Some((other, _))) => Err(MarkError(format!(
            "{} may be {one} or {other}; write which",
            quoted(wanted)
        ))),
        (None, _) => {
            let names: Vec<String> = names().collect();
            Err(MarkError(unknown(names.iter().map(String::as_str), wanted)))
        }
    }
}

fn language(languages: &[Lang], written: &str) -> Result<Lang, MarkError> {
    let found = languages
        .iter()
        .copied()
        .find(|lang| lang.as_str() == written);
    found.ok_or_else(|| MarkError(unknown_language(languages, written)))
}

/// The message for a language that the site does not have. Codes are too short for "did you mean".
pub fn unknown_language(languages: &[Lang], written: &str) -> String {
    format!(
        "{} is not a language of the site, whose languages are {}",
        quoted(written),
        listed(languages.iter())
    )
}

/// The language of the original: the one asked for, the one that the edition names, or the only other one.
fn from(
    languages: &[Lang],
    entry: &str,
    editions: &PerLang<Edition>,
    lang: Lang,
    mark: &Mark,
) -> Result<Lang, MarkError> {
    let asked = mark
        .from
        .as_deref()
        .map(|from| language(languages, from))
        .transpose()?;
    let named = || {
        editions
            .get(&lang)
            .and_then(|edition| Some(edition.original.as_ref()?.lang))
    };
    let others: Vec<Lang> = editions
        .keys()
        .copied()
        .filter(|other| *other != lang)
        .collect();
    let found = asked.or_else(named).or(if let [only] = others.as_slice() {
        Some(*only)
    } else {
        None
    });
    let held = listed(others.iter());
    match found {
        Some(from) if others.contains(&from) => Ok(from),
        Some(from) if from == lang => Err(MarkError(format!(
            "{entry} in {lang} cannot be the translation of itself"
        ))),
        Some(from) => Err(MarkError(format!(
            "{entry} has no text in {from}; its other languages are {held}"
        ))),
        None if others.is_empty() => Err(MarkError(format!(
            "{entry} has no other language that {lang} could be translated from"
        ))),
        None => Err(MarkError(format!(
            "{entry} may be translated from {held}; say which with --from"
        ))),
    }
}

fn listed<'a>(languages: impl Iterator<Item = &'a Lang>) -> String {
    languages.map(Lang::as_str).collect::<Vec<_>>().join(", ")
}
