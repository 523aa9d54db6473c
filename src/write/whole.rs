//! One file: written under another name in its folder and renamed, so that it is whole at any moment, old or new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{WriteError, at};
use crate::fingerprint::Fingerprint;
use crate::output::Output;
use crate::source::AssetOrigin;

/// Temporary names begin with this; what is left of them after a killed build is removed by the next.
pub(super) const TEMPORARY: &str = ".bayan-tmp-";
/// So often a file is written whose temporary name another build cleared away.
const ATTEMPTS: usize = 5;

/// Gives a file another text, whole or not at all. A link stays one, and the rights of the file are kept.
///
/// # Errors
///
/// What the machine says; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), WriteError> {
    let real = fs::canonicalize(path).map_err(at(path))?;
    let temporary = temporary(&real);
    let rights = fs::metadata(&real).map_err(at(path))?.permissions();
    let written = fs::write(&temporary, text)
        .and_then(|()| fs::set_permissions(&temporary, rights))
        .and_then(|()| fs::rename(&temporary, &real));
    written.map_err(|error| {
        // If this fails too, what is left is hidden and read by nothing.
        drop(fs::remove_file(&temporary));
        at(path)(error)
    })
}

/// The name under which a file is written before it is whole; of each process its own, since two builds may write
/// into one folder at once.
fn temporary(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    // A name may be up to 255 bytes long, and ours must fit beside it.
    let short = Fingerprint::of(name.as_bytes()).to_hex();
    path.with_file_name(format!("{TEMPORARY}{short}-{:x}", std::process::id()))
}

/// Does again what failed because another build took the temporary file for one that was left behind.
fn again(mut write: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    for _ in 1..ATTEMPTS {
        match write() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => return done,
        }
    }
    write()
}

/// Writes a text.
pub(super) fn text_file(path: &Path, text: &str) -> Result<(), WriteError> {
    let temporary = temporary(path);
    again(|| fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path)))
        .map_err(at(path))
}

/// Writes a file of the site.
pub(super) fn write_file(path: &Path, output: &Output) -> Result<(), WriteError> {
    let read;
    let bytes: &[u8] = match output {
        Output::Text(text) => text.as_bytes(),
        Output::Copy {
            origin: AssetOrigin::Embedded(bytes),
            ..
        } => bytes,
        Output::Copy {
            origin: AssetOrigin::Disk(from),
            ..
        } => {
            read = fs::read(from).map_err(at(from))?;
            &read
        }
    };
    let temporary = temporary(path);
    again(|| {
        // Another build may have removed the last file of this folder.
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&temporary, bytes)?;
        fs::rename(&temporary, path)
    })
    .map_err(at(path))
}
