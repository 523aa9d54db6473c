//! What a build reads: texts and assets of a project folder, each with its path, free of any file system.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::fingerprint::{Fingerprint, Hasher};
use crate::picture::{Flaw, PictureSize};
use crate::tiles::{Tiles, TilesFault};

/// A path inside the project, relative to its root, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Wraps a path that already uses `/` and has no `.` or `..` parts.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// All but the last part, without the closing `/`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path that `relative` names when read beside this file; `None` where it leaves the project.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self
            .folder()
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => _ = parts.pop()?,
                name => parts.push(name),
            }
        }
        Some(Self::new(parts.join("/")))
    }
}

/// For messages: what would command a terminal is written out. [`SourcePath::as_str`] is the path.
impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.0))
    }
}

/// A text in which characters that command a terminal or turn the line around are written out: a name may hold any.
pub fn visible(text: &str) -> String {
    let commands =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| match c {
            c if commands(c) => c.escape_default().to_string(),
            c => c.to_string(),
        })
        .collect()
}

/// A half-open range of bytes in a source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The byte that it begins with.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; sources are far below 4 GiB, and anything beyond is clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The range as indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range in a text that has `by` more bytes in front.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// One replacement in a source text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What is written there, on one line.
    pub text: String,
}

/// A text file of the project: UTF-8, without byte order mark, lines ending in `\n`.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SourcePath,
    /// What it says.
    pub text: Arc<str>,
    /// Of the text alone.
    pub fingerprint: Fingerprint,
}

impl SourceFile {
    /// A file with this text, normalised as every reader of the project sees it.
    pub fn new(path: SourcePath, text: &str) -> Self {
        let text = normalised(text);
        Self {
            path,
            fingerprint: Fingerprint::of(text.as_bytes()),
            text,
        }
    }
}

/// The bytes of a file with edits applied that were found in its normalised text; byte order mark and line ends stay.
///
/// Edits that overlap an earlier one, or do not lie on whole characters, are left out. `None` where the bytes are not
/// those of the normalised text, since the file has changed meanwhile.
pub fn edited(raw: &str, file: &SourceFile, edits: &[Edit]) -> Option<String> {
    if *normalised(raw) != *file.text {
        return None;
    }
    let mut edits: Vec<&Edit> = edits
        .iter()
        .filter(|edit| file.text.get(edit.span.range()).is_some())
        .collect();
    edits.sort();
    edits.dedup();
    let mut edits = edits.into_iter().peekable();
    let (mut result, mut from, mut at) = (String::with_capacity(raw.len()), 0, 0);
    let body = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    result.push_str(raw.get(..raw.len() - body.len())?);
    // `at` counts in the normalised text, `offset` in the file.
    for (offset, c) in body
        .char_indices()
        .map(|(offset, c)| (offset, Some(c)))
        .chain([(body.len(), None)])
    {
        let dropped = c == Some('\r')
            && body
                .get(offset + 1..)
                .is_some_and(|rest| rest.starts_with('\n'));
        while let Some(edit) = edits.next_if(|edit| edit.span.range().start <= at) {
            let length = edit.span.range().len();
            // Behind `from` lies what an earlier edit has replaced. No edit reaches over a line end.
            let whole = edit.span.range().start == at && offset >= from;
            if whole
                && file
                    .text
                    .get(edit.span.range())
                    .is_some_and(|old| !old.contains('\n'))
            {
                result.push_str(body.get(from..offset)?);
                result.push_str(&edit.text);
                from = offset + length;
            }
        }
        at += if dropped {
            0
        } else {
            c.map_or(0, char::len_utf8)
        };
    }
    result.push_str(body.get(from..)?);
    Some(result)
}

/// A byte order mark dropped, CRLF and the CR of old Macs turned to LF: none of them may reach front matter or a comparison.
fn normalised(text: &str) -> Arc<str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Without an early end, so that many bytes are judged at once.
    let has_returns = text
        .bytes()
        .fold(false, |found, byte| found | (byte == b'\r'));
    if has_returns {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// Bytes as text, as [`std::str::from_utf8`] gives it: everything that is read and everything that is rendered comes
/// through here, and outside ASCII that one looks at each byte by itself.
pub fn utf8(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes))
}

/// Where the bytes of an asset are found when they are written.
#[derive(Clone, Debug)]
pub enum AssetOrigin {
    /// A file on disk; large files are never held in memory.
    Disk(PathBuf),
    /// A picture on disk, without what it carries besides its pixels.
    Cleaned(PathBuf),
    /// A file of the embedded default theme.
    Embedded(&'static [u8]),
}

/// A file that is copied as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it lies in the project (or would lie, if it is embedded).
    pub path: SourcePath,
    /// Where its bytes are.
    pub origin: AssetOrigin,
    /// Of the bytes that are published.
    pub fingerprint: Fingerprint,
    /// How many bytes it has.
    pub length: u64,
    /// For pictures in a format that we can read.
    pub picture: Option<PictureSize>,
    /// What is wrong with it as a picture.
    pub flaws: Vec<Flaw>,
    /// For files of map tiles.
    pub tiles: Option<Result<Tiles, TilesFault>>,
}

