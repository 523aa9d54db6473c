//! What a content file that is no content may be called elsewhere.

use crate::model::front_matter::is_fence;
use crate::source::{SourceFile, SourcePath};

/// What a text is called that was saved under an ending that is not read: `talks.ar.md.txt`, `talks.docx`.
pub(super) fn of_unread(path: &SourcePath) -> Option<String> {
    const OF_TEXTS: [&str; 10] = [
        "md", "markdown", "mdown", "mkd", "txt", "text", "doc", "docx", "odt", "rtf",
    ];
    let (stem, rest) = path.name().split_once('.')?;
    let ending = rest.rsplit('.').next()?.to_lowercase();
    let is_entry = path.folder().matches('/').count() == 1;
    (is_entry && OF_TEXTS.contains(&&*ending)).then(|| stem.to_owned())
}

/// The id and names of a file whose place or name is wrong: its front matter was never read by its shape, so every value counts.
pub(super) fn possible_names(file: &SourceFile) -> Vec<String> {
    let stem = file.path.name().split('.').next().unwrap_or_default();
    let folder = file.path.folder().rsplit('/').next().unwrap_or_default();
    let id = if stem == "index" { folder } else { stem };
    // Without its second line all that follows the first may be keys.
    let lines = (file.text.lines().skip(1)).take_while(|line| !is_fence(line));
    let values = lines.map(|line| {
        line.split_once(": ")
            .or_else(|| line.split_once("- "))
            .map_or("", |(_, value)| value)
    });
    let plain = values.map(|value| value.trim().trim_matches(['"', '\'']));
    std::iter::once(id)
        .chain(plain)
        .filter(|name| !name.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
