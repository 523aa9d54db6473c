//! String tables → the words of the interface, one table for each language of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::placeholders::{self, Phrased};
use super::usage::Usage;
use crate::config::{Config, Language};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, controls, isolated, quoted};
use crate::lang::PerLang;
use crate::locale::{
    DatePatterns, Locale, LocaleError, LocaleErrorKind, LocaleOptions, OrderOptions, PatternError,
};
use crate::source::{SourceFile, SourcePath, Span, ThemeFile};
use crate::strings::{Phrase, Strings};
use crate::view::Part;
use crate::yaml::{self, Entry as MapEntry, Node, NodeKind};

/// Settings of the order of names, which a table may leave out.
const SKIP: &str = "sort_skip";
const KEEP: &str = "sort_keep";
const LETTERS: &str = "sort_letters";
/// The patterns of dates have a checker of their own.
const DATES: &str = "dates.";
/// Keys, and a group, of a table whose values no reader sees as they are.
pub const SETTINGS: [&str; 4] = [SKIP, KEEP, LETTERS, DATES];

pub(super) type StringTable = BTreeMap<Arc<str>, Phrased>;

/// How messages name a file of the default theme: what it has, some template of it asks for.
const EMBEDDED: &str = "(";

/// Reads the tables of all languages; `None` where a language has none that could be used, or templates ask for more.
pub fn strings(
    config: &Config,
    config_path: &SourcePath,
    files: &[ThemeFile],
) -> Diagnosed<Option<PerLang<Strings>>> {
    // Of the whole theme, since this step always comes first.
    let mut diagnostics: Vec<Diagnostic> =
        files.iter().flat_map(|file| controls(&file.file)).collect();
    let tables: Vec<(&Language, StringTable)> = config
        .languages
        .iter()
        .map(|language| {
            (
                language,
                table(language.code.as_str(), files, &mut diagnostics),
            )
        })
        .collect();
    let keys: BTreeSet<Arc<str>> = tables
        .iter()
        .flat_map(|(_, table)| table.keys().cloned())
        .collect();
    let mut read = PerLang::new();
    for (language, table) in &tables {
        diagnostics.extend(complete(language, table, &tables));
        let Some(locale) = locale(language, config_path, table, &tables, &mut diagnostics) else {
            continue;
        };
        plurals(language, table, &locale, &mut diagnostics);
        let phrases: BTreeMap<Arc<str>, Phrase> = table
            .iter()
            .map(|(key, entry)| (Arc::clone(key), entry.phrase.clone()))
            .collect();
        let part = part(&phrases);
        read.insert(
            language.code,
            Strings {
                lang: language.code,
                locale: Arc::new(locale),
                phrases,
                part,
            },
        );
    }
    let usage = Usage::of(files);
    let missing = usage.missing(&keys);
    let all = read.len() == config.languages.len() && missing.is_empty();
    diagnostics.extend(missing);
    for (key, entry) in tables.iter().flat_map(|(_, table)| table) {
        if !entry.at.path.as_str().starts_with(EMBEDDED) {
            diagnostics.extend(usage.unused(key, &entry.at));
            diagnostics.extend(placeholders::check(key, entry));
        }
    }
    Diagnosed {
        value: all.then_some(read),
        diagnostics,
    }
}

/// The tables of one language laid over each other, the nearest layer first, key by key.
pub(super) fn table(
    code: &str,
    files: &[ThemeFile],
    diagnostics: &mut Vec<Diagnostic>,
) -> StringTable {
    let name = format!("strings/{code}.yaml");
    let mut merged = StringTable::new();
    for file in files.iter().filter(|file| *file.name == *name) {
        for (key, entry) in read(&file.file, diagnostics) {
            merged.entry(key).or_insert(entry);
        }
    }
    if merged.is_empty() {
        let message = format!("there are no strings of the interface in {code}");
        let help = format!(
            "write {}: `bayan strings {code}` prints all that it needs",
            quoted(&name)
        );
        diagnostics.push(Diagnostic::nowhere(Code::MissingString, message).help(help));
    }
    merged
}

