//! Turns statements into values: references into ids, texts into prose; what cannot be linked is reported once.

use std::cell::RefCell;
use std::sync::Arc;

use super::ResolveOptions;
use super::merge::Fact;
use super::names::{Asked, Found, Names};
use super::prose;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::edtf::Edtf;
use crate::kind::{EntityKey, Kinds};
use crate::lang::PerLang;
use crate::locale::fold;
use crate::model::Schema;
use crate::site::{Agent, EntityId, Prose, StatedDate};
use crate::yaml::{Stated, Value};

/// Links the statements of one site.
pub(super) struct Linker<'a> {
    /// Languages, tags, what is due.
    pub options: &'a ResolveOptions,
    /// Of all entities; private, so that every question is noted.
    names: &'a Names,
    asked: RefCell<Asked>,
    /// What was reported so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a reference in a text or a list leads to.
#[derive(Clone, Copy)]
pub(super) enum Link {
    To(EntityId),
    Hidden,
    Broken,
}

impl<'a> Linker<'a> {
    pub(super) fn new(options: &'a ResolveOptions, names: &'a Names) -> Self {
        Self {
            options,
            names,
            asked: RefCell::default(),
            diagnostics: Vec::new(),
        }
    }

    /// What was reported, and what was asked on the way.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Asked) {
        (self.diagnostics, self.asked.into_inner())
    }

    /// What `written` means among these kinds, without a word about it.
    pub(super) fn look_up(&self, written: &str, kinds: Kinds) -> Found {
        self.names
            .find(written, kinds, &mut self.asked.borrow_mut())
    }

    /// All entities with this id, whatever else is called so.
    pub(super) fn with_id(&self, id: &str) -> Vec<EntityKey> {
        self.names.with_id(id, &mut self.asked.borrow_mut())
    }

    /// The name of a published entity.
    pub(super) fn key(&self, id: EntityId) -> Option<&'a EntityKey> {
        self.names.key(id)
    }

    /// Looks a reference up and reports what is wrong with it.
    pub(super) fn find(&mut self, written: &str, kinds: Kinds, at: &Location) -> Link {
        let schema = Arc::clone(&self.options.schema);
        let (code, message, help) = match self.look_up(written, kinds) {
            Found::One(id) => return Link::To(id),
            Found::Hidden => return Link::Hidden,
            Found::Former(id, key) => {
                let message = format!("{} is a former id", quoted(written));
                self.report(
                    Code::FormerId,
                    at,
                    message,
                    Some(format!("write {}", quoted(&key.id))),
                );
                return Link::To(id);
            }
            Found::Nothing(_) if self.is_misplaced(written) => return Link::Broken,
            Found::Nothing(_) if written.trim().is_empty() => {
                let help = "write the id or the name of an entry".to_owned();
                (
                    Code::UnknownReference,
                    "this reference names nothing".to_owned(),
                    Some(help),
                )
            }
            Found::Several(keys) => (
                Code::AmbiguousReference,
                format!("{} names {} entries", quoted(written), keys.len()),
                Some(format!("write one of {}", listed(&schema, &keys))),
            ),
            Found::OtherKind(key) => {
                let message = format!(
                    "{} is {} {}, which does not fit here",
                    quoted(written),
                    article(schema.word(key.kind)),
                    schema.word(key.kind)
                );
                (
                    Code::WrongKind,
                    message,
                    Some(format!("{} fits here", wanted(&schema, kinds))),
                )
            }
            Found::Nothing(nearest) => {
                let message = format!(
                    "{} names no {}",
                    quoted(written),
                    wanted_bare(&schema, kinds)
                );
                (
                    Code::UnknownReference,
                    message,
                    nearest.map(|nearest| format!("did you mean {}?", quoted(&nearest))),
                )
            }
        };
        self.report(code, at, message, help);
        Link::Broken
    }

    fn is_misplaced(&self, written: &str) -> bool {
        let name = written.rsplit('/').next().unwrap_or(written);
        let wanted = fold(name);
        self.options.misplaced.iter().any(|one| fold(one) == wanted)
    }

    /// What a record is about nothing without; reported at the record, unless it may stand there unread.
    pub(super) fn require(&mut self, fact: Fact<'_>, name: &str) {
        if fact.document.sound
            && matches!(fact.stated.value, Value::Map(..))
            && fact.get(name).is_none()
        {
            let message = format!("`{name}` is missing here");
            self.report(
                Code::MissingKey,
                &fact.location(),
                message,
                Some(format!("add `{name}: …`")),
            );
        }
    }

    /// Reports a problem.
    pub(super) fn report(
        &mut self,
        code: Code,
        at: &Location,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::at(code, at.clone(), message).maybe_help(help));
    }

    /// The entity that a fact names; `None` also for what is not published, which leaves no trace.
    pub(super) fn entity(&mut self, fact: Fact<'_>) -> Option<EntityId> {
        let Value::Ref { written, kinds, .. } = &fact.stated.value else {
            return None;
        };
        match self.find(written, *kinds, &fact.location()) {
            Link::To(id) => Some(id),
            Link::Hidden | Link::Broken => None,
        }
    }

    /// The entities that a list names, each once.
    pub(super) fn entities(&mut self, fact: Option<Fact<'_>>) -> Vec<EntityId> {
        let mut found = Vec::new();
        for item in fact.into_iter().flat_map(Fact::items) {
            let id = self.entity(item);
            found.extend(id.filter(|id| !found.contains(id)));
        }
        found
    }

    /// The entity under a key of a map.
    pub(super) fn entity_at(&mut self, fact: Fact<'_>, name: &str) -> Option<EntityId> {
        fact.get(name).and_then(|fact| self.entity(fact))
    }

    /// An actor, or someone named in each language.
    pub(super) fn agent(&mut self, fact: Fact<'_>) -> Option<Agent> {
        match &fact.stated.value {
            Value::Ref { .. } => self.entity(fact).map(Agent::Actor),
            _ => Some(Agent::Named(texts(Some(fact)))),
        }
    }

    /// A date with what is known about it.
    pub(super) fn stated_date(&mut self, fact: Option<Fact<'_>>) -> Option<StatedDate> {
        let fact = fact?;
        self.require(fact, "value");
        let rivals: Vec<Fact<'_>> = fact
            .get("rivals")
            .into_iter()
            .flat_map(Fact::items)
            .collect();
        rivals
            .iter()
            .for_each(|rival| self.require(*rival, "value"));
        let rivals = rivals
            .into_iter()
            .filter_map(|rival| Some((date(rival.get("value"))?, self.entity_at(rival, "source"))))
            .collect();
        Some(StatedDate {
            value: date(fact.get("value"))?,
            source: self.entity_at(fact, "source"),
            as_published: text(fact.get("as_published")),
            basis: word(fact.get("basis")),
            rivals,
        })
    }

    /// A text of an entity, whose languages are stated in several files.
    pub(super) fn prose_of_all<'f>(
        &mut self,
        facts: impl Iterator<Item = Fact<'f>>,
    ) -> PerLang<Prose> {
        let mut all = PerLang::new();
        for fact in facts {
            all.extend(self.prose(Some(fact)));
        }
        all
    }

    /// A text of front matter in each of its languages.
    pub(super) fn prose(&mut self, fact: Option<Fact<'_>>) -> PerLang<Prose> {
        let Some(fact) = fact else {
            return PerLang::new();
        };
        let Value::ByLang(values) = &fact.stated.value else {
            return PerLang::new();
        };
        values
            .iter()
            .filter_map(|(lang, stated)| Some((*lang, self.prose_of(fact, stated)?)))
            .collect()
    }

    fn prose_of(&mut self, fact: Fact<'_>, stated: &Stated) -> Option<Prose> {
        let Value::Inline { index, .. } = stated.value else {
            return None;
        };
        let body = fact.document.inline.get(index)?;
        let targets = prose::targets(self, body, fact.document);
        Some(Prose {
            body: Arc::clone(body),
            targets,
            path: fact.document.path.clone(),
        })
    }
}

