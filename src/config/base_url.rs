//! The address under which a site will stand.

use std::sync::Arc;

/// An absolute `http` or `https` address that ends in `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a closing `/`.
    origin: Arc<str>,
    /// The path, with `/` at both ends.
    path: Arc<str>,
}

impl BaseUrl {
    /// Reads an address; a missing closing `/` is added, query and fragment are refused.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let bad = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\' | '@')
        };
        let sound = matches!(scheme, "http" | "https")
            && !host.is_empty()
            && !rest.contains(bad)
            && !path.split('/').any(|part| part == "..");
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            "/".to_owned()
        } else {
            format!("/{path}/")
        };
        sound.then(|| Self {
            origin: format!("{scheme}://{host}").into(),
            path: path.into(),
        })
    }

    /// The path, with `/` at both ends: what root-absolute links begin with.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The absolute address of an encoded path inside the site.
    pub fn permalink(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn addresses() {
        for (text, path) in [
            ("https://example.org", "/"),
            ("https://example.org/a/b", "/a/b/"),
            ("http://localhost:1111/", "/"),
        ] {
            assert_eq!(
                BaseUrl::parse(text).as_ref().map(BaseUrl::path),
                Some(path),
                "{text}"
            );
        }
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a/?q",
            "https://a/../b",
            "javascript://x",
        ] {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }
}
