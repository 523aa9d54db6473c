//! What a file's place and name say: kind, id and language.

use std::sync::Arc;

use super::ParseOptions;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, quoted};
use crate::kind::{Kind, is_id};
use crate::lang::Lang;
use crate::model::{FileRole, Schema};
use crate::source::SourceFile;

/// The name of a content file, taken apart.
pub(super) struct FileName {
    /// What the file is for.
    pub role: FileRole,
    /// The id of its entity; empty for list and home pages.
    pub id: Arc<str>,
    /// `None` for a neutral record.
    pub lang: Option<Lang>,
}

/// Reads `content/<folder>/<id>[.<lang>].md`, `content/<folder>/<id>/index[.<lang>].md` and `_index.<lang>.md`.
pub(super) fn read(file: &SourceFile, options: &ParseOptions) -> Diagnosed<Option<FileName>> {
    match parts(file.path.as_str(), options) {
        Ok(name) => Diagnosed::clean(Some(name)),
        Err(fault) => {
            let diagnostic = Diagnostic::at(fault.code, Location::file(&file.path), fault.message)
                .maybe_help(fault.help);
            Diagnosed {
                value: None,
                diagnostics: vec![diagnostic],
            }
        }
    }
}

struct Fault {
    code: Code,
    message: String,
    help: Option<String>,
}

fn parts(path: &str, options: &ParseOptions) -> Result<FileName, Fault> {
    let inner = path.strip_prefix("content/").unwrap_or(path);
    let stem = inner.strip_suffix(".md").unwrap_or(inner);
    let pieces: Vec<&str> = stem.split('/').collect();
    match pieces.as_slice() {
        [file] => home(file, options),
        [folder, file] => entry(kind(&options.schema, folder)?, file, options),
        [folder, id, file] => {
            let kind = kind(&options.schema, folder)?;
            let (base, lang) = language(file, &options.languages)?;
            if base == "index" {
                entity(&options.schema, kind, id, lang)
            } else {
                Err(misplaced(
                    "a file in an entry's folder is named index.md or index.<lang>.md",
                ))
            }
        }
        _ => Err(misplaced("content lies at most one folder below its kind")),
    }
}

fn home(file: &str, options: &ParseOptions) -> Result<FileName, Fault> {
    let (base, lang) = language(file, &options.languages)?;
    match (base, lang) {
        ("_index", Some(_)) => Ok(FileName {
            role: FileRole::Home,
            id: "".into(),
            lang,
        }),
        _ => Err(homeless(&options.schema, file, base)),
    }
}

/// A file that lies in no folder of a kind.
fn homeless(schema: &Schema, file: &str, base: &str) -> Fault {
    let mut fault = misplaced(
        "content lies in the folder of its kind; only _index.<lang>.md, the home page, lies here",
    );
    let folders = folders(schema).join(", ");
    let is_home = nearest(&base.to_lowercase(), ["_index"]).is_some();
    fault.help = Some(if is_home {
        format!(
            "for the home page, rename it: {}",
            quoted(&format!("{}.md", file.replacen(base, "_index", 1)))
        )
    } else {
        let example = quoted(&format!(
            "content/{}/{file}.md",
            schema.folder(Kind::ARTICLE)
        ));
        format!("move it into a folder of content/, such as {example}; the folders are {folders}")
    });
    fault
}

fn entry(kind: Kind, file: &str, options: &ParseOptions) -> Result<FileName, Fault> {
    let (base, lang) = language(file, &options.languages)?;
    match (base, lang) {
        ("_index", Some(_)) => Ok(FileName {
            role: FileRole::List(kind),
            id: "".into(),
            lang,
        }),
        ("_index", None) => Err(misplaced(
            "a list page names its language: _index.<lang>.md",
        )),
        _ => entity(&options.schema, kind, base, lang),
    }
}

