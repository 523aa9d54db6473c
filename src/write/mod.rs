//! Writing: [`OutputTree`] → folder. The only writer: it writes what differs, and removes only what it wrote before.
//!
//! Each file is written under a temporary name of its own in its folder and renamed, so that a build that is killed leaves every
//! file whole, old or new. The manifest claims a file before it is written, so that the next build may repair the rest.

#![expect(
    clippy::disallowed_methods,
    reason = "the only module that writes the site"
)]

mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnosed, Diagnostic, quoted};
use crate::fingerprint::Fingerprint;
use crate::output::{Manifest, Output, OutputPath, OutputTree};
use whole::{TEMPORARY, text_file, write_file};

pub use whole::replace;

/// Marks a manifest whose build has not finished.
const UNFINISHED: &str = "unfinished\n";
/// So many unknown files are named; the rest are counted.
const NAMED_UNKNOWN: usize = 10;

/// Where to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// The output folder.
    pub folder: PathBuf,
    /// The manifest of that folder.
    pub manifest: PathBuf,
    /// Remove files that the site does not produce, and overwrite those that stand in its way.
    pub prune_unknown: bool,
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

/// A problem of the machine: a disk that is full, a folder without permission.
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

/// How a file on disk stands to the one to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    Same,
    Differs,
    Foreign,
}

/// What is to be done in a folder, decided before anything is touched.
pub struct WritePlan<'a> {
    outputs: &'a OutputTree,
    options: &'a WriteOptions,
    states: Vec<State>,
    earlier: Earlier,
    unknown: Vec<OutputPath>,
    manifest: Manifest,
}

/// Compares a folder with what is to be. Nothing is changed; with any error among the diagnostics nothing may be.
pub fn plan<'a>(
    outputs: &'a OutputTree,
    options: &'a WriteOptions,
) -> Result<Diagnosed<WritePlan<'a>>, WriteError> {
    let earlier = Earlier::read(&options.manifest);
    let blocked = blocked(outputs, &options.folder);
    let states = states(outputs, options, &earlier.manifest, &blocked)?;
    let is_known = earlier.is_whole && !options.prune_unknown;
    let mut unknown = if is_known {
        Vec::new()
    } else {
        unknown(outputs, &earlier.manifest, &options.folder)
    };
    unknown.retain(|path| !blocked.contains(path.as_str()));
    let mut diagnostics = foreign(outputs, &states, options, &blocked);
    if !options.prune_unknown {
        diagnostics.extend(report_unknown(&unknown));
    }
    let manifest = Manifest {
        files: fingerprints(outputs),
    };
    Ok(Diagnosed {
        value: WritePlan {
            outputs,
            options,
            states,
            earlier,
            unknown,
            manifest,
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
        earlier,
        unknown,
        manifest,
    } = plan;
    // All that this build or the last one writes.
    let mut claim = earlier.manifest.clone();
    claim.files.extend(manifest.files.clone());
    if states.iter().any(|state| *state != State::Same) || earlier.manifest != claim {
        write_manifest(&options.manifest, &claim, true)?;
    }
    write_all(outputs, states, options, written)?;
    let mut removed = remove_stale(outputs, &earlier.manifest, &options.folder)?;
    if options.prune_unknown {
        removed += remove(&options.folder, unknown.iter())?;
    }
    if !earlier.is_whole || *manifest != earlier.manifest {
        write_manifest(&options.manifest, manifest, false)?;
    }
    let unchanged = states.iter().filter(|state| **state == State::Same).count();
    Ok(Written {
        written: states.len() - unchanged,
        unchanged,
        removed,
    })
}

/// What the last build left.
struct Earlier {
    manifest: Manifest,
    /// There is a manifest, and its build finished.
    is_whole: bool,
}

impl Earlier {
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

fn fingerprints(outputs: &OutputTree) -> BTreeMap<OutputPath, Fingerprint> {
    let all: Vec<_> = outputs.iter().collect();
    all.par_iter()
        .map(|(path, output)| ((*path).clone(), output.fingerprint()))
        .collect()
}

fn states(
    outputs: &OutputTree,
    options: &WriteOptions,
    earlier: &Manifest,
    blocked: &BTreeSet<&str>,
) -> Result<Vec<State>, WriteError> {
    if fs::symlink_metadata(&options.folder).is_err() {
        return Ok(vec![State::Missing; outputs.len()]);
    }
    let all: Vec<_> = outputs.iter().collect();
    all.par_iter()
        .map(|(path, output)| {
            if path.folders().any(|folder| blocked.contains(folder)) {
                return Ok(State::Foreign);
            }
            let owned = options.prune_unknown || earlier.files.contains_key(path.as_str());
            state(&options.folder.join(path.as_str()), output, owned)
        })
        .collect()
}

/// Folders on the way to an output where a file or a link stands: writing through a link would leave the folder.
fn blocked<'a>(outputs: &'a OutputTree, root: &Path) -> BTreeSet<&'a str> {
    let wanted: BTreeSet<&str> = outputs
        .iter()
        .flat_map(|(path, _)| path.folders())
        .collect();
    wanted
        .into_iter()
        .filter(|folder| fs::symlink_metadata(root.join(folder)).is_ok_and(|found| !found.is_dir()))
        .collect()
}

