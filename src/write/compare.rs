//! How the files on disk stand to those to be, and to those that we left there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::stamps::{OutputStamp, Stamps};
use super::{WriteError, at, hash_of};
use crate::fingerprint::Fingerprint;
use crate::output::{Manifest, OutputPath, Owned};

/// How a file on disk stands to the one to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileState {
    /// There is none.
    Missing,
    /// It has the bytes that are to be.
    Same,
    /// It is ours and has others; or it may be replaced whosever it is.
    Differs,
    /// Somebody else wrote it where nothing of ours was known to be.
    Foreign,
    /// We wrote it, and somebody changed it since.
    Changed,
}

impl FileState {
    /// Whether it stands in the way of the build.
    pub(super) fn is_in_the_way(self) -> bool {
        matches!(self, Self::Foreign | Self::Changed)
    }
}

/// The folder, what we left in it, and what is to be in it.
pub(super) struct Comparison<'a> {
    pub folder: &'a Path,
    pub last: &'a Manifest,
    pub next: &'a Manifest,
    pub stamps: &'a Stamps,
    /// Whatever stands at a path of ours may be replaced.
    pub takes_over: bool,
}

/// The files of the last build that are not to be any more, and are still there.
pub(super) struct Former<'a> {
    files: BTreeMap<&'a OutputPath, FormerFile>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FormerFile {
    /// As we left it, or free to take.
    Ours,
    /// Somebody changed it.
    Changed,
}

impl<'a> Former<'a> {
    pub(super) fn removable(&self) -> impl Iterator<Item = &'a OutputPath> {
        self.of(FormerFile::Ours)
    }

    pub(super) fn changed(&self) -> impl Iterator<Item = &'a OutputPath> {
        self.of(FormerFile::Changed)
    }

    fn of(&self, wanted: FormerFile) -> impl Iterator<Item = &'a OutputPath> {
        let files = self.files.iter();
        files
            .filter(move |(_, state)| **state == wanted)
            .map(|(path, _)| *path)
    }

    fn is_removable(&self, path: &str) -> bool {
        self.files.get(&OutputPath::new(path)) == Some(&FormerFile::Ours)
    }
}

/// The states of all files to be, in their order, and the stamps of those that are the same.
type States = (Vec<FileState>, Stamps);

