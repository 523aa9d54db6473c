//! The tables of `docs/theme.md` as shapes, and values walked along them.
//!
//! A heading with back-quoted names opens tables for what it names; a row is `` | `path`, `path` | type | meaning | ``.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

/// What a value may be.
#[derive(Clone, Debug)]
enum Shape {
    Text,
    Html,
    Number,
    Truth,
    Any,
    Part(String),
    List(Box<Field>),
    MapOf(Box<Field>),
    Fields(BTreeMap<String, Field>),
}

#[derive(Clone, Debug)]
struct Field {
    shape: Shape,
    or_none: bool,
}

/// A table: what some templates get.
struct Group {
    /// Names the table in findings.
    label: String,
    /// The templates; none for all.
    templates: Vec<String>,
    field: Field,
}

/// The documented contract.
#[derive(Default)]
pub(crate) struct Contract {
    parts: BTreeMap<String, Field>,
    groups: Vec<Group>,
    blocks: Vec<Group>,
}

/// What walking found.
#[derive(Default)]
pub(crate) struct Findings {
    /// What differs, each once.
    pub(crate) faults: BTreeSet<String>,
    /// Documented variables that had a value at least once.
    filled: BTreeSet<String>,
}

impl Contract {
    /// Reads the documentation.
    pub(crate) fn read(text: &str) -> Self {
        let mut contract = Self::default();
        let (mut section, mut label) = ("", "");
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                section = title;
            } else if let Some(heading) = line.strip_prefix("### ") {
                label = heading;
                contract.open(section, heading);
            } else if let Some((paths, kind)) = row(line) {
                contract.add(section, label, &paths, kind);
            }
        }
        contract
    }

    fn open(&mut self, section: &str, heading: &str) {
        let group = || Group {
            label: heading.to_owned(),
            templates: quoted(heading),
            field: Field::fields(),
        };
        match section {
            "Parts" => quoted(heading)
                .into_iter()
                .for_each(|name| drop(self.parts.insert(name, Field::fields()))),
            "Templates" => self.groups.push(group()),
            "Blocks" => self.blocks.push(group()),
            _ => {}
        }
    }

    fn add(&mut self, section: &str, label: &str, paths: &[String], kind: &str) {
        let field = match section {
            "Parts" => quoted(label)
                .first()
                .and_then(|name| self.parts.get_mut(name)),
            "Templates" => self.groups.last_mut().map(|group| &mut group.field),
            "Blocks" => self.blocks.last_mut().map(|group| &mut group.field),
            _ => None,
        };
        if let Some(field) = field {
            paths
                .iter()
                .for_each(|path| field.add(path, &Field::parse(kind)));
        }
    }

    /// The names of the templates.
    pub(crate) fn templates(&self) -> BTreeSet<&str> {
        self.groups
            .iter()
            .flat_map(|group| group.templates.iter().map(String::as_str))
            .collect()
    }

    /// Compares what a template gets.
    pub(crate) fn check(&self, template: &str, value: &Value, findings: &mut Findings) {
        let applies = |group: &&Group| {
            group.templates.is_empty() || group.templates.iter().any(|name| name == template)
        };
        let groups: Vec<&Group> = self.groups.iter().filter(applies).collect();
        self.walk_groups(template, value, &groups, findings);
    }

    /// Compares what a block gets.
    pub(crate) fn check_block(&self, value: &Value, findings: &mut Findings) {
        self.walk_groups(
            "block",
            value,
            &self.blocks.iter().collect::<Vec<_>>(),
            findings,
        );
    }

    fn walk_groups(&self, at: &str, value: &Value, groups: &[&Group], findings: &mut Findings) {
        let present = fields_of(value).unwrap_or_default();
        for (name, value) in &present {
            let known = groups
                .iter()
                .find_map(|group| Some((&group.label, group.field.get(name)?)));
            match known {
                Some((label, field)) => {
                    self.walk(&format!("{label}: {name}"), value, field, findings);
                }
                None => drop(
                    findings
                        .faults
                        .insert(format!("{at}: {name} exists and is not documented")),
                ),
            }
        }
        let wanted = groups.iter().flat_map(|group| group.field.names());
        for name in wanted.filter(|name| !present.contains_key(*name)) {
            findings
                .faults
                .insert(format!("{at}: {name} is documented and absent"));
        }
    }

    /// Adds what is documented and had no value on any page.
    pub(crate) fn finish(&self, findings: &mut Findings) {
        let mut documented = BTreeSet::new();
        let groups = self
            .groups
            .iter()
            .chain(&self.blocks)
            .map(|group| (group.label.as_str(), ": ", &group.field));
        let parts = self
            .parts
            .iter()
            .map(|(name, field)| (name.as_str(), ".", field));
        for (label, joint, field) in groups.chain(parts) {
            let Shape::Fields(fields) = &field.shape else {
                continue;
            };
            fields.iter().for_each(|(name, field)| {
                field.paths(&format!("{label}{joint}{name}"), &mut documented);
            });
        }
        for path in documented.difference(&findings.filled) {
            findings
                .faults
                .insert(format!("{path} is documented and has no value on any page"));
        }
    }

    fn walk(&self, at: &str, value: &Value, field: &Field, findings: &mut Findings) {
        if value.is_none() || value.is_undefined() {
            if !field.or_none {
                findings
                    .faults
                    .insert(format!("{at} is none, which its type does not say"));
            }
            return;
        }
        findings.filled.insert(at.to_owned());
        let text = value.as_str().is_some();
        let sound = match &field.shape {
            Shape::Any => true,
            Shape::Text => text && !value.is_safe(),
            Shape::Html => text && value.is_safe(),
            Shape::Number => value.is_number(),
            Shape::Truth => value.is_bool(),
            Shape::List(inner) => self.walk_list(at, value, inner, findings),
            Shape::MapOf(inner) => value.as_map().is_some_and(|map| {
                map.values()
                    .for_each(|value| self.walk(&format!("{at}{{}}"), value, inner, findings));
                true
            }),
            Shape::Part(name) => match self.parts.get(name) {
                Some(part) => self.walk_fields(name, value, part, findings),
                None => {
                    findings
                        .faults
                        .insert(format!("{at} has the unknown type {name}"));
                    true
                }
            },
            Shape::Fields(_) => self.walk_fields(at, value, field, findings),
        };
        if !sound {
            let safe = if value.is_safe() { "safe " } else { "" };
            findings.faults.insert(format!(
                "{at} is a {safe}{}, not {:?}",
                value.name(),
                field.shape
            ));
        }
    }

    fn walk_list(&self, at: &str, value: &Value, inner: &Field, findings: &mut Findings) -> bool {
        let Some(items) = value.as_array() else {
            return false;
        };
        items
            .iter()
            .for_each(|item| self.walk(&format!("{at}[]"), item, inner, findings));
        true
    }

    fn walk_fields(&self, at: &str, value: &Value, field: &Field, findings: &mut Findings) -> bool {
        let Some(present) = fields_of(value) else {
            return false;
        };
        for (name, value) in &present {
            match field.get(name) {
                Some(field) => self.walk(&format!("{at}.{name}"), value, field, findings),
                None => drop(
                    findings
                        .faults
                        .insert(format!("{at}.{name} exists and is not documented")),
                ),
            }
        }
        for name in field.names().filter(|name| !present.contains_key(name)) {
            findings
                .faults
                .insert(format!("{at}.{name} is documented and absent"));
        }
        true
    }
}