fn state(path: &Path, output: &Output, owned: bool) -> Result<State, WriteError> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(at(path)(error)),
    };
    if !found.is_file() {
        return Ok(State::Foreign);
    }
    let same = match output {
        Output::Text(text) => {
            found.len() == text.len() as u64 && fs::read(path).map_err(at(path))? == text.as_bytes()
        }
        Output::Copy { fingerprint, .. } => {
            Fingerprint::of(&fs::read(path).map_err(at(path))?) == *fingerprint
        }
    };
    Ok(match (same, owned) {
        (true, _) => State::Same,
        (false, true) => State::Differs,
        (false, false) => State::Foreign,
    })
}

/// One message for each file or folder in the way, however many pages belong into that folder.
fn foreign(
    outputs: &OutputTree,
    states: &[State],
    options: &WriteOptions,
    blocked: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let paths = outputs
        .iter()
        .zip(states)
        .filter(|(_, state)| **state == State::Foreign)
        .map(|((path, _), _)| path);
    let alone = paths
        .filter(|path| path.folders().all(|folder| !blocked.contains(folder)))
        .map(OutputPath::as_str);
    let all: Vec<&str> = blocked.iter().copied().chain(alone).collect();
    let (named, rest) = all.split_at(all.len().min(NAMED_UNKNOWN));
    let named = named
        .iter()
        .map(|path| in_the_way(&options.folder.join(path)));
    named
        .chain((!rest.is_empty()).then(|| others_in_the_way(rest.len(), &options.folder)))
        .collect()
}

/// A folder of another site would otherwise give a message for each of its pages.
fn others_in_the_way(count: usize, folder: &Path) -> Diagnostic {
    let folder = quoted(&folder.display().to_string());
    Diagnostic::nowhere(Code::ForeignFile, format!("{count} more files in {folder} were not written by Bayan"))
        .help("if this folder was made by Bayan and its record in .bayan/ is lost, build with --prune-unknown; otherwise name another folder")
}

fn in_the_way(path: &Path) -> Diagnostic {
    let shown = quoted(&path.display().to_string());
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        let message = format!("{shown} is a link, and pages are not written through links");
        return Diagnostic::nowhere(Code::ForeignFile, message).help("move it away");
    }
    Diagnostic::nowhere(
        Code::ForeignFile,
        format!("{shown} was not written by Bayan and stands in the way"),
    )
    .help("move it away; or, if all of this folder may be replaced, build with --prune-unknown")
}

/// Assets first, then pages, then what lists pages: a reader never meets a page whose picture is not there yet.
fn write_all(
    outputs: &OutputTree,
    states: &[State],
    options: &WriteOptions,
    written: &(dyn Fn() + Sync),
) -> Result<(), WriteError> {
    let due: Vec<_> = outputs
        .iter()
        .zip(states)
        .filter(|(_, state)| **state != State::Same)
        .map(|(file, _)| file)
        .collect();
    let needed: BTreeSet<&Path> = due
        .iter()
        .filter_map(|(path, _)| Path::new(path.as_str()).parent())
        .collect();
    fs::create_dir_all(&options.folder).map_err(at(&options.folder))?;
    for folder in needed {
        let folder = options.folder.join(folder);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
    }
    let order = |path: &OutputPath, output: &Output| match output {
        Output::Copy { .. } => 0,
        Output::Text(_) if path.as_str().ends_with(".html") => 1,
        Output::Text(_) => 2,
    };
    for round in 0..=2 {
        due.par_iter()
            .filter(|(path, output)| order(path, output) == round)
            .try_for_each(|(path, output)| {
                written();
                write_file(&options.folder.join(path.as_str()), output)
            })?;
    }
    Ok(())
}

/// Files of the last build that this one no longer makes.
fn remove_stale(
    outputs: &OutputTree,
    earlier: &Manifest,
    folder: &Path,
) -> Result<usize, WriteError> {
    let stale = earlier
        .files
        .keys()
        .filter(|path| outputs.get(path.as_str()).is_none());
    // A manifest is a file like any other: no line of it may lead out of the folder.
    let inside = stale.filter(|path| {
        !path.as_str().starts_with('/')
            && path
                .as_str()
                .split('/')
                .all(|part| !matches!(part, "" | "." | ".."))
    });
    remove(folder, inside)
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
fn unknown(outputs: &OutputTree, earlier: &Manifest, folder: &Path) -> Vec<OutputPath> {
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
        if outputs.get(path.as_str()).is_none() && !earlier.files.contains_key(&path) {
            found.push(path);
        }
    }
    found
}

fn report_unknown(unknown: &[OutputPath]) -> Vec<Diagnostic> {
    let named = unknown
        .iter()
        .take(NAMED_UNKNOWN)
        .map(|path| quoted(path.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    let more = unknown.len().saturating_sub(NAMED_UNKNOWN);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message =
        format!("the output folder holds files that the site does not produce: {named}{rest}");
    let diagnostic = Diagnostic::nowhere(Code::UnknownOutput, message)
        .help("they were left as they are; --prune-unknown removes them");
    (!unknown.is_empty())
        .then_some(diagnostic)
        .into_iter()
        .collect()
}

fn write_manifest(path: &Path, manifest: &Manifest, unfinished: bool) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(at(folder))?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").map_err(at(&ignore))?;
    }
    let text = format!(
        "{}{}",
        if unfinished { UNFINISHED } else { "" },
        manifest.to_text()
    );
    text_file(path, &text)
}
