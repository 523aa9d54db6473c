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
        /// How many bytes it has.
        length: u64,
    },
}

impl Output {
    /// A copy of an asset.
    pub fn copy(asset: &Asset) -> Self {
        Self::Copy {
            origin: asset.origin.clone(),
            fingerprint: asset.fingerprint,
            length: asset.length,
        }
    }

    /// How many bytes will be written.
    pub fn length(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Copy { length, .. } => *length,
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

/// The files that a build wrote into one output folder: those alone may be changed or removed, and only while they are as we
/// left them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What we wrote, by path.
    pub files: BTreeMap<OutputPath, Owned>,
}

/// What a manifest says of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Of its bytes.
    pub hash: Fingerprint,
    /// How many bytes it has.
    pub length: u64,
    /// Of the bytes that may stand there instead, while a build is unfinished: those that the build before it left.
    pub before: Option<Fingerprint>,
}

impl Owned {
    /// Whether bytes with this hash are ours.
    pub fn covers(&self, hash: Fingerprint) -> bool {
        self.hash == hash || self.before == Some(hash)
    }
}

impl Manifest {
    const HEAD: &'static str = "bayan manifest 2";

    /// One line for each file, sorted: hash, hash before, length, path.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", Self::HEAD);
        for (path, owned) in &self.files {
            let before = owned
                .before
                .map_or_else(|| "-".to_owned(), Fingerprint::to_hex);
            let line = format!(
                "{} {before} {} {}\n",
                owned.hash.to_hex(),
                owned.length,
                path.as_str()
            );
            text.push_str(&line);
        }
        text
    }

    /// Reads what [`Manifest::to_text`] wrote; `None` for anything else.
    ///
    /// A manifest is a file like any other, and may have been forged or committed: lines that name what a build never writes give
    /// no right over it, so they are passed over.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == Self::HEAD).then_some(())?;
        let files: BTreeMap<OutputPath, Owned> = lines.map(read_line).collect::<Option<_>>()?;
        let files = files
            .into_iter()
            .filter(|(path, _)| is_writable(path.as_str()));
        Some(Self {
            files: files.collect(),
        })
    }

    /// What may stand in the folder while a build goes on: the files of this manifest, each whole or as `earlier` says, and those
    /// of `earlier` that are still to be removed.
    #[must_use]
    pub fn claiming(&self, earlier: &Self) -> Self {
        let mut files = earlier.files.clone();
        for (path, owned) in &self.files {
            let known = earlier
                .files
                .get(path)
                .filter(|known| known.hash != owned.hash);
            let before = known.map(|known| known.hash);
            files.insert(path.clone(), Owned { before, ..*owned });
        }
        Self { files }
    }
}

fn read_line(line: &str) -> Option<(OutputPath, Owned)> {
    let mut fields = line.splitn(4, ' ');
    let hash = Fingerprint::from_hex(fields.next()?)?;
    let before = match fields.next()? {
        "-" => None,
        hex => Some(Fingerprint::from_hex(hex)?),
    };
    let length = fields.next()?.parse().ok()?;
    let path = OutputPath::new(fields.next()?);
    Some((
        path,
        Owned {
            hash,
            length,
            before,
        },
    ))
}

/// Hidden names that sites do publish; any other dot file belongs to the host or to the editor.
const HIDDEN: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// Whether a build may write under this path: inside of the folder, and nothing hidden but what hosts ask for.
pub fn is_writable(path: &str) -> bool {
    path.split('/')
        .all(|part| !part.is_empty() && (!part.starts_with('.') || HIDDEN.contains(&part)))
}

#[cfg(test)]
mod tests {
    use super::{Manifest, OutputPath, Owned, is_writable};
    use crate::fingerprint::Fingerprint;

    fn owned(text: &str) -> Owned {
        Owned {
            hash: Fingerprint::of(text.as_bytes()),
            length: text.len() as u64,
            before: None,
        }
    }

    #[test]
    fn manifests_return() {
        let before = Some(Fingerprint::of(b"older"));
        let files = [
            (
                OutputPath::new("ar/هدنة x/index.html"),
                Owned {
                    before,
                    ..owned("x")
                },
            ),
            (OutputPath::new("robots.txt"), owned("")),
        ];
        let manifest = Manifest {
            files: files.into(),
        };
        assert_eq!(Manifest::from_text(&manifest.to_text()), Some(manifest));
        assert_eq!(Manifest::from_text("{}"), None);
        assert_eq!(Manifest::from_text("bayan manifest 1\n00 x\n"), None);
    }

    #[test]
    fn a_forged_line_gives_no_right() {
        for path in [
            ".git/config",
            "../x",
            "/etc/passwd",
            "a//b",
            "a/../../b",
            ".env",
            "x/.htpasswd",
            ".",
        ] {
            assert!(!is_writable(path), "{path}");
            let forged = Manifest {
                files: [(OutputPath::new(path), owned("x"))].into(),
            };
            let read = Manifest::from_text(&forged.to_text());
            assert_eq!(read, Some(Manifest::default()), "{path}");
        }
        assert!(is_writable(".well-known/security.txt") && is_writable("ar/.nojekyll"));
    }

    #[test]
    fn while_a_build_goes_on_either_content_is_ours() {
        let manifest = |text: &str| Manifest {
            files: [(OutputPath::new("a"), owned(text))].into(),
        };
        let claim = manifest("new").claiming(&manifest("old"));
        let one = claim.files.get("a").expect("it is claimed");
        assert!(one.covers(owned("new").hash) && one.covers(owned("old").hash));
        assert!(!one.covers(owned("other").hash));
    }
}
