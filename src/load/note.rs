//! What a project was read from, as a note for later builds.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::fingerprint::Fingerprint;
use crate::source::SourcePath;
use crate::stamp::DiskState;

/// All files that a project was read from, with what their bytes were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    files: BTreeMap<SourcePath, NotedFile>,
}

/// What is noted of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotedFile {
    /// Of its bytes as they lie on the disk.
    pub hash: Fingerprint,
    /// What may stand for them.
    pub state: Option<DiskState>,
}

impl SourceNote {
    const HEAD: &'static str = "sources";

    pub(super) fn new(files: BTreeMap<SourcePath, NotedFile>) -> Self {
        Self { files }
    }

    /// One line for each file.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", Self::HEAD);
        for (path, NotedFile { hash, state }) in &self.files {
            let state = state.map_or_else(|| "- - - -".to_owned(), |state| state.to_text());
            // OK because writing into a string cannot fail.
            _ = writeln!(text, "{} {state} {path}", hash.to_hex());
        }
        text
    }

    /// Reads what [`SourceNote::to_text`] wrote.
    pub fn from_lines<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        (lines.next()? == Self::HEAD).then_some(())?;
        let files = lines.map(from_line).collect::<Option<_>>()?;
        Some(Self { files })
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// What is noted of a file.
    pub(super) fn get(&self, path: &SourcePath) -> Option<&NotedFile> {
        self.files.get(path)
    }
}

fn from_line(line: &str) -> Option<(SourcePath, NotedFile)> {
    let mut fields = line.splitn(6, ' ');
    let hash = Fingerprint::from_hex(fields.next()?)?;
    let mut state = Vec::new();
    for _ in 0..4 {
        state.push(fields.next()?);
    }
    let state = match state.as_slice() {
        ["-", ..] => None,
        _ => Some(DiskState::from_fields(&mut state.into_iter())?),
    };
    Some((SourcePath::new(fields.next()?), NotedFile { hash, state }))
}
