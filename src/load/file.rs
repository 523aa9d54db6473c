//! What a file of the project is taken for: text, picture, or an editor's leaving.

use std::path::Path;

use crate::fingerprint::Fingerprint;
use crate::picture::{Examined, examined};
use crate::source::{Asset, AssetOrigin, SourceFile, SourcePath, Span, utf8};
use crate::tiles::Tiles;

/// What became of one file.
#[derive(Clone)]
pub(super) enum ReadText {
    Text(SourceFile),
    NotUtf8(SourceFile, Span),
}

pub(super) fn is_ignored(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    // `.well-known` and `.nojekyll` are what hosts ask for.
    let wanted = matches!(&*name, ".well-known" | ".nojekyll" | ".htaccess");
    (name.starts_with('.') && !wanted) || name.ends_with('~') || is_leaving(&name)
}

/// What file managers of Windows and macOS leave in folders.
fn is_leaving(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        &*name,
        "thumbs.db" | "ehthumbs.db" | "ehthumbs_vista.db" | "desktop.ini" | "icon\r" | "__macosx"
    )
}

pub(super) fn text_file(path: SourcePath, bytes: &[u8]) -> ReadText {
    match utf8(bytes) {
        Ok(text) => ReadText::Text(SourceFile::new(path, text)),
        Err(error) => {
            let at = error.valid_up_to();
            // Kept as it is, byte for byte in front of the fault, so that line and column are right.
            let lossy = String::from_utf8_lossy(bytes).into_owned();
            let file = SourceFile {
                path,
                fingerprint: Fingerprint::of(bytes),
                text: lossy.into(),
            };
            ReadText::NotUtf8(file, Span::new(at, at + '\u{fffd}'.len_utf8()))
        }
    }
}

/// What a file that is not UTF-8 seems to be. In UTF-16 each Latin letter has a zero byte; no text has one otherwise.
pub(super) fn encoding_help(lossy: &str) -> &'static str {
    if lossy.contains('\0') {
        "save it again as UTF-8: it seems to be UTF-16, which Windows calls Unicode"
    } else {
        "save it again as UTF-8; old Arabic files are often Windows-1256"
    }
}

/// What a file that is copied begins with, and what is known of the rest: it may be larger than memory.
pub(super) struct Opening {
    /// The first bytes; all of a file that is no longer than `OPENING` of `reads`.
    pub bytes: Vec<u8>,
    /// How many bytes the file has.
    pub length: u64,
    /// Of all its bytes.
    pub fingerprint: Fingerprint,
}

impl Opening {
    /// Of a file that was read whole.
    pub(super) fn whole(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            length: bytes.len() as u64,
            fingerprint: Fingerprint::of(bytes),
        }
    }
}

/// A file that is copied as it is.
pub(super) fn asset(path: &SourcePath, disk: &Path, opening: &Opening) -> Asset {
    let is_tiles = path.as_str().ends_with(".pmtiles");
    Asset {
        path: path.clone(),
        origin: AssetOrigin::Disk(disk.to_owned()),
        fingerprint: opening.fingerprint,
        length: opening.length,
        picture: None,
        flaws: Vec::new(),
        tiles: is_tiles.then(|| Tiles::read(&opening.bytes, opening.length)),
    }
}

/// A picture of `content/`: what it carries besides its pixels is not published.
pub(super) fn picture(path: &SourcePath, disk: &Path, bytes: &[u8]) -> Asset {
    let Examined {
        size,
        flaws,
        cleaned,
    } = examined(path.name(), bytes);
    let asset = Asset {
        picture: size,
        flaws,
        ..asset(path, disk, &Opening::whole(bytes))
    };
    match cleaned {
        None => asset,
        Some(cleaned) => Asset {
            origin: AssetOrigin::Cleaned(disk.to_owned()),
            fingerprint: Fingerprint::of(&cleaned),
            length: cleaned.len() as u64,
            ..asset
        },
    }
}
