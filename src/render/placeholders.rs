//! The placeholders of strings: one that nobody fills would be shown to readers as it is written.

use std::collections::BTreeMap;

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::strings::{FILLED, Phrase};

/// A string and where it stands.
#[derive(Clone)]
pub(super) struct Phrased {
    pub(super) phrase: Phrase,
    pub(super) at: Location,
    /// Where each plural form stands.
    pub(super) forms: BTreeMap<&'static str, Location>,
}

/// What the filter for counted strings fills.
const COUNT: &[&str] = &["n"];
/// A number and the noun beside it, which may say the number itself.
const NOUN: (&str, &[&str]) = ("numbers.noun", &["n", "noun"]);

/// Reports placeholders of a string that are not filled, and those that it needs and does not have.
pub(super) fn check(key: &str, entry: &Phrased) -> Vec<Diagnostic> {
    match &entry.phrase {
        // A form may do without the number: 'one article'.
        Phrase::Counted(forms) => forms
            .iter()
            .flat_map(|(form, text)| {
                let at = entry.forms.get(form).unwrap_or(&entry.at);
                let known = if key == NOUN.0 { NOUN.1 } else { COUNT };
                unknown(text, known).map(move |diagnostic| Diagnostic {
                    primary: Some(at.clone()),
                    ..diagnostic
                })
            })
            .collect(),
        Phrase::Plain(text) => {
            let Some((_, wanted)) = FILLED.iter().find(|(filled, _)| *filled == key) else {
                return Vec::new();
            };
            let absent = wanted
                .iter()
                .filter(|name| !names(text).any(|found| found == **name))
                .map(|name| {
                    let message = format!(
                        "{} needs the placeholder {}",
                        quoted(key),
                        quoted(&format!("{{{name}}}"))
                    );
                    Diagnostic::nowhere(Code::InvalidString, message)
                });
            let mut found: Vec<Diagnostic> = unknown(text, wanted).collect();
            // A slip in a name is one fault, and not two.
            if found.is_empty() {
                found.extend(absent);
            }
            found
                .into_iter()
                .map(|one| Diagnostic {
                    primary: Some(entry.at.clone()),
                    ..one
                })
                .collect()
        }
    }
}

fn unknown(text: &str, known: &'static [&'static str]) -> impl Iterator<Item = Diagnostic> {
    names(text)
        .filter(|name| !known.contains(name))
        .map(|name| {
            let message = format!(
                "nothing fills the placeholder {}",
                quoted(&format!("{{{name}}}"))
            );
            let all: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
            let near = did_you_mean(name, known.iter().copied());
            let help = near.unwrap_or_else(|| format!("its placeholders are {}", all.join(", ")));
            Diagnostic::nowhere(Code::InvalidString, message).help(help)
        })
}

/// What stands in braces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}