fn read(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> StringTable {
    let mut table = StringTable::new();
    let whole = Span::new(0, file.text.len());
    let Some(root) = yaml::parse(&file.path, &file.text, whole).unload(diagnostics) else {
        return table;
    };
    flatten(file, &root, "", &mut table, diagnostics);
    table
}

/// Nested maps become dotted keys; a map of plural categories is one string.
fn flatten(
    file: &SourceFile,
    node: &Node,
    prefix: &str,
    table: &mut StringTable,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let NodeKind::Map(entries) = &node.kind else {
        let at = Location::new(&file.path, node.span);
        diagnostics.push(Diagnostic::at(
            Code::InvalidString,
            at,
            "a string table is a map of keys and texts",
        ));
        return;
    };
    for entry in entries {
        let key = if prefix.is_empty() {
            entry.key.clone()
        } else {
            format!("{prefix}.{}", entry.key)
        };
        let at = Location::new(&file.path, entry.key_span);
        match &entry.value.kind {
            NodeKind::Scalar { text, .. } => {
                let phrase = Phrase::Plain(text.as_str().into());
                table.insert(
                    key.into(),
                    Phrased {
                        phrase,
                        at,
                        forms: BTreeMap::new(),
                    },
                );
            }
            NodeKind::Map(forms) if is_counted(forms) => {
                table.insert(key.into(), counted(file, forms, at, diagnostics));
            }
            NodeKind::Map(_) => flatten(file, &entry.value, &key, table, diagnostics),
            NodeKind::Null => {}
            NodeKind::List(_) => diagnostics.push(Diagnostic::at(
                Code::InvalidString,
                at,
                format!("{} is a list, and a text is wanted", quoted(&key)),
            )),
        }
    }
}

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn form_name(key: &str) -> Option<&'static str> {
    FORMS.into_iter().find(|name| *name == key)
}

/// Nothing but plural categories, or one that no other map would have: `other` may be a word of the contract too.
fn is_counted(forms: &[MapEntry]) -> bool {
    let names = || forms.iter().map(|form| form_name(&form.key));
    !forms.is_empty()
        && (names().all(|name| name.is_some()) || names().flatten().any(|name| name != "other"))
}

fn counted(
    file: &SourceFile,
    forms: &[MapEntry],
    at: Location,
    diagnostics: &mut Vec<Diagnostic>,
) -> Phrased {
    let (mut texts, mut places) = (BTreeMap::new(), BTreeMap::new());
    for form in forms {
        let at = Location::new(&file.path, form.key_span);
        match (form_name(&form.key), form.value.as_text()) {
            (Some(name), Some(text)) => {
                texts.insert(name, text.into());
                places.insert(name, at);
            }
            (Some(_), None) => {
                let message = format!("the plural form {} has no text", quoted(&form.key));
                diagnostics.push(Diagnostic::at(Code::InvalidString, at, message));
            }
            (None, _) => {
                let message = format!("{} is not a plural form", quoted(&form.key));
                let help = did_you_mean(&form.key, FORMS)
                    .unwrap_or_else(|| format!("one of: {}", FORMS.join(", ")));
                diagnostics.push(Diagnostic::at(Code::InvalidString, at, message).help(help));
            }
        }
    }
    Phrased {
        phrase: Phrase::Counted(texts),
        at,
        forms: places,
    }
}

