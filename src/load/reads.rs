//! What was read before, so that a session reads again only what may have changed.
//!
//! The walk through the folders is made anew unless all that was touched are files that were there before and still are: it is what
//! finds files that came, went or moved. Of a file that was read before, the text is kept, unless the watcher named it or a folder above it. Where the watcher may have missed something, what the system
//! says of each file is compared: size, times of content and of entry, and the number of the file. No time is compared with a clock,
//! so that a clock set back does not matter: a write under an old time still changes the time that is compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::embedded::Embedded;
use super::file::Opening;
use super::note::{NotedFile, SourceNote};
use crate::config;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::source::{SourceFile, SourcePath};
use crate::stamp::DiskState;

/// How much of a file that is copied is looked at: pictures and map tiles tell of themselves in their first bytes.
const OPENING: u64 = 1024 * 1024;

/// What may have changed since a project was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files, and folders with all below them.
    pub paths: BTreeSet<PathBuf>,
    /// Compare all files with what the system says of them: some events may have been missed.
    pub compare_all: bool,
}

/// What earlier readings of a project left. An empty one is always right.
#[derive(Default)]
pub struct Reads {
    known: HashMap<Arc<Path>, (FileStamp, ReadFile)>,
    /// The configuration, as it was read last.
    config: Option<(SourcePath, NotedFile)>,
    /// When the last reading began.
    began: Option<SystemTime>,
    /// The files that the last walk found under each folder, where it met nothing to report.
    walks: HashMap<String, Vec<Listed>>,
    /// Where each of them stands there.
    places: HashMap<Arc<Path>, (String, usize)>,
    /// The folders above them.
    folders: HashSet<PathBuf>,
    /// What is made of the files inside the program.
    embedded: Option<Embedded>,
    /// What a configuration with this fingerprint names.
    named: Option<(Fingerprint, ReadSettings)>,
    /// A file had two names at some time: events name one of them only, so that all are compared from then on.
    has_links: bool,
    /// Where links lead, so that they can be watched too.
    links: BTreeSet<PathBuf>,
    /// The last reading missed something that the next may find.
    is_short: bool,
}

/// What a configuration says of the folders that are read.
#[derive(Clone)]
pub(super) struct ReadSettings {
    /// A folder of `themes/`.
    pub theme: Option<Arc<str>>,
    /// There is a detailed map.
    pub has_detail: bool,
    /// The output folder.
    pub output: Option<Arc<str>>,
}

/// A file that a walk found.
#[derive(Clone)]
pub(super) struct Listed {
    pub path: SourcePath,
    pub disk: Arc<Path>,
    /// What is known of it, so that a file in which nothing changed is not even looked up.
    pub found: Option<ReadFile>,
}

/// What the system says of a file; two writes that leave all of it equal are told apart by the watcher alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Time of the entry, device and number of the file, where the system has them.
    entry: (i64, i64, u64, u64),
}

/// What was made of a file's bytes.
#[derive(Clone)]
pub(super) enum ReadFile {
    Text(super::file::ReadText),
    Asset(super::Asset),
    /// A text that is copied too.
    Layer(super::file::ReadText, super::Asset),
}

impl Reads {
    /// Forgets what may have changed.
    pub(super) fn forget(&mut self, touched: &Touched) {
        self.is_short = false;
        self.began = Some(SystemTime::now());
        if !self.names_stand(touched) {
            self.walks.clear();
            self.places.clear();
            self.folders.clear();
        }
        let mut folders: HashSet<&Path> = HashSet::new();
        for path in &touched.paths {
            if self.known.remove(&**path).is_none() {
                folders.insert(path);
            }
            if let Some(listed) = self.listed(path) {
                listed.found = None;
            }
        }
        if !folders.is_empty() {
            self.known
                .retain(|path, _| !path.ancestors().any(|above| folders.contains(above)));
        }
        if touched.compare_all || self.has_links {
            let all: Vec<(&Arc<Path>, &Stamp)> = self
                .known
                .iter()
                .map(|(path, (known, _))| (path, &known.stamp))
                .collect();
            let differs = |(path, stamp): &&(&Arc<Path>, &Stamp)| {
                fs::metadata(path)
                    .ok()
                    .is_none_or(|found| Stamp::of(&found) != **stamp)
            };
            let changed: Vec<Arc<Path>> = all
                .par_iter()
                .filter(differs)
                .map(|(path, _)| Arc::clone(path))
                .collect();
            for path in &changed {
                self.known.remove(path);
            }
        }
    }

