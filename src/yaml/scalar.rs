//! Reading single values: texts, numbers, words, addresses, references.

use std::sync::Arc;

use super::hosts::refused;
use super::lines::in_quotes;
use super::number::meant_number;
use super::read::Reader;
use super::slips::FOREIGN_COMMAS;
use super::syntax::{is_hidden, visible};
use super::tree::{Node, NodeKind};
use super::value::Value;
use super::words::Words;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, isolated, quoted};
use crate::kind::Kinds;
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn text(&mut self, node: &Node) -> Option<Arc<str>> {
        let Some(text) = node.as_text() else {
            if !self.colon_in_item(node) {
                self.wrong(node, "a text");
            }
            return None;
        };
        self.cut_by_comment(node);
        let text = text.trim();
        (!text.is_empty()).then(|| text.into())
    }

    /// `title: القرار #5`: to YAML the number is a comment. One that is meant has a blank behind its sign.
    fn cut_by_comment(&mut self, node: &Node) {
        if !matches!(node.kind, NodeKind::Scalar { plain: true, .. }) {
            return;
        }
        let end = node.span.range().end;
        let line = self
            .source
            .get(end..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let comment = line.trim_start_matches([' ', '\t']);
        let is_word = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace() && c != '#');
        let before = self.source.get(..end).unwrap_or_default();
        let is_apart = comment.len() < line.len() || before.ends_with([' ', '\t']);
        if is_apart && comment.strip_prefix('#').is_some_and(is_word) {
            let written = self.source.get(node.span.range()).unwrap_or_default();
            let start = end + line.len() - comment.len();
            let span = Span::new(start, end + line.trim_end().len());
            let message = "this is a comment to YAML, and the text ends before it";
            let whole = format!("{} {}", written.trim_end(), comment.trim_end());
            let help = format!(
                "put quotes around the text: {}",
                isolated(&in_quotes(&whole))
            );
            self.report(Code::CutText, span, message, Some(help));
        }
    }

    /// `- الوزير: أكار`, where a text is wanted: to YAML that is a key and its value.
    fn colon_in_item(&mut self, node: &Node) -> bool {
        let written = self.source.get(node.span.range()).unwrap_or_default();
        let bare = matches!(node.kind, NodeKind::Map(_)) && !written.starts_with(['{', '"', '\'']);
        let is_slip = bare && !written.contains('\n') && self.is_block_item(node);
        if is_slip {
            let message = "a second colon on one line needs quotes around the value";
            let help = format!("write - {}", isolated(&in_quotes(written)));
            self.report(Code::YamlSecondColon, node.span, message, Some(help));
        }
        is_slip
    }

    /// A word that must be free of invisible characters: ids, dates, words of a list. Only ordinary blanks around it
    /// are YAML's own; a no-break space would come back wherever the word is copied to.
    pub(super) fn clean_token(&mut self, node: &Node, wanted: &str) -> Option<Arc<str>> {
        let Some(text) = node.as_text() else {
            match only_text(node) {
                Some(id) if wanted == "an id" => {
                    let message = format!(
                        "{wanted} is wanted here, and {} stands here",
                        node.describe()
                    );
                    let help = format!("write the id without brackets: {}", isolated(id));
                    self.report(Code::WrongType, node.span, message, Some(help));
                }
                _ => self.wrong(node, wanted),
            }
            return None;
        };
        let text = text.trim_matches(is_ascii_blank);
        if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            self.hidden(node, hidden, visible(text).trim());
            return None;
        }
        (!text.is_empty()).then(|| text.into())
    }

    /// Part of an address. Within it, a zero-width non-joiner is spelling; around it, nothing invisible is.
    pub(super) fn slug(&mut self, node: &Node) -> Option<Value> {
        let Some(text) = node.as_text() else {
            self.wrong(node, "a text");
            return None;
        };
        let text = text.trim_matches(is_ascii_blank);
        let cleaned = text.trim_matches(is_hidden);
        let ends = text
            .chars()
            .next()
            .into_iter()
            .chain(text.chars().next_back());
        if let Some(hidden) = ends.into_iter().find(|c| is_hidden(*c)) {
            self.hidden(node, hidden, cleaned);
            return None;
        }
        (!text.is_empty()).then(|| Value::Text(text.into()))
    }

    fn hidden(&mut self, node: &Node, hidden: char, cleaned: &str) {
        let message = format!(
            "an invisible character (U+{:04X}) stands in this value",
            u32::from(hidden)
        );
        let help = format!("write it again by hand: {}", quoted(cleaned));
        self.report(Code::InvisibleCharacter, node.span, message, Some(help));
    }

    pub(super) fn boolean(&mut self, node: &Node) -> Option<Value> {
        let text = node.as_text().map(|text| text.trim_matches(is_ascii_blank));
        let hidden = text.and_then(|text| text.chars().find(|c| is_hidden(*c)));
        match (text, hidden) {
            (Some("true"), _) => return Some(Value::Bool(true)),
            (Some("false"), _) => return Some(Value::Bool(false)),
            (Some(text), Some(hidden)) => self.hidden(node, hidden, visible(text).trim()),
            _ => {
                let is_nothing = matches!(node.kind, NodeKind::Null);
                let (found, help) = if is_nothing {
                    (", and nothing stands here", ", or delete the key")
                } else {
                    ("", "")
                };
                let message = format!("`true` or `false` is wanted here{found}");
                self.report(
                    Code::WrongType,
                    node.span,
                    message,
                    Some(format!("write `true` or `false`{help}")),
                );
            }
        }
        None
    }

    pub(super) fn number(
        &mut self,
        node: &Node,
        low: f64,
        high: f64,
        whole: bool,
    ) -> Option<Value> {
        let wanted = if whole { "a whole number" } else { "a number" };
        let text = self.clean_token(node, wanted)?;
        let parsed = text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite() && (!whole || n.fract() == 0.0));
        match parsed {
            Some(number) if (low..=high).contains(&number) => Some(Value::Number(number)),
            Some(_) => {
                self.report(
                    Code::OutOfRange,
                    node.span,
                    format!("{} lies outside {low} to {high}", quoted(&text)),
                    None,
                );
                None
            }
            None => {
                let meant = meant_number(&text).filter(|number| (low..=high).contains(number));
                self.report(
                    Code::WrongType,
                    node.span,
                    format!(
                        "{wanted} in Latin digits is wanted here, and {} stands here",
                        quoted(&text)
                    ),
                    meant.map(|meant| format!("write {meant}")),
                );
                None
            }
        }
    }

    /// An address, or a mailbox as people write it.
    pub(super) fn contact(&mut self, node: &Node) -> Option<Value> {
        match node
            .as_text()
            .map(str::trim)
            .filter(|text| is_mailbox(text))
        {
            Some(mailbox) => Some(Value::Text(format!("mailto:{mailbox}").into())),
            None => self.address(node),
        }
    }

    pub(super) fn address(&mut self, node: &Node) -> Option<Value> {
        let text = self.clean_token(node, "an address")?;
        match scheme(&text) {
            Some("http" | "https" | "mailto") if is_whole(&text) => Some(Value::Text(text)),
            Some(scheme @ ("javascript" | "data" | "vbscript")) => {
                self.report(
                    Code::UnsafeAddress,
                    node.span,
                    format!("an address with {scheme}: can run code in a reader's browser"),
                    Some("use an https address".to_owned()),
                );
                None
            }
            _ => {
                self.report(
                    Code::InvalidAddress,
                    node.span,
                    format!("{} is not a whole address", quoted(&text)),
                    Some(if is_mailbox(&text) {
                        format!("write {}", quoted(&format!("mailto:{text}")))
                    } else {
                        "write it with https:// in front, and without spaces".to_owned()
                    }),
                );
                None
            }
        }
    }

    /// An absolute path of plain parts: no `..`, nothing empty or encoded, and no line end, which would break the manifest.
    pub(super) fn site_path(&mut self, node: &Node) -> Option<Value> {
        let value = self.slug(node)?;
        let path = value.text()?;
        let bad = |c: char| c.is_control() || matches!(c, '\\' | '?' | '#' | '<' | '>' | '"' | '%');
        let inner = path
            .strip_prefix('/')
            .map(|inner| inner.strip_suffix('/').unwrap_or(inner));
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(bad);
        if inner.is_some_and(|inner| inner.split('/').all(is_plain)) {
            let Some(why) = refused(path) else {
                return Some(value);
            };
            let message = format!("{} cannot be an address of a page", quoted(path));
            let help = format!("{why}; what a host reads is put into static/");
            self.report(Code::InvalidAlias, node.span, message, Some(help));
            return None;
        }
        let message = format!("{} is not an absolute path inside the site", quoted(path));
        let help =
            "write it as /old/address/, with its letters as they are read and not percent-encoded";
        self.report(
            Code::InvalidAlias,
            node.span,
            message,
            Some(help.to_owned()),
        );
        None
    }

    pub(super) fn word(&mut self, node: &Node, words: &Words) -> Option<Value> {
        let text = self.clean_token(node, "a word")?;
        if let Some(word) = words.find(&text) {
            return Some(Value::Word(word));
        }
        let words = words.all();
        let help = did_you_mean(&text.to_lowercase(), words.iter().copied())
            .unwrap_or_else(|| format!("one of: {}", words.join(", ")));
        self.report(
            Code::UnknownWord,
            node.span,
            format!("{} is not one of the words allowed here", quoted(&text)),
            Some(help),
        );
        None
    }

    pub(super) fn reference(&mut self, node: &Node, kinds: Kinds) -> Option<Value> {
        let text = self.clean_token(node, "an id")?;
        if text.contains(FOREIGN_COMMAS) {
            self.arabic_comma(node);
            return None;
        }
        let number = self.reading.references;
        self.reading.references += 1;
        Some(Value::Ref {
            number,
            written: text,
            kinds,
        })
    }
}

