//! One build at a time writes into a folder.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::whole::durable_text;
use super::{WriteError, WriteOptions, at};

/// Held while a folder is compared and written; others wait until it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Closing it gives the lock back, also where the process is killed.
    _file: File,
}

/// Waits until no other build writes into the folder; `waiting` is called once if there is one.
///
/// # Errors
///
/// What the machine says.
pub fn lock(options: &WriteOptions, waiting: &dyn Fn()) -> Result<Lock, WriteError> {
    make_state_folder(&options.state)?;
    let path = options.state.join(format!("lock-{}", options.name));
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(at(&path))?;
        }
        // Some network disks know no locks; a build alone needs none.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
    }
    Ok(Lock { _file: file })
}

/// Makes the folder of what is remembered, which no repository is to take in.
pub(super) fn make_state_folder(state: &Path) -> Result<(), WriteError> {
    const IGNORE: &str = "*\n";
    fs::create_dir_all(state).map_err(at(state))?;
    let ignore = state.join(".gitignore");
    // An empty one is left by a disk that was full.
    if fs::read_to_string(&ignore).is_ok_and(|text| !text.is_empty()) {
        return Ok(());
    }
    durable_text(&ignore, IGNORE)
}
