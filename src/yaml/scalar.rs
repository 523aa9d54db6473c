//! Reading single values: texts, numbers, dates, words, addresses, references.

use std::sync::Arc;

use super::read::Reader;
use super::syntax::is_hidden;
use super::tree::{Node, NodeKind};
use super::value::Value;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, quoted};
use crate::edtf::{Edtf, EdtfErrorKind};
use crate::kind::Kind;

impl Reader<'_> {
    pub(super) fn text(&mut self, node: &Node) -> Option<Arc<str>> {
        let Some(text) = node.as_text() else {
            self.wrong(node, "a text");
            return None;
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.into())
    }

    /// A word that must be free of invisible characters: ids, dates, words of a list.
    fn token(&mut self, node: &Node, wanted: &str) -> Option<Arc<str>> {
        let text = match node.kind {
            NodeKind::Scalar { .. } => self.text(node)?,
            _ => {
                self.wrong(node, wanted);
                return None;
            }
        };
        let hidden = text.chars().find(|c| is_hidden(*c))?;
        let cleaned: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        let message = format!("an invisible character (U+{:04X}) stands in this value", u32::from(hidden));
        self.report(
            Code::InvisibleCharacter,
            node.span,
            message,
            Some(format!("write it again by hand: {}", quoted(cleaned.trim()))),
        );
        None
    }

    pub(super) fn clean_token(&mut self, node: &Node, wanted: &str) -> Option<Arc<str>> {
        let visible = node.as_text().is_some_and(|text| !text.trim().chars().any(is_hidden));
        if visible { self.text(node) } else { self.token(node, wanted) }
    }

    pub(super) fn boolean(&mut self, node: &Node) -> Option<Value> {
        match node.as_text() {
            Some("true") => Some(Value::Bool(true)),
            Some("false") => Some(Value::Bool(false)),
            _ => {
                self.report(Code::WrongType, node.span, "`true` or `false` is wanted here", None);
                None
            }
        }
    }

    pub(super) fn number(&mut self, node: &Node, low: f64, high: f64, whole: bool) -> Option<Value> {
        let wanted = if whole { "a whole number" } else { "a number" };
        let text = self.clean_token(node, wanted)?;
        let parsed = text.parse::<f64>().ok().filter(|n| n.is_finite() && (!whole || n.fract() == 0.0));
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
                self.report(
                    Code::WrongType,
                    node.span,
                    format!("{wanted} in Latin digits is wanted here, and {} stands here", quoted(&text)),
                    None,
                );
                None
            }
        }
    }

    pub(super) fn date(&mut self, node: &Node, day: bool) -> Option<Value> {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            self.wrong(node, "a date");
            return None;
        };
        match Edtf::parse(text.trim()) {
            Ok(date) if day && !date.is_exact_day() => {
                self.report(
                    Code::InvalidDate,
                    node.span,
                    format!("an exact day is wanted here, and {} stands here", quoted(text)),
                    Some("write it as 2019-05-30".to_owned()),
                );
                None
            }
            Ok(date) => Some(Value::Date(date)),
            Err(error) => {
                let code = if matches!(error.kind, EdtfErrorKind::InvisibleCharacter(_)) {
                    Code::InvisibleCharacter
                } else {
                    Code::InvalidDate
                };
                let help = error.suggestion.as_ref().map(|better| format!("write {}", quoted(better)));
                let help = help.unwrap_or_else(|| {
                    "dates are written as 2019-05-30, 2019-05, 2019, 2019-05-30/2019-05-31 or 2019-05~".to_owned()
                });
                self.report(code, node.span, format!("{}: {error}", quoted(text)), Some(help));
                None
            }
        }
    }

    pub(super) fn address(&mut self, node: &Node) -> Option<Value> {
        let text = self.clean_token(node, "an address")?;
        match scheme(&text) {
            Some("http" | "https" | "mailto") if !text.contains(char::is_whitespace) => Some(Value::Text(text)),
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
                    format!("{} is not an absolute address", quoted(&text)),
                    Some("write it with https:// in front, and without spaces".to_owned()),
                );
                None
            }
        }
    }

    pub(super) fn word(&mut self, node: &Node, words: &'static [&'static str]) -> Option<Value> {
        let text = self.clean_token(node, "a word")?;
        if let Some(word) = words.iter().find(|word| **word == &*text) {
            return Some(Value::Word(word));
        }
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

    pub(super) fn reference(&mut self, node: &Node, kinds: &'static [Kind]) -> Option<Value> {
        let text = self.clean_token(node, "an id")?;
        if text.contains('،') {
            self.arabic_comma(node);
            return None;
        }
        Some(Value::Ref { written: text, kinds })
    }
}

/// The scheme of an address, lower-cased, control characters ignored as browsers ignore them.
fn scheme(address: &str) -> Option<&'static str> {
    const KNOWN: [&str; 7] = ["https", "http", "mailto", "tel", "javascript", "data", "vbscript"];
    let head: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !is_hidden(*c))
        .take_while(|c| *c != ':')
        .flat_map(char::to_lowercase)
        .collect();
    address.contains(':').then(|| KNOWN.into_iter().find(|known| *known == head)).flatten()
}
