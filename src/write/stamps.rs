//! What the system says of files that were compared: where it says the same again, their bytes need not be read.
//!
//! A stamp stands for bytes only if the file was older than the moment at which it was noted by two seconds: a file that changes
//! within one tick of the disk's clock would keep its stamp. Files just written are therefore read once more by the next build, and
//! noted then. A file changed under its old times and length still has another time of its entry, which nobody can set.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::fingerprint::Fingerprint;
use crate::output::OutputPath;

/// So much older than its note a file must be.
const SETTLED: Duration = Duration::from_secs(2);

/// What the system says of one file, and what its bytes are then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutputStamp {
    pub hash: Fingerprint,
    mark: DiskState,
}

/// Length, times in nanoseconds of content and of entry, number of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DiskState {
    length: u64,
    modified: u128,
    changed: u128,
    inode: u64,
}

/// Stamps of one folder, with the moment at which it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Stamps {
    files: BTreeMap<OutputPath, OutputStamp>,
    now: u128,
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
            now: nanoseconds(SystemTime::now()),
        }
    }

    /// What was noted before; nothing where the file is missing or damaged.
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        Self::noted(from_text(&text).unwrap_or_default())
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{}\n", Self::HEAD);
        for (path, OutputStamp { hash, mark }) in &self.files {
            // OK because writing into a string cannot fail.
            let _ = writeln!(
                text,
                "{} {} {} {} {} {}",
                hash.to_hex(),
                mark.length,
                mark.modified,
                mark.changed,
                mark.inode,
                path.as_str()
            );
        }
        // The last line shows that nothing is missing.
        let _ = writeln!(text, "{}", Fingerprint::of(text.as_bytes()).to_hex());
        text
    }

    /// The stamp of a file that is as it was noted.
    pub(super) fn known(&self, path: &OutputPath, found: &Metadata) -> Option<&OutputStamp> {
        let mark = DiskState::of(found)?;
        self.files.get(path).filter(|stamp| stamp.mark == mark)
    }

    /// A stamp for a file with these bytes, if it can stand for them.
    pub(super) fn stamp(&self, hash: Fingerprint, found: &Metadata) -> Option<OutputStamp> {
        let mark = DiskState::of(found)?;
        let newest = mark.modified.max(mark.changed) + SETTLED.as_nanos();
        (newest <= self.now).then_some(OutputStamp { hash, mark })
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
    let mark = DiskState {
        length: fields.next()?.parse().ok()?,
        modified: fields.next()?.parse().ok()?,
        changed: fields.next()?.parse().ok()?,
        inode: fields.next()?.parse().ok()?,
    };
    Some((OutputPath::new(fields.next()?), OutputStamp { hash, mark }))
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}

impl DiskState {
    #[cfg(unix)]
    fn of(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let changed = u128::try_from(found.ctime()).ok()? * 1_000_000_000
            + u128::try_from(found.ctime_nsec()).ok()?;
        Some(Self {
            length: found.len(),
            modified: nanoseconds(found.modified().ok()?),
            changed,
            inode: found.ino(),
        })
    }

    /// Without a time of the entry a file can be changed under its old stamp.
    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }
}