fn fields_of(value: &Value) -> Option<BTreeMap<&str, &Value>> {
    Some(
        value
            .as_map()?
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?, value)))
            .collect(),
    )
}

impl Field {
    fn of(shape: Shape) -> Self {
        Self {
            shape,
            or_none: false,
        }
    }

    fn fields() -> Self {
        Self::of(Shape::Fields(BTreeMap::new()))
    }

    fn parse(kind: &str) -> Self {
        if let Some(inner) = kind.strip_prefix("map of ") {
            return Self::of(Shape::MapOf(Box::new(Self::parse(inner))));
        }
        if let Some(inner) = kind.strip_prefix("list of ") {
            return Self::of(Shape::List(Box::new(Self::parse(inner))));
        }
        let (kind, or_none) = kind
            .strip_suffix("or none")
            .map_or((kind, false), |kind| (kind.trim(), true));
        let shape = match kind {
            "" => Shape::Fields(BTreeMap::new()),
            "text" => Shape::Text,
            "html" => Shape::Html,
            "number" => Shape::Number,
            "truth" => Shape::Truth,
            "any" => Shape::Any,
            name => Shape::Part(name.to_owned()),
        };
        Self { shape, or_none }
    }

    /// Adds a field at a path such as `pager.pages[].number`.
    fn add(&mut self, path: &str, field: &Self) {
        let (first, rest) = path
            .split_once('.')
            .map_or((path, None), |(first, rest)| (first, Some(rest)));
        let (name, in_list) = first
            .strip_suffix("[]")
            .map_or((first, false), |name| (name, true));
        let Shape::Fields(fields) = &mut self.shape else {
            panic!("{path} lies under a value that has no fields")
        };
        let Some(rest) = rest else {
            let known = fields
                .entry(name.to_owned())
                .or_insert_with(|| field.clone());
            known.or_none |= field.or_none;
            return;
        };
        let child = fields.entry(name.to_owned()).or_insert_with(|| {
            if in_list {
                Self::of(Shape::List(Box::new(Self::fields())))
            } else {
                Self::fields()
            }
        });
        match &mut child.shape {
            Shape::List(inner) if in_list => inner.add(rest, field),
            _ => child.add(rest, field),
        }
    }

    fn get(&self, name: &str) -> Option<&Self> {
        match &self.shape {
            Shape::Fields(fields) => fields.get(name),
            _ => None,
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let fields = if let Shape::Fields(fields) = &self.shape {
            Some(fields)
        } else {
            None
        };
        fields.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The paths of this field and what lies under it; parts are counted by their own names.
    fn paths(&self, at: &str, into: &mut BTreeSet<String>) {
        into.insert(at.to_owned());
        match &self.shape {
            Shape::List(inner) => inner.paths(&format!("{at}[]"), into),
            Shape::MapOf(inner) => inner.paths(&format!("{at}{{}}"), into),
            Shape::Fields(fields) => fields
                .iter()
                .for_each(|(name, field)| field.paths(&format!("{at}.{name}"), into)),
            Shape::Text
            | Shape::Html
            | Shape::Number
            | Shape::Truth
            | Shape::Any
            | Shape::Part(_) => {}
        }
    }
}

fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(ToOwned::to_owned)
        .collect()
}

/// Paths and type of a row; nothing for heads, rules and other tables.
fn row(line: &str) -> Option<(Vec<String>, &str)> {
    let mut cells = line.strip_prefix("| `")?.split(" | ");
    let (paths, kind) = (cells.next()?, cells.next()?);
    cells.next()?;
    Some((quoted(&format!("`{paths}")), kind.trim()))
}
