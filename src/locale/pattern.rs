//! One pattern of the string table: text with named placeholders, checked when it is read.

use std::fmt;

/// A stretch of a date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatePiece {
    /// The words, filled in.
    pub text: String,
    /// The value for `<time datetime>`, where the words stand for an exact day or time.
    pub datetime: Option<String>,
}

impl DatePiece {
    pub(super) fn plain(text: String) -> DatePiece {
        DatePiece {
            text,
            datetime: None,
        }
    }
}

/// A pattern ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern(Vec<PatternPiece>);

#[derive(Clone, Debug)]
enum PatternPiece {
    Text(String),
    Slot(Placeholder),
}

/// What a pattern must and may hold.
pub(super) struct Rule {
    /// Each of these.
    pub(super) all: &'static [Placeholder],
    /// At least one of these, unless there are none.
    pub(super) any: &'static [Placeholder],
}

/// What is wrong with one entry of the string table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The key of the entry.
    pub key: String,
    /// What is wrong with it.
    pub reason: PatternReason,
}

/// The ways in which an entry fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternReason {
    /// There is no such entry, but one is needed.
    MissingKey,
    /// An entry that nothing uses.
    UnknownKey,
    /// The entry has no text.
    Empty,
    /// It needs this placeholder, or one of these.
    MissingPlaceholder(String),
    /// It holds a placeholder that has no meaning here.
    UnknownPlaceholder(String),
    /// A brace without its partner.
    UnbalancedBrace,
}

macro_rules! slots {
    ($($variant:ident $name:literal)*) => {
        /// What a pattern leaves open.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Placeholder { $($variant),* }

        impl Placeholder {
            const ALL: &'static [Placeholder] = &[$(Placeholder::$variant),*];

            pub(super) fn name(self) -> &'static str {
                match self { $(Placeholder::$variant => $name),* }
            }
        }
    };
}

slots! {
    Day "day" Month "month" Year "year" From "from" To "to" Date "date" Time "time" Season "season"
    Century "century" Offset "offset" Hijri "hijri" Number "number" Sign "sign"
}

impl Pattern {
    pub(super) fn parse(text: &str, rule: &Rule) -> Result<Pattern, PatternReason> {
        if text.trim().is_empty() {
            return Err(PatternReason::Empty);
        }
        let pattern = Pattern(pieces(text)?);
        pattern.check(rule)?;
        Ok(pattern)
    }

    fn check(&self, rule: &Rule) -> Result<(), PatternReason> {
        let has = |slot: Placeholder| {
            self.0
                .iter()
                .any(|piece| matches!(piece, PatternPiece::Slot(own) if *own == slot))
        };
        let foreign = Placeholder::ALL
            .iter()
            .find(|s| has(**s) && !rule.all.contains(s) && !rule.any.contains(s));
        if let Some(slot) = foreign {
            return Err(PatternReason::UnknownPlaceholder(slot.name().to_owned()));
        }
        if let Some(slot) = rule.all.iter().find(|slot| !has(**slot)) {
            return Err(PatternReason::MissingPlaceholder(slot.name().to_owned()));
        }
        if !rule.any.is_empty() && !rule.any.iter().any(|slot| has(*slot)) {
            let names: Vec<&str> = rule.any.iter().map(|slot| slot.name()).collect();
            return Err(PatternReason::MissingPlaceholder(names.join(" | ")));
        }
        Ok(())
    }

    /// Whether nothing stands before a slot.
    pub(super) fn begins_with(&self, slot: Placeholder) -> bool {
        let empty =
            |piece: &&PatternPiece| matches!(piece, PatternPiece::Text(text) if text.is_empty());
        let first = self.0.iter().find(|piece| !empty(piece));
        matches!(first, Some(PatternPiece::Slot(own)) if *own == slot)
    }

