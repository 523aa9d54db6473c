//! Text → tree of keys and values with byte spans.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use saphyr_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use super::{DEEPEST, syntax};
use crate::diagnostic::{
    Code, Diagnosed, Diagnostic, Location, hidden_control, quoted, refused_in,
};
use crate::source::{SourcePath, Span};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the value.
    pub span: Span,
    /// The value.
    pub kind: NodeKind,
}

/// What stands there.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar as text; `plain` where it was written without quotes and not as a block.
    Scalar {
        /// The text after YAML's own unfolding.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// What the node is, for messages.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Scalar { .. } => "a text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map",
        }
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Reads the YAML in `span` of a file; spans in the tree are those of the whole file.
///
/// A syntax error is one diagnostic and no tree, since nothing after it can be trusted.
pub fn parse(path: &SourcePath, source: &str, span: Span) -> Diagnosed<Option<Node>> {
    let Some(text) = source.get(span.range()) else {
        return Diagnosed::clean(None);
    };
    let mut builder = Builder {
        path,
        source,
        text,
        base: span.start as usize,
        bytes: ByteIndex::new(text),
        open: Vec::new(),
        root: None,
        diagnostics: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        let taken = match event {
            Ok((event, place)) => builder.take(event, place),
            Err(error) => Err(syntax::diagnose(
                path,
                source,
                span,
                builder.bytes.at(error.marker().index()),
                error.info(),
            )),
        };
        if let Err(diagnostic) = taken {
            builder.diagnostics.push(diagnostic);
            return Diagnosed {
                value: None,
                diagnostics: builder.diagnostics,
            };
        }
    }
    Diagnosed {
        value: builder.root,
        diagnostics: builder.diagnostics,
    }
}

/// The parser counts characters; sources are cut by bytes.
struct ByteIndex(Option<Vec<u32>>);

impl ByteIndex {
    fn new(text: &str) -> Self {
        let table = || {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .map(|at| u32::try_from(at).unwrap_or(u32::MAX))
                .collect()
        };
        Self((!text.is_ascii()).then(table))
    }

    fn at(&self, character: usize) -> usize {
        match &self.0 {
            None => character,
            Some(table) => table
                .get(character)
                .or(table.last())
                .map_or(0, |at| *at as usize),
        }
    }
}

/// A collection that is still being filled.
enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<Entry>, Option<(String, Span)>),
}

