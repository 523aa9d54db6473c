//! Writing: [`OutputTree`] → folder. The only writer: it writes what differs, and removes only what it wrote before.
//!
//! A file is ours while its bytes are those that the manifest names; whatever else stands in the folder belongs to somebody else.
//! All files are written under temporary names first. Names change only when every byte is on the disk, assets before pages before
//! lists, so that a build that fails leaves the folder as it was, and one that is killed leaves every file whole, old or new. The
//! manifest claims both contents before the first name changes, so that the next build may repair the rest.

#![expect(
    clippy::disallowed_methods,
    reason = "the only module that writes the site"
)]

mod compare;
mod lock;
mod record;
mod report;
mod stage;
mod stamps;
mod store;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::Diagnosed;
use crate::fingerprint::Fingerprint;
use crate::output::{Manifest, OutputPath, OutputTree, Owned};
use compare::{Comparison, FileState, Former};
use stage::{Staged, StagingRoom};
use stamps::Stamps;
use whole::{TEMPORARY, durable_text};

pub use lock::{Lock, lock};
pub use record::{Untouched, has_manifest, manifest_mark, remember, remembered, untouched};
pub use store::{store, stored};
pub use whole::replace;

/// Marks a manifest whose build has not finished.
const UNFINISHED: &str = "unfinished\n";

/// Where to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// The output folder.
    pub folder: PathBuf,
    /// The folder of what is remembered between builds.
    pub state: PathBuf,
    /// The name of the output folder in it.
    pub name: String,
    /// Remove files that the site does not produce, and overwrite those that stand in its way.
    pub prune_unknown: bool,
    /// Overwrite or remove files at our paths that somebody else wrote or changed.
    pub overwrite: bool,
}

impl WriteOptions {
    fn manifest(&self) -> PathBuf {
        self.state.join(format!("manifest-{}.txt", self.name))
    }

    fn stamps(&self) -> PathBuf {
        self.state.join(format!("stamps-{}.txt", self.name))
    }

    /// Whether what is not ours may be replaced where it stands in the way.
    fn takes_over(&self) -> bool {
        self.overwrite || self.prune_unknown
    }
}

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files written.
    pub written: usize,
    /// Files that were the same already.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
}

/// A problem of the machine: a disk that is full, a folder without permission, a source that changed while it was copied.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Attaches the path to an error of the machine.
fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    |source| WriteError {
        path: path.to_owned(),
        source,
    }
}

/// What is to be done in a folder, decided before anything is touched.
pub struct WritePlan<'a> {
    outputs: &'a OutputTree,
    options: &'a WriteOptions,
    states: Vec<FileState>,
    last: LastManifest,
    stale: Stale,
    unknown: Vec<OutputPath>,
    manifest: Manifest,
    /// What may stand for the bytes of unchanged files next time; `None` where nothing new can be said.
    stamps: Option<Stamps>,
}

/// Files of the last build that this one no longer makes.
struct Stale {
    /// They must go first: a folder is needed where one stands, or a file where it is the last of its folder.
    in_the_way: Vec<OutputPath>,
    others: Vec<OutputPath>,
}

/// Compares a folder with what is to be. Nothing is changed; with any error among the diagnostics nothing may be.
pub fn plan<'a>(
    outputs: &'a OutputTree,
    options: &'a WriteOptions,
) -> Result<Diagnosed<WritePlan<'a>>, WriteError> {
    let last = LastManifest::read(&options.manifest());
    let manifest = manifest(outputs);
    let stamps = Stamps::read(&options.stamps());
    let comparison = Comparison {
        folder: &options.folder,
        last: &last.manifest,
        next: &manifest,
        stamps: &stamps,
        takes_over: options.takes_over(),
    };
    let former = comparison.former()?;
    let mut blocked = comparison.blocked(&former);
    let taken = comparison.taken_over(&mut blocked);
    let (states, noted) = comparison.states(&former, &blocked)?;
    let is_known = last.is_whole && !options.prune_unknown;
    let mut unknown = if is_known {
        Vec::new()
    } else {
        unknown(outputs, &last.manifest, &options.folder)
    };
    unknown.retain(|path| !blocked.contains(path.as_str()) && !taken.contains(path));
    let mut diagnostics = report::foreign(&comparison, outputs, &states, &blocked);
    diagnostics.extend(report::changed(&former, options));
    if !options.prune_unknown {
        diagnostics.extend(report::unknown(&unknown));
    }
    let mut stale = stale(&former, &manifest);
    stale.in_the_way.extend(taken);
    Ok(Diagnosed {
        value: WritePlan {
            outputs,
            options,
            states,
            last,
            stale,
            unknown,
            manifest,
            stamps: (noted != stamps).then_some(noted),
        },
        diagnostics,
    })
}

