//! Values that are kept for the next process, by fingerprint: one file for each sort, whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::whole::temporary_beside;
use super::{WriteError, WriteOptions, at, lock};
use crate::fingerprint::{BytesHasher, Fingerprint};

/// No more than this is kept.
const MOST: u64 = 1 << 30;
/// The length of a fingerprint in bytes.
const PRINT: usize = 16;

impl WriteOptions {
    fn store(&self, sort: &str) -> PathBuf {
        self.state.join(format!("{sort}-{}.bin", self.name))
    }
}

/// Keeps values in place of those that were kept before; `program` is what alone may read them.
///
/// # Errors
///
/// What the machine says.
pub fn store(
    options: &WriteOptions,
    sort: &str,
    program: Fingerprint,
    values: impl Iterator<Item = (Fingerprint, Vec<u8>)>,
) -> Result<(), WriteError> {
    lock::make_state_folder(&options.state)?;
    let path = options.store(sort);
    let temporary = temporary_beside(&path);
    let written = write(&temporary, program, values).and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|error| {
        // If this fails too, what is left is hidden and read by nothing.
        _ = fs::remove_file(&temporary);
        at(&path)(error)
    })
}

fn write(
    path: &Path,
    program: Fingerprint,
    values: impl Iterator<Item = (Fingerprint, Vec<u8>)>,
) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut sum = BytesHasher::default();
    let mut put = |bytes: &[u8]| {
        sum.update(bytes);
        file.write_all(bytes)
    };
    put(&program.to_bytes())?;
    let mut length = 0;
    for (print, value) in values {
        length += value.len() as u64;
        if length > MOST {
            break;
        }
        put(&print.to_bytes())?;
        put(&(value.len() as u64).to_le_bytes())?;
        put(&value)?;
    }
    let sum = sum.finish();
    file.write_all(&sum.to_bytes())?;
    file.into_inner()?.sync_all()
}

/// The values that the same program kept; `None` where there are none, or the file is damaged.
pub fn stored(
    options: &WriteOptions,
    sort: &str,
    program: Fingerprint,
) -> Option<Vec<(Fingerprint, Vec<u8>)>> {
    let bytes = fs::read(options.store(sort)).ok()?;
    let (rest, sum) = bytes.split_at_checked(bytes.len().checked_sub(PRINT)?)?;
    (Fingerprint::of(rest).to_bytes() == sum).then_some(())?;
    let (mark, mut rest) = rest.split_at_checked(PRINT)?;
    (program.to_bytes() == mark).then_some(())?;
    let mut values = Vec::new();
    while !rest.is_empty() {
        let (print, after) = rest.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (value, after) = after.split_at_checked(length)?;
        values.push((Fingerprint::from_bytes(*print), value.to_vec()));
        rest = after;
    }
    Some(values)
}
