//! The default theme, inside the program.

use include_dir::{Dir, include_dir};

use super::file::{ReadText, text_file};
use crate::fingerprint::Fingerprint;
use crate::source::{Asset, AssetOrigin, SourcePath, ThemeFile};

/// How messages name a file of the embedded theme.
const NAME: &str = "(default theme)";
/// Folders of a theme that hold text.
pub(super) const THEME_TEXTS: [&str; 3] = ["templates", "blocks", "strings"];
/// The folder of a site or theme that is copied where the configuration asks for the detailed map, and lies under its name in the output.
pub(super) const DETAIL: &str = "detail";

static DEFAULT_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The embedded theme as a build reads it.
pub(super) struct Embedded {
    pub texts: Vec<ThemeFile>,
    /// By their paths in the output.
    pub statics: Vec<Asset>,
    /// The same of the detailed map.
    pub detail: Vec<Asset>,
}

impl Embedded {
    pub(super) fn read() -> Self {
        let text = |(name, bytes): (&str, &[u8])| match text_file(
            SourcePath::new(format!("{NAME}/{name}")),
            bytes,
        ) {
            ReadText::Text(file) => Some(ThemeFile {
                name: name.into(),
                file,
            }),
            ReadText::NotUtf8(..) => None,
        };
        let asset = |(name, bytes): (&str, &'static [u8])| Asset {
            path: SourcePath::new(name.strip_prefix("static/").unwrap_or(name)),
            origin: AssetOrigin::Embedded(bytes),
            fingerprint: Fingerprint::of(bytes),
            length: bytes.len() as u64,
            picture: None,
            flaws: Vec::new(),
            tiles: None,
        };
        Self {
            texts: files(&THEME_TEXTS).into_iter().filter_map(text).collect(),
            statics: files(&["static"]).into_iter().map(asset).collect(),
            detail: files(&[DETAIL]).into_iter().map(asset).collect(),
        }
    }
}

/// Files of the embedded theme under these folders, sorted by name: the order in the program is the disk's.
fn files(folders: &[&str]) -> Vec<(&'static str, &'static [u8])> {
    let mut files = Vec::new();
    let mut open: Vec<&'static Dir<'static>> = vec![&DEFAULT_THEME];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        files.extend(
            folder
                .files()
                .filter_map(|file| Some((file.path().to_str()?, file.contents()))),
        );
    }
    files.retain(|(name, _)| {
        folders
            .iter()
            .any(|folder| name.split('/').next() == Some(folder))
    });
    files.sort_unstable();
    files
}
