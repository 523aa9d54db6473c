//! Wikilinks: `[[id]]`, `[[folder/id]]`, `[[name#heading|words]]`.

use std::borrow::Cow;
use std::ops::Range;

use super::addresses::decoded;
use super::report::Report;
use crate::diagnostic::{Code, quoted};
use crate::kind::is_id;
use crate::model::Schema;
use crate::model::body::Target;
use crate::yaml::{is_hidden, visible};

/// A reference to an id without what nobody sees, which is reported. Names are found whatever marks they hold, and
/// a single word may be one: only a hyphen or a folder shows that an id is meant.
pub(super) fn visible_reference<'w>(
    written: &'w str,
    range: &Range<usize>,
    report: &mut Report<'_>,
) -> Cow<'w, str> {
    let name = written.split('#').next().unwrap_or_default();
    let Some(hidden) = name.chars().find(|c| is_hidden(*c)) else {
        return written.into();
    };
    let cleaned = visible(written);
    let name = cleaned.split(['#', '\\']).next().unwrap_or_default().trim();
    if !name.contains(['-', '/']) || !is_id(name.rsplit('/').next().unwrap_or_default().trim()) {
        return written.into();
    }
    let message = format!(
        "an invisible character (U+{:04X}) stands in this reference",
        u32::from(hidden)
    );
    let help = format!("write it again by hand: {}", quoted(name));
    report.add(Code::InvisibleCharacter, range, message, Some(help));
    cleaned.into()
}

/// Where a wikilink leads. In tables the bar is written `\|`, and the parser leaves the backslash with the name.
pub(super) fn target(schema: &Schema, written: &str) -> Target {
    let written = written.trim_end_matches('\\');
    let (name, fragment) = written
        .split_once('#')
        .map_or((written, None), |(name, fragment)| {
            (name, Some(decoded(fragment.trim())))
        });
    let fragment = fragment
        .filter(|fragment| !fragment.is_empty())
        .map(Into::into);
    let name = one_line(name);
    match (
        fragment,
        name.split_once('/')
            .and_then(|(folder, id)| Some((schema.from_folder(folder.trim())?, id.trim()))),
    ) {
        (Some(fragment), _) if name.is_empty() => Target::Anchor(fragment),
        (fragment, Some((kind, id))) if !id.is_empty() => Target::Entity {
            kind: Some(kind),
            name: id.into(),
            fragment,
        },
        (fragment, _) => Target::Entity {
            kind: None,
            name: name.into(),
            fragment,
        },
    }
}

/// The name without blanks around it and without line ends in it.
fn one_line(name: &str) -> String {
    if name.contains('\n') {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        name.trim().to_owned()
    }
}
