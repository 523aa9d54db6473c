//! Loading: a project folder → [`SourceTree`]. The only reader.
//!
//! Nothing outside the folder is read: a symbolic link that leaves it, dangles or loops is reported and skipped.

#![expect(
    clippy::disallowed_methods,
    reason = "the only module that reads the project"
)]

mod embedded;
mod file;
mod naming;
mod raw;
mod reads;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

pub use raw::raw;
pub use reads::{Reads, Touched, mark, may_pass};

use embedded::{DETAIL, THEME_TEXTS};
use file::{Opening, ReadText, asset, is_ignored, picture, text_file};
use reads::{FileStamp, Listed, ReadFile, ReadSettings};

use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, quoted};
use crate::locale::one_form;
use crate::picture::is_expected;
use crate::source::{Asset, SourceFile, SourcePath, SourceTree, ThemeFile};

/// Reads a project. With `None`, `config` is `bayan.yaml` at the root.
///
/// The tree is absent only where there is no configuration to begin with. Texts that `reads` holds are not read again, unless they
/// were `touched`; with empty `reads` the result is the same.
pub fn sources(
    root: &Path,
    config: Option<&Path>,
    reads: &mut Reads,
    touched: &Touched,
) -> Diagnosed<Option<SourceTree>> {
    reads.forget(touched);
    let mut loader = Loader {
        root: root.to_owned(),
        real: fs::canonicalize(root).unwrap_or_else(|_| root.to_owned()),
        diagnostics: Vec::new(),
        unreadable: Vec::new(),
        output: None,
        met: Vec::new(),
        reads,
    };
    let tree = loader.config(config).map(|config| loader.tree(config));
    let Loader {
        diagnostics,
        met,
        reads,
        ..
    } = loader;
    reads.keep_only(&met);
    Diagnosed {
        value: tree,
        diagnostics,
    }
}

/// What lies under `content/`.
struct Content {
    texts: Vec<SourceFile>,
    attachments: Vec<Asset>,
    layers: Vec<SourceFile>,
}

struct Loader<'a> {
    root: PathBuf,
    real: PathBuf,
    diagnostics: Vec<Diagnostic>,
    unreadable: Vec<SourceFile>,
    /// The output folder, as the configuration names it.
    output: Option<Arc<str>>,
    /// All files that the walk met.
    met: Vec<Arc<Path>>,
    reads: &'a mut Reads,
}