    /// Whether one slot stands before another.
    pub(super) fn has_before(&self, slot: Placeholder, other: Placeholder) -> bool {
        let place = |slot: Placeholder| {
            self.0
                .iter()
                .position(|piece| matches!(piece, PatternPiece::Slot(own) if *own == slot))
        };
        place(slot)
            .zip(place(other))
            .is_some_and(|(place, other)| place < other)
    }

    /// The pattern filled in. A slot without a value stays empty; [`Rule`] keeps that from happening.
    pub(super) fn text(&self, values: &[(Placeholder, &str)]) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                PatternPiece::Text(text) => text.as_str(),
                PatternPiece::Slot(slot) => find(values, *slot).copied().unwrap_or_default(),
            })
            .collect()
    }

    /// The pattern filled in, with what has a machine-readable form kept apart.
    pub(super) fn pieces(&self, values: &[(Placeholder, DatePiece)]) -> Vec<DatePiece> {
        let all = self.0.iter().map(|piece| match piece {
            PatternPiece::Text(text) => DatePiece::plain(text.clone()),
            PatternPiece::Slot(slot) => find(values, *slot).cloned().unwrap_or_default(),
        });
        joined(all)
    }

    /// As [`Pattern::pieces`], with one slot that holds several pieces.
    pub(super) fn around(
        &self,
        slot: Placeholder,
        pieces: &[DatePiece],
        values: &[(Placeholder, &str)],
    ) -> Vec<DatePiece> {
        joined(self.0.iter().flat_map(|piece| {
            match piece {
                PatternPiece::Text(text) => vec![DatePiece::plain(text.clone())],
                PatternPiece::Slot(own) if *own == slot => pieces.to_vec(),
                PatternPiece::Slot(own) => find(values, *own)
                    .map(|text| DatePiece::plain((*text).to_owned()))
                    .into_iter()
                    .collect(),
            }
        }))
    }
}

/// Neighbours without a machine-readable form become one.
fn joined(pieces: impl Iterator<Item = DatePiece>) -> Vec<DatePiece> {
    pieces.filter(|piece| !piece.text.is_empty()).fold(
        Vec::new(),
        |mut joined: Vec<DatePiece>, piece| {
            match joined.last_mut() {
                Some(last) if last.datetime.is_none() && piece.datetime.is_none() => {
                    last.text.push_str(&piece.text);
                }
                _ => joined.push(piece),
            }
            joined
        },
    )
}

fn find<V>(values: &[(Placeholder, V)], slot: Placeholder) -> Option<&V> {
    values
        .iter()
        .find(|(own, _)| *own == slot)
        .map(|(_, value)| value)
}

fn pieces(text: &str) -> Result<Vec<PatternPiece>, PatternReason> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .ok_or(PatternReason::UnbalancedBrace)?;
        pieces.push(literal(before)?);
        let slot = Placeholder::ALL.iter().find(|slot| slot.name() == name);
        let slot = slot.ok_or_else(|| PatternReason::UnknownPlaceholder(name.to_owned()))?;
        pieces.push(PatternPiece::Slot(*slot));
        rest = after;
    }
    pieces.push(literal(rest)?);
    Ok(pieces)
}

fn literal(text: &str) -> Result<PatternPiece, PatternReason> {
    if text.contains('}') {
        Err(PatternReason::UnbalancedBrace)
    } else {
        Ok(PatternPiece::Text(text.to_owned()))
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.key;
        match &self.reason {
            PatternReason::MissingKey => write!(f, "`{key}` is missing"),
            PatternReason::UnknownKey => write!(f, "`{key}` is not used"),
            PatternReason::Empty => write!(f, "`{key}` is empty"),
            PatternReason::MissingPlaceholder(name) => {
                write!(f, "`{key}` needs the placeholder {{{name}}}")
            }
            PatternReason::UnknownPlaceholder(name) => {
                write!(f, "`{key}` has no placeholder {{{name}}}")
            }
            PatternReason::UnbalancedBrace => write!(f, "`{key}` has a brace without its partner"),
        }
    }
}

impl std::error::Error for PatternError {}
