//! Whether files are as they were noted, by what the system says of them or by their bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::file::{ReadText, text_file};
use super::note::{NotedFile, SourceNote};
use super::reads::{self, Listed};
use crate::fingerprint::Fingerprint;
use crate::source::{SourceFile, SourcePath};
use crate::stamp::DiskState;

/// The notes of these files as they are now, looked at from `began` on; `None` where one is not as it was noted.
pub(super) fn standing(
    note: &SourceNote,
    found: Vec<Listed>,
    began: SystemTime,
) -> Option<BTreeMap<SourcePath, NotedFile>> {
    found
        .into_par_iter()
        .map(|listed| {
            let noted = standing_file(note.get(&listed.path)?, &listed.disk, began)?;
            Some((listed.path, noted))
        })
        .collect()
}

fn standing_file(noted: &NotedFile, disk: &Path, began: SystemTime) -> Option<NotedFile> {
    let found = fs::metadata(disk).ok().filter(fs::Metadata::is_file)?;
    let state = DiskState::of(&found);
    if state.is_some() && state == noted.state {
        return Some(*noted);
    }
    let hash = Fingerprint::of_reader(reads::open(disk).ok()?).ok()?;
    let state = state.filter(|state| state.is_settled(began));
    (hash == noted.hash).then_some(NotedFile { hash, state })
}

/// The texts of files of a project; `None` where one is not as it was noted, or cannot be read.
pub fn noted_texts<'p>(
    root: &Path,
    note: &SourceNote,
    paths: impl Iterator<Item = &'p SourcePath>,
) -> Option<Vec<SourceFile>> {
    let text = |path: &SourcePath| {
        let (bytes, stamp) = reads::read(&root.join(path.as_str())).ok()?;
        (stamp.noted.hash == note.get(path)?.hash).then_some(())?;
        match text_file(path.clone(), &bytes) {
            ReadText::Text(file) => Some(file),
            ReadText::NotUtf8(..) => None,
        }
    };
    paths.map(text).collect()
}