    /// Whether every folder still holds the names that it held: what was touched are files that were there and are, or names that
    /// came and went, as those do under which editors save.
    fn names_stand(&self, touched: &Touched) -> bool {
        let stands = |path: &PathBuf| match fs::symlink_metadata(path) {
            Ok(found) => {
                found.is_file()
                    && (self.known.contains_key(&**path) || super::file::is_ignored(path))
            }
            Err(_) => !self.known.contains_key(&**path) && !self.folders.contains(path),
        };
        !touched.compare_all && !self.has_links && touched.paths.iter().all(stands)
    }

    /// The files that are known to lie under a folder.
    pub(super) fn walk(&self, folder: &str) -> Option<Vec<Listed>> {
        self.walks.get(folder).cloned()
    }

    /// Remembers the files that a walk found under a folder.
    pub(super) fn walked(&mut self, folder: &str, files: &[Listed]) {
        for (index, Listed { disk, .. }) in files.iter().enumerate() {
            self.places
                .insert(Arc::clone(disk), (folder.to_owned(), index));
            for above in disk.ancestors().skip(1) {
                if !self.folders.insert(above.to_owned()) {
                    break;
                }
            }
        }
        self.walks.insert(folder.to_owned(), files.to_vec());
    }

    /// Forgets what the last walk did not meet.
    pub(super) fn keep_only(&mut self, met: &[Arc<Path>]) {
        if self.known.len() > met.len() {
            let met: HashSet<&Arc<Path>> = met.iter().collect();
            self.known.retain(|path, _| met.contains(path));
        }
    }

    /// The files inside the program.
    pub(super) fn embedded(&mut self) -> &Embedded {
        self.embedded.get_or_insert_with(Embedded::read)
    }

    /// What a configuration names. It is checked again, and reported, by the pipeline.
    pub(super) fn named(&mut self, config: &SourceFile) -> ReadSettings {
        if let Some((_, named)) = self
            .named
            .as_ref()
            .filter(|(print, _)| *print == config.fingerprint)
        {
            return named.clone();
        }
        let checked = config::check(config).value;
        let has_detail = checked
            .as_ref()
            .is_some_and(|config| config.map.detail.is_some());
        let output = checked.as_ref().map(|config| Arc::clone(&config.output));
        let named = ReadSettings {
            theme: checked.and_then(|config| config.theme),
            has_detail,
            output,
        };
        self.named = Some((config.fingerprint, named.clone()));
        named
    }

    /// Something could not be read.
    pub(super) fn missed(&mut self, error: &io::Error) {
        self.is_short |= may_pass(error);
    }

    /// What the project was read from; `None` where a note would not hold all that was looked at.
    pub fn note(&self) -> Option<SourceNote> {
        let (path, config) = self.config.as_ref()?;
        let mut files = BTreeMap::from([(path.clone(), self.settled(config)?)]);
        for Listed { path, disk, .. } in self.walks.values().flatten() {
            let (stamp, _) = self.known.get(disk)?;
            files.insert(path.clone(), self.settled(&stamp.noted)?);
        }
        let is_whole = files.len() == self.known.len() + 1;
        (is_whole && !self.has_links && !self.is_short).then(|| SourceNote::new(files))
    }

    /// A note with what may stand for the bytes only if it can.
    pub(super) fn settled(&self, noted: &NotedFile) -> Option<NotedFile> {
        let began = self.began?;
        Some(NotedFile {
            state: noted.state.filter(|state| state.is_settled(began)),
            ..*noted
        })
    }

    /// When this reading began.
    pub(super) fn began(&self) -> Option<SystemTime> {
        self.began
    }

    /// Whether a file with two names was met, or a link.
    pub(super) fn has_links(&self) -> bool {
        self.has_links
    }

    /// The configuration was read.
    pub(super) fn read_config(&mut self, path: SourcePath, stamp: &FileStamp) {
        self.config = Some((path, stamp.noted));
    }

    /// The configuration, as it was read.
    pub(super) fn config(&self) -> Option<&(SourcePath, NotedFile)> {
        self.config.as_ref()
    }

    /// Whether the last reading missed something for a reason that may pass, of which no event will tell.
    pub fn is_short(&self) -> bool {
        self.is_short
    }

    /// Two names for one file were met; the other leads here.
    pub(super) fn met_link(&mut self, target: Option<PathBuf>) {
        self.has_links = true;
        self.links.extend(target);
    }

    /// Where the links that were met lead: changes there come under other names than those that were read.
    pub fn links(&self) -> &BTreeSet<PathBuf> {
        &self.links
    }

