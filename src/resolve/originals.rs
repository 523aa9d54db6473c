//! Which edition each was translated from, and what has changed in the original since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::group::Group;
use super::linker::Linker;
use super::linking::required;
use super::merge::Fact;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::lang::{Lang, PerLang};
use crate::model::schema::TRANSLATED_FROM_KEY as TRANSLATED_FROM;
use crate::model::{Document, SectionHash};
use crate::site::{Change, ChangeKind, Edition, Original};
use crate::yaml::Value;

/// The key that `bayan translations --mark` writes.
const KEY: u16 = TRANSLATED_FROM;

/// Gives each edition its original. Reports what names none.
pub(super) fn settle(linker: &mut Linker<'_>, group: &Group<'_>, editions: &mut PerLang<Edition>) {
    if let Some(fact) = group.neutral().and_then(stated) {
        let message = "this file belongs to no language and so translates none";
        let help = "remove it: `bayan translations --mark` writes it into the file of an edition";
        linker.report(
            Code::UnknownOriginal,
            &fact.location(),
            message,
            Some(help.to_owned()),
        );
    }
    let named: PerLang<(Lang, Fact<'_>)> = group
        .files
        .iter()
        .filter_map(|file| {
            let (lang, fact) = (file.lang?, stated(file)?);
            Some((lang, (original(linker, group, lang, fact)?, fact)))
        })
        .collect();
    let circles = circles(linker, &named);
    for (lang, (from, fact)) in named
        .into_iter()
        .filter(|(lang, _)| !circles.contains(lang))
    {
        let changes = changes(linker, group, fact, editions.get(&from));
        if let Some(edition) = editions.get_mut(&lang) {
            edition.original = Some(Original {
                lang: from,
                changes,
            });
        }
    }
}

fn stated(document: &Document) -> Option<Fact<'_>> {
    Fact::of(document, KEY)
}

/// The language of the original, if the entry has an edition in it.
fn original(linker: &mut Linker<'_>, group: &Group<'_>, own: Lang, fact: Fact<'_>) -> Option<Lang> {
    if let (Value::Map(table, _), true) = (&fact.stated.value, fact.document.sound) {
        required(linker, fact.document, table, fact.stated);
    }
    let named = fact.get("lang")?;
    let written = Arc::clone(named.stated.value.text()?);
    let held: BTreeSet<Lang> = group.languages();
    let others: Vec<&str> = held
        .iter()
        .filter(|lang| **lang != own)
        .map(Lang::as_str)
        .collect();
    if written == own.as_str().into() {
        let message = "an edition cannot be the translation of itself";
        linker.report(
            Code::UnknownOriginal,
            &named.location(),
            message,
            Some(remedy(&written, &others)),
        );
        return None;
    }
    let found = Lang::parse(&written).filter(|lang| held.contains(lang));
    if found.is_none() {
        let message = format!("this entry has no edition in {}", quoted(&written));
        linker.report(
            Code::UnknownOriginal,
            &named.location(),
            message,
            Some(remedy(&written, &others)),
        );
    }
    found
}

fn remedy(written: &str, others: &[&str]) -> String {
    match others {
        [] => "remove `translated_from`: this edition is the only one".to_owned(),
        [other] => format!("the other edition is `{other}`"),
        several => did_you_mean(written, several.iter().copied())
            .unwrap_or_else(|| format!("its other editions are `{}`", several.join("`, `"))),
    }
}

/// The languages of editions that lead back to themselves, reported at the last of each circle.
fn circles(linker: &mut Linker<'_>, named: &PerLang<(Lang, Fact<'_>)>) -> BTreeSet<Lang> {
    let mut found: BTreeSet<Lang> = BTreeSet::new();
    for start in named.keys().filter(|lang| leads_back(named, **lang)) {
        found.insert(*start);
        let mut circle = vec![*start];
        while let Some((next, _)) = circle
            .last()
            .and_then(|last| named.get(last))
            .filter(|(next, _)| next != start)
        {
            circle.push(*next);
        }
        // Each circle once.
        if circle.iter().any(|lang| lang > start) {
            continue;
        }
        let Some(fact) = named.get(start).and_then(|(_, fact)| fact.get("lang")) else {
            continue;
        };
        let message = match circle.len() {
            2 => "two editions each name the other as the original".to_owned(),
            many => format!("{many} editions name one another as the original in a circle"),
        };
        let mut diagnostic = Diagnostic::at(Code::MutualTranslation, fact.location(), message);
        let others = circle.iter().skip(1).filter_map(|lang| named.get(lang));
        for (_, other) in others {
            let at = other.get("lang").unwrap_or(*other).location();
            diagnostic = diagnostic.label(at, "the other");
        }
        linker
            .diagnostics
            .push(diagnostic.help("remove `translated_from` from the original"));
    }
    found
}

fn leads_back(named: &PerLang<(Lang, Fact<'_>)>, start: Lang) -> bool {
    let mut at = start;
    for _ in named {
        let Some((next, _)) = named.get(&at) else {
            return false;
        };
        at = *next;
        if at == start {
            return true;
        }
    }
    false
}

/// What has changed in the original since the hashes were written.
fn changes(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    fact: Fact<'_>,
    original: Option<&Edition>,
) -> Option<Vec<Change>> {
    let Value::Named(stated) = &fact.get("sections")?.stated.value else {
        return None;
    };
    let mut kept: BTreeMap<&str, SectionHash> = BTreeMap::new();
    for (id, _, value) in stated {
        let value = Fact {
            stated: value,
            ..fact
        };
        let written = value.stated.value.text()?;
        match SectionHash::parse(written) {
            Some(hash) => drop(kept.insert(id, hash)),
            None => not_a_hash(linker, group, value, written),
        }
    }
    // Nothing is said about an original that cannot be read, or is not published.
    let original = original.filter(|_| group.is_sound())?;
    let sections = original.followed.sections();
    let ids: BTreeSet<&str> = sections.iter().map(|(id, _)| &**id).collect();
    let now = sections
        .iter()
        .filter_map(|(id, hash)| match kept.get(&**id) {
            Some(same) if same == hash => None,
            Some(_) => Some(Change {
                section: Arc::clone(id),
                kind: ChangeKind::Changed,
            }),
            None => Some(Change {
                section: Arc::clone(id),
                kind: ChangeKind::Added,
            }),
        });
    let mut changes: Vec<Change> = now.collect();
    for (id, span, _) in stated.iter().filter(|(id, ..)| !ids.contains(&**id)) {
        changes.push(Change {
            section: Arc::clone(id),
            kind: ChangeKind::Removed,
        });
        let at = Location::new(&fact.document.path, *span);
        let new = changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Added)
            .map(|change| &*change.section);
        let help = did_you_mean(id, new.clone()).unwrap_or_else(|| {
            "its heading was removed or renamed: look at the translation, then mark it with `bayan translations --mark`"
                .to_owned()
        });
        linker.report(
            Code::UnknownSection,
            &at,
            format!("the original has no section {}", quoted(id)),
            Some(help),
        );
    }
    Some(changes)
}

fn not_a_hash(linker: &mut Linker<'_>, group: &Group<'_>, value: Fact<'_>, written: &str) {
    let lang = value
        .document
        .lang
        .map_or_else(String::new, |lang| lang.to_string());
    let help = format!(
        "hashes are not written by hand: look at the translation, then run `bayan translations --mark {} {lang}`",
        group.name(&linker.options.schema)
    );
    linker.report(
        Code::InvalidHash,
        &value.location(),
        format!("{} is not a hash", quoted(written)),
        Some(help),
    );
}
