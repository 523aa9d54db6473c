//! YAML as a tree with the place of every key and value, and typed reading over it.
//!
//! Only events come from the parser; what a scalar *means* is decided by the shape its key asks for, so that
//! `no`, `1.10` and `010` stay what the editor wrote.

mod counted;
mod date;
mod hosts;
mod json;
mod lines;
mod number;
mod places;
mod read;
mod scalar;
mod shape;
mod shared;
mod slips;
mod syntax;
mod tree;
mod value;
mod words;

pub use hosts::refused;
pub use json::parse_json;
pub use number::meant_number;
pub use places::{Piece, pieces, prose};
pub use read::{Reader, Reading};
pub use slips::{FOREIGN_COMMAS, foreign_comma};

pub(crate) use shape::table;
pub use shape::{Holds, Item, Key, Many, Scope, Shape, Table, number_of};
pub use shared::Shared;
pub(crate) use syntax::{is_hidden, visible};
pub use tree::{Entry, Node, NodeKind, parse};
pub use value::{SameEntity, Stated, Value, at};
pub use words::Words;

/// Deeper nesting than this is an attack or an accident.
const DEEPEST: usize = 24;
