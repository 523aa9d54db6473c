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
mod note;
mod raw;
mod reads;
mod standing;
mod walk;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use note::SourceNote;
pub use raw::raw;
pub use reads::{Reads, Touched, mark, may_pass};
pub use standing::noted_texts;

use embedded::{DETAIL, THEME_TEXTS};
use file::{Opening, ReadText, asset, picture, text_file};
use reads::{FileStamp, Listed, ReadFile, ReadSettings};

use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, quoted};
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
    let mut loader = Loader::new(root, reads);
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

/// Whether a project is as it was noted: the same files under the same names, with the same bytes. Gives the note as it is now.
///
/// Where links or anything else out of the ordinary are met, it is not.
pub fn unchanged(root: &Path, config: Option<&Path>, note: &SourceNote) -> Option<SourceNote> {
    let mut reads = Reads::default();
    reads.forget(&Touched::default());
    let mut loader = Loader::new(root, &mut reads);
    let config = loader.config(config)?;
    let found = loader.listing(&config);
    let is_plain = loader.diagnostics.is_empty() && loader.unreadable.is_empty();
    let (path, noted) = reads.config()?;
    if !is_plain || reads.has_links() || note.get(path)?.hash != noted.hash {
        return None;
    }
    let mut files = standing::standing(note, found, reads.began()?)?;
    files.insert(path.clone(), reads.settled(noted)?);
    (files.len() == note.len()).then(|| SourceNote::new(files))
}

/// The configuration of a project alone; `None` where it cannot be read.
pub fn config(root: &Path, config: Option<&Path>) -> Option<SourceFile> {
    let mut reads = Reads::default();
    let mut loader = Loader::new(root, &mut reads);
    let file = loader.config(config)?;
    (loader.diagnostics.is_empty() && loader.unreadable.is_empty()).then_some(file)
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

impl<'a> Loader<'a> {
    fn new(root: &Path, reads: &'a mut Reads) -> Self {
        Self {
            root: root.to_owned(),
            real: fs::canonicalize(root).unwrap_or_else(|_| root.to_owned()),
            diagnostics: Vec::new(),
            unreadable: Vec::new(),
            output: None,
            met: Vec::new(),
            reads,
        }
    }

    fn config(&mut self, named: Option<&Path>) -> Option<SourceFile> {
        let path = named.map_or_else(|| self.root.join("bayan.yaml"), Path::to_owned);
        let shown = SourcePath::new(named.map_or_else(
            || "bayan.yaml".to_owned(),
            |path| path.display().to_string(),
        ));
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            self.reads.met_link(fs::canonicalize(&path).ok());
        }
        let read = reads::read(&path);
        if let Ok((_, stamp)) = &read {
            self.reads.read_config(shown.clone(), stamp);
        }
        match read.map(|(bytes, _)| bytes) {
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
            return SourceTree::for_reports(config, std::mem::take(&mut self.unreadable));
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

    /// All files that a tree is made of, besides the configuration.
    fn listing(&mut self, config: &SourceFile) -> Vec<Listed> {
        let ReadSettings {
            theme,
            has_detail,
            output,
        } = self.reads.named(config);
        self.output = output;
        let mut folders = vec!["content".to_owned()];
        for layer in self.layers(theme.as_deref(), config) {
            let own = THEME_TEXTS.into_iter().chain(static_folders(has_detail));
            folders.extend(own.map(|folder| format!("{layer}{folder}")));
        }
        folders
            .iter()
            .flat_map(|folder| self.files(folder))
            .collect()
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
        for layer in layers {
            for folder in static_folders(has_detail) {
                // What is no part of paths in the output.
                let prefix = match folder {
                    DETAIL => layer.clone(),
                    _ => format!("{layer}{folder}/"),
                };
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
}

/// The folders of a site or theme that are copied.
fn static_folders(has_detail: bool) -> impl Iterator<Item = &'static str> {
    ["static"].into_iter().chain(has_detail.then_some(DETAIL))
}