/// All that a build reads. Every list is sorted by path.
#[derive(Clone, Debug)]
pub struct SourceTree {
    /// `bayan.yaml`, or the file named in its place.
    pub config: SourceFile,
    /// Markdown files under `content/`.
    pub content: Vec<SourceFile>,
    /// Pictures and other files under `content/`.
    pub attachments: Vec<Asset>,
    /// GeoJSON files under `content/`; they are among the attachments too.
    pub layers: Vec<SourceFile>,
    /// Templates, blocks and string tables of site, theme and default, the nearest first for each name.
    pub theme: Vec<ThemeFile>,
    /// Static files of site, theme and default, those of the detailed map among them; the path is the one in the output.
    pub statics: Vec<Asset>,
    /// Files that could not be read as text, decoded with replacement characters, for excerpts in reports only.
    pub unreadable: Vec<SourceFile>,
}

/// A text file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Name inside the theme: `templates/base.html`, `strings/ar.yaml`.
    pub name: Arc<str>,
    /// The text, with the path that messages show.
    pub file: SourceFile,
}

impl SourceTree {
    /// Texts of a project that is not built: enough for reports.
    pub fn for_reports(config: SourceFile, unreadable: Vec<SourceFile>) -> Self {
        let (content, attachments, layers) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            config,
            content,
            attachments,
            layers,
            theme: Vec::new(),
            statics: Vec::new(),
            unreadable,
        }
    }

    /// Whether the configuration could be read as text.
    pub fn has_config(&self) -> bool {
        self.unreadable
            .iter()
            .all(|file| file.path != self.config.path)
    }

    /// Of all that a build can see of it. Lists are marked by their lengths, so that no file can pass for another.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("sources");
        let texts = std::iter::once(&self.config)
            .chain(&self.content)
            .chain(&self.layers)
            .chain(&self.unreadable);
        hasher.number(self.content.len() as u64);
        texts.for_each(|file| {
            hasher.text(file.path.as_str()).part(file.fingerprint);
        });
        hasher.number(self.layers.len() as u64);
        hasher.number(self.theme.len() as u64);
        self.theme.iter().for_each(|file| {
            hasher
                .text(&file.name)
                .text(file.file.path.as_str())
                .part(file.file.fingerprint);
        });
        for assets in [&self.attachments, &self.statics] {
            hasher.number(assets.len() as u64);
            assets.iter().for_each(|asset| {
                hasher.text(asset.path.as_str()).part(asset.fingerprint);
                hasher.text(&format!("{:?}", asset.flaws));
                if let AssetOrigin::Disk(path) | AssetOrigin::Cleaned(path) = &asset.origin {
                    hasher.text(&path.to_string_lossy());
                }
            });
        }
        hasher.finish()
    }

    /// The text behind a path, for excerpts in reports.
    pub fn file(&self, path: &SourcePath) -> Option<&SourceFile> {
        let theme = self.theme.iter().map(|file| &file.file);
        let one = std::iter::once(&self.config);
        let mut all = one
            .chain(&self.content)
            .chain(&self.layers)
            .chain(theme)
            .chain(&self.unreadable);
        all.find(|file| &file.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, SourceFile, SourcePath, Span, edited};

    #[test]
    fn edits_keep_all_other_bytes() {
        let raw = "\u{feff}a,\r\nb,,c\r\n";
        let file = SourceFile::new(SourcePath::new("a.md"), raw);
        let edit = |start, end, text: &str| Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let edits = [
            edit(5, 6, "؛"),
            edit(1, 2, "،"),
            edit(4, 6, "x"),
            edit(7, 7, "!"),
        ];
        assert_eq!(
            edited(raw, &file, &edits).as_deref(),
            Some("\u{feff}a،\r\nbxc!\r\n")
        );
        assert_eq!(edited("other", &file, &edits), None);
        let over_a_line = [edit(1, 4, "-")];
        assert_eq!(edited(raw, &file, &over_a_line).as_deref(), Some(raw));
    }

    #[test]
    fn joining_stays_inside() {
        let file = SourcePath::new("content/articles/a.ar.md");
        assert_eq!(
            file.join("../actors/b.md"),
            Some(SourcePath::new("content/actors/b.md"))
        );
        assert_eq!(file.join("../../../etc/passwd"), None);
    }

    #[test]
    fn marks_and_line_ends_are_normalised() {
        let file = SourceFile::new(SourcePath::new("a.md"), "\u{feff}a\r\nb");
        assert_eq!(&*file.text, "a\nb");
        let file = SourceFile::new(SourcePath::new("a.md"), "a\rb\r\r\nc");
        assert_eq!(&*file.text, "a\nb\n\nc");
    }
}
