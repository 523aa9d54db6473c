//! Nouns that stand beside numbers: in each language a text, or its plural forms.

use super::read::Reader;
use super::tree::{Node, NodeKind};
use super::value::{Stated, Value};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, quoted};
use crate::lang::Lang;
use crate::locale::plural_forms;

/// The form that every language has.
const OTHER: &str = "other";

impl Reader<'_> {
    /// The noun in one language. Its forms are those of CLDR; only `other` must be there, since no number needs all.
    pub(super) fn counted(&mut self, node: &Node, lang: Lang) -> Option<Stated> {
        let value = match &node.kind {
            NodeKind::Null => return None,
            NodeKind::Map(entries) => {
                let known = plural_forms(lang.as_str());
                let mut forms = Vec::with_capacity(entries.len());
                for entry in entries {
                    if !known.contains(&entry.key.as_str()) {
                        self.unknown_form(&entry.key, entry.key_span, lang, &known);
                        continue;
                    }
                    let text = self.text_in(&entry.value, Some(lang), false);
                    forms.extend(text.map(|value| {
                        let span = entry.value.span;
                        (
                            entry.key.as_str().into(),
                            entry.key_span,
                            Stated { value, span },
                        )
                    }));
                }
                if entries.iter().all(|entry| entry.key != OTHER) {
                    let message = format!("`{OTHER}` is missing here");
                    let help = format!(
                        "every noun has the form `{OTHER}`; {lang} has {}",
                        known.join(", ")
                    );
                    self.report(Code::MissingKey, node.span, message, Some(help));
                }
                Value::Named(forms)
            }
            NodeKind::Scalar { .. } | NodeKind::List(_) => self.text_in(node, Some(lang), false)?,
        };
        Some(Stated {
            value,
            span: node.span,
        })
    }

    fn unknown_form(&mut self, written: &str, at: crate::source::Span, lang: Lang, known: &[&str]) {
        let message = format!("{} is not a plural form of {lang}", quoted(written));
        let help = did_you_mean(written, known.iter().copied())
            .unwrap_or_else(|| format!("its forms: {}", known.join(", ")));
        self.report(Code::UnknownKey, at, message, Some(help));
    }
}