/// Brings the folder up to date.
pub fn apply(plan: &WritePlan<'_>, written: &(dyn Fn() + Sync)) -> Result<Written, WriteError> {
    let WritePlan {
        outputs,
        options,
        states,
        last,
        stale,
        unknown,
        manifest,
        stamps,
    } = plan;
    let claim = manifest.claiming(&last.manifest);
    let is_same = states.iter().all(|state| *state == FileState::Same);
    if !is_same || last.manifest != claim {
        write_manifest(options, &claim, true)?;
    }
    let folder = &options.folder;
    fs::create_dir_all(folder).map_err(at(folder))?;
    let room = StagingRoom {
        folder,
        in_the_way: stale.in_the_way.iter().map(OutputPath::as_str).collect(),
    };
    let staged = Staged::write(outputs, states, &room, written)?;
    let mut removed = remove(folder, stale.in_the_way.iter())?;
    staged.name()?;
    removed += remove(folder, stale.others.iter())?;
    if options.prune_unknown {
        removed += remove(folder, unknown.iter())?;
    }
    if !last.is_whole || *manifest != last.manifest {
        write_manifest(options, manifest, false)?;
    }
    if let Some(stamps) = stamps {
        durable_text(&options.stamps(), &stamps.to_text())?;
    }
    let unchanged = states
        .iter()
        .filter(|state| **state == FileState::Same)
        .count();
    Ok(Written {
        written: states.len() - unchanged,
        unchanged,
        removed,
    })
}

/// What the last build left.
struct LastManifest {
    manifest: Manifest,
    /// There is a manifest, and its build finished.
    is_whole: bool,
}

impl LastManifest {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let (text, unfinished) = text
            .strip_prefix(UNFINISHED)
            .map_or((text.as_str(), false), |rest| (rest, true));
        match Manifest::from_text(text) {
            Some(manifest) => Self {
                manifest,
                is_whole: !unfinished,
            },
            None => Self {
                manifest: Manifest::default(),
                is_whole: false,
            },
        }
    }
}

fn manifest(outputs: &OutputTree) -> Manifest {
    let all: Vec<_> = outputs.iter().collect();
    let files: BTreeMap<OutputPath, Owned> = all
        .par_iter()
        .map(|(path, output)| {
            let owned = Owned {
                hash: output.fingerprint(),
                length: output.length(),
                before: None,
            };
            ((*path).clone(), owned)
        })
        .collect();
    Manifest { files }
}

/// What goes: all that is still ours, and with a word on the command line what somebody changed.
fn stale(former: &Former<'_>, next: &Manifest) -> Stale {
    let needs_folder: BTreeSet<&str> = next.files.keys().flat_map(OutputPath::folders).collect();
    let in_the_way = |path: &OutputPath| {
        needs_folder.contains(path.as_str())
            || path.folders().any(|folder| next.files.contains_key(folder))
    };
    let (in_the_way, others) = former.removable().cloned().partition(in_the_way);
    Stale { in_the_way, others }
}

fn remove<'a>(
    root: &Path,
    paths: impl Iterator<Item = &'a OutputPath>,
) -> Result<usize, WriteError> {
    let mut removed = 0;
    for path in paths {
        if path.folders().any(|folder| {
            fs::symlink_metadata(root.join(folder)).is_ok_and(|found| found.is_symlink())
        }) {
            continue;
        }
        let file = root.join(path.as_str());
        match fs::remove_file(&file) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&file)(error)),
        }
        for folder in path.folders() {
            // Fails, as it should, where something is left in the folder.
            if fs::remove_dir(root.join(folder)).is_err() {
                break;
            }
        }
    }
    Ok(removed)
}

/// Files in the folder that neither this build nor the last one wrote. Hidden ones at the top (`.git`, `.gitignore`) are the host's or the editor's.
fn unknown(outputs: &OutputTree, last: &Manifest, folder: &Path) -> Vec<OutputPath> {
    let walk = WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter();
    let visible = walk.filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 1 || !name.starts_with('.') || name.starts_with(TEMPORARY)
    });
    let mut found = Vec::new();
    for entry in visible
        .flatten()
        .filter(|entry| !entry.file_type().is_dir())
    {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // Left by a build that was killed; if it cannot be removed, it does no harm.
            drop(fs::remove_file(entry.path()));
            continue;
        }
        let parts: Vec<_> = entry
            .path()
            .strip_prefix(folder)
            .into_iter()
            .flat_map(Path::components)
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let path = OutputPath::new(parts.join("/"));
        if outputs.get(path.as_str()).is_none() && !last.files.contains_key(&path) {
            found.push(path);
        }
    }
    found
}

fn write_manifest(
    options: &WriteOptions,
    manifest: &Manifest,
    unfinished: bool,
) -> Result<(), WriteError> {
    lock::make_state_folder(&options.state)?;
    let text = format!(
        "{}{}",
        if unfinished { UNFINISHED } else { "" },
        manifest.to_text()
    );
    durable_text(&options.manifest(), &text)
}

/// The fingerprint of a file, read piece by piece: files may be larger than memory.
fn hash_of(path: &Path) -> io::Result<Fingerprint> {
    Fingerprint::of_reader(fs::File::open(path)?)
}