impl Loader<'_> {
    fn config(&mut self, named: Option<&Path>) -> Option<SourceFile> {
        let path = named.map_or_else(|| self.root.join("bayan.yaml"), Path::to_owned);
        let shown = SourcePath::new(named.map_or_else(
            || "bayan.yaml".to_owned(),
            |path| path.display().to_string(),
        ));
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            self.reads.met_link(fs::canonicalize(&path).ok());
        }
        match reads::read(&path).map(|(bytes, _)| bytes) {
            // A file that was named may lie anywhere.
            Ok(_) if named.is_none() && !self.is_inside(&path) => {
                self.unsafe_link(&path, "this link leads out of the site");
                None
            }
            Ok(bytes) => match text_file(shown, &bytes) {
                // Kept for the excerpt; nothing is built on it.
                ReadText::NotUtf8(file, span) => self
                    .keep(ReadText::NotUtf8(file.clone(), span))
                    .or(Some(file)),
                read @ ReadText::Text(_) => self.keep(read),
            },
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                let message = format!(
                    "no configuration at {}: {error}",
                    quoted(&path.display().to_string())
                );
                self.diagnostics
                    .push(Diagnostic::nowhere(Code::MissingConfig, message).help(
                    "run `bayan init DIR` for a new site, or name the folder of one with `--root`",
                ));
                None
            }
            Err(error) => {
                self.unread(&shown, &error);
                None
            }
        }
    }

    fn tree(&mut self, config: SourceFile) -> SourceTree {
        if !self.unreadable.is_empty() {
            return SourceTree::unreadable(config, std::mem::take(&mut self.unreadable));
        }
        let ReadSettings {
            theme,
            has_detail,
            output,
        } = self.reads.named(&config);
        self.output = output;
        let layers = self.layers(theme.as_deref(), &config);
        let Content {
            texts: content,
            attachments,
            layers: zones,
        } = self.content();
        let theme = self.theme_texts(&layers);
        let statics = self.statics(&layers, has_detail);
        let unreadable = std::mem::take(&mut self.unreadable);
        SourceTree {
            config,
            content,
            attachments,
            layers: zones,
            theme,
            statics,
            unreadable,
        }
    }

    /// The folders that are searched for theme files, nearest first; the embedded theme comes after them.
    fn layers(&mut self, theme: Option<&str>, config: &SourceFile) -> Vec<String> {
        let mut layers = vec![String::new()];
        if let Some(name) = theme {
            let folder = format!("themes/{name}/");
            let plain = !name.contains(['/', '\\']) && name != "..";
            if plain && self.root.join(&folder).is_dir() {
                layers.push(folder);
            } else if name != "default" {
                let themes = fs::read_dir(self.root.join("themes")).into_iter();
                let names = themes.flatten().flatten().map(|entry| entry.file_name());
                let known: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
                self.diagnostics
                    .push(naming::unknown_theme(name, config, &known));
            }
        }
        layers
    }

    fn content(&mut self) -> Content {
        let files = self.files("content");
        let (texts, others): (Vec<_>, Vec<_>) = files
            .into_iter()
            .partition(|file| file.path.as_str().ends_with(".md"));
        let texts = self.texts(texts);
        let (layers, others): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|file| file.path.as_str().ends_with(".geojson"));
        let strange = others
            .iter()
            .filter_map(|file| naming::no_content(&file.path));
        self.diagnostics.extend(strange);
        let mut attachments = self.attachments(others);
        let make = |path: &SourcePath, disk: &Path| {
            let (bytes, stamp) = reads::read(disk)?;
            let asset = asset(path, disk, &Opening::whole(&bytes));
            let found = ReadFile::Layer(text_file(path.clone(), &bytes), asset);
            Ok((found, stamp))
        };
        let (mut reads, mut layer_assets) = (Vec::new(), Vec::new());
        for found in self.read(layers, make) {
            if let ReadFile::Layer(read, asset) = found {
                reads.push(read);
                layer_assets.push(asset);
            }
        }
        attachments.extend(layer_assets);
        attachments.sort_by(|a, b| a.path.cmp(&b.path));
        Content {
            texts,
            attachments,
            layers: reads
                .into_iter()
                .filter_map(|read| self.keep(read))
                .collect(),
        }
    }

    fn theme_texts(&mut self, layers: &[String]) -> Vec<ThemeFile> {
        let mut files = Vec::new();
        for layer in layers {
            for folder in THEME_TEXTS {
                let found = self.files(&format!("{layer}{folder}"));
                for file in self.texts(found) {
                    let name = file
                        .path
                        .as_str()
                        .strip_prefix(layer.as_str())
                        .unwrap_or_default()
                        .into();
                    files.push(ThemeFile { name, file });
                }
            }
        }
        files.extend(self.reads.embedded().texts.iter().cloned());
        files
    }

    /// Static files by their path in the output, with those of the detailed map where it is asked for; the nearest layer wins.
    fn statics(&mut self, layers: &[String], has_detail: bool) -> Vec<Asset> {
        let mut taken = BTreeSet::new();
        let mut statics = Vec::new();
        // Each folder, and what of it is no part of paths in the output.
        let folders = |layer: &String| {
            [
                ("static", format!("{layer}static/")),
                (DETAIL, layer.clone()),
            ]
        };
        for layer in layers {
            for (folder, prefix) in folders(layer)
                .into_iter()
                .take(if has_detail { 2 } else { 1 })
            {
                let files = self.files(&format!("{layer}{folder}"));
                for mut asset in self.assets(files) {
                    let path = SourcePath::new(
                        asset
                            .path
                            .as_str()
                            .strip_prefix(&prefix)
                            .unwrap_or_default(),
                    );
                    if taken.insert(path.clone()) {
                        asset.path = path;
                        statics.push(asset);
                    }
                }
            }
        }
        let embedded = self.reads.embedded();
        let detail = embedded.detail.iter().filter(|_| has_detail);
        statics.extend(
            embedded
                .statics
                .iter()
                .chain(detail)
                .filter(|asset| !taken.contains(&asset.path))
                .cloned(),
        );
        statics.sort_by(|a, b| a.path.cmp(&b.path));
        statics
    }

    fn texts(&mut self, files: Vec<Listed>) -> Vec<SourceFile> {
        let make = |path: &SourcePath, disk: &Path| {
            let (bytes, stamp) = reads::read(disk)?;
            Ok((ReadFile::Text(text_file(path.clone(), &bytes)), stamp))
        };
        let found = self.read(files, make);
        let texts = found.into_iter().filter_map(|found| match found {
            ReadFile::Text(read) => Some(read),
            ReadFile::Asset(_) | ReadFile::Layer(..) => None,
        });
        texts
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|read| self.keep(read))
            .collect()
    }

    fn assets(&mut self, files: Vec<Listed>) -> Vec<Asset> {
        let make = |path: &SourcePath, disk: &Path| {
            let (opening, stamp) = reads::read_opening(disk)?;
            Ok((ReadFile::Asset(asset(path, disk, &opening)), stamp))
        };
        self.found_assets(files, make)
    }

    /// Files of `content/`. Of a picture all bytes are looked at, wherever in it something is hidden.
    fn attachments(&mut self, files: Vec<Listed>) -> Vec<Asset> {
        let make = |path: &SourcePath, disk: &Path| {
            let (opening, stamp) = reads::read_opening(disk)?;
            if !is_expected(path.name(), &opening.bytes) {
                return Ok((ReadFile::Asset(asset(path, disk, &opening)), stamp));
            }
            let (bytes, stamp) = reads::read(disk)?;
            Ok((ReadFile::Asset(picture(path, disk, &bytes)), stamp))
        };
        self.found_assets(files, make)
    }

    fn found_assets(
        &mut self,
        files: Vec<Listed>,
        make: impl Fn(&SourcePath, &Path) -> io::Result<(ReadFile, FileStamp)> + Sync,
    ) -> Vec<Asset> {
        let found = self.read(files, make);
        let assets = found.into_iter().filter_map(|found| match found {
            ReadFile::Asset(asset) => Some(asset),
            ReadFile::Text(_) | ReadFile::Layer(..) => None,
        });
        assets.collect()
    }

    /// What is known of these files, or is made by reading them.
    fn read(
        &mut self,
        files: Vec<Listed>,
        make: impl Fn(&SourcePath, &Path) -> io::Result<(ReadFile, FileStamp)> + Sync,
    ) -> Vec<ReadFile> {
        let known = &*self.reads;
        let all: Vec<_> = files
            .into_par_iter()
            .map(|Listed { path, disk, found }| match found {
                Some(found) => (path, disk, false, Ok((found, None))),
                None => {
                    let read = || make(&path, &disk).map(|(found, stamp)| (found, Some(stamp)));
                    let read = known
                        .get(&disk)
                        .map_or_else(read, |found| Ok((found.clone(), None)));
                    (path, disk, true, read)
                }
            })
            .collect();
        let mut result = Vec::with_capacity(all.len());
        for (path, disk, is_new, read) in all {
            match read {
                Ok((found, stamp)) => {
                    if is_new {
                        self.reads.list(&disk, &found);
                    }
                    if let Some(stamp) = stamp {
                        self.reads.insert(Arc::clone(&disk), &stamp, found.clone());
                    }
                    self.met.push(disk);
                    result.push(found);
                }
                Err(error) => self.unread(&path, &error),
            }
        }
        result
    }

    fn keep(&mut self, read: ReadText) -> Option<SourceFile> {
        match read {
            ReadText::Text(file) => Some(file),
            ReadText::NotUtf8(file, span) => {
                let diagnostic = Diagnostic::at(
                    Code::InvalidUtf8,
                    Location::new(&file.path, span),
                    "this file is not valid UTF-8 from here on",
                )
                .help(file::encoding_help(&file.text));
                self.diagnostics.push(diagnostic);
                self.unreadable.push(file);
                None
            }
        }
    }

    fn unread(&mut self, path: &SourcePath, error: &io::Error) {
        self.reads.missed(error);
        self.failed(path, &error.to_string());
    }

    fn failed(&mut self, path: &SourcePath, reason: &str) {
        self.diagnostics.push(Diagnostic::at(
            Code::UnreadableFile,
            Location::file(path),
            format!("this cannot be read: {reason}"),
        ));
    }

    /// All files of a folder, sorted by path; hidden ones and editors' leavings are not content.
    fn files(&mut self, folder: &str) -> Vec<Listed> {
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

    fn is_inside(&self, path: &Path) -> bool {
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

    fn unsafe_link(&mut self, disk: &Path, message: &str) {
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
