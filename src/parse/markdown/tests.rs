//! Tests of the Markdown stage as tables: Markdown in, HTML with slots in brackets out, or the problems reported.

mod direction;
mod exports;
mod hostile;
mod html;
mod inline;
mod links;
mod literal;
mod notes;
mod problems;
mod properties;

use std::fmt::Write as _;
use std::sync::Arc;

use super::{MarkdownOptions, document};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::model::Blocks;
use crate::model::body::{Body, SlotKind, Target, Text};
use crate::source::{SourcePath, Span};
use crate::yaml::{Stated, Value};

fn options() -> MarkdownOptions {
    let blocks = ["map", "timeline", "readouts"].map(|name| (name.into(), None));
    MarkdownOptions {
        schema: Arc::default(),
        raw_html: false,
        blocks: Arc::new(Blocks::new(blocks)),
        languages: Arc::default(),
        writing: None,
        extensions: true,
        months: Arc::default(),
    }
}

fn parse(markdown: &str) -> Diagnosed<Text> {
    parse_with(markdown, &options())
}

fn parse_with(markdown: &str, options: &MarkdownOptions) -> Diagnosed<Text> {
    let path = SourcePath::new("content/articles/a.en.md");
    let parsed = document(&path, markdown, Span::new(0, markdown.len()), options);
    Diagnosed {
        value: parsed.value.text,
        diagnostics: parsed.diagnostics,
    }
}

/// The HTML of a body that has no problems.
fn html(markdown: &str) -> String {
    let parsed = parse(markdown);
    assert_eq!(problems(markdown, &parsed.diagnostics), "", "{markdown}");
    shown(&parsed.value.body)
}

fn check(markdown: &str, expected: &str) {
    assert_eq!(html(markdown), expected, "{markdown}");
}

/// Checks each code with the bytes that it points to: `invalid-id "@A"`.
fn check_problems(markdown: &str, expected: &str) {
    assert_eq!(
        problems(markdown, &parse(markdown).diagnostics),
        expected,
        "{markdown}"
    );
}

fn problems(source: &str, diagnostics: &[Diagnostic]) -> String {
    let one = |diagnostic: &Diagnostic| {
        let span = diagnostic
            .primary
            .as_ref()
            .and_then(|location| location.span)
            .unwrap_or_default();
        format!(
            "{} {:?}",
            diagnostic.code.name(),
            source.get(span.range()).unwrap_or("outside")
        )
    };
    diagnostics.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The HTML with its slots in brackets.
fn shown(body: &Body) -> String {
    let mut text = String::new();
    let mut from = 0;
    for slot in &body.slots {
        text.push_str(&body.html[from..slot.at as usize]);
        from = slot.at as usize;
        match &slot.kind {
            SlotKind::LinkStart { target, title } => {
                let title = title
                    .as_ref()
                    .map(|title| format!(" {title:?}"))
                    .unwrap_or_default();
                write!(text, "⟦{}{title}⟧", name(target))
            }
            SlotKind::LinkEnd => write!(text, "⟦/⟧"),
            SlotKind::Name(target) => write!(text, "⟦name {}⟧", name(target)),
            SlotKind::Picture {
                address,
                alt,
                title,
            } => {
                write!(
                    text,
                    "⟦picture {address}|{alt}|{}⟧",
                    title.as_deref().unwrap_or("")
                )
            }
            SlotKind::Citations(cited) => {
                let one = |c: &crate::model::body::Citation| {
                    c.locator.as_ref().map_or(c.source.to_string(), |locator| {
                        format!("{}, {locator}", c.source)
                    })
                };
                write!(
                    text,
                    "⟦cite {}⟧",
                    cited.iter().map(one).collect::<Vec<_>>().join("; ")
                )
            }
            SlotKind::Phrase(key) => write!(text, "⟦{key}⟧"),
            SlotKind::Number(number) => write!(text, "{number}"),
            SlotKind::Block { name, data } => {
                let stated = data.stated.as_ref().map(told);
                write!(
                    text,
                    "⟦block {name} {}⟧",
                    stated.unwrap_or_else(|| "null".to_owned())
                )
            }
        }
        .expect("a string takes all");
    }
    text + &body.html[from..]
}

/// The data of a block as JSON.
fn told(stated: &Stated) -> String {
    if let Some(bare) = stated.bare() {
        return told(bare);
    }
    match &stated.value {
        Value::Text(text) | Value::Ref { written: text, .. } | Value::Inline { text, .. } => {
            format!("{text:?}")
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(told).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(table, entries) => {
            let named = |(key, value): &(u16, Stated)| {
                let key = &table.key(*key).expect("a key of its table").name;
                format!("{key:?}:{}", told(value))
            };
            let entries: Vec<String> = entries.iter().map(named).collect();
            format!("{{{}}}", entries.join(","))
        }
        Value::ByLang(values) => values.values().map(told).collect(),
        Value::Free(value) => serde_json::to_string(&**value).expect("JSON holds it"),
        other => format!("{other:?}"),
    }
}

fn name(target: &Target) -> String {
    let fragment = |fragment: &Option<std::sync::Arc<str>>| {
        fragment
            .as_ref()
            .map(|fragment| format!("#{fragment}"))
            .unwrap_or_default()
    };
    match target {
        Target::Entity {
            kind,
            name,
            fragment: f,
        } => {
            format!(
                "{}/{name}{}",
                kind.map_or("?".to_owned(), |kind| crate::model::Schema::default()
                    .folder(kind)
                    .to_owned()),
                fragment(f)
            )
        }
        Target::File { path, fragment: f } => format!("file {path}{}", fragment(f)),
        Target::Anchor(id) => format!("anchor {id}"),
        Target::Path(path) => format!("path {path}"),
        Target::Address(address) => format!("address {address}"),
    }
}
