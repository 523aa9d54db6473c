//! Watching a project folder: bursts of file events → one set of paths that may have changed. The only place that knows the watcher.
//!
//! What a path holds is never guessed from its event: the session reads it again. Events that come while a burst lasts are
//! gathered, so that a checkout of a thousand files is one change.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

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
/// Folders of a project that a build reads, with all below them.
const FOLDERS: [&str; 7] = ["content", "templates", "blocks", "strings", "static", "detail", "themes"];

/// The folder cannot be watched.
#[derive(Debug)]
pub struct WatchError(notify::Error);

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            notify::ErrorKind::MaxFilesWatch => {
                f.write_str("the system allows no more watched folders (fs.inotify.max_user_watches)")
            }
            _ => self.0.fmt(f),
        }
    }
}

impl std::error::Error for WatchError {}

/// A watched project; it is watched for as long as this lives.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    /// A compare is due when the folder has been quiet.
    unsettled: bool,
}

impl Watch {
    /// Begins to watch the folder of a project, and the folder of its configuration.
    pub fn new(root: &Path, config: Option<&Path>) -> Result<Self, WatchError> {
        let (sender, events): (Sender<notify::Result<Event>>, _) = channel();
        // Our own reading is no change, and there is a lot of it.
        let handler = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| !is_change(event)) {
                return;
            }
            // Fails only when the watch is being dropped.
            drop(sender.send(event));
        };
        let watcher = notify::recommended_watcher(handler).map_err(WatchError)?;
        let mut watch = Self { watcher, events, root: root.to_owned(), unsettled: false };
        watch.watcher.watch(root, RecursiveMode::NonRecursive).map_err(WatchError)?;
        if let Some(folder) = config.and_then(Path::parent) {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            if folder != root {
                watch.watcher.watch(folder, RecursiveMode::NonRecursive).map_err(WatchError)?;
            }
        }
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        Ok(watch)
    }

    /// Waits for the next burst; `None` when the watcher has ended.
    pub fn wait(&mut self) -> Option<Touched> {
        let mut touched = Touched::default();
        let first = if self.unsettled {
            match self.events.recv_timeout(SETTLED) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => {
                    self.unsettled = false;
                    touched.compare_all = true;
                    return Some(touched);
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        } else {
            self.events.recv().ok()?
        };
        let start = Instant::now();
        let mut closed = self.take(first, &mut touched);
        while start.elapsed() < LONGEST {
            let is_save = closed && touched.paths.len() <= ONE_SAVE;
            match self.events.recv_timeout(if is_save { CLOSED } else { QUIET }) {
                Ok(event) => closed = self.take(event, &mut touched),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(touched)
    }

    /// Adds an event to a burst; says whether it may be the last of a save.
    fn take(&mut self, event: notify::Result<Event>, touched: &mut Touched) -> bool {
        match event {
            Ok(event) => {
                let closed = is_closed(&event);
                touched.compare_all |= event.need_rescan();
                self.unsettled |= event.need_rescan() || concerns_folder(&event);
                for path in event.paths {
                    self.follow(&path);
                    touched.paths.insert(path);
                }
                closed
            }
            // What was lost is found by comparing.
            Err(_) => {
                touched.compare_all = true;
                self.unsettled = true;
                false
            }
        }
    }

    /// A folder at the top that is made anew is watched anew.
    fn follow(&mut self, path: &Path) {
        let top = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
        if let Some(folder) = top.and_then(|top| FOLDERS.into_iter().find(|folder| *folder == top)) {
            // Fails where it was not watched, or cannot be any more.
            drop(self.watcher.unwatch(path));
            drop(self.folder(folder));
            self.unsettled = true;
        }
    }

    fn folder(&mut self, name: &str) -> Result<(), WatchError> {
        match self.watcher.watch(&self.root.join(name), RecursiveMode::Recursive) {
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

/// A folder that came, went or moved: files in it may have come before it was watched.
fn concerns_folder(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Modify(ModifyKind::Name(_)) => event.paths.iter().any(|path| path.extension().is_none()),
        _ => false,
    }
}
