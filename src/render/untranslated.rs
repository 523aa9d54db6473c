//! The strings that a language lacks, as a table for a translator to fill in.

use std::sync::Arc;

use super::placeholders::Phrased;
use super::strings::{StringTable, is_setting, table};
use crate::config::Config;
use crate::locale;
use crate::source::ThemeFile;
use crate::strings::Phrase;

/// What is missing in the strings of a language of the site, with the words of another in their place: of the one named,
/// of the first other one of the site, or of the first that has any. Counted strings have the plural forms of the language.
/// Empty if nothing is missing.
///
/// # Errors
///
/// A language that the site does not have, or one to translate from that has no strings.
pub fn untranslated(
    config: &Config,
    files: &[ThemeFile],
    to: &str,
    from: Option<&str>,
) -> Result<String, String> {
    let codes = || {
        config
            .languages
            .iter()
            .map(|language| language.code.as_str())
    };
    let Some(language) = config
        .languages
        .iter()
        .find(|language| language.code.as_str() == to)
    else {
        let known = codes().collect::<Vec<_>>().join(", ");
        return Err(format!(
            "`{to}` is not a language of the site: {known}; add it to `languages` in bayan.yaml"
        ));
    };
    let of_theme = || {
        files
            .iter()
            .filter_map(|file| file.name.strip_prefix("strings/")?.strip_suffix(".yaml"))
    };
    let has_strings = |code: &&str| of_theme().any(|known| known == *code);
    let other = codes()
        .chain(of_theme())
        .filter(has_strings)
        .find(|code| *code != to);
    let from = from.or(other).unwrap_or(to);
    let read = |code: &str| table(code, files, &mut Vec::new());
    let (own, other) = (read(to), read(from));
    if other.is_empty() {
        return Err(format!(
            "there are no strings in `{from}` to translate from"
        ));
    }
    let forms = locale::plural_forms(&language.locale);
    let absent: Vec<(&str, &Phrased)> = lacking(&own, &other).collect();
    let mut text = String::new();
    write(&mut text, 0, &absent, &forms);
    Ok(text)
}

/// The entries of a table that another has not; how names are ordered is the affair of each language.
fn lacking<'a>(
    own: &'a StringTable,
    other: &'a StringTable,
) -> impl Iterator<Item = (&'a str, &'a Phrased)> {
    other
        .iter()
        .filter(|(key, _)| !own.contains_key(*key) && !is_setting(key))
        .map(|(key, entry)| (&**key, entry))
}

/// `pairs` are sorted, so that keys under one name lie together.
fn write(text: &mut String, depth: usize, pairs: &[(&str, &Phrased)], forms: &[&str]) {
    let indent = "  ".repeat(depth);
    let mut rest = pairs;
    while let Some(((key, entry), others)) = rest.split_first() {
        let Some((name, _)) = key.split_once('.') else {
            leaf(text, &indent, key, &entry.phrase, forms);
            rest = others;
            continue;
        };
        let inner: Vec<(&str, &Phrased)> = rest
            .iter()
            .map_while(|(key, entry)| Some((key.strip_prefix(name)?.strip_prefix('.')?, *entry)))
            .collect();
        rest = rest.get(inner.len()..).unwrap_or_default();
        text.push_str(&format!("{indent}{name}:\n"));
        write(text, depth + 1, &inner, forms);
    }
}

fn leaf(text: &mut String, indent: &str, key: &str, phrase: &Phrase, forms: &[&str]) {
    match phrase {
        Phrase::Plain(words) => text.push_str(&format!("{indent}{key}: {}\n", quoted(words))),
        Phrase::Counted(words) => {
            text.push_str(&format!("{indent}{key}:\n"));
            for form in forms {
                let words: Option<&Arc<str>> = words.get(form).or_else(|| words.get("other"));
                text.push_str(&format!(
                    "{indent}  {form}: {}\n",
                    quoted(words.map_or("", |words| words))
                ));
            }
        }
    }
}

/// As YAML quotes it.
fn quoted(words: &str) -> String {
    format!(
        "\"{}\"",
        words
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
    )
}
