//! Citations of one page: numbered by first use, each use with an id to come back to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::html::attribute;
use crate::escape;
use crate::lang::Direction;
use crate::site::{Cited, EntityId};
use crate::strings::Strings;

/// The citations of a page so far.
#[derive(Default)]
pub(super) struct Citations {
    numbers: BTreeMap<EntityId, usize>,
    /// In the order of first use.
    pub sources: Vec<CitedSource>,
    uses: usize,
}

/// A cited source and where it is used.
pub(super) struct CitedSource {
    pub id: EntityId,
    /// The number of each use on the page, and where in the source.
    pub uses: Vec<(usize, Option<Arc<str>>)>,
}

impl Citations {
    /// Appends the marks for one pair of brackets.
    pub(super) fn cite(
        &mut self,
        strings: &Strings,
        out: &mut String,
        cited: &[Cited],
        direction: Direction,
    ) {
        if cited.is_empty() {
            return;
        }
        out.push_str("<sup class=\"cite\">");
        for (index, one) in cited.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            self.mark(strings, out, one, direction);
        }
        out.push_str("</sup>");
    }

    fn mark(&mut self, strings: &Strings, out: &mut String, cited: &Cited, direction: Direction) {
        let number = self.number(cited.source);
        self.uses += 1;
        if let Some(source) = self.sources.get_mut(number - 1) {
            source.uses.push((self.uses, cited.locator.clone()));
        }
        let shown = strings
            .locale
            .number(i64::try_from(number).unwrap_or(i64::MAX));
        out.push_str(&format!(
            "<a id=\"cite-{}\" href=\"#ref-{number}\" role=\"doc-noteref\" aria-label=\"",
            self.uses
        ));
        escape::push_quoted(out, &strings.filled("cite_label", &[("n", &shown)]));
        if let Some(locator) = &cited.locator {
            out.push_str(&format!("\" title=\"{}", attribute(locator, direction)));
        }
        out.push_str("\">");
        escape::push_quoted(out, &shown);
        out.push_str("</a>");
    }

    /// Numbers from 1.
    fn number(&mut self, source: EntityId) -> usize {
        let next = self.sources.len() + 1;
        let number = *self.numbers.entry(source).or_insert(next);
        if number == next {
            self.sources.push(CitedSource {
                id: source,
                uses: Vec::new(),
            });
        }
        number
    }
}
