//! A stable 128-bit hash, fed explicitly: the key of every cache and the content mark in manifests.
//!
//! XXH3 has a fixed definition, so a fingerprint means the same on every machine and in every release.

use std::io::{self, Read};

use xxhash_rust::xxh3::{Xxh3, xxh3_128, xxh3_128_with_seed};

/// How much of what is read is in memory at once.
const PIECE: usize = 256 * 1024;

/// The fingerprint of a value; equal fingerprints are taken to mean equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of bare bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// The fingerprint of all that a reader gives, as [`Fingerprint::of`] gives it, without holding it in memory.
    ///
    /// # Errors
    ///
    /// What the reader says.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = BytesHasher::default();
        let mut piece = vec![0; PIECE];
        loop {
            let length = reader.read(&mut piece)?;
            let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else {
                return Ok(hasher.finish());
            };
            hasher.update(bytes);
        }
    }

    /// The fingerprint of bare bytes of one sort; those of another sort with the same bytes have another.
    pub fn of_sort(sort: u64, bytes: &[u8]) -> Self {
        Self(xxh3_128_with_seed(bytes, sort))
    }

    /// The fingerprint as bytes, to be hashed again as a part.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Reads what [`Fingerprint::to_bytes`] gave.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }

    /// The fingerprint as 32 hexadecimal digits, as manifests write it.
    pub fn to_hex(self) -> String {
        format!("{:032x}", self.0)
    }

    /// Reads what [`Fingerprint::to_hex`] wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

/// The fingerprint of bare bytes that come piece by piece.
#[derive(Default)]
pub struct BytesHasher(Box<Xxh3>);

impl BytesHasher {
    /// Feeds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The fingerprint of all bytes.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

/// Collects the parts of a value; every part is length-prefixed, so that `ab, c` and `a, bc` differ.
pub struct Hasher(Box<Xxh3>);

impl Hasher {
    /// An empty hasher, marked with what is being hashed, so that two kinds of value never meet.
    pub fn new(domain: &str) -> Self {
        let mut hasher = Self(Box::new(Xxh3::new()));
        hasher.text(domain);
        hasher
    }

    /// Feeds a text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
        self
    }

    /// Feeds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// Feeds the fingerprint of a part that was hashed before.
    pub fn part(&mut self, part: Fingerprint) -> &mut Self {
        self.0.update(&part.0.to_le_bytes());
        self
    }

    /// The fingerprint of all that was fed.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

/// What a stage sees besides its single input; its fingerprint is part of every key of that stage's cache.
pub trait Fingerprinted {
    /// Covers every field that the stage can read.
    fn fingerprint(&self) -> Fingerprint;
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, Hasher};

    #[test]
    fn parts_do_not_run_together() {
        let one = Hasher::new("t").text("ab").text("c").finish();
        let other = Hasher::new("t").text("a").text("bc").finish();
        assert_ne!(one, other);
    }

    #[test]
    fn pieces_are_hashed_as_the_whole() {
        for length in [0, 1, 240, 241, 300_000, 600_001] {
            let bytes: Vec<u8> = (0..length).map(|i: u32| (i % 251) as u8).collect();
            let read = Fingerprint::of_reader(&bytes[..]).expect("memory can be read");
            assert_eq!(read, Fingerprint::of(&bytes), "{length}");
        }
    }

    #[test]
    fn hexadecimal_form_returns() {
        let print = Fingerprint::of("بيان".as_bytes());
        assert_eq!(Fingerprint::from_hex(&print.to_hex()), Some(print));
    }
}
