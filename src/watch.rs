//! Watching a project folder: bursts of file events → one set of paths that may have changed. The only place that knows the watcher.
//!
//! What a path holds is never guessed from its event: the session reads it again. Events that come while a burst lasts are
//! gathered, so that a checkout of a thousand files is one change.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{
    AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind, RenameMode,
};
use notify::{Config, Event, PollWatcher, RecursiveMode, Watcher};

use crate::load::Touched;

/// A burst is over when nothing happened for this long: editors write, rename and touch within a few milliseconds.
const QUIET: Duration = Duration::from_millis(8);
/// The same after a file was closed or got its name, while few were touched: then the editor is very likely done, and if it is not,
/// the next burst tells the rest.
const CLOSED: Duration = Duration::from_millis(3);
/// So many names one save touches: the file, the name it was written under, the backup.
const ONE_SAVE: usize = 4;
/// A burst that goes on is handed over after this long.
const LONGEST: Duration = Duration::from_millis(120);
/// After a change of folders, this long after the last event, everything is compared once more.
const SETTLED: Duration = Duration::from_millis(250);
/// The same where something could not be read.
const AGAIN: Duration = Duration::from_secs(1);
/// How often files are looked at where the system tells of no changes.
const POLL: Duration = Duration::from_millis(700);
/// Folders of a project that a build reads, with all below them.
const FOLDERS: [&str; 7] = [
    "content",
    "templates",
    "blocks",
    "strings",
    "static",
    "detail",
    "themes",
];

/// The folder cannot be watched.
#[derive(Debug)]
pub struct WatchError(notify::Error);

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            notify::ErrorKind::MaxFilesWatch => f.write_str(
                "the system allows no more watched folders (fs.inotify.max_user_watches)",
            ),
            _ if self.is_absence() => {
                let folder = self
                    .0
                    .paths
                    .first()
                    .map(|path| path.display().to_string())
                    .unwrap_or_default();
                write!(f, "there is no folder {folder}")
            }
            _ => self.0.fmt(f),
        }
    }
}

impl WatchError {
    /// Whether there is nothing that could be watched.
    pub fn is_absence(&self) -> bool {
        is_absent(&self.0)
    }
}

impl std::error::Error for WatchError {}

/// A watched project; it is watched for as long as this lives.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    /// Looks itself whether anything changed, where the system tells of no changes.
    polls: bool,
    /// Folders besides, into which links lead.
    linked: BTreeSet<PathBuf>,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    config: Option<PathBuf>,
    /// All is compared when the folder has been quiet for so long.
    due: Option<Duration>,
    /// The folder itself went, or another came in its place: what is watched is no longer what is there.
    is_lost: bool,
}