/// A plain text in each of its languages.
pub(super) fn texts(fact: Option<Fact<'_>>) -> PerLang<Arc<str>> {
    match fact.map(|fact| &fact.stated.value) {
        Some(Value::ByLang(values)) => values
            .iter()
            .filter_map(|(lang, stated)| Some((*lang, plain(stated)?)))
            .collect(),
        _ => PerLang::new(),
    }
}

/// A list of plain texts in each of its languages, from all files that state one.
pub(super) fn text_lists<'a>(facts: impl Iterator<Item = Fact<'a>>) -> PerLang<Vec<Arc<str>>> {
    let mut lists = PerLang::new();
    for fact in facts {
        if let Value::ByLang(values) = &fact.stated.value {
            lists.extend(values.iter().map(|(lang, stated)| (*lang, items(stated))));
        }
    }
    lists
}

/// The plain texts of a list.
pub(super) fn text_list(fact: Option<Fact<'_>>) -> Vec<Arc<str>> {
    fact.map(|fact| items(fact.stated)).unwrap_or_default()
}

fn items(stated: &Stated) -> Vec<Arc<str>> {
    match &stated.value {
        Value::List(items) => items.iter().filter_map(plain).collect(),
        _ => Vec::new(),
    }
}

/// A plain text.
pub(super) fn text(fact: Option<Fact<'_>>) -> Option<Arc<str>> {
    plain(fact?.stated)
}

fn plain(stated: &Stated) -> Option<Arc<str>> {
    match &stated.value {
        Value::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

/// A bare date.
pub(super) fn date(fact: Option<Fact<'_>>) -> Option<Edtf> {
    match &fact?.stated.value {
        Value::Date(date) => Some(date.clone()),
        _ => None,
    }
}

/// A word of its shape.
pub(super) fn word(fact: Option<Fact<'_>>) -> Option<&'static str> {
    match &fact?.stated.value {
        Value::Word(std::borrow::Cow::Borrowed(word)) => Some(word),
        _ => None,
    }
}

/// A number.
pub(super) fn number(fact: Option<Fact<'_>>) -> Option<f64> {
    match fact?.stated.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// `true`.
pub(super) fn is_true(fact: Option<Fact<'_>>) -> bool {
    matches!(fact.map(|fact| &fact.stated.value), Some(Value::Bool(true)))
}

fn listed(schema: &Schema, keys: &[EntityKey]) -> String {
    keys.iter()
        .map(|key| quoted(&schema.name(key)))
        .collect::<Vec<_>>()
        .join(" or ")
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e']) {
        "an"
    } else {
        "a"
    }
}

fn wanted(schema: &Schema, kinds: Kinds) -> String {
    words(schema, kinds)
        .iter()
        .map(|word| format!("{} {word}", article(word)))
        .collect::<Vec<_>>()
        .join(" or ")
}

fn wanted_bare(schema: &Schema, kinds: Kinds) -> String {
    if kinds == Kinds::ANY {
        "entry".to_owned()
    } else {
        words(schema, kinds).join(" or ")
    }
}

fn words(schema: &Schema, kinds: Kinds) -> Vec<&str> {
    schema
        .kinds()
        .filter(|kind| kinds.contains(*kind))
        .map(|kind| schema.word(kind))
        .collect()
}