struct Builder<'a> {
    path: &'a SourcePath,
    source: &'a str,
    text: &'a str,
    base: usize,
    bytes: ByteIndex,
    open: Vec<Open>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, place: YamlSpan) -> Result<(), Diagnostic> {
        let (start, end) = (
            self.bytes.at(place.start.index()),
            self.bytes.at(place.end.index()),
        );
        match event {
            Event::Alias(_) => Err(self.feature(start, end, "an alias")),
            Event::Scalar(_, _, 1.., _)
            | Event::SequenceStart(1.., _)
            | Event::MappingStart(1.., _) => Err(self.feature(start, end, "an anchor")),
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => Err(self.feature(start, end, "a tag")),
            Event::Scalar(text, style, ..) => {
                self.scalar(&text, style, start, end);
                Ok(())
            }
            Event::SequenceStart(..) => self.enter(Open::List(start, Vec::new()), start),
            Event::MappingStart(..) => self.enter(Open::Map(start, Vec::new(), None), start),
            Event::SequenceEnd | Event::MappingEnd => {
                self.leave(end);
                Ok(())
            }
            Event::DocumentStart(true) if self.root.is_some() => {
                Err(self.second_document(start, end))
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, start: usize, end: usize) {
        let plain = style == ScalarStyle::Plain;
        let written = self.text.get(start..end).unwrap_or_default();
        // The parser's span of a plain scalar may run on into blanks or a comment's indentation.
        let end = if plain {
            start + written.trim_end_matches(is_blank).len()
        } else {
            end
        };
        let spelled = (style == ScalarStyle::DoubleQuoted && written.contains('\\'))
            .then(|| refused_in(text))
            .flatten();
        if let Some(found) = spelled {
            let span = Span::new(start, end).shifted(self.base);
            self.diagnostics
                .push(hidden_control(Location::new(self.path, span), found));
        }
        let kind = match text {
            "" | "~" | "null" if plain => NodeKind::Null,
            _ => NodeKind::Scalar {
                text: text.to_owned(),
                plain,
            },
        };
        self.place(Node {
            span: Span::new(start, end).shifted(self.base),
            kind,
        });
    }

    fn enter(&mut self, open: Open, at: usize) -> Result<(), Diagnostic> {
        if self.open.len() >= DEEPEST {
            return Err(self.problem(
                Code::TooDeep,
                at,
                at + 1,
                format!("data is nested more than {DEEPEST} levels deep"),
            ));
        }
        self.open.push(open);
        Ok(())
    }

    fn leave(&mut self, end: usize) {
        let (start, kind) = match self.open.pop() {
            Some(Open::List(start, items)) => (start, NodeKind::List(items)),
            Some(Open::Map(start, entries, _)) => {
                self.diagnostics.extend(repeated(self.path, &entries));
                (start, NodeKind::Map(entries))
            }
            None => return,
        };
        let written = self
            .text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(is_blank);
        self.place(Node {
            span: Span::new(start, start + written.len()).shifted(self.base),
            kind,
        });
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some((key, key_span)) => entries.push(Entry {
                    key,
                    key_span,
                    value: node,
                }),
                None => *key = Some(key_of(&node)),
            },
        }
    }

    fn feature(&self, start: usize, end: usize, what: &str) -> Diagnostic {
        let sign = self.text.get(start..start + 1).unwrap_or_default();
        let help = if matches!(sign, "&" | "*" | "!") {
            format!("quote the text if `{sign}` belongs to it, or write the value out")
        } else {
            "write the value out".to_owned()
        };
        self.problem(
            Code::YamlFeature,
            start,
            end,
            format!("{what} of YAML is not read here"),
        )
        .help(help)
    }

    fn second_document(&self, start: usize, end: usize) -> Diagnostic {
        self.problem(
            Code::YamlSyntax,
            start,
            end,
            "a second document begins here",
        )
        .help("front matter is one document between two `---` lines")
    }

    fn problem(
        &self,
        code: Code,
        start: usize,
        end: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        let last = self.source.len();
        let span = Span::new((self.base + start).min(last), (self.base + end).min(last));
        Diagnostic::at(code, Location::new(self.path, span), message)
    }
}

fn key_of(node: &Node) -> (String, Span) {
    let key = match &node.kind {
        NodeKind::Scalar { text, .. } => text.clone(),
        NodeKind::Null => "~".to_owned(),
        // A collection as key: no shape knows it, so it is reported as an unknown key at its place.
        NodeKind::List(_) => "[…]".to_owned(),
        NodeKind::Map(_) => "{…}".to_owned(),
    };
    (key, node.span)
}

/// A no-break space belongs to the value, which is wrong by it.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// A problem for each key of a map that stands there before. Found in a table: a map may have 100,000 keys.
pub(super) fn repeated(path: &SourcePath, entries: &[Entry]) -> Vec<Diagnostic> {
    let mut known: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    let mut found = Vec::new();
    for entry in entries {
        match known.entry(&entry.key) {
            Occupied(first) => {
                let at = Location::new(path, entry.key_span);
                let message = format!("{} stands here a second time", quoted(&entry.key));
                let first = Location::new(path, *first.get());
                let again = Diagnostic::at(Code::DuplicateKey, at, message);
                found.push(again.label(first, "first here").help("keep one of the two"));
            }
            Vacant(free) => drop(free.insert(entry.key_span)),
        }
    }
    found
}