    /// What is known of a file.
    pub(super) fn get(&self, disk: &Path) -> Option<&ReadFile> {
        self.known.get(disk).map(|(_, found)| found)
    }

    /// Remembers what was made of a file.
    pub(super) fn insert(&mut self, disk: Arc<Path>, stamp: &FileStamp, found: ReadFile) {
        self.has_links |= stamp.is_shared;
        self.known.insert(disk, (*stamp, found));
    }

    /// Notes in its list what is known of a file.
    pub(super) fn list(&mut self, disk: &Path, found: &ReadFile) {
        if let Some(listed) = self.listed(disk) {
            listed.found = Some(found.clone());
        }
    }

    fn listed(&mut self, disk: &Path) -> Option<&mut Listed> {
        let (folder, index) = self.places.get(disk)?;
        self.walks.get_mut(folder)?.get_mut(*index)
    }
}

/// Whether the fault lies in the machine at this moment, such as too few handles, and not in the file, its name or its rights.
pub fn may_pass(error: &io::Error) -> bool {
    let of_the_file = matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::InvalidFilename
    );
    error.raw_os_error().is_some() && !of_the_file
}

/// The stamp of a file as it was before its bytes were read, so that a change in between is seen later.
#[derive(Clone, Copy)]
pub(super) struct FileStamp {
    stamp: Stamp,
    is_shared: bool,
    /// What builds after this program may go by.
    pub noted: NotedFile,
}

impl FileStamp {
    fn of(found: &Metadata, hash: Fingerprint) -> Self {
        Self {
            stamp: Stamp::of(found),
            is_shared: is_shared(found),
            noted: NotedFile {
                hash,
                state: DiskState::of(found),
            },
        }
    }
}

/// Opens what is a file: a pipe would keep who opens it waiting for ever.
pub(super) fn open(disk: &Path) -> io::Result<File> {
    if fs::metadata(disk)?.is_file() {
        File::open(disk)
    } else {
        Err(io::Error::other("it is not a file"))
    }
}

/// The bytes of a file with its stamp.
pub(super) fn read(disk: &Path) -> io::Result<(Vec<u8>, FileStamp)> {
    let mut file = open(disk)?;
    let found = file.metadata()?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    let hash = Fingerprint::of(&bytes);
    Ok((bytes, FileStamp::of(&found, hash)))
}

/// Looks through a file piece by piece.
pub(super) fn read_opening(disk: &Path) -> io::Result<(Opening, FileStamp)> {
    let mut file = open(disk)?;
    let found = file.metadata()?;
    let mut bytes = Vec::new();
    (&mut file).take(OPENING).read_to_end(&mut bytes)?;
    let mut rest = CountedRead {
        inner: file,
        count: bytes.len() as u64,
    };
    let fingerprint = Fingerprint::of_reader(bytes.as_slice().chain(&mut rest))?;
    let (length, stamp) = (rest.count, FileStamp::of(&found, fingerprint));
    Ok((
        Opening {
            bytes,
            length,
            fingerprint,
        },
        stamp,
    ))
}

/// Counts what is read: the length that the system gave may have changed since.
struct CountedRead {
    inner: File,
    count: u64,
}

impl io::Read for CountedRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.count += length as u64;
        Ok(length)
    }
}

/// A mark of a file by what the system says of it; another one after every change.
pub fn mark(found: &Metadata) -> Fingerprint {
    let Stamp {
        length,
        modified,
        entry,
    } = Stamp::of(found);
    let since = modified
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .unwrap_or_default();
    let (seconds, nanoseconds, device, number) = entry;
    let mut hasher = Hasher::new("stamp");
    hasher
        .number(length)
        .number(since.as_secs())
        .number(u64::from(since.subsec_nanos()));
    hasher
        .number(seconds.unsigned_abs())
        .number(nanoseconds.unsigned_abs())
        .number(device)
        .number(number);
    hasher.finish()
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self {
            length: found.len(),
            modified: found.modified().ok(),
            entry: entry(found),
        }
    }
}

#[cfg(unix)]
fn entry(found: &Metadata) -> (i64, i64, u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (found.ctime(), found.ctime_nsec(), found.dev(), found.ino())
}

#[cfg(not(unix))]
fn entry(_: &Metadata) -> (i64, i64, u64, u64) {
    Default::default()
}

#[cfg(unix)]
fn is_shared(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    found.nlink() > 1
}

#[cfg(not(unix))]
fn is_shared(_: &Metadata) -> bool {
    false
}
