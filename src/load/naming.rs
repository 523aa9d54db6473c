//! Files that were meant as content and are not named so: they would be left out without a word.

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::lang::Lang;
use crate::source::SourcePath;

/// What text editors and word processors save under, often without showing it.
const OF_TEXTS: [&str; 6] = ["txt", "text", "doc", "docx", "odt", "rtf"];

/// `truce.ar.MD`, `truce.ar.markdown`, `truce.ar.md.txt`, `truce.ar.docx`; but in the folder of an entry a
/// document may stand to be linked.
pub(super) fn no_content(path: &SourcePath) -> Option<Diagnostic> {
    let (folder, name) = path.as_str().rsplit_once('/')?;
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let (base, before) = stem.rsplit_once('.').unwrap_or((stem, ""));
    let meant = match ending.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => stem,
        _ if !OF_TEXTS.contains(&ending.as_str()) => return None,
        _ if before.eq_ignore_ascii_case("md") => base,
        _ if folder.matches('/').count() == 1 && Lang::parse(before).is_some() => stem,
        _ => return None,
    };
    let meant = format!("{folder}/{meant}.md");
    let message = "this file is not read: content ends in `.md`";
    let help = match ending.as_str() {
        "doc" | "docx" | "odt" | "rtf" => format!(
            "save its text as plain text in UTF-8, as {}",
            quoted(&meant)
        ),
        _ => format!("rename it to {}", quoted(&meant)),
    };
    Some(Diagnostic::at(Code::MisplacedFile, Location::file(path), message).help(help))
}
