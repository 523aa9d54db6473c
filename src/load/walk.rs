//! The walk through a folder: which files are read, under which names, and which links are followed.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::Loader;
use super::file::is_ignored;
use super::reads::Listed;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::locale::one_form;
use crate::source::SourcePath;

impl Loader<'_> {
    /// All files of a folder, sorted by path; hidden ones and editors' leavings are not content.
    pub(super) fn files(&mut self, folder: &str) -> Vec<Listed> {
        if let Some(files) = self.reads.walk(folder) {
            return files;
        }
        let problems = self.diagnostics.len();
        let files = self.walk(folder);
        if self.diagnostics.len() == problems {
            self.reads.walked(folder, &files);
        }
        files
    }

    fn walk(&mut self, folder: &str) -> Vec<Listed> {
        let start = self.root.join(folder);
        if fs::symlink_metadata(&start).is_err() {
            return Vec::new();
        }
        if !self.is_inside(&start) {
            self.unsafe_link(&start, "this link leads out of the site");
            return Vec::new();
        }
        let mut files = Vec::new();
        let mut walk = WalkDir::new(&start)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walk.next() {
            let link = entry.as_ref().ok().filter(|entry| entry.path_is_symlink());
            if let Some(link) = link {
                let target = fs::canonicalize(link.path()).ok();
                self.reads
                    .met_link(target.filter(|target| target.starts_with(&self.real)));
            }
            match entry {
                Ok(entry)
                    if entry.path_is_symlink() && entry.depth() > 0 && is_ignored(entry.path()) =>
                {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.path_is_symlink() && !self.is_inside(entry.path()) => {
                    self.unsafe_link(entry.path(), "this link leads out of the site");
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.path_is_symlink() && self.leads_to_private(&entry) => {
                    self.refused_link(
                        entry.path(),
                        "this link would publish sources, or what was built before",
                        "delete the link, and put here only what readers may have",
                    );
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry)
                    if entry.file_type().is_dir()
                        && entry.depth() > 0
                        && is_ignored(entry.path()) =>
                {
                    walk.skip_current_dir();
                }
                Ok(entry) if entry.file_type().is_file() && !is_ignored(entry.path()) => {
                    files.extend(self.named(entry.path()));
                }
                Ok(_) => {}
                Err(error) => self.walk_error(&error),
            }
        }
        self.one_of_each_name(files)
    }

    /// Names that differ in how their letters are composed are one name to readers, and to some disks.
    fn one_of_each_name(&mut self, mut files: Vec<Listed>) -> Vec<Listed> {
        if files.iter().all(|file| file.path.as_str().is_ascii()) {
            return files;
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let twice: Vec<SourcePath> = files
            .windows(2)
            .filter_map(|pair| match pair {
                [first, second] if first.path == second.path => Some(first.path.clone()),
                _ => None,
            })
            .collect();
        files.dedup_by(|a, b| a.path == b.path);
        for path in twice {
            self.failed(
                &path,
                "two files have this name, with their letters composed differently",
            );
        }
        files
    }

    /// Whether a link that is published leads to sources or to what was built: both hold what is not for readers.
    fn leads_to_private(&self, entry: &walkdir::DirEntry) -> bool {
        let Ok(real) = fs::canonicalize(entry.path()) else {
            return false;
        };
        let from_content = entry.path().starts_with(self.root.join("content"));
        let mut private = vec![".bayan".to_owned(), ".git".to_owned()];
        private.extend(self.output.iter().map(ToString::to_string));
        if !from_content {
            private.extend(["content".to_owned(), "bayan.yaml".to_owned()]);
        }
        private
            .iter()
            .filter_map(|name| fs::canonicalize(self.root.join(name)).ok())
            .any(|private| real.starts_with(&private) && private != self.real)
    }

    pub(super) fn is_inside(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| real.starts_with(&self.real))
    }

    fn named(&mut self, disk: &Path) -> Option<Listed> {
        let shown = self.shown(disk);
        if disk.to_str().is_none() {
            self.failed(&shown, "its name is not valid UTF-8");
            return None;
        }
        // A line end in a name would break the manifest of the output, and no address can hold it.
        if shown.as_str().contains(char::is_control) {
            self.failed(&shown, "its name holds a control character");
            return None;
        }
        Some(Listed {
            path: shown,
            disk: disk.into(),
            found: None,
        })
    }

    fn shown(&self, disk: &Path) -> SourcePath {
        let relative = disk.strip_prefix(&self.root).unwrap_or(disk);
        let parts: Vec<_> = relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        SourcePath::new(one_form(&parts.join("/")))
    }

    pub(super) fn unsafe_link(&mut self, disk: &Path, message: &str) {
        let help = "copy the file into the site in place of the link";
        self.refused_link(disk, message, help);
    }

    fn refused_link(&mut self, disk: &Path, message: &str, help: &str) {
        let location = Location::file(&self.shown(disk));
        self.diagnostics
            .push(Diagnostic::at(Code::UnsafeSymlink, location, message).help(help));
    }

    fn walk_error(&mut self, error: &walkdir::Error) {
        let disk = error.path().map(Path::to_owned).unwrap_or_default();
        // Editors mark a file that is being edited by a link that leads nowhere.
        if is_ignored(&disk) {
            return;
        }
        if error.loop_ancestor().is_some() {
            self.unsafe_link(&disk, "this link leads back to a folder that it lies in");
        } else if fs::symlink_metadata(&disk).is_ok_and(|found| found.is_symlink()) {
            self.unsafe_link(&disk, "this link leads to nothing that can be read");
        } else if let Some(error) = error.io_error() {
            self.unread(&self.shown(&disk), error);
        }
    }
}
