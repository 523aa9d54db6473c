//! Which strings are asked for: a key that nobody asks for is a slip, and so is a template that asks for none.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::source::{SourceFile, Span, ThemeFile};
use crate::strings::ASKED;

/// A string that a template asks for: `strings.kinds.event`, or a whole group of them.
struct StringUse {
    /// What stands behind `strings.`
    path: String,
    at: Location,
    /// The template goes on without it: it asks first whether it is there, or has another in reserve.
    optional: bool,
}

/// What all templates ask for, of every layer: the default theme's are compiled whether a site replaces some or not.
pub(super) struct Usage(Vec<StringUse>);

impl Usage {
    pub(super) fn of(files: &[ThemeFile]) -> Self {
        let is_template = |file: &&ThemeFile| {
            file.name.starts_with("templates/") || file.name.starts_with("blocks/")
        };
        Self(
            files
                .iter()
                .filter(is_template)
                .flat_map(|file| requests(&file.file))
                .collect(),
        )
    }

    /// What templates ask for and no table has.
    pub(super) fn missing(&self, keys: &BTreeSet<Arc<str>>) -> Vec<Diagnostic> {
        let has = |path: &str| keys.iter().any(|key| covers(path, key));
        let absent = self
            .0
            .iter()
            .filter(|request| !request.optional && !has(&request.path));
        absent
            .map(|request| {
                let message = format!("no string table has {}", quoted(&request.path));
                let help = did_you_mean(&request.path, keys.iter().map(|key| &**key));
                let help = help.unwrap_or_else(|| {
                    "write it into strings/ in every language of the site".to_owned()
                });
                Diagnostic::at(Code::MissingString, request.at.clone(), message).help(help)
            })
            .collect()
    }

    /// A key that neither a template nor the program asks for.
    pub(super) fn unused(&self, key: &str, at: &Location) -> Option<Diagnostic> {
        let by_program = ASKED.iter().any(|asked| match asked.strip_suffix('.') {
            Some(group) => covers(group, key),
            None => *asked == key,
        });
        if by_program || self.0.iter().any(|request| covers(&request.path, key)) {
            return None;
        }
        let known = self
            .0
            .iter()
            .map(|request| request.path.as_str())
            .chain(ASKED.iter().copied());
        let help = did_you_mean(key, known);
        let help = help.unwrap_or_else(|| {
            format!("delete it, or show it in a template with `{{{{ strings.{key} }}}}`")
        });
        let message = format!("nothing asks for the string {}", quoted(key));
        Some(Diagnostic::at(Code::UnusedString, at.clone(), message).help(help))
    }
}

