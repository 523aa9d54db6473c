//! What stands as text and names something that exists: reported with the reference that was meant.

use super::linker::Linker;
use super::names::Meaning;
use crate::diagnostic::nearest::differs_by_one;
use crate::diagnostic::{Code, Location, isolated};
use crate::kind::{EntityKey, Kind, Kinds, is_id};
use crate::model::body::{Lookalike, LookalikeForm};
use crate::source::SourcePath;

/// Reports the lookalikes of one text.
pub(super) fn report(linker: &mut Linker<'_>, lookalikes: &[Lookalike], path: &SourcePath) {
    for lookalike in lookalikes {
        let meant = match lookalike.form {
            LookalikeForm::Bare => bare(linker, lookalike),
            LookalikeForm::Spaced => Some(cited(linker, lookalike).unwrap_or_else(|| {
                "write `[@id]`, the id of a source directly after @".to_owned()
            })),
            LookalikeForm::Round | LookalikeForm::Prefixed => cited(linker, lookalike),
            LookalikeForm::Linked => {
                taken_over(linker, lookalike, path);
                None
            }
        };
        if let Some(help) = meant {
            let message = "this reference is shown as it is written";
            linker.report(
                Code::LiteralReference,
                &Location::new(path, lookalike.span),
                message,
                Some(help),
            );
        }
    }
}

/// A link whose words are the citation of a source; those that are the name of an account are words.
fn taken_over(linker: &mut Linker<'_>, lookalike: &Lookalike, path: &SourcePath) {
    if matches!(
        linker.look_up(&lookalike.id, Kinds::one(Kind::SOURCE)),
        Meaning::One(_) | Meaning::Hidden | Meaning::Several(_)
    ) {
        linker.report(
            Code::CitationTakenOver,
            &Location::new(path, lookalike.span),
            "a link takes the place of a citation",
            Some("take the address away: a citation names a file in content/sources/, which holds the address".to_owned()),
        );
    }
}

/// `[id]` is also how quotations are completed, so that it must be an id to the letter.
fn bare(linker: &Linker<'_>, lookalike: &Lookalike) -> Option<String> {
    let keys = linker.with_id(&lookalike.id);
    let is_source = |key: &&EntityKey| key.kind == Kind::SOURCE;
    if keys.iter().any(|key| is_source(&key)) && (keys.len() == 1 || !lookalike.rest.is_empty()) {
        return Some(write(&citation(&lookalike.id, lookalike)));
    }
    match keys.as_slice() {
        _ if !lookalike.rest.is_empty() => None,
        [] => None,
        [key] => Some(write(&format!("[[{}]]", key.id))),
        several => {
            let link = |key: &EntityKey| {
                if is_source(&key) {
                    citation(&key.id, lookalike)
                } else {
                    format!("[[{}]]", linker.options.schema.name(key))
                }
            };
            Some(write(
                &several.iter().map(link).collect::<Vec<_>>().join("` or `"),
            ))
        }
    }
}

/// What was meant by an `@`. In round brackets it is also the name of an account somewhere, so that it must be a source,
/// or one but for a letter.
fn cited(linker: &Linker<'_>, lookalike: &Lookalike) -> Option<String> {
    let id = &*lookalike.id;
    let is_round = matches!(
        lookalike.form,
        LookalikeForm::Round | LookalikeForm::Prefixed
    );
    match linker.look_up(id, Kinds::one(Kind::SOURCE)) {
        Meaning::One(_) | Meaning::Hidden | Meaning::Several(_) => {
            Some(write(&citation(id, lookalike)))
        }
        Meaning::Former(_, key) => Some(write(&citation(&key.id, lookalike))),
        Meaning::OtherKind(key) => (!is_round).then(|| write(&format!("[[{}]]", key.id))),
        Meaning::Nothing(near) => {
            let near =
                near.filter(|near| is_id(near) && (!is_round || differs_by_one(id, near)))?;
            Some(write(&citation(&near, lookalike)))
        }
    }
}

fn citation(id: &str, lookalike: &Lookalike) -> String {
    format!("[@{id}{}]", lookalike.rest.replace("@ ", "@"))
}

fn write(reference: &str) -> String {
    format!("write `{}`", isolated(reference))
}