impl Watch {
    /// Begins to watch the folder of a project, and the folder of its configuration. With `polls` every file is looked at again and
    /// again, for disks of which the system tells nothing, as those of networks and containers.
    pub fn new(root: &Path, config: Option<&Path>, polls: bool) -> Result<Self, WatchError> {
        let (sender, events): (Sender<notify::Result<Event>>, _) = channel();
        // Our own reading is no change, and there is a lot of it.
        let handler = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| !is_change(event)) {
                return;
            }
            // Fails only when the watch is being dropped.
            _ = sender.send(event);
        };
        let watcher: Box<dyn Watcher + Send> = if polls {
            let settings = Config::default().with_poll_interval(POLL);
            Box::new(PollWatcher::new(handler, settings).map_err(WatchError)?)
        } else {
            Box::new(notify::recommended_watcher(handler).map_err(WatchError)?)
        };
        let (root, config) = (root.to_owned(), config.map(Path::to_owned));
        let mut watch = Self {
            watcher,
            polls,
            linked: BTreeSet::new(),
            events,
            root,
            config,
            due: None,
            is_lost: false,
        };
        for folder in watch.tops() {
            watch
                .watcher
                .watch(&folder, RecursiveMode::NonRecursive)
                .map_err(WatchError)?;
        }
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        Ok(watch)
    }

    /// Waits for the next burst; `None` when the watcher has ended.
    pub fn wait(&mut self) -> Option<Touched> {
        let first = loop {
            let Some(due) = self.due else {
                break self.events.recv().ok()?;
            };
            match self.events.recv_timeout(due) {
                Ok(event) => break event,
                Err(RecvTimeoutError::Timeout) if self.is_lost && !self.is_found() => {
                    self.due = Some(AGAIN);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.due = None;
                    return Some(Touched {
                        compare_all: true,
                        ..Touched::default()
                    });
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        };
        let mut touched = Touched::default();
        let start = Instant::now();
        let mut closed = self.take(first, &mut touched);
        while start.elapsed() < LONGEST {
            let is_save = closed && touched.paths.len() <= ONE_SAVE;
            match self
                .events
                .recv_timeout(if is_save { CLOSED } else { QUIET })
            {
                Ok(event) => closed = self.take(event, &mut touched),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(touched)
    }

    /// The folder of the project, and that of its configuration where it is another.
    fn tops(&self) -> Vec<PathBuf> {
        let folder = self.config.as_deref().and_then(Path::parent);
        let folder = folder.map(|folder| {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        });
        let other = folder.filter(|folder| **folder != self.root);
        std::iter::once(&*self.root)
            .chain(other)
            .map(Path::to_owned)
            .collect()
    }

    /// Watches what is there now, all of it anew; says whether it can be watched.
    fn is_found(&mut self) -> bool {
        Self::new(&self.root, self.config.as_deref(), self.polls)
            .map(|anew| *self = anew)
            .is_ok()
    }

    /// Watches the folders into which links lead, where they are not watched as it is. A file that cannot be watched is read again
    /// with the next change of any other.
    pub fn follow_links(&mut self, links: &BTreeSet<PathBuf>) {
        let root = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        let is_watched = |folder: &Path| {
            folder == root
                || FOLDERS
                    .iter()
                    .any(|watched| folder.starts_with(root.join(watched)))
        };
        for folder in links.iter().filter_map(|link| link.parent()) {
            if !is_watched(folder) && !self.linked.contains(folder) {
                drop(self.watcher.watch(folder, RecursiveMode::NonRecursive));
                self.linked.insert(folder.to_owned());
            }
        }
    }

    /// Something could not be read, for a reason that may pass without an event: all is compared when the folder has been quiet.
    pub fn look_again(&mut self) {
        self.due.get_or_insert(AGAIN);
    }

    /// Adds an event to a burst; says whether it may be the last of a save.
    fn take(&mut self, event: notify::Result<Event>, touched: &mut Touched) -> bool {
        match event {
            Ok(event) => {
                let closed = is_closed(&event);
                touched.compare_all |= event.need_rescan();
                if event.need_rescan() || concerns_folder(&event) {
                    self.due = Some(SETTLED);
                }
                if went(&event) && self.tops().iter().any(|top| event.paths.contains(top)) {
                    self.is_lost = true;
                    self.due = Some(SETTLED);
                }
                for path in event.paths {
                    self.follow(&path);
                    touched.paths.insert(path);
                }
                closed
            }
            // What was lost is found by comparing.
            Err(_) => {
                touched.compare_all = true;
                self.due = Some(SETTLED);
                false
            }
        }
    }

    /// A folder at the top that is made anew is watched anew.
    fn follow(&mut self, path: &Path) {
        let top = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
        if let Some(folder) = top.and_then(|top| FOLDERS.into_iter().find(|folder| *folder == top))
        {
            // Fails where it was not watched, or cannot be any more.
            _ = self.watcher.unwatch(path);
            drop(self.folder(folder));
            self.due = Some(SETTLED);
        }
    }

    fn folder(&mut self, name: &str) -> Result<(), WatchError> {
        match self
            .watcher
            .watch(&self.root.join(name), RecursiveMode::Recursive)
        {
            Err(error) if is_absent(&error) => Ok(()),
            result => result.map_err(WatchError),
        }
    }
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn is_change(event: &Event) -> bool {
    event.need_rescan()
        || match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        }
}

/// A file was closed after writing, or moved to its name.
fn is_closed(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// A folder or a file is no longer where it was.
fn went(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

/// A folder that came, went or moved: files in it may have come before it was watched.
fn concerns_folder(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Modify(ModifyKind::Name(_)) => {
            event.paths.iter().any(|path| path.extension().is_none())
        }
        _ => false,
    }
}
