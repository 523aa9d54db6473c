//! The contents of a page: the sections of its text.

use crate::model::{Heading, Text};
use crate::view::Part;

/// Two levels: the sections of the text and what stands under them.
pub(super) fn outline(text: &Text) -> Part {
    let top = text
        .outline
        .iter()
        .map(|heading| heading.level)
        .min()
        .unwrap_or(2);
    let mut sections: Vec<(&Heading, Vec<Part>)> = Vec::new();
    for heading in &text.outline {
        match sections.last_mut() {
            Some((_, children)) if heading.level == top + 1 => {
                children.push(contents_entry(heading, Vec::new()));
            }
            _ if heading.level == top => sections.push((heading, Vec::new())),
            _ => {}
        }
    }
    Part::list(
        sections
            .into_iter()
            .map(|(heading, children)| contents_entry(heading, children)),
    )
}

fn contents_entry(heading: &Heading, children: Vec<Part>) -> Part {
    Part::map([
        ("id", Part::text(&heading.id)),
        ("html", Part::html(&heading.html)),
        ("children", Part::list(children)),
    ])
}
