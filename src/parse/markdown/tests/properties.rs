//! Properties that hold for any text.

use proptest::prelude::*;

use super::{options, parse, parse_with, shown};
use crate::parse::markdown::{MarkdownOptions, inline};
use crate::source::{SourcePath, Span};

/// Pieces that mean something, so that random texts are not all plain.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[@",
    "[^",
    "[[",
    "]]",
    "|",
    "\\|",
    "a",
    "src-a",
    "ب",
    "، ",
    "؛",
    ", ",
    "; ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "```map\n",
    "```json\n",
    "\n",
    "\n\n",
    "> ",
    "> [!NOTE]\n",
    "[!X]",
    "- ",
    "- [ ] ",
    "1. ",
    "# ",
    "## ",
    "{#id}",
    "{#",
    "<b>",
    "<div>\n",
    "<!-- more -->\n",
    "<!--",
    "-->",
    "](",
    ")",
    "(x.md)",
    "javascript:",
    "https://a.example",
    "![",
    "[^a]: ",
    "[@a]: x\n",
    ": ",
    "|-|-|\n",
    "| a | b |\n",
    "&amp;",
    "\\",
    "\u{200f}",
    "    ",
    "\t",
    "  \n",
    "%20",
    "===\n",
    "---\n",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES).prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_filled(text in markdown(), raw_html: bool, extensions: bool) {
        let parsed = parse_with(&text, &MarkdownOptions { raw_html, extensions, ..options() });
        let body = &parsed.value.body;
        prop_assert!(body.slots.is_sorted_by_key(|slot| slot.at));
        prop_assert!(body.slots.iter().all(|slot| body.html.is_char_boundary(slot.at as usize)));
        prop_assert!(body.slots.iter().all(|slot| text.get(slot.span.range()).is_some()));
        prop_assert!(body.more.is_none_or(|more| body.html.is_char_boundary(more as usize)));
        let spans = parsed.diagnostics.iter().filter_map(|d| d.primary.as_ref()?.span);
        prop_assert!(spans.into_iter().all(|span| text.get(span.range()).is_some()), "{:?}", parsed.diagnostics);
        let ids: std::collections::BTreeSet<_> = parsed.value.outline.iter().map(|heading| &heading.id).collect();
        prop_assert_eq!(ids.len(), parsed.value.outline.len());
        drop(shown(body));
    }

    #[test]
    fn tags_are_balanced(text in markdown()) {
        let html = parse(&text).value.body.html;
        for tag in ["p", "li", "ul", "ol", "blockquote", "aside", "em", "strong", "del", "h1", "h2", "h3", "table", "td", "th", "tr", "label", "pre", "code", "section", "a", "sup", "span", "div", "dl", "dd", "dt"] {
            let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            prop_assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{} in {}", tag, html);
        }
        prop_assert!(!html.contains("<b>") && !html.contains("<div>\n"));
    }

    #[test]
    fn links_open_and_close(text in markdown()) {
        let html = shown(&parse(&text).value.body);
        let starts = ["⟦?/", "⟦file ", "⟦path ", "⟦address ", "⟦anchor "];
        prop_assert_eq!(starts.iter().map(|start| html.matches(start).count()).sum::<usize>(), html.matches("⟦/⟧").count(), "{}", html);
    }

    #[test]
    fn plain_paragraphs_keep_their_text(words in prop::collection::vec("[a-zA-Zء-ي٠-٩<>&\"']{1,8}", 1..30)) {
        // Tags and references would be something else than plain text.
        let text = words.join(" ").replace('<', "< ").replace('&', "& ");
        let text = format!("a {}", text.trim());
        let parsed = parse(&text);
        let html = parsed.value.body.html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        prop_assert_eq!(html, format!("<p>{text}</p>\n"));
    }

    #[test]
    fn front_matter_takes_any_text(text in markdown()) {
        let source = format!("s: {text}");
        let parsed = inline(&SourcePath::new("a.md"), &source, &text, Span::new(3, source.len()), &options());
        let body = &parsed.value.text;
        prop_assert!(body.slots.is_sorted_by_key(|slot| slot.at));
        prop_assert!(body.slots.iter().all(|slot| source.get(slot.span.range()).is_some()));
        let html = shown(body);
        for tag in ["<p", "<h", "<ul", "<ol", "<li", "<blockquote", "<pre", "<table", "<section", "<hr", "⟦block", "⟦picture"] {
            prop_assert!(!html.contains(tag), "{}", html);
        }
    }
}
