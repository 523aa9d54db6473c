//! Definition lists: which colons at the beginning of a line really begin a definition.
//!
//! The parser takes every one for it, also out of a sentence or between two backticks. Those that are none are hidden from
//! it: another character of one byte stands for them while it reads, and is put back in what it hands out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

/// Stands for a hidden colon. Nothing can be meant by it: a text that holds one is reported in any case.
const STAND_IN: char = '\u{1f}';

/// The text with all colons hidden that begin no definition.
pub(super) fn hidden(text: &str) -> Cow<'_, str> {
    let found = colons(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut hidden = String::with_capacity(text.len());
    let mut from = 0;
    for at in found {
        hidden.push_str(text.get(from..at).unwrap_or_default());
        hidden.push(STAND_IN);
        from = at + 1;
    }
    hidden.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(hidden)
}

/// An event with its colons put back; `source` is the text as it was written.
pub(super) fn restored<'a>(event: Event<'a>, range: &Range<usize>, source: &'a str) -> Event<'a> {
    let back = |text: CowStr<'a>| -> CowStr<'a> {
        if !text.contains(STAND_IN) {
            return text;
        }
        match source
            .get(range.clone())
            .filter(|written| written.len() == text.len())
        {
            Some(written) => written.into(),
            None => text.replace(STAND_IN, ":").into(),
        }
    };
    match event {
        Event::Text(text) => Event::Text(back(text)),
        Event::Code(text) => Event::Code(back(text)),
        Event::Html(text) => Event::Html(back(text)),
        Event::InlineHtml(text) => Event::InlineHtml(back(text)),
        other => other,
    }
}

/// The colons that begin a line and no definition.
fn colons(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_item = false;
    for (at, _) in text.match_indices(':') {
        let Some(before) = text.get(..at) else {
            continue;
        };
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        // Almost every colon stands behind a letter.
        if !before.ends_with(['\n', ' ', '>', '\t']) && !before.is_empty() {
            continue;
        }
        if !before
            .get(line..)
            .is_some_and(|start| start.chars().all(is_prefix))
        {
            continue;
        }
        is_item = begins_definition(text, line, at, is_item);
        if !is_item {
            found.push(at);
        }
    }
    found
}

fn is_prefix(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>')
}

/// Whether the colon at a byte defines the line before it, or goes on with a definition.
fn begins_definition(text: &str, line: usize, at: usize, is_item: bool) -> bool {
    let definition = text
        .get(at + 1..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    if !definition.starts_with([' ', '\t']) || definition.trim().is_empty() {
        return false;
    }
    let mut above = text
        .get(..line)
        .unwrap_or_default()
        .lines()
        .rev()
        .map(bare)
        .skip_while(|line| line.is_empty());
    let Some(term) = above.next() else {
        return false;
    };
    if term.starts_with(':') {
        return is_item;
    }
    let is_alone = above.next().is_none_or(|line| {
        line.is_empty() || line.starts_with([':', '#', '|', '`', '~', '<']) || is_item
    });
    let is_sentence = term.ends_with(['.', '،', ',', '؛', ';', '؟', '?', '!', ':'])
        || term.starts_with(['-', '*', '+', '|', '#'])
        || goes_on(term, definition);
    is_alone && !is_sentence && term.matches('`').count() % 2 == 0
}

/// `He said` and `nothing.`: a small letter goes on with what came before, where a mark ends the sentence.
fn goes_on(term: &str, definition: &str) -> bool {
    let words = definition.trim();
    words.starts_with(char::is_lowercase)
        && words.ends_with(['.', '!', '?'])
        && term.contains(' ')
        && term.starts_with(char::is_uppercase)
        && words.split_whitespace().count() < 4
}

/// A line without the signs of the quotations around it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(is_prefix).trim_end()
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn colons_that_define() {
        for text in [
            "المصطلح\n: تعريفه.\n",
            "Apple\n: A fruit\n: A company\n\nPear\n: Another\n",
            "> المصطلح\n> : تعريفه\n",
            "Term\n\n: Loose\n",
            "text\n\n`code`\n: Is code\n",
            "Apple\n: pomaceous fruit of plants of the genus Malus.\n",
            "كلمة: أخرى\n",
        ] {
            assert_eq!(hidden(text), text, "{text}");
        }
    }

    #[test]
    fn colons_of_prose() {
        for text in [
            "Example `foo\n: bar` here.\n",
            "He said\n: nothing.\n",
            "A line\nand another\n: more\n",
            "نص طويل.\n: ثم\n",
            ":::note\nHello\n:::\n",
            "x\n:smile:\n",
        ] {
            assert!(!hidden(text).contains("\n:"), "{text}");
            assert_eq!(hidden(text).len(), text.len());
        }
    }
}