fn locale(
    language: &Language,
    config_path: &SourcePath,
    table: &StringTable,
    tables: &[(&Language, StringTable)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Locale> {
    let dates = table.iter().filter_map(|(key, entry)| match &entry.phrase {
        Phrase::Plain(text) => Some((key.strip_prefix(DATES)?, &**text)),
        Phrase::Counted(_) => None,
    });
    let patterns = match DatePatterns::from_pairs(dates) {
        Ok(patterns) => patterns,
        Err(errors) => {
            diagnostics.extend(faulty_patterns(language, table, tables, &errors));
            return None;
        }
    };
    let options = LocaleOptions {
        tag: language.locale.to_string(),
        digits: language.digits.to_string(),
        months: language.months,
        hijri: language.hijri,
        order: order(table),
    };
    match Locale::new(&options, patterns) {
        Ok(locale) => Some(locale),
        Err(error) => {
            diagnostics.push(match (&error.kind, table.get(LETTERS)) {
                (LocaleErrorKind::LetterOutOfOrder(_), Some(entry)) => {
                    Diagnostic::at(Code::InvalidString, entry.at.clone(), error.to_string())
                        .help("write single letters with blanks between them, alphabets with `|` between them")
                }
                _ => unusable(language, config_path, &error),
            });
            None
        }
    }
}

/// What is wrong with patterns of dates; those that stand in the table of another language are missed there.
fn faulty_patterns(
    language: &Language,
    table: &StringTable,
    tables: &[(&Language, StringTable)],
    errors: &[PatternError],
) -> Vec<Diagnostic> {
    let key = |error: &PatternError| format!("{DATES}{}", error.key);
    let stands = |error: &&PatternError| table.contains_key(&*key(error));
    let told = |error: &&PatternError| {
        tables
            .iter()
            .any(|(_, other)| other.contains_key(&*key(error)))
    };
    let faulty = errors.iter().filter_map(|error| {
        let at = table.get(&*key(error)).map(|entry| entry.at.clone())?;
        Some(Diagnostic::at(
            Code::InvalidString,
            at,
            format!("a pattern of dates in {}: {error}", language.code),
        ))
    });
    let missing = errors
        .iter()
        .filter(|error| !stands(error) && !told(error) && !table.is_empty())
        .map(key);
    let missing: Vec<String> = missing.collect();
    let lacks = (!missing.is_empty()).then(|| {
        let message = format!(
            "strings/{}.yaml lacks {}",
            language.code,
            missing.join(", ")
        );
        let help = format!("`bayan strings {}` prints what is missing", language.code);
        Diagnostic::nowhere(Code::MissingString, message).help(help)
    });
    faulty.chain(lacks).collect()
}

/// Alternatives and alphabets are separated by `|`, letters by blanks.
fn order(table: &StringTable) -> OrderOptions {
    let parts = |key: &str| {
        let text = match table.get(key).map(|entry| &entry.phrase) {
            Some(Phrase::Plain(text)) => &**text,
            Some(Phrase::Counted(_)) | None => "",
        };
        text.split('|')
            .filter(|part| !part.is_empty())
            .map(ToOwned::to_owned)
            .collect::<Vec<String>>()
    };
    let letters = |alphabet: &String| alphabet.split_whitespace().map(ToOwned::to_owned).collect();
    OrderOptions {
        skip: parts(SKIP),
        keep: parts(KEEP)
            .iter()
            .map(|word| word.trim().to_owned())
            .collect(),
        alphabets: parts(LETTERS).iter().map(letters).collect(),
    }
}

/// A language that cannot be set up, at the key at fault.
fn unusable(language: &Language, config_path: &SourcePath, error: &LocaleError) -> Diagnostic {
    let (span, help) = match &error.kind {
        LocaleErrorKind::NoMonthStyles(_) => {
            (language.months_span, Some("remove `months`".to_owned()))
        }
        LocaleErrorKind::UnknownDigits(_) | LocaleErrorKind::ForeignDigits(..) => {
            (language.digits_span, None)
        }
        _ => (None, None),
    };
    let at = Location::new(config_path, span.unwrap_or(language.locale_span));
    let help = help.or_else(|| Some(format!("write {}", quoted(error.suggestion.as_ref()?))));
    Diagnostic::at(Code::InvalidLocale, at, error.to_string()).maybe_help(help)
}

/// Every language has every string that another has; the settings of the order are its own affair.
fn complete(
    language: &Language,
    table: &StringTable,
    tables: &[(&Language, StringTable)],
) -> Option<Diagnostic> {
    let others = tables.iter().flat_map(|(_, other)| other);
    let absent: BTreeMap<&str, &Phrased> = others
        .filter(|(key, _)| !table.contains_key(*key) && !is_setting(key))
        .map(|(key, entry)| (&**key, entry))
        .collect();
    let first = absent
        .values()
        .min_by_key(|entry| &entry.at)
        .filter(|_| !table.is_empty())?;
    let names: Vec<&str> = absent.keys().copied().collect();
    let message = format!("strings/{}.yaml lacks {}", language.code, names.join(", "));
    let help = format!(
        "this language of the site has it; `bayan strings {}` prints what is missing",
        language.code
    );
    Some(Diagnostic::at(Code::MissingString, first.at.clone(), message).help(help))
}

/// Whether a string says how names are ordered.
pub(super) fn is_setting(key: &str) -> bool {
    [SKIP, KEEP, LETTERS].contains(&key)
}

/// Every counted string has every plural category of its language, and no other.
fn plurals(
    language: &Language,
    table: &StringTable,
    locale: &Locale,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (key, entry) in table {
        let Phrase::Counted(forms) = &entry.phrase else {
            continue;
        };
        let wanted: Vec<&str> = locale
            .plural_categories()
            .iter()
            .map(|one| one.as_str())
            .collect();
        let lacking: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|name| !forms.contains_key(name))
            .collect();
        if !lacking.is_empty() {
            let message = format!(
                "{} lacks the plural forms {}",
                quoted(key),
                lacking.join(", ")
            );
            diagnostics.push(
                Diagnostic::at(Code::MissingString, entry.at.clone(), message).help(format!(
                    "{} has the forms {}",
                    isolated(&language.name),
                    wanted.join(", ")
                )),
            );
        }
        for (name, at) in entry
            .forms
            .iter()
            .filter(|(name, _)| !wanted.contains(*name))
        {
            let message = format!(
                "{} has no plural form {}",
                isolated(&language.name),
                quoted(name)
            );
            let help = format!("its forms are {}", wanted.join(", "));
            diagnostics.push(Diagnostic::at(Code::InvalidString, at.clone(), message).help(help));
        }
    }
}

/// The table as templates see it: nested again.
fn part(phrases: &BTreeMap<Arc<str>, Phrase>) -> Part {
    let pairs: Vec<(&str, &Phrase)> = phrases
        .iter()
        .map(|(key, phrase)| (&**key, phrase))
        .collect();
    nested(&pairs)
}

/// `pairs` are sorted, so that keys under one name lie together.
fn nested(pairs: &[(&str, &Phrase)]) -> Part {
    let mut entries: Vec<(String, Part)> = Vec::new();
    let mut rest = pairs;
    while let Some(((key, phrase), others)) = rest.split_first() {
        let Some((name, _)) = key.split_once('.') else {
            entries.push(((*key).to_owned(), leaf(phrase)));
            rest = others;
            continue;
        };
        let inner: Vec<(&str, &Phrase)> = rest
            .iter()
            .map_while(|(key, phrase)| Some((key.strip_prefix(name)?.strip_prefix('.')?, *phrase)))
            .collect();
        rest = rest.get(inner.len()..).unwrap_or_default();
        entries.push((name.to_owned(), nested(&inner)));
    }
    Part::map(entries)
}

fn leaf(phrase: &Phrase) -> Part {
    match phrase {
        Phrase::Plain(text) => Part::text(text),
        Phrase::Counted(forms) => {
            Part::map(forms.iter().map(|(name, text)| (*name, Part::text(text))))
        }
    }
}
