//! One file: written under another name and renamed, so that it is whole at any moment, old or new.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::{WriteError, at};
use crate::fingerprint::{BytesHasher, Fingerprint};
use crate::output::Output;
use crate::picture;
use crate::source::AssetOrigin;

/// Temporary names begin with this; what is left of them after a killed build is removed by the next.
pub(super) const TEMPORARY: &str = ".bayan-tmp-";
/// How much of a file is in memory while it is copied.
const PIECE: usize = 256 * 1024;

/// Gives a file another text, whole or not at all. A link stays one, and the rights of the file are kept.
///
/// # Errors
///
/// What the machine says; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), WriteError> {
    let real = fs::canonicalize(path).map_err(at(path))?;
    let temporary = temporary_beside(&real);
    let rights = fs::metadata(&real).map_err(at(path))?.permissions();
    let written = durable(&temporary, text)
        .and_then(|()| fs::set_permissions(&temporary, rights))
        .and_then(|()| fs::rename(&temporary, &real));
    written.map_err(|error| abandoned(&temporary, path, error))
}

/// Writes a text that later builds trust: it is on the disk before it has its name.
pub(super) fn durable_text(path: &Path, text: &str) -> Result<(), WriteError> {
    let temporary = temporary_beside(path);
    let written = durable(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| abandoned(&temporary, path, error))
}

fn durable(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn abandoned(temporary: &Path, path: &Path, error: io::Error) -> WriteError {
    // If this fails too, what is left is hidden and read by nothing.
    drop(fs::remove_file(temporary));
    at(path)(error)
}

pub(super) fn temporary_beside(path: &Path) -> PathBuf {
    temporary(path.parent().unwrap_or(path), path)
}

/// The name in this folder under which a file is written before it is whole; of each process its own, since two builds may write
/// into one folder at once where a disk knows no locks.
pub(super) fn temporary(folder: &Path, path: &Path) -> PathBuf {
    // Of the whole path, since files of several folders may wait in one; and a name may be up to 255 bytes long.
    let short = Fingerprint::of(path.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("{TEMPORARY}{short}-{:x}", std::process::id()))
}

/// Writes a file of the site under a temporary name.
pub(super) fn write_bytes(temporary: &Path, output: &Output) -> Result<(), WriteError> {
    match output {
        Output::Text(text) => fs::write(temporary, text.as_bytes()).map_err(at(temporary)),
        Output::Copy {
            origin: AssetOrigin::Embedded(bytes),
            ..
        } => fs::write(temporary, bytes).map_err(at(temporary)),
        Output::Copy {
            origin: AssetOrigin::Disk(from),
            fingerprint,
            ..
        } => copy(from, temporary, *fingerprint),
        Output::Copy {
            origin: AssetOrigin::Cleaned(from),
            fingerprint,
            ..
        } => {
            let bytes = fs::read(from).map_err(at(from))?;
            let bytes = picture::cleaned(&bytes).unwrap_or(bytes);
            if Fingerprint::of(&bytes) != *fingerprint {
                return Err(changed(from));
            }
            fs::write(temporary, bytes).map_err(at(temporary))
        }
    }
}

fn changed(from: &Path) -> WriteError {
    at(from)(io::Error::other(
        "it changed while the site was built; build again",
    ))
}

/// Copies a file piece by piece. What is written is what was read when the build was planned, or it is an error.
fn copy(from: &Path, to: &Path, expected: Fingerprint) -> Result<(), WriteError> {
    let mut source = File::open(from).map_err(at(from))?;
    let mut target = File::create(to).map_err(at(to))?;
    let mut hasher = BytesHasher::default();
    let mut piece = vec![0; PIECE];
    loop {
        let length = source.read(&mut piece).map_err(at(from))?;
        let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hasher.update(bytes);
        target.write_all(bytes).map_err(at(to))?;
    }
    if hasher.finish() != expected {
        return Err(changed(from));
    }
    Ok(())
}