impl<'a> Comparison<'a> {
    /// Looks at what the last build made and this one does not.
    pub(super) fn former(&self) -> Result<Former<'a>, WriteError> {
        let gone: Vec<(&'a OutputPath, &'a Owned)> = self
            .last
            .files
            .iter()
            .filter(|(path, _)| !self.next.files.contains_key(*path))
            .collect();
        let found: Vec<Option<(&OutputPath, FormerFile)>> = gone
            .into_par_iter()
            .map(|(path, owned)| self.former_file(path, *owned))
            .collect::<Result<_, _>>()?;
        Ok(Former {
            files: found.into_iter().flatten().collect(),
        })
    }

    fn former_file(
        &self,
        path: &'a OutputPath,
        owned: Owned,
    ) -> Result<Option<(&'a OutputPath, FormerFile)>, WriteError> {
        let file = self.folder.join(path.as_str());
        let Some(found) = look(&file)?.filter(Metadata::is_file) else {
            return Ok(None);
        };
        let is_ours =
            self.takes_over || owned.covers(self.hash(path, &file, &found).map_err(at(&file))?.0);
        let state = if is_ours {
            FormerFile::Ours
        } else {
            FormerFile::Changed
        };
        Ok(Some((path, state)))
    }

    /// Folders on the way to an output where a file or a link stands: writing through a link would leave the folder. A file of our
    /// own that is to become a folder is none.
    pub(super) fn blocked(&self, former: &Former<'_>) -> BTreeSet<&'a str> {
        let wanted: BTreeSet<&'a str> = self
            .next
            .files
            .keys()
            .flat_map(OutputPath::folders)
            .collect();
        wanted
            .into_iter()
            .filter(|folder| self.blocks(folder) && !former.is_removable(folder))
            .collect()
    }

    fn blocks(&self, folder: &str) -> bool {
        fs::symlink_metadata(self.folder.join(folder)).is_ok_and(|found| !found.is_dir())
    }

    /// Takes files of somebody else out of what blocks, where they may be replaced; links stay, since nothing is done to what is
    /// behind them.
    pub(super) fn taken_over(&self, blocked: &mut BTreeSet<&'a str>) -> Vec<OutputPath> {
        let is_file = |folder: &&str| {
            let found = fs::symlink_metadata(self.folder.join(folder));
            self.takes_over && found.is_ok_and(|found| found.is_file())
        };
        let taken: Vec<&str> = blocked
            .iter()
            .copied()
            .filter(|folder| is_file(folder))
            .collect();
        taken.iter().for_each(|folder| {
            blocked.remove(folder);
        });
        taken.into_iter().map(OutputPath::new).collect()
    }

    pub(super) fn states(
        &self,
        former: &Former<'_>,
        blocked: &BTreeSet<&str>,
    ) -> Result<States, WriteError> {
        if fs::symlink_metadata(self.folder).is_err() {
            return Ok((
                vec![FileState::Missing; self.next.files.len()],
                Stamps::default(),
            ));
        }
        let all: Vec<_> = self.next.files.iter().collect();
        let compared: Vec<(FileState, Option<OutputStamp>)> = all
            .par_iter()
            .map(|(path, owned)| {
                if path.folders().any(|folder| blocked.contains(folder)) {
                    return Ok((FileState::Foreign, None));
                }
                self.state(path, owned, former)
            })
            .collect::<Result<_, _>>()?;
        let noted = all
            .iter()
            .zip(&compared)
            .filter_map(|((path, _), (_, stamp))| Some(((*path).clone(), stamp.clone()?)));
        let stamps = Stamps::noted(noted.collect());
        Ok((
            compared.into_iter().map(|(state, _)| state).collect(),
            stamps,
        ))
    }

    fn state(
        &self,
        path: &OutputPath,
        wanted: &Owned,
        former: &Former<'_>,
    ) -> Result<(FileState, Option<OutputStamp>), WriteError> {
        let file = self.folder.join(path.as_str());
        let Some(found) = look(&file)? else {
            return Ok((FileState::Missing, None));
        };
        if found.is_dir() && self.is_ours_throughout(path, former) {
            return Ok((FileState::Differs, None));
        }
        if !found.is_file() {
            return Ok((FileState::Foreign, None));
        }
        let known = self.last.files.get(path);
        let (hash, stamp) = self.hash(path, &file, &found).map_err(at(&file))?;
        let state = match known {
            _ if hash == wanted.hash => return Ok((FileState::Same, stamp)),
            Some(owned) if owned.covers(hash) => FileState::Differs,
            _ if self.takes_over => FileState::Differs,
            Some(_) => FileState::Changed,
            None => FileState::Foreign,
        };
        Ok((state, None))
    }

    /// Whether all that lies in a folder where a file is to be are files of ours that go.
    fn is_ours_throughout(&self, path: &OutputPath, former: &Former<'_>) -> bool {
        let mut files = WalkDir::new(self.folder.join(path.as_str())).into_iter();
        files.all(|entry| {
            entry.is_ok_and(|entry| {
                let inner = entry.path().strip_prefix(self.folder).ok();
                let name = inner.and_then(Path::to_str).unwrap_or_default();
                entry.file_type().is_dir()
                    || former.is_removable(&name.replace(std::path::MAIN_SEPARATOR, "/"))
            })
        })
    }

    /// The fingerprint of a file: by its stamp where that can stand for its bytes, otherwise by reading it; and the stamp that can
    /// do so next time.
    fn hash(
        &self,
        path: &OutputPath,
        file: &Path,
        found: &Metadata,
    ) -> io::Result<(Fingerprint, Option<OutputStamp>)> {
        if let Some(stamp) = self.stamps.known(path, found) {
            return Ok((stamp.hash, Some(stamp.clone())));
        }
        let hash = hash_of(file)?;
        Ok((hash, self.stamps.stamp(hash, found)))
    }
}

fn look(file: &Path) -> Result<Option<Metadata>, WriteError> {
    match fs::symlink_metadata(file) {
        Ok(found) => Ok(Some(found)),
        // A file of ours may stand where the folder is to be.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(at(file)(error)),
    }
}
