//! Direction: the one place that decides what stands apart from the text around it, and which way a block runs.
//!
//! The Unicode bidirectional algorithm orders mixed text by its letters alone, so that a number after a foreign name
//! sticks to the name, `C++` loses its signs to the other side, and a telephone number is turned round. [`isolates`]
//! finds what a typesetter would hold together; markup or, where none is possible, isolate characters then shield it.
//! Text of one direction is left as it is: the common case costs one look at its bytes.

mod class;
mod controls;
mod numbers;
mod pairs;
mod runs;
mod stretches;
mod text;
mod words;
mod writing;

pub use class::ATOM;
pub use controls::{bidi_controls, is_invisible_mark, isolate};
pub use runs::{DirectionMark, Isolate, Shield, isolates};
pub use text::{Island, islands, isolated_html, isolated_part, isolated_text};
pub use writing::{Letters, Writing};
