//! The examples of the `CommonMark` specification: every deviation is listed, each with its reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use bayan::model::body::{Body, SlotKind, Target};
use bayan::parse::markdown::{MarkdownOptions, document};
use bayan::source::{SourcePath, Span};

/// Why an example comes out otherwise.
#[derive(Clone, Copy, Debug)]
enum Reason {
    /// Quotation marks between tags need no escape, and the specification writes `&quot;`. pulldown-cmark does the same.
    Quotes,
    /// Comments never reach the page.
    Comment,
}

use Reason::{Comment, Quotes};

const DEVIATIONS: [(u64, Reason); 28] = [
    (12, Quotes),
    (14, Quotes),
    (27, Quotes),
    (41, Quotes),
    (91, Quotes),
    (177, Comment),
    (179, Comment),
    (183, Comment),
    (209, Quotes),
    (210, Quotes),
    (211, Quotes),
    (308, Comment),
    (309, Comment),
    (343, Quotes),
    (352, Quotes),
    (359, Quotes),
    (363, Quotes),
    (380, Quotes),
    (385, Quotes),
    (395, Quotes),
    (508, Quotes),
    (590, Quotes),
    (619, Quotes),
    (620, Quotes),
    (624, Quotes),
    (625, Comment),
    (626, Comment),
    (632, Quotes),
];

#[test]
fn examples_of_the_specification() {
    let text = include_str!("../tests/fixtures/commonmark/spec-0.31.2.json");
    let examples: Vec<serde_json::Value> = serde_json::from_str(text).expect("the fixture is JSON");
    assert_eq!(examples.len(), 652);
    let known: BTreeMap<u64, Reason> = DEVIATIONS.into_iter().collect();
    let mut surprises = String::new();
    for example in &examples {
        let number = example["example"].as_u64().expect("a number");
        let markdown = example["markdown"].as_str().expect("a text");
        let expected = example["html"].as_str().expect("a text");
        let html = render(markdown);
        let sound = match known.get(&number) {
            None => html == expected,
            Some(Quotes) => html != expected && html == expected.replace("&quot;", "\""),
            Some(Comment) => html != expected && levelled(&html) == levelled(expected),
        };
        if !sound {
            surprises.push_str(&format!(
                "example {number}, listed as {:?}\n{markdown}-- gives\n{html}-- for\n{expected}\n",
                known.get(&number)
            ));
        }
    }
    assert!(surprises.is_empty(), "{surprises}");
}

/// Without comments, and without the blanks and empty lines that they leave.
fn levelled(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        let short = comment
            .strip_prefix('>')
            .or_else(|| comment.strip_prefix("->"));
        rest = short.unwrap_or_else(|| comment.split_once("-->").expect("comments end").1);
    }
    kept.push_str(rest);
    kept.lines()
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn render(markdown: &str) -> String {
    let options = MarkdownOptions {
        schema: Arc::default(),
        raw_html: true,
        blocks: Arc::default(),
        languages: Arc::default(),
        writing: None,
        extensions: false,
        months: Arc::default(),
    };
    let parsed = document(
        &SourcePath::new("a.md"),
        markdown,
        Span::new(0, markdown.len()),
        &options,
    );
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    filled(&parsed.value.text.body)
}

/// Every slot filled in the plainest way.
fn filled(body: &Body) -> String {
    let mut html = String::new();
    let mut from = 0;
    for slot in &body.slots {
        html.push_str(&body.html[from..slot.at as usize]);
        from = slot.at as usize;
        match &slot.kind {
            SlotKind::LinkStart {
                target: Target::Address(address),
                title,
            } => {
                html.push_str(&format!(
                    "<a href=\"{}\"{}>",
                    href(address),
                    title_attribute(title.as_deref())
                ));
            }
            SlotKind::LinkEnd => html.push_str("</a>"),
            SlotKind::Picture {
                address,
                alt,
                title,
            } => html.push_str(&format!(
                "<img src=\"{}\" alt=\"{}\"{} />",
                href(address),
                attribute(alt),
                title_attribute(title.as_deref())
            )),
            other => html.push_str(&format!("{other:?} is not in the specification")),
        }
    }
    html.push_str(&body.html[from..]);
    html
}

fn title_attribute(title: Option<&str>) -> String {
    title
        .map(|title| format!(" title=\"{}\"", attribute(title)))
        .unwrap_or_default()
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// An address as the specification writes it.
fn href(address: &str) -> String {
    const SAFE: &str = "-_.!~*'();/?:@&=+$,#%";
    let byte = |b: u8| {
        if b.is_ascii_alphanumeric() || SAFE.contains(char::from(b)) {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    address
        .bytes()
        .map(byte)
        .collect::<String>()
        .replace('&', "&amp;")
}
