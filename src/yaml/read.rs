//! Reading a tree by its shape: every problem is reported, none is fatal, and each value keeps its place.

use std::sync::Arc;

use super::places::prose;
use super::shape::{Holds, Item, Key, Many, Shape, Table, names};
use super::shared::Shared;
use super::slips::{FOREIGN_COMMAS, TIGHT_HYPHEN, foreign_comma, spaced_hyphen};
use super::syntax::{is_hidden, visible};
use super::tree::{Entry, Node, NodeKind};
use super::value::{Stated, Value};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, isolated, quoted};
use crate::lang::{Lang, PerLang};
use crate::locale::MonthWords;
use crate::prose::ProseRuns;
use crate::source::{SourcePath, Span};

/// A map that was read, and what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The values of known keys, by the numbers of those.
    pub entries: Vec<(u16, Stated)>,
    /// How many references they hold.
    pub references: u32,
    /// The texts with inline Markdown, in the order of their indices, each with its language.
    pub inline: Vec<(Arc<str>, Option<Lang>, Span)>,
    /// The plain texts that belong to a language. Other spellings of names are none: they are there to differ.
    pub prose: Vec<ProseRuns>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a value that stands under a language.
type ReadInLang<'r, 'a> = dyn Fn(&mut Reader<'a>, &Node, Lang) -> Option<Stated> + 'r;

/// A list in the order that its key tells it in. Stable: of two on one day the later in the file is the later in time.
fn told(key: &Key, mut stated: Stated) -> Stated {
    let day = |record: &Stated| {
        let date = record.value.get("date")?;
        match &date.value.get("value").unwrap_or(date).value {
            Value::Date(date) => Some(date.earliest()),
            _ => None,
        }
    };
    if let (true, Value::List(records)) = (key.by_date, &mut stated.value) {
        records.sort_by_key(day);
    }
    stated
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
    /// What is read: keys that do nothing there are unknown.
    pub holds: Holds,
    /// A text may stand in the language of the file or in a map of languages, as in a block.
    pub in_block: bool,
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
            holds: Holds::ANYWHERE,
            in_block: false,
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

    /// Reads the whole document as a map with the keys of these tables, in the order in which they are offered.
    pub fn document(mut self, node: &Node, tables: &[&Table]) -> Reading {
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

    /// Reads the data of a block by what it may hold.
    pub fn block(mut self, node: &Node, table: &Shared<Table>) -> (Option<Stated>, Reading) {
        self.in_block = true;
        let stated = self.item(node, &Item::Fields(table.clone()));
        (stated, self.reading)
    }

    /// Reads one value by its shape; `None` where nothing (sound) stands.
    fn value(&mut self, node: &Node, shape: &Shape) -> Option<Stated> {
        let item = &shape.item;
        let value = match (&node.kind, shape.many) {
            (_, Many::One) => return self.item(node, item),
            (NodeKind::Null, _) => return None,
            (NodeKind::List(_), Many::OneOrList) | (_, Many::List) => self.list(node, item),
            (_, Many::OneOrList) => self.item(node, item).map(|one| Value::List(vec![one])),
            (_, Many::ListsByLang) => self.by_lang(node, &|reader, node, _| {
                Some(Stated {
                    value: reader.list(node, item)?,
                    span: node.span,
                })
            }),
            (_, Many::Named) => self.named(node, item),
        };
        value.map(|value| Stated {
            value,
            span: node.span,
        })
    }

    fn item(&mut self, node: &Node, item: &Item) -> Option<Stated> {
        match (&node.kind, item) {
            // What is meant by `draft:` alone is not for us to guess.
            (NodeKind::Null, Item::Free | Item::Bool) => {}
            (NodeKind::Null, _) => return None,
            _ => {}
        }
        let value = match item {
            Item::Line => self.text(node).map(Value::Text),
            Item::Id | Item::Tag | Item::Country | Item::Claim => {
                self.clean_token(node, "an id").map(Value::Text)
            }
            Item::Slug => self.slug(node),
            Item::SitePath => self.site_path(node),
            Item::Text | Item::Inline => self.own_text(node, matches!(item, Item::Inline)),
            Item::Texts => self.texts(node, false),
            Item::InlineTexts => self.texts(node, true),
            Item::Counted => self.by_lang(node, &|reader, node, lang| reader.counted(node, lang)),
            Item::Bool => self.boolean(node),
            Item::Number(low, high) => self.number(node, *low, *high, false),
            Item::Whole(low, high) => self.number(node, *low, *high, true),
            Item::Date => self.date(node, false),
            Item::Day => self.date(node, true),
            Item::Address => self.address(node),
            Item::Picture => self.clean_token(node, "a path or address").map(Value::Text),
            Item::Zone => self.clean_token(node, "an id").map(Value::Text),
            Item::Contact => self.contact(node),
            Item::Word(words) => self.word(node, words),
            Item::Ref(kinds) => self.reference(node, *kinds),
            Item::RefOrTexts(kinds) if node.as_text().is_some() => self.reference(node, *kinds),
            Item::RefOrTexts(_) => self.texts(node, false),
            Item::Fields(table) => self.map(node, table),
            Item::Free => self.free(node),
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

    fn fields(&mut self, entries: &[Entry], tables: &[&Table]) -> Vec<(u16, Stated)> {
        let mut known: Vec<(u16, Stated)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let found = tables.iter().find_map(|table| table.find(&entry.key));
            let Some((number, key)) = found.filter(|(_, key)| key.holds.meets(self.holds)) else {
                self.unknown_key(entry, tables);
                continue;
            };
            if known.iter().all(|(one, _)| *one != number) {
                let value = self.value(&entry.value, &key.shape);
                known.extend(value.map(|value| (number, told(key, value))));
            }
        }
        known
    }

    fn unknown_key(&mut self, entry: &Entry, tables: &[&Table]) {
        if self.hidden_in_key(entry) {
            return;
        }
        let holds = self.holds;
        let keys = || tables.iter().flat_map(|table| table.keys.iter());
        let keys = || keys().filter(|key| key.holds.meets(holds));
        let names = || keys().map(|key| &*key.name);
        let lower = entry.key.to_lowercase();
        let elsewhere = keys().find(|key| key.foreign.contains(&lower.as_str()));
        let elsewhere = elsewhere.map(|key| format!("here that is {}", quoted(&key.name)));
        let help = elsewhere
            .or_else(|| did_you_mean(&lower, names()))
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
        if self.in_block && matches!(node.kind, NodeKind::Map(_)) {
            return self.texts(node, inline);
        }
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
            return self.texts(node, inline);
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

    pub(super) fn text_in(
        &mut self,
        node: &Node,
        lang: Option<Lang>,
        inline: bool,
    ) -> Option<Value> {
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

    /// A text in each of some languages.
    fn texts(&mut self, node: &Node, inline: bool) -> Option<Value> {
        self.by_lang(node, &|reader, node, lang| {
            if matches!(node.kind, NodeKind::Null) && !inline {
                return None;
            }
            Some(Stated {
                value: reader.text_in(node, Some(lang), inline)?,
                span: node.span,
            })
        })
    }

    fn by_lang(&mut self, node: &Node, read: &ReadInLang<'_, 'a>) -> Option<Value> {
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
            let value = read(self, &entry.value, lang);
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
        self.arabic_comma_among(node, std::slice::from_ref(node));
    }

    /// The same in a list of `items`, all of which the remedy names: what it left out would be lost.
    fn arabic_comma_among(&mut self, node: &Node, items: &[Node]) {
        let written = node.as_text().unwrap_or_default();
        let help = if self.is_block_item(node) {
            let first = written
                .split(FOREIGN_COMMAS)
                .next()
                .unwrap_or_default()
                .trim();
            format!("write each on a line of its own: - {}", isolated(first))
        } else {
            let items: Vec<&str> = items.iter().filter_map(Node::as_text).collect();
            let fixed = items.join(", ").replace(FOREIGN_COMMAS, ",");
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

    fn list(&mut self, node: &Node, shape: &Item) -> Option<Value> {
        match &node.kind {
            NodeKind::List(items) => {
                let arabic = items
                    .iter()
                    .find(|item| matches!(&item.kind, NodeKind::Scalar { text, plain: true } if text.contains(FOREIGN_COMMAS)));
                if let (
                    Some(item),
                    Item::Line
                    | Item::Id
                    | Item::Tag
                    | Item::Zone
                    | Item::Slug
                    | Item::SitePath
                    | Item::Word(_)
                    | Item::Ref(_)
                    | Item::RefOrTexts(_),
                ) = (arabic, shape)
                {
                    self.arabic_comma_among(item, items);
                    return None;
                }
                if let Some(item) = items.iter().find(|item| self.has_tight_hyphen(item)) {
                    self.tight_hyphen(item);
                    return None;
                }
                Some(Value::List(
                    items
                        .iter()
                        .filter_map(|item| self.item(item, shape))
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

    fn map(&mut self, node: &Node, table: &Shared<Table>) -> Option<Value> {
        let entries = match (&node.kind, table.bare) {
            (NodeKind::Map(entries), _) => self.fields(entries, &[table]),
            (_, Some(bare)) => {
                let key = table.key(bare)?;
                vec![(bare, self.value(node, &key.shape)?)]
            }
            (_, None) => {
                self.wrong(node, &format!("a map with `{}`", names(&table.keys)));
                return None;
            }
        };
        Some(Value::Map(table.clone(), entries))
    }

    fn named(&mut self, node: &Node, shape: &Item) -> Option<Value> {
        let NodeKind::Map(entries) = &node.kind else {
            self.wrong(node, "a map");
            return None;
        };
        let read = entries.iter().filter_map(|entry| {
            Some((
                entry.key.as_str().into(),
                entry.key_span,
                self.item(&entry.value, shape)?,
            ))
        });
        Some(Value::Named(read.collect()))
    }

    /// Free values are decoded from their own slice; a block keeps its first line's indentation, which belongs to it.
    fn free(&mut self, node: &Node) -> Option<Value> {
        // What is quoted or a block is a text; its slice holds neither the signs of a block nor their meaning.
        if let NodeKind::Scalar { text, plain: false } = &node.kind {
            let text = serde_yaml::Value::String(text.clone());
            return Some(Value::Free(Arc::new(text)));
        }
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