/// Whether asking for a path gets a key: the key itself, a group that holds it, or one of its plural forms.
fn covers(path: &str, key: &str) -> bool {
    let below = |longer: &str, shorter: &str| {
        longer
            .strip_prefix(shorter)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    path == key || below(key, path) || below(path, key)
}

fn requests(file: &SourceFile) -> Vec<StringUse> {
    let mut requests: Vec<StringUse> = expressions(&file.text)
        .into_iter()
        .flat_map(|range| in_expression(file, range))
        .collect();
    // Asked for once whether it is there, it may be shown further down.
    let asked_first: BTreeSet<String> = requests
        .iter()
        .filter(|request| request.optional)
        .map(|request| request.path.clone())
        .collect();
    requests
        .iter_mut()
        .for_each(|request| request.optional |= asked_first.contains(&request.path));
    requests
}

/// What stands between the braces of a template, remarks and raw text left out.
fn expressions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text
        .get(at..)
        .and_then(|rest| rest.find('{'))
        .map(|open| at + open)
    {
        let inner = open + 2;
        let end = match text.get(open + 1..inner) {
            Some("{") => "}}",
            Some("%") => "%}",
            Some("#") => "#}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        let Some(close) = text
            .get(inner..)
            .and_then(|rest| rest.find(end))
            .map(|close| inner + close)
        else {
            break;
        };
        at = close + 2;
        let body = text.get(inner..close).unwrap_or_default();
        if end == "%}" && body.trim_matches(['-', ' ']) == "raw" {
            at = text
                .get(at..)
                .and_then(|rest| rest.find("endraw"))
                .map_or(text.len(), |raw| at + raw);
        } else if end != "#}" {
            found.push(inner..close);
        }
    }
    found
}

const TABLE: &str = "strings";

fn in_expression(file: &SourceFile, range: Range<usize>) -> Vec<StringUse> {
    let text = file.text.get(range.clone()).unwrap_or_default();
    let code = without_quoted(text);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(TABLE)
        .filter(|(at, _)| {
            !code
                .get(..*at)
                .is_some_and(|before| before.ends_with(|c| is_word(c) || c == '.'))
        })
        .filter_map(|(at, word)| {
            let start = at + word.len() + 1;
            let rest = code.get(at + word.len()..)?.strip_prefix('.')?;
            let path = rest.get(
                ..rest
                    .find(|c| !(is_word(c) || c == '.'))
                    .unwrap_or(rest.len()),
            )?;
            let span = Span::new(range.start + start, range.start + start + path.len());
            let (before, after) = (
                code.get(..at)?.trim_end(),
                rest.get(path.len()..)?.trim_start(),
            );
            let asks = ["if", "elif", "and", "or", "not"]
                .iter()
                .any(|word| before.ends_with(word));
            let reserve = after
                .strip_prefix('|')
                .is_some_and(|filter| filter.trim_start().starts_with("default"));
            let optional = asks || reserve || after.starts_with("is ") || after.starts_with("or ");
            Some(StringUse {
                path: path.to_owned(),
                at: Location::new(&file.path, span),
                optional,
            })
        })
        .collect()
}

/// The code with what stands in quotes made blank, byte for byte.
fn without_quoted(code: &str) -> String {
    let mut quote = None;
    code.chars()
        .map(|c| match (quote, c) {
            (Some(open), _) => {
                quote = Some(open).filter(|open| *open != c);
                " ".repeat(c.len_utf8())
            }
            (None, '"' | '\'' | '`') => {
                quote = Some(c);
                " ".to_owned()
            }
            (None, _) => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Usage, covers};
    use crate::source::{SourceFile, SourcePath, ThemeFile};

    #[test]
    fn what_templates_ask_for() {
        let text = "{{ strings.home }} strings.no {# strings.no #} {% set x = \"strings.no\" %}{{ my_strings.no }}{{ a.strings.no }}\
            {% raw %}{{ strings.no }}{% endraw %}{{ <c t={strings.kinds[e.kind]} /> }}{% if strings.maybe %}{{ strings.maybe }}{% endif %}\
            {{ strings.types.event.call | default(value=\"\") }}{{- strings.progress | get(key=\"0\") -}}";
        let file = SourceFile::new(SourcePath::new("templates/a.html"), text);
        let usage = Usage::of(&[ThemeFile {
            name: "templates/a.html".into(),
            file: file.clone(),
        }]);
        let asked: Vec<(&str, bool)> = usage
            .0
            .iter()
            .map(|one| (one.path.as_str(), one.optional))
            .collect();
        let expected = [
            ("home", false),
            ("kinds", false),
            ("maybe", true),
            ("maybe", true),
            ("types.event.call", true),
            ("progress", false),
        ];
        assert_eq!(asked, expected);
        for request in &usage.0 {
            let span = request.at.span.expect("a place");
            assert_eq!(file.text.get(span.range()), Some(&*request.path));
        }
    }

    #[test]
    fn groups_and_forms() {
        for (path, key, expected) in [
            ("home", "home", true),
            ("kinds", "kinds.event", true),
            ("days.one", "days", true),
            ("kind", "kinds.event", false),
            ("kinds.event", "kinds.actor", false),
        ] {
            assert_eq!(covers(path, key), expected, "{path} {key}");
        }
    }
}
