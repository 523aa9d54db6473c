//! What a build makes: files to be, by path.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::source::{Asset, AssetOrigin};

/// A path inside the output folder, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl OutputPath {
    /// Wraps a path.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders above, nearest first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0
            .rmatch_indices('/')
            .filter_map(|(at, _)| self.0.get(..at))
    }
}

/// A file to be.
#[derive(Clone, Debug)]
pub enum Output {
    /// A text.
    Text(Arc<str>),
    /// A copy; large files are never held in memory.
    Copy {
        /// Where its bytes are.
        origin: AssetOrigin,
        /// Of its bytes.
        fingerprint: Fingerprint,
    },
}

impl Output {
    /// A copy of an asset.
    pub fn copy(asset: &Asset) -> Self {
        Self::Copy {
            origin: asset.origin.clone(),
            fingerprint: asset.fingerprint,
        }
    }

    /// Of the bytes that will be written.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Text(text) => Fingerprint::of(text.as_bytes()),
            Self::Copy { fingerprint, .. } => *fingerprint,
        }
    }
}

/// All files to be.
#[derive(Clone, Debug, Default)]
pub struct OutputTree(BTreeMap<OutputPath, Output>);

impl OutputTree {
    /// Adds a file; `false` where the path is taken, and nothing changes.
    #[must_use]
    pub fn insert(&mut self, path: OutputPath, output: Output) -> bool {
        match self.0.entry(path) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(output);
                true
            }
            std::collections::btree_map::Entry::Occupied(_) => false,
        }
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.0.get(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Output)> {
        self.0.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The files that a build wrote into one output folder: those alone may be changed or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Path and content.
    pub files: BTreeMap<OutputPath, Fingerprint>,
}

impl Manifest {
    const HEAD: &'static str = "bayan manifest 1";

    /// One line for each file, sorted.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", Self::HEAD);
        for (path, fingerprint) in &self.files {
            text.push_str(&fingerprint.to_hex());
            text.push(' ');
            text.push_str(path.as_str());
            text.push('\n');
        }
        text
    }

    /// Reads what [`Manifest::to_text`] wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == Self::HEAD).then_some(())?;
        let files = lines.map(|line| {
            let (fingerprint, path) = line.split_once(' ')?;
            Some((OutputPath::new(path), Fingerprint::from_hex(fingerprint)?))
        });
        Some(Self {
            files: files.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Manifest, OutputPath};
    use crate::fingerprint::Fingerprint;

    #[test]
    fn manifests_return() {
        let manifest = Manifest {
            files: [(
                OutputPath::new("ar/هدنة x/index.html"),
                Fingerprint::of(b"x"),
            )]
            .into(),
        };
        assert_eq!(Manifest::from_text(&manifest.to_text()), Some(manifest));
        assert_eq!(Manifest::from_text("{}"), None);
    }
}
