//! What an entry seems to be called in front matter that could not be read in full, so that references to it by name are
//! not reported too.

use std::sync::Arc;

use crate::diagnostic::nearest::nearest;
use crate::locale::fold;

/// The keys that hold names.
const NAMING: [&str; 2] = ["title", "names"];

/// The texts under the keys that hold names, or look like them, each with the form in which it is looked up.
pub(super) fn find(front_matter: &str) -> Vec<(Arc<str>, Arc<str>)> {
    let mut names = Vec::new();
    let mut key = None;
    for line in front_matter.lines() {
        let (before, after) = line.split_once([':', '：']).unwrap_or(("", line));
        if line.starts_with(|c: char| c.is_alphabetic()) {
            key = nearest(&before.trim().to_lowercase(), NAMING);
        }
        let Some(key) = key else { continue };
        let value = after.trim().trim_start_matches("- ");
        let parts: Vec<&str> = if key == "names" {
            value.split([',', '،']).collect()
        } else {
            vec![value]
        };
        let bare = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | ']' | '{' | '}');
        let parts = parts
            .into_iter()
            .map(|part| part.trim_matches(bare))
            .filter(|part| !part.is_empty());
        names.extend(parts.map(|part| (part.into(), fold(part).into())));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn names_are_found_whatever_is_wrong_around_them() {
        for (text, expected) in [
            ("title: سوتشي\ntype: city\n", "سوتشي"),
            ("titel: سوتشي\n", "سوتشي"),
            ("title:سوتشي\n", "سوتشي"),
            ("title: مذكرة: سوتشي\n", "مذكرة: سوتشي"),
            (
                "type: city\ntitle:\n\tar: \"سوتشي\n\ten: Sochi\nlat: 4\n",
                "سوتشي|Sochi",
            ),
            (
                "names:\n  ar: [سوتشي، سوتشى]\n  en:\n    - Sotchi\n",
                "سوتشي|سوتشى|Sotchi",
            ),
            ("type: city\n", ""),
        ] {
            let found: Vec<String> = find(text)
                .into_iter()
                .map(|(written, _)| written.to_string())
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