/// The one text in lists that hold nothing else: `[[turkey]]`.
/// `desk@example.org`
fn is_mailbox(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    !name.is_empty() && is_host && name.chars().all(is_plain) && host.chars().all(is_plain)
}

fn only_text(node: &Node) -> Option<&str> {
    let mut node = node;
    while let NodeKind::List(items) = &node.kind {
        let [only] = items.as_slice() else {
            return None;
        };
        node = only;
    }
    node.as_text()
}

pub(super) fn is_ascii_blank(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// A host stands behind two slashes, or a mailbox behind `mailto:`, and no blank or backslash within: browsers read the latter as
/// a slash, and skip slashes that are missing.
fn is_whole(address: &str) -> bool {
    let is_whole = match address.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => rest
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        Some((_, rest)) => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        None => false,
    };
    is_whole && !address.contains(|c: char| c.is_whitespace() || c == '\\')
}

/// The scheme of an address, lower-cased, control characters ignored as browsers ignore them.
fn scheme(address: &str) -> Option<&'static str> {
    const KNOWN: [&str; 7] = [
        "https",
        "http",
        "mailto",
        "tel",
        "javascript",
        "data",
        "vbscript",
    ];
    let head: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !is_hidden(*c))
        .take_while(|c| *c != ':')
        .flat_map(char::to_lowercase)
        .collect();
    address
        .contains(':')
        .then(|| KNOWN.into_iter().find(|known| *known == head))
        .flatten()
}
