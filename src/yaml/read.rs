//! Reading a tree by its shape: every problem is reported, none is fatal, and each value keeps its place.

use std::sync::Arc;

use super::places::prose;
use super::shape::{Key, Shape};
use super::slips::{TIGHT_HYPHEN, spaced_hyphen};
use super::syntax::{is_hidden, visible};
use super::tree::{Entry, Node, NodeKind};
use super::value::{Stated, Value};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, isolated, quoted};
use crate::lang::{Lang, PerLang};
use crate::locale::MonthWords;
use crate::prose::Prose;
use crate::source::{SourcePath, Span};

/// Written between items in Arabic, and in YAML part of a text.
pub const FOREIGN_COMMAS: [char; 2] = ['،', '؛'];

/// Says that such a sign does not part the items of a list.
pub fn foreign_comma(written: &str) -> String {
    let sign = if written.contains('،') {
        "comma"
    } else {
        "semicolon"
    };
    format!("an Arabic {sign} does not separate the items of a list")
}

/// A map that was read, and what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The known keys and their values.
    pub entries: Vec<(&'static str, Stated)>,
    /// The texts with inline Markdown, in the order of their indices, each with its language.
    pub inline: Vec<(Arc<str>, Option<Lang>, Span)>,
    /// The plain texts that belong to a language. Other spellings of names are none: they are there to differ.
    pub prose: Vec<Prose>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads values of one file.
pub struct Reader<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its text.
    pub source: &'a str,
    /// The languages of the site.
    pub languages: &'a [Lang],
    /// The language of the file; `None` in a neutral record and in the configuration.
    pub lang: Option<Lang>,
    /// The names of months in the languages of the site, for remedies.
    pub months: Option<&'a PerLang<Arc<MonthWords>>>,
    /// What was read so far.
    pub reading: Reading,
}

impl<'a> Reader<'a> {
    /// A reader for a file.
    pub fn new(
        path: &'a SourcePath,
        source: &'a str,
        languages: &'a [Lang],
        lang: Option<Lang>,
    ) -> Self {
        Self {
            path,
            source,
            languages,
            lang,
            months: None,
            reading: Reading::default(),
        }
    }

    /// The same, with names of months that editors may write in dates.
    #[must_use]
    pub fn with_months(self, months: &'a PerLang<Arc<MonthWords>>) -> Self {
        Self {
            months: Some(months),
            ..self
        }
    }

    /// Reads the whole document as a map with the keys of these tables.
    pub fn document(mut self, node: &Node, tables: &[&'static [Key]]) -> Reading {
        self.reading.entries = match &node.kind {
            NodeKind::Map(entries) => self.fields(entries, tables),
            NodeKind::Null => Vec::new(),
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                self.wrong(node, "a map of keys and values");
                Vec::new()
            }
        };
        self.reading
    }

    /// Reads one value by its shape; `None` where nothing (sound) stands.
    pub fn value(&mut self, node: &Node, shape: &'static Shape) -> Option<Stated> {
        match (&node.kind, shape) {
            // What is meant by `draft:` alone is not for us to guess.
            (NodeKind::Null, Shape::Free | Shape::Bool) => {}
            (NodeKind::Null, _) => return None,
            _ => {}
        }
        let value = match shape {
            Shape::Line => self.text(node).map(Value::Text),
            Shape::Id => self.clean_token(node, "an id").map(Value::Text),
            Shape::Slug => self.slug(node),
            Shape::Text | Shape::Inline => self.own_text(node, matches!(shape, Shape::Inline)),
            Shape::Texts => self.by_lang(node, &Shape::Line),
            Shape::InlineTexts => self.by_lang(node, &Shape::Inline),
            Shape::ByLang(inner) => self.by_lang(node, inner),
            Shape::Bool => self.boolean(node),
            Shape::Number(low, high) => self.number(node, *low, *high, false),
            Shape::Whole(low, high) => self.number(node, *low, *high, true),
            Shape::Date => self.date(node, false),
            Shape::Day => self.date(node, true),
            Shape::Address => self.address(node),
            Shape::Word(words) => self.word(node, words),
            Shape::Ref(kinds) => self.reference(node, kinds),
            Shape::RefOrTexts(kinds) if node.as_text().is_some() => self.reference(node, kinds),
            Shape::RefOrTexts(_) => self.by_lang(node, &Shape::Line),
            Shape::List(inner) => self.list(node, inner),
            Shape::OneOrList(inner) => match node.kind {
                NodeKind::List(_) => self.list(node, inner),
                _ => self.value(node, inner).map(|one| Value::List(vec![one])),
            },
            Shape::Fields(keys) => self.map(node, keys),
            Shape::Short(key, keys) => self.short(node, key, keys),
            Shape::Named(inner) => self.named(node, inner),
            Shape::Free => self.free(node),
        };
        value.map(|value| Stated {
            value,
            span: node.span,
        })
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let diagnostic =
            Diagnostic::at(code, Location::new(self.path, span), message).maybe_help(help);
        self.reading.diagnostics.push(diagnostic);
    }

