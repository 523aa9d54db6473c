//! What is remembered of a build besides its files: a text that the program writes for itself, and whether the files are as it left them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::compare::{Comparison, FileState};
use super::stamps::Stamps;
use super::whole::durable_text;
use super::{LastManifest, WriteError, WriteOptions, lock};
use crate::fingerprint::Fingerprint;

impl WriteOptions {
    fn record(&self) -> PathBuf {
        self.state.join(format!("built-{}.txt", self.name))
    }
}

/// The files of the last build, where all of them are as it left them.
pub struct Untouched {
    /// Of the manifest that names them.
    pub manifest: Fingerprint,
    /// How many there are.
    pub files: usize,
    /// What may stand for their bytes from now on; `None` where nothing new can be said.
    stamps: Option<Stamps>,
}

/// What was remembered of the last build; `None` where there is nothing, or it is damaged.
pub fn remembered(options: &WriteOptions) -> Option<String> {
    let mut text = fs::read_to_string(options.record()).ok()?;
    let end = text.trim_end().rfind('\n')? + 1;
    let sum = Fingerprint::from_hex(text.get(end..)?.trim_end())?;
    text.truncate(end);
    (Fingerprint::of(text.as_bytes()) == sum).then_some(text)
}

/// Remembers a text about the build whose files are in the folder now.
///
/// # Errors
///
/// What the machine says.
pub fn remember(options: &WriteOptions, text: &str) -> Result<(), WriteError> {
    lock::make_state_folder(&options.state)?;
    // The last line shows that nothing is missing.
    let sum = Fingerprint::of(text.as_bytes()).to_hex();
    durable_text(&options.record(), &format!("{text}{sum}\n"))
}

/// Of the manifest of the last build, as it lies on the disk.
pub fn manifest_mark(options: &WriteOptions) -> Option<Fingerprint> {
    fs::read(options.manifest())
        .ok()
        .map(|bytes| Fingerprint::of(&bytes))
}

/// Whether something was written into the folder before.
pub fn has_manifest(options: &WriteOptions) -> bool {
    options.manifest().is_file()
}

/// Looks whether the last build finished, and all of its files are as it left them.
pub fn untouched(options: &WriteOptions) -> Option<Untouched> {
    let manifest = manifest_mark(options)?;
    let last = LastManifest::read(&options.manifest());
    let stamps = Stamps::read(&options.stamps());
    let comparison = Comparison {
        folder: &options.folder,
        last: &last.manifest,
        next: &last.manifest,
        stamps: &stamps,
        takes_over: false,
    };
    let former = comparison.former().ok()?;
    let is_blocked = !comparison.blocked(&former).is_empty();
    if !last.is_whole || is_blocked {
        return None;
    }
    let (states, noted) = comparison.states(&former, &BTreeSet::new()).ok()?;
    let is_same = states.iter().all(|state| *state == FileState::Same);
    is_same.then(|| Untouched {
        manifest,
        files: states.len(),
        stamps: (noted != stamps).then_some(noted),
    })
}

impl Untouched {
    /// Notes what may stand for the bytes of the files.
    ///
    /// # Errors
    ///
    /// What the machine says.
    pub fn note(&self, options: &WriteOptions) -> Result<(), WriteError> {
        let text = self.stamps.as_ref().map(Stamps::to_text);
        text.map_or(Ok(()), |text| durable_text(&options.stamps(), &text))
    }
}
