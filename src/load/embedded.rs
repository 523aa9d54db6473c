//! The default theme, inside the program.

use include_dir::{Dir, include_dir};

static DEFAULT_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Files of the embedded theme under these folders, sorted by name: the order in the program is the disk's.
pub(super) fn embedded(folders: &[&str]) -> Vec<(&'static str, &'static [u8])> {
    let mut files = Vec::new();
    let mut open: Vec<&'static Dir<'static>> = vec![&DEFAULT_THEME];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, file.contents()))));
    }
    files.retain(|(name, _)| folders.iter().any(|folder| name.split('/').next() == Some(folder)));
    files.sort_unstable();
    files
}
