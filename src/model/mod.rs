//! The content model: what a parsed file holds, and what each kind of entity may state.

pub mod block;
pub mod body;
pub mod document;
pub mod front_matter;
pub mod layer;
pub mod schema;
pub mod section;

pub use block::{BlockRow, Blocks};
pub use body::{BlockData, Body, Citation, Slot, SlotKind, Target, Text};
pub use document::Document;
pub use layer::{Feature, Geometry, Layer};
pub use schema::{FileRole, Schema};
pub use section::{Heading, Section, SectionHash};
