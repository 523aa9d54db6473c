//! Whose templates show a map: to draw maps for pages that do not show them would cost a large site half a second.

use std::collections::{BTreeMap, BTreeSet};

/// The templates of pages that may show `map`, by name without ending: those that name it, and those that extend or include
/// one that does. A word in a comment counts too; that costs time and nothing else.
pub(super) fn showing<'a>(templates: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<String> {
    let texts: BTreeMap<&str, &str> = templates.collect();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for (name, text) in &texts {
        // Components get what they show as arguments.
        if *name != "components.html" && words(text).any(|word| word == "map") {
            found.insert(*name);
        }
    }
    loop {
        let more = |(name, text): &(&&str, &&str)| {
            !found.contains(**name)
                && found
                    .iter()
                    .any(|shown| text.contains(&format!("\"{shown}\"")))
        };
        let more: Vec<&str> = texts.iter().filter(more).map(|(name, _)| *name).collect();
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found
        .into_iter()
        .filter_map(|name| name.strip_suffix(".html").map(ToOwned::to_owned))
        .collect()
}

/// The words of a template, names and keys among them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[cfg(test)]
mod tests {
    use super::showing;

    #[test]
    fn what_is_extended_or_included_counts() {
        let templates = [
            ("place.html", "{% if map %}{{ map.svg }}{% endif %}"),
            (
                "event.html",
                "{% extends \"base.html\" %}{{ maps }} sitemap",
            ),
            ("article.html", "{% include \"side.html\" %}"),
            ("side.html", "{{ <map m={map} /> }}"),
            (
                "components.html",
                "{% component map(m) %}{% endcomponent map %}",
            ),
            ("home.html", "{% extends \"components.html\" %}{{ title }}"),
            ("base.html", ""),
        ];
        assert_eq!(
            showing(templates.into_iter())
                .into_iter()
                .collect::<Vec<_>>(),
            ["article", "place", "side"]
        );
    }
}
