//! Links that open an editor at a place.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in the path of a link.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// How a place in a file becomes a link.
#[derive(Clone, Debug)]
pub struct EditorLink {
    /// The folder of the site, absolute and encoded.
    root: String,
    /// With `{path}`, `{line}` and `{column}`; `None` for no links.
    pattern: Option<String>,
}

impl EditorLink {
    /// Links of this pattern for files under `root`.
    pub fn new(root: &Path, pattern: Option<String>) -> Self {
        let root = root.to_string_lossy().replace('\\', "/");
        // `C:/site` begins with a `/` in a link.
        let slash = if root.starts_with('/') { "" } else { "/" };
        Self {
            root: format!("{slash}{}", encoded(root.trim_end_matches('/'))),
            pattern,
        }
    }

    /// The link to a place; `None` for files inside the program.
    pub(super) fn link(&self, path: &str, line: u64, column: u64) -> Option<String> {
        let pattern = self.pattern.as_ref().filter(|_| !path.starts_with('('))?;
        // A configuration that was named may lie anywhere.
        let path = if Path::new(path).is_absolute() {
            encoded(path)
        } else {
            format!("{}/{}", self.root, encoded(path))
        };
        // `{path}` last: what it is replaced by may look like the others.
        let link = pattern
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string());
        Some(link.replace("{path}", &path))
    }
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::EditorLink;
    use std::path::Path;

    #[test]
    fn links_name_the_place() {
        let editor = EditorLink::new(
            Path::new("/my site"),
            Some("vscode://file{path}:{line}:{column}".to_owned()),
        );
        assert_eq!(
            editor.link("content/a.md", 7, 5).as_deref(),
            Some("vscode://file/my%20site/content/a.md:7:5")
        );
        assert_eq!(
            editor.link("(default theme)/templates/base.html", 1, 1),
            None
        );
        assert_eq!(
            EditorLink::new(Path::new("/s"), None).link("a.md", 1, 1),
            None
        );
    }
}
