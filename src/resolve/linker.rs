//! Turns statements into values: references into ids, texts into prose; what cannot be linked is reported once.

use std::cell::RefCell;
use std::sync::Arc;

use super::ResolveOptions;
use super::names::{Asked, Meaning, Names};
use crate::diagnostic::nearest::Suggestions;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::kind::{EntityKey, Kinds};
use crate::locale::fold;
use crate::model::Schema;
use crate::site::EntityId;

/// Links the statements of one site.
pub(super) struct Linker<'a> {
    /// Languages, tags, what is due.
    pub options: &'a ResolveOptions,
    /// Of all entities; private, so that every question is noted.
    names: &'a Names,
    asked: RefCell<Asked>,
    /// What was reported so far.
    pub diagnostics: Vec<Diagnostic>,
    /// For what is named neither entry nor source.
    pub suggestions: Suggestions,
}

/// What a reference in a text or a list leads to.
#[derive(Clone, Copy)]
pub(super) enum LinkTarget {
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
            suggestions: Suggestions::default(),
        }
    }

    /// What was reported, and what was asked on the way.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Asked) {
        (self.diagnostics, self.asked.into_inner())
    }

    /// What `written` means among these kinds, without a word about it.
    pub(super) fn look_up(&self, written: &str, kinds: Kinds) -> Meaning {
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
    pub(super) fn find(&mut self, written: &str, kinds: Kinds, at: &Location) -> LinkTarget {
        let schema = Arc::clone(&self.options.schema);
        let (code, message, help) = match self.look_up(written, kinds) {
            Meaning::One(id) => return LinkTarget::To(id),
            Meaning::Hidden => return LinkTarget::Hidden,
            Meaning::Former(id, key) => {
                let message = format!("{} is a former id", quoted(written));
                self.report(
                    Code::FormerId,
                    at,
                    message,
                    Some(format!("write {}", quoted(&key.id))),
                );
                return LinkTarget::To(id);
            }
            Meaning::Nothing(_) if self.is_misplaced(written) => return LinkTarget::Broken,
            Meaning::Nothing(_) if written.trim().is_empty() => {
                let help = "write the id or the name of an entry".to_owned();
                (
                    Code::UnknownReference,
                    "this reference names nothing".to_owned(),
                    Some(help),
                )
            }
            Meaning::Several(keys) => (
                Code::AmbiguousReference,
                format!("{} names {} entries", quoted(written), keys.len()),
                Some(format!("write one of {}", listed(&schema, &keys))),
            ),
            Meaning::OtherKind(key) => {
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
            Meaning::Nothing(nearest) => {
                let message = format!(
                    "{} names no {}",
                    quoted(written),
                    wanted_bare(&schema, kinds)
                );
                let near = nearest.map(|nearest| format!("did you mean {}?", quoted(&nearest)));
                // Of one kind there are few; of all, a list says nothing.
                let is_narrow = wanted_bare(&schema, kinds) != wanted_bare(&schema, Kinds::ANY);
                let names = self.names;
                let known = || names.known(kinds).map(|known| format!("there are {known}"));
                let help =
                    near.or_else(|| self.suggestions.found(|| known().filter(|_| is_narrow)));
                (Code::UnknownReference, message, help)
            }
        };
        self.report(code, at, message, help);
        LinkTarget::Broken
    }

    /// Says of the reference that was reported last that someone may be named there without an entry.
    pub(super) fn or_named(&mut self) {
        let last = self.diagnostics.last_mut();
        if let Some(one) = last.filter(|one| one.code == Code::UnknownReference) {
            let help = one.help.take().map(|help| format!("{help}; "));
            let named = "someone without an entry is written by language: {ar: …, en: …}";
            one.help = Some(format!("{}{named}", help.unwrap_or_default()));
        }
    }

    /// Whether a file that is called nearly so could not be read for its name: `Talks_2018.ar.md`.
    pub(super) fn is_unread(&self, id: &str) -> bool {
        let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
        self.options.misplaced.iter().any(|one| plain(one) == id)
    }

    fn is_misplaced(&self, written: &str) -> bool {
        let name = written.rsplit('/').next().unwrap_or(written);
        let wanted = fold(name);
        self.options.misplaced.iter().any(|one| fold(one) == wanted)
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
