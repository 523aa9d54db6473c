//! Files under temporary names: all of them are written before the first gets its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compare::FileState;
use super::whole::{temporary, write_bytes};
use super::{WriteError, at};
use crate::output::{Output, OutputPath, OutputTree};

/// Files that wait for their names. Dropped before that, they go.
pub(super) struct Staged {
    files: Vec<StagedFile>,
}

struct StagedFile {
    temporary: PathBuf,
    path: PathBuf,
    rank: Rank,
}

/// A reader never meets a page whose picture is not there yet, nor a list whose pages are not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Asset,
    Page,
    List,
}

impl Rank {
    const ALL: [Self; 3] = [Self::Asset, Self::Page, Self::List];

    fn of(path: &OutputPath, output: &Output) -> Self {
        match output {
            Output::Copy { .. } => Self::Asset,
            Output::Text(_) if path.as_str().ends_with(".html") => Self::Page,
            Output::Text(_) => Self::List,
        }
    }
}

impl Staged {
    /// Writes all that differs under temporary names.
    ///
    /// # Errors
    ///
    /// What the machine says; nothing is left of what was written.
    pub(super) fn write(
        outputs: &OutputTree,
        states: &[FileState],
        room: &StagingRoom<'_>,
        written: &(dyn Fn() + Sync),
    ) -> Result<Self, WriteError> {
        let due: Vec<(&OutputPath, &Output)> = outputs
            .iter()
            .zip(states)
            .filter(|(_, state)| **state != FileState::Same)
            .map(|(file, _)| file)
            .collect();
        let staged = Self {
            files: due
                .iter()
                .map(|(path, output)| StagedFile::new(room, path, output))
                .collect(),
        };
        staged.make_rooms()?;
        staged
            .files
            .par_iter()
            .zip(&due)
            .try_for_each(|(file, (_, output))| {
                written();
                write_bytes(&file.temporary, output)
            })?;
        Ok(staged)
    }

    /// The folders of the temporary files.
    fn make_rooms(&self) -> Result<(), WriteError> {
        let rooms: BTreeSet<&Path> = self
            .files
            .iter()
            .filter_map(|file| file.temporary.parent())
            .collect();
        rooms
            .into_iter()
            .try_for_each(|room| fs::create_dir_all(room).map_err(at(room)))
    }

    /// Gives all files their names.
    ///
    /// # Errors
    ///
    /// What the machine says; each file is whole then, old or new.
    pub(super) fn name(mut self) -> Result<(), WriteError> {
        let files = std::mem::take(&mut self.files);
        for rank in Rank::ALL {
            files
                .par_iter()
                .filter(|file| file.rank == rank)
                .try_for_each(StagedFile::name)
                .inspect_err(|_| discard(&files))?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        discard(&self.files);
    }
}

fn discard(files: &[StagedFile]) {
    for file in files {
        // What has its name already is no longer there; what cannot be removed is cleared by the next build.
        drop(fs::remove_file(&file.temporary));
    }
}

impl StagedFile {
    fn new(room: &StagingRoom<'_>, path: &OutputPath, output: &Output) -> Self {
        let rank = Rank::of(path, output);
        let waits_in = room.folder_for(path);
        let path = room.folder.join(path.as_str());
        let temporary = temporary(&waits_in, &path);
        Self {
            temporary,
            path,
            rank,
        }
    }

    fn name(&self) -> Result<(), WriteError> {
        let room = self.path.parent();
        if room != self.temporary.parent() {
            room.map_or(Ok(()), fs::create_dir_all)
                .map_err(at(&self.path))?;
        }
        fs::rename(&self.temporary, &self.path).map_err(at(&self.path))
    }
}

/// The output folder, with the files of ours in it that stand where folders are to be.
pub(super) struct StagingRoom<'a> {
    pub folder: &'a Path,
    pub in_the_way: BTreeSet<&'a str>,
}

impl StagingRoom<'_> {
    /// Where a file waits: in its own folder, or beside what still stands in the place of a folder above it.
    fn folder_for(&self, path: &OutputPath) -> PathBuf {
        let obstacle = path
            .folders()
            .find(|folder| self.in_the_way.contains(folder));
        let named = self.folder.join(obstacle.unwrap_or(path.as_str()));
        named.parent().unwrap_or(self.folder).to_owned()
    }
}
