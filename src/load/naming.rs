//! Names that lead nowhere: files that were meant as content and are not named so, which would be left out without a word, and
//! themes that do not exist.

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::lang::Lang;
use crate::source::{SourceFile, SourcePath, Span};

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

/// A theme that the configuration names and that is not among the folders of `themes/`.
pub(super) fn unknown_theme(name: &str, config: &SourceFile, known: &[String]) -> Diagnostic {
    const KEY: &str = "\ntheme:";
    // The name may stand in other values too, so the key is looked for first.
    let key = config.text.find(KEY).map_or(0, |at| at + KEY.len());
    let rest = config.text.get(key..).and_then(|rest| rest.find(name));
    let at = rest.map_or(0, |at| key + at);
    let location = Location::new(&config.path, Span::new(at, at + name.len()));
    let help = did_you_mean(name, known.iter().map(String::as_str));
    let folder = quoted(&format!("themes/{name}"));
    let message = format!("there is no folder {folder}");
    Diagnostic::at(Code::UnknownTheme, location, message).maybe_help(help)
}
