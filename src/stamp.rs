//! What the system says of a file: where it says the same again, its bytes need not be read.
//!
//! A stamp stands for bytes only if the file was older than the moment at which it was looked at by two seconds: a file that changes
//! within one tick of the disk's clock would keep its stamp. A file changed under its old times and length still has another time of
//! its entry, which nobody can set.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// So much older than its note a file must be.
const SETTLED: Duration = Duration::from_secs(2);

/// Length, times in nanoseconds of content and of entry, number of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskState {
    length: u64,
    modified: u128,
    changed: u128,
    inode: u64,
}

impl DiskState {
    /// What the system says; `None` where it does not say enough: without a time of the entry a file can be changed under its old stamp.
    #[cfg(unix)]
    pub fn of(found: &Metadata) -> Option<Self> {
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

    /// Elsewhere there is no time of the entry.
    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether it may stand for the bytes of a file that was looked at then.
    pub fn is_settled(&self, then: SystemTime) -> bool {
        self.modified.max(self.changed) + SETTLED.as_nanos() <= nanoseconds(then)
    }

    /// As four numbers with blanks between.
    pub fn to_text(&self) -> String {
        let Self {
            length,
            modified,
            changed,
            inode,
        } = self;
        format!("{length} {modified} {changed} {inode}")
    }

    /// Reads what [`DiskState::to_text`] wrote from the next fields of a line.
    pub fn from_fields<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(Self {
            length: fields.next()?.parse().ok()?,
            modified: fields.next()?.parse().ok()?,
            changed: fields.next()?.parse().ok()?,
            inode: fields.next()?.parse().ok()?,
        })
    }
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}