fn entity(schema: &Schema, kind: Kind, id: &str, lang: Option<Lang>) -> Result<FileName, Fault> {
    if is_id(id) {
        return Ok(FileName {
            role: FileRole::Entity(kind),
            id: id.into(),
            lang,
        });
    }
    let better: String = id
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let better = better
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let is_whole = id.chars().all(|c| c.is_ascii() || !c.is_alphabetic());
    let help = if is_id(&better) && !is_whole {
        let better = quoted(&format!("{}-{better}", schema.word(kind)));
        format!(
            "rename the file in Latin letters, for instance to {better}; an address in Arabic is set with `slug:`"
        )
    } else if is_id(&better) {
        format!(
            "rename the file, for instance to {}; an address in Arabic is set with `slug:`",
            quoted(&better)
        )
    } else {
        "rename the file in Latin letters; an address in Arabic is set with `slug:`".to_owned()
    };
    Err(Fault {
        code: Code::InvalidId,
        message: format!(
            "{} is not an id: lower-case Latin letters, digits and hyphens",
            quoted(id)
        ),
        help: Some(help),
    })
}

fn folders(schema: &Schema) -> Vec<&str> {
    schema.kinds().map(|kind| schema.folder(kind)).collect()
}

fn kind(schema: &Schema, folder: &str) -> Result<Kind, Fault> {
    schema.from_folder(folder).ok_or_else(|| {
        let folders = folders(schema);
        let help = did_you_mean(folder, folders.iter().copied())
            .unwrap_or_else(|| format!("the folders are {}", folders.join(", ")));
        Fault {
            code: Code::MisplacedFile,
            message: format!("{} is not the folder of a kind", quoted(folder)),
            help: Some(help),
        }
    })
}

/// `truce-2019-ar.md` with a text in it: the language stands behind the wrong sign.
pub(super) fn hidden_language(
    file: &SourceFile,
    name: &FileName,
    languages: &[Lang],
) -> Option<Diagnostic> {
    let (base, lang) = name.id.rsplit_once('-').filter(|_| name.lang.is_none())?;
    let lang = languages.iter().find(|known| known.as_str() == lang)?;
    let message = "this file has a text, and its name says no language";
    let help = format!("rename it to {}", quoted(&format!("{base}.{lang}.md")));
    Some(Diagnostic::at(Code::MisplacedFile, Location::file(&file.path), message).help(help))
}

/// Splits off `.<lang>`.
fn language<'a>(file: &'a str, languages: &[Lang]) -> Result<(&'a str, Option<Lang>), Fault> {
    let Some((base, suffix)) = file.rsplit_once('.') else {
        return Ok((file, None));
    };
    match Lang::parse(suffix).filter(|lang| languages.contains(lang)) {
        Some(lang) => Ok((base, Some(lang))),
        None => {
            let known: Vec<&str> = languages.iter().map(Lang::as_str).collect();
            Err(Fault {
                code: Code::UnknownLanguage,
                message: format!("{} is not a language of the site", quoted(suffix)),
                help: Some(
                    match known
                        .iter()
                        .find(|known| suffix.to_lowercase().starts_with(**known))
                    {
                        Some(meant) if is_copy(&suffix.to_lowercase(), meant) => format!(
                            "this seems to be a copy of {}: keep one of the two",
                            quoted(&format!("{base}.{meant}.md"))
                        ),
                        Some(meant) => {
                            format!("did you mean {}?", quoted(&format!("{base}.{meant}.md")))
                        }
                        None => format!("the languages are {}", known.join(", ")),
                    },
                ),
            })
        }
    }
}

/// `ar (1)`, `ar - Copy`, `ar copy`: what file managers call a second one.
fn is_copy(suffix: &str, lang: &str) -> bool {
    let rest = suffix.strip_prefix(lang).unwrap_or_default();
    rest.starts_with([' ', '(', '-', '_']) && rest.len() > 1
}

fn misplaced(message: &str) -> Fault {
    Fault {
        code: Code::MisplacedFile,
        message: message.to_owned(),
        help: None,
    }
}
