//! Stamps of the files in an output folder: where the system says the same of them again, their bytes need not be read.
//!
//! Files just written are younger than a stamp may be: they are read once more by the next build, and noted then.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

use crate::fingerprint::Fingerprint;
use crate::output::OutputPath;
use crate::stamp::DiskState;

/// What the system says of one file, and what its bytes are then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutputStamp {
    pub hash: Fingerprint,
    state: DiskState,
}

/// Stamps of one folder, with the moment at which it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Stamps {
    files: BTreeMap<OutputPath, OutputStamp>,
    now: SystemTime,
}

impl PartialEq for Stamps {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Default for Stamps {
    fn default() -> Self {
        Self::noted(BTreeMap::new())
    }
}

impl Stamps {
    const HEAD: &'static str = "bayan stamps 1";

    /// The stamps of files that are as they should be.
    pub(super) fn noted(files: BTreeMap<OutputPath, OutputStamp>) -> Self {
        Self {
            files,
            now: SystemTime::now(),
        }
    }

    /// What was noted before; nothing where the file is missing or damaged.
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        Self::noted(from_text(&text).unwrap_or_default())
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{}\n", Self::HEAD);
        for (path, OutputStamp { hash, state }) in &self.files {
            // OK because writing into a string cannot fail.
            _ = writeln!(
                text,
                "{} {} {}",
                hash.to_hex(),
                state.to_text(),
                path.as_str()
            );
        }
        // The last line shows that nothing is missing.
        let _ = writeln!(text, "{}", Fingerprint::of(text.as_bytes()).to_hex());
        text
    }

    /// The stamp of a file that is as it was noted.
    pub(super) fn known(&self, path: &OutputPath, found: &Metadata) -> Option<&OutputStamp> {
        let state = DiskState::of(found)?;
        self.files.get(path).filter(|stamp| stamp.state == state)
    }

    /// A stamp for a file with these bytes, if it can stand for them.
    pub(super) fn stamp(&self, hash: Fingerprint, found: &Metadata) -> Option<OutputStamp> {
        let state = DiskState::of(found)?;
        state
            .is_settled(self.now)
            .then_some(OutputStamp { hash, state })
    }
}

fn from_text(text: &str) -> Option<BTreeMap<OutputPath, OutputStamp>> {
    let end = text.trim_end().rfind('\n')? + 1;
    let (body, sum) = text.split_at_checked(end)?;
    let is_whole = Fingerprint::from_hex(sum.trim_end()) == Some(Fingerprint::of(body.as_bytes()));
    let mut lines = body.lines();
    (is_whole && lines.next()? == Stamps::HEAD).then_some(())?;
    lines.map(from_line).collect()
}

fn from_line(line: &str) -> Option<(OutputPath, OutputStamp)> {
    let mut fields = line.splitn(6, ' ');
    let hash = Fingerprint::from_hex(fields.next()?)?;
    let state = DiskState::from_fields(&mut fields)?;
    Some((OutputPath::new(fields.next()?), OutputStamp { hash, state }))
}
