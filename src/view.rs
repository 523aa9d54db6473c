//! What a template sees: values that carry the fingerprint of what they show.
//!
//! A [`Part`] is made once and shared by every view that shows it: cloning one is counting a reference.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;
use tera::value::Key;

use crate::diagnostic::Location;
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::Lang;
use crate::page::Route;
use crate::source::SourcePath;

/// A value for templates with its fingerprint, taken from the very value that is shown.
#[derive(Clone, Debug)]
pub struct Part {
    value: Value,
    fingerprint: Fingerprint,
}

/// A key that sorts by its place. The engine makes its own map of whatever map it is given, in the order of that one;
/// hashing every key twice was a fiftieth of a build.
struct Placed {
    at: usize,
    key: Key<'static>,
}

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Placed {}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Placed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at)
    }
}

impl From<Placed> for Key<'static> {
    fn from(placed: Placed) -> Self {
        placed.key
    }
}

/// What a part is, as the seed of its fingerprint: a text and a number that look alike differ.
#[derive(Clone, Copy)]
enum Sort {
    None = 1,
    Text,
    Html,
    Bool,
    Int,
    Float,
    List,
    Map,
}

impl Part {
    fn leaf(sort: Sort, value: Value, bytes: &[u8]) -> Self {
        Self {
            value,
            fingerprint: Fingerprint::of_sort(sort as u64, bytes),
        }
    }

    /// What is absent: false in conditions, and no error to ask for.
    pub fn none() -> Self {
        Self::leaf(Sort::None, Value::none(), &[])
    }

    /// A plain text, escaped where it is shown.
    pub fn text(text: &str) -> Self {
        Self::leaf(Sort::Text, Value::normal_string(text), text.as_bytes())
    }

    /// Ready HTML.
    pub fn html(html: &str) -> Self {
        Self::leaf(Sort::Html, Value::safe_string(html), html.as_bytes())
    }

    /// A truth value.
    pub fn bool(value: bool) -> Self {
        Self::leaf(Sort::Bool, Value::from(value), &[u8::from(value)])
    }

    /// A whole number.
    pub fn int(value: i64) -> Self {
        Self::leaf(Sort::Int, Value::from(value), &value.to_le_bytes())
    }

    /// A count.
    pub fn count(value: usize) -> Self {
        Self::int(i64::try_from(value).unwrap_or(i64::MAX))
    }

    /// A number.
    pub fn float(value: f64) -> Self {
        Self::leaf(
            Sort::Float,
            Value::from(value),
            &value.to_bits().to_le_bytes(),
        )
    }

    /// A list.
    pub fn list(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter();
        let mut prints = Vec::with_capacity(parts.size_hint().0 * 16);
        let mut values: Vec<Value> = Vec::with_capacity(parts.size_hint().0);
        for part in parts {
            prints.extend_from_slice(&part.fingerprint.to_bytes());
            values.push(part.value);
        }
        Self::leaf(Sort::List, Value::from(values), &prints)
    }

    /// A map. Every fingerprint has sixteen bytes and every key its length before it, so that nothing runs together.
    pub fn map<K: Into<Key<'static>> + AsRef<str>>(
        entries: impl IntoIterator<Item = (K, Self)>,
    ) -> Self {
        let entries = entries.into_iter();
        let mut prints = Vec::with_capacity(entries.size_hint().0 * 32);
        let mut map = Vec::with_capacity(entries.size_hint().0);
        for (at, (key, part)) in entries.enumerate() {
            let name = key.as_ref();
            prints.extend_from_slice(&(name.len() as u64).to_le_bytes());
            prints.extend_from_slice(name.as_bytes());
            prints.extend_from_slice(&part.fingerprint.to_bytes());
            map.push((
                Placed {
                    at,
                    key: key.into(),
                },
                part.value,
            ));
        }
        Self::leaf(Sort::Map, Value::from(BTreeMap::from_iter(map)), &prints)
    }

    /// A plain text or nothing.
    pub fn maybe_text(text: Option<&str>) -> Self {
        text.map_or_else(Self::none, Self::text)
    }

    /// A part or nothing.
    pub fn maybe(part: Option<Self>) -> Self {
        part.unwrap_or_else(Self::none)
    }

    /// A value of the editor's own, from front matter or configuration.
    pub fn free(value: &serde_yaml::Value) -> Self {
        match value {
            serde_yaml::Value::Null => Self::none(),
            serde_yaml::Value::Bool(value) => Self::bool(*value),
            serde_yaml::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Self::int(whole),
                (None, float) => Self::float(float.unwrap_or_default()),
            },
            serde_yaml::Value::String(text) => Self::text(text),
            serde_yaml::Value::Sequence(items) => Self::list(items.iter().map(Self::free)),
            serde_yaml::Value::Mapping(map) => Self::map(
                map.iter()
                    .filter_map(|(key, value)| Some((scalar(key)?, Self::free(value)))),
            ),
            serde_yaml::Value::Tagged(tagged) => Self::free(&tagged.value),
        }
    }

    /// The value for the template engine.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Of the value.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

fn scalar(key: &serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A piece of a page's text.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Ready HTML.
    Html(String),
    /// A block, still to be rendered by its own template.
    Block {
        /// `blocks/<name>.html`
        template: Arc<str>,
        /// What the block's template sees.
        parts: BTreeMap<&'static str, Part>,
    },
}

/// How a view becomes a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// By the template of this name.
    Template(Arc<str>),
    /// The text is finished.
    Finished(Arc<str>),
}

/// All that one page's template sees.
#[derive(Clone, Debug)]
pub struct View {
    /// Where the page stands.
    pub route: Route,
    /// Its language.
    pub lang: Option<Lang>,
    /// How it becomes a text.
    pub form: Form,
    /// The variables.
    pub parts: BTreeMap<&'static str, Part>,
    /// The text of the page; its variable is `body`.
    pub body: Vec<Segment>,
    /// The file that the page is about, for messages.
    pub origin: Option<SourcePath>,
    /// Where its template is named, if an editor named one.
    pub template_at: Option<Location>,
    /// Pictures and files of `content/` that the page shows or links to.
    pub attachments: Vec<SourcePath>,
}

impl Fingerprinted for View {
    /// Covers all that rendering reads; `origin` reaches the messages, `attachments` nothing.
    fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("view");
        match &self.form {
            Form::Template(name) => hasher.number(0).text(name),
            Form::Finished(text) => hasher.number(1).text(text),
        };
        hasher.text(self.origin.as_ref().map_or("", |origin| origin.as_str()));
        // A template that does not exist is reported there.
        if let Some(span) = self.template_at.as_ref().and_then(|at| at.span) {
            hasher
                .number(u64::from(span.start))
                .number(u64::from(span.end));
        }
        hash_parts(&mut hasher, &self.parts);
        hasher.number(self.body.len() as u64);
        for segment in &self.body {
            match segment {
                Segment::Html(html) => {
                    hasher.number(0).text(html);
                }
                Segment::Block { template, parts } => {
                    hasher.number(1).text(template);
                    hash_parts(&mut hasher, parts);
                }
            }
        }
        hasher.finish()
    }
}

fn hash_parts(hasher: &mut Hasher, parts: &BTreeMap<&'static str, Part>) {
    hasher.number(parts.len() as u64);
    for (name, part) in parts {
        hasher.text(name).part(part.fingerprint);
    }
}