    pub(super) fn wrong(&mut self, node: &Node, wanted: &str) {
        self.report(
            Code::WrongType,
            node.span,
            format!(
                "{wanted} is wanted here, and {} stands here",
                node.describe()
            ),
            None,
        );
    }

    fn fields(
        &mut self,
        entries: &[Entry],
        tables: &[&'static [Key]],
    ) -> Vec<(&'static str, Stated)> {
        let mut known: Vec<(&'static str, Stated)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(key) = tables
                .iter()
                .copied()
                .flatten()
                .find(|key| key.name == entry.key)
            else {
                self.unknown_key(entry, tables);
                continue;
            };
            if known.iter().all(|(name, _)| *name != key.name) {
                known.extend(
                    self.value(&entry.value, &key.shape)
                        .map(|value| (key.name, value)),
                );
            }
        }
        known
    }

    fn unknown_key(&mut self, entry: &Entry, tables: &[&'static [Key]]) {
        if self.hidden_in_key(entry) {
            return;
        }
        let names = || tables.iter().copied().flatten().map(|key| key.name);
        let help = did_you_mean(&entry.key.to_lowercase(), names())
            .unwrap_or_else(|| format!("known here: {}", names().collect::<Vec<_>>().join(", ")));
        self.report(
            Code::UnknownKey,
            entry.key_span,
            format!("{} is not a key that is known here", quoted(&entry.key)),
            Some(help),
        );
    }

    /// Reports an invisible character in a key that is not known; says whether there is one.
    fn hidden_in_key(&mut self, entry: &Entry) -> bool {
        let cleaned = visible(&entry.key);
        let hidden = cleaned.len() != entry.key.len();
        if hidden {
            let help = Some(format!(
                "write the key again by hand: {}",
                quoted(cleaned.trim())
            ));
            let message = "an invisible character stands in this key";
            self.report(Code::InvisibleCharacter, entry.key_span, message, help);
        }
        hidden
    }

    fn own_text(&mut self, node: &Node, inline: bool) -> Option<Value> {
        let shape: &'static Shape = if inline { &Shape::Inline } else { &Shape::Line };
        let Some(lang) = self.lang else {
            if let NodeKind::Scalar { text, .. } = &node.kind {
                let help = self
                    .languages
                    .iter()
                    .map(|lang| format!("{lang}: …"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let message = "this file belongs to no language, so a text is wanted for each";
                let help = format!(
                    "write a map ({help}), or move {} to a file that names its language",
                    quoted(text)
                );
                self.report(Code::WrongType, node.span, message, Some(help));
                return None;
            }
            return self.by_lang(node, shape);
        };
        let value = self.text_in(node, Some(lang), inline)?;
        Some(Value::ByLang(PerLang::from([(
            lang,
            Stated {
                value,
                span: node.span,
            },
        )])))
    }

    fn text_in(&mut self, node: &Node, lang: Option<Lang>, inline: bool) -> Option<Value> {
        let text = self.text(node)?;
        if !inline {
            self.reading
                .prose
                .extend(lang.map(|lang| prose(self.source, node.span, &text, lang)));
            return Some(Value::Text(text));
        }
        let index = self.reading.inline.len();
        self.reading
            .inline
            .push((Arc::clone(&text), lang, node.span));
        Some(Value::Inline { index, text })
    }

    fn by_lang(&mut self, node: &Node, shape: &'static Shape) -> Option<Value> {
        let NodeKind::Map(entries) = &node.kind else {
            let wanted = format!(
                "a map of languages ({})",
                self.languages
                    .iter()
                    .map(Lang::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            self.wrong(node, &wanted);
            return None;
        };
        let mut values = PerLang::new();
        for entry in entries {
            let Some(lang) = self.language(entry) else {
                continue;
            };
            let value = match shape {
                Shape::Line if matches!(entry.value.kind, NodeKind::Null) => None,
                Shape::Inline | Shape::Line => self
                    .text_in(&entry.value, Some(lang), matches!(shape, Shape::Inline))
                    .map(|value| Stated {
                        value,
                        span: entry.value.span,
                    }),
                _ => self.value(&entry.value, shape),
            };
            values.extend(value.map(|value| (lang, value)));
        }
        Some(Value::ByLang(values))
    }

    fn language(&mut self, entry: &Entry) -> Option<Lang> {
        // A configuration without sound languages has been told so; every key would be wrong after that.
        let known = |lang: &Lang| self.languages.is_empty() || self.languages.contains(lang);
        let lang = Lang::parse(&entry.key).filter(known);
        if lang.is_none() && !self.hidden_in_key(entry) {
            let known: Vec<&str> = self.languages.iter().map(Lang::as_str).collect();
            let help = format!("the languages of the site: {}", known.join(", "));
            self.report(
                Code::UnknownLanguage,
                entry.key_span,
                format!("{} is not a language of the site", quoted(&entry.key)),
                Some(help),
            );
        }
        lang
    }

    pub(super) fn arabic_comma(&mut self, node: &Node) {
        let written = node.as_text().unwrap_or_default();
        let help = if self.is_block_item(node) {
            let first = written
                .split(FOREIGN_COMMAS)
                .next()
                .unwrap_or_default()
                .trim();
            format!("write each on a line of its own: - {}", isolated(first))
        } else {
            let fixed = written.replace(FOREIGN_COMMAS, ",");
            format!(
                "separate them with the Latin comma: {}",
                isolated(&format!("[{fixed}]"))
            )
        };
        self.report(
            Code::ArabicComma,
            node.span,
            foreign_comma(written),
            Some(help),
        );
    }

    /// Whether a value is an item behind a hyphen.
    pub(super) fn is_block_item(&self, node: &Node) -> bool {
        let before = self
            .source
            .get(..node.span.start as usize)
            .unwrap_or_default();
        before.trim_end_matches(' ').ends_with('-')
    }

    fn list(&mut self, node: &Node, shape: &'static Shape) -> Option<Value> {
        match &node.kind {
            NodeKind::List(items) => {
                let arabic = items
                    .iter()
                    .find(|item| matches!(&item.kind, NodeKind::Scalar { text, plain: true } if text.contains(FOREIGN_COMMAS)));
                if let (Some(item), Shape::Line | Shape::Id | Shape::Slug | Shape::Word(_)) =
                    (arabic, shape)
                {
                    self.arabic_comma(item);
                    return None;
                }
                if let Some(item) = items.iter().find(|item| self.has_tight_hyphen(item)) {
                    self.tight_hyphen(item);
                    return None;
                }
                Some(Value::List(
                    items
                        .iter()
                        .filter_map(|item| self.value(item, shape))
                        .collect(),
                ))
            }
            NodeKind::Scalar { text, .. } if text.contains(FOREIGN_COMMAS) => {
                self.arabic_comma(node);
                None
            }
            NodeKind::Scalar { text, .. }
                if text
                    .strip_prefix('-')
                    .is_some_and(|rest| rest.starts_with(is_hidden)) =>
            {
                self.hidden_after_hyphen(node, text);
                None
            }
            NodeKind::Scalar { .. } if self.has_tight_hyphen(node) => {
                self.tight_hyphen(node);
                None
            }
            NodeKind::Scalar { text, .. } => {
                let bare = |c: char| {
                    c.is_whitespace() || matches!(c, '(' | ')' | '•' | '·' | '●' | '–' | '—' | '*')
                };
                let help = format!(
                    "write it as a list: {}",
                    isolated(&format!("[{}]", text.trim_matches(bare)))
                );
                self.report(
                    Code::WrongType,
                    node.span,
                    "a list is wanted here",
                    Some(help),
                );
                None
            }
            NodeKind::Null | NodeKind::Map(_) => {
                self.wrong(node, "a list");
                None
            }
        }
    }

    /// `-` followed by a no-break space: to YAML that is the beginning of a text, not an item.
    fn hidden_after_hyphen(&mut self, node: &Node, text: &str) {
        let Some(space) = text.chars().nth(1) else {
            return;
        };
        let start = node.span.start as usize + 1;
        let message = format!(
            "an invisible character (U+{:04X}) follows the hyphen",
            u32::from(space)
        );
        let help = Some("replace it with an ordinary space".to_owned());
        self.report(
            Code::InvisibleCharacter,
            Span::new(start, start + space.len_utf8()),
            message,
            help,
        );
    }

    /// `-turkey` on a line of its own: to YAML that is a text, or goes on with the one before.
    fn has_tight_hyphen(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Scalar { plain: true, .. })
            && self.tight_hyphens(node).next().is_some()
    }

    /// The words behind such hyphens, each with the place of the hyphen.
    fn tight_hyphens<'n>(&'n self, node: &'n Node) -> impl Iterator<Item = (usize, &'n str)> {
        let start = node.span.start as usize;
        let written = self.source.get(node.span.range()).unwrap_or_default();
        let behind_key = self
            .source
            .get(..start)
            .unwrap_or_default()
            .trim_end_matches(' ')
            .ends_with([':', '-', '[', ',']);
        let lines = written.split_inclusive('\n').scan(start, |at, line| {
            let here = *at + (line.len() - line.trim_start().len());
            *at += line.len();
            Some((here, line.trim()))
        });
        let own = lines.skip(usize::from(behind_key));
        own.filter_map(|(at, line)| Some((at, line.strip_prefix('-')?)))
            .filter(|(_, word)| {
                word.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''))
            })
    }

    fn tight_hyphen(&mut self, node: &Node) {
        let found = self
            .tight_hyphens(node)
            .next()
            .map(|(at, word)| (at, spaced_hyphen(word)));
        let Some((at, help)) = found else { return };
        self.report(
            Code::WrongType,
            Span::new(at, at + 1),
            TIGHT_HYPHEN,
            Some(help),
        );
    }

    fn map(&mut self, node: &Node, keys: &'static [Key]) -> Option<Value> {
        match &node.kind {
            NodeKind::Map(entries) => Some(Value::Map(self.fields(entries, &[keys]))),
            _ => {
                self.wrong(node, &Shape::Fields(keys).describe());
                None
            }
        }
    }

    fn short(&mut self, node: &Node, key: &'static str, keys: &'static [Key]) -> Option<Value> {
        if matches!(node.kind, NodeKind::Map(_)) {
            return self.map(node, keys);
        }
        let shape = &keys.iter().find(|one| one.name == key)?.shape;
        let value = self.value(node, shape)?;
        Some(Value::Map(vec![(key, value)]))
    }

    fn named(&mut self, node: &Node, shape: &'static Shape) -> Option<Value> {
        let NodeKind::Map(entries) = &node.kind else {
            self.wrong(node, "a map");
            return None;
        };
        let read = entries.iter().filter_map(|entry| {
            Some((
                entry.key.as_str().into(),
                entry.key_span,
                self.value(&entry.value, shape)?,
            ))
        });
        Some(Value::Named(read.collect()))
    }

    /// Free values are decoded from their own slice; a block keeps its first line's indentation, which belongs to it.
    fn free(&mut self, node: &Node) -> Option<Value> {
        let span = node.span.range();
        let line = self
            .source
            .get(..span.start)?
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let indent = self.source.get(line..span.start)?;
        let lead = if indent.trim().is_empty() { indent } else { "" };
        match serde_yaml::from_str(&format!("{lead}{}", self.source.get(span)?)) {
            Ok(value) => Some(Value::Free(Arc::new(value))),
            Err(error) => {
                self.report(
                    Code::YamlSyntax,
                    node.span,
                    format!("this value cannot be read: {error}"),
                    None,
                );
                None
            }
        }
    }
}
