//! What a character may be part of, as bits: one look tells which rules are about it.

/// An ordinary space.
pub(super) const SPACE: u16 = 1;
/// A mark that no space stands before.
pub(super) const TIGHT: u16 = 1 << 1;
/// A letter.
pub(super) const LETTER: u16 = 1 << 2;
/// A mark on a letter.
pub(super) const MARK: u16 = 1 << 3;
/// Never stands in a text without a closer look.
pub(super) const SUSPECT: u16 = 1 << 4;
/// A sign of emphasis: many a sound text has some, and only one rule looks at them.
pub(super) const EMPHASIS: u16 = 1 << 5;
/// A mark of another script: between digits it is sound, so one rule looks at those alone.
pub(super) const FOREIGN: u16 = 1 << 6;
/// The first of the bits that say to which system a digit belongs.
pub(super) const DIGITS: u16 = 1 << 7;
