//! Windows on records: a getter for each key, made from its declaration.
//!
//! A window holds a reference and nothing else. Its getters go by the number of a key, which the compiler looks up in the
//! table of [`crate::model::schema`]: a getter that names a key which is not declared does not compile. What a getter gives
//! back is read where it is asked for; nothing is copied or kept.

mod agreement;
mod claims;
mod dates;
mod numbers;
mod values;
mod windows;

pub use agreement::*;
pub use claims::*;
pub use dates::*;
pub use numbers::*;
pub use values::{Agent, Entities, Found, Getter, List, Pane, Read, Texts, Whole};
pub use windows::*;

use super::record::Statement;
use crate::yaml::{Table, Value};

/// Whether a map has all that it is about nothing without.
fn is_whole(statement: Statement<'_>, table: &Table) -> bool {
    table
        .numbered()
        .filter(|(_, key)| key.is_required)
        .all(|(number, _)| {
            statement
                .field(number)
                .is_some_and(|field| match field.stated.value {
                    Value::Ref { .. } => field.entity().is_some(),
                    _ => true,
                })
        })
}

/// Makes a window: a type that looks at a record or a map with the keys of a table, and a getter for each key that is named.
///
/// ```text
/// window! {
///     /// An office of a person.
///     Office of OFFICE {
///         /// First day.
///         from: Option<StatedDate<'a>>,      // the key `from`, as what a `Getter` gives
///         kind = "type": Option<&'a str>,    // a key by another name than its own
///     }
/// }
/// ```
///
/// For each getter the compiler asks [`number_of`] for the number of its key; at run time it is a constant. As a map the window
/// is read only where its required keys are there ([`is_whole`]).
macro_rules! window {
    ($(#[$doc:meta])* $name:ident of $table:ident {
        $($(#[$about:meta])* $getter:ident $(= $key:literal)?: $type:ty,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'a>(pub(super) Pane<'a>);

        impl<'a> $name<'a> {
            $($(#[$about])*
            pub fn $getter(self) -> $type {
                Getter::get(self.0.under(const { number_of($table, window!(@ $getter $($key)?)) }))
            })*

            /// Where it stands, if it is a map.
            pub fn location(self) -> Option<Location> {
                match self.0 {
                    Pane::Record(_) => None,
                    Pane::Map(statement) => Some(statement.location()),
                }
            }
        }

        impl<'a> Read<'a> for $name<'a> {
            fn read(statement: Statement<'a>) -> Option<Self> {
                is_whole(statement, $table).then_some(Self(Pane::Map(statement)))
            }
        }
    };
    (@ $getter:ident $key:literal) => { $key };
    (@ $getter:ident) => { stringify!($getter) };
}

/// Windows on entities, each of its kind.
macro_rules! kinds {
    ($($method:ident: $window:ident = $kind:ident),* $(,)?) => {
        impl Entity {
            $(#[doc = concat!("What it states as ", stringify!($method), "; `None` where it is of another kind.")]
            pub fn $method(&self) -> Option<$window<'_>> {
                (self.key.kind == Kind::$kind).then_some($window(Pane::Record(&self.record)))
            })*

            /// What every kind may state.
            pub fn every(&self) -> Every<'_> {
                Every(Pane::Record(&self.record))
            }
        }
    };
}

use {kinds, window};
