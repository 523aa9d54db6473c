//! The tables of the words of the interface, each looked through once.

use super::memo::Memo;
use super::text_input::TextInput;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::lang::Lang;
use crate::lint::{self, LintOptions};
use crate::render;
use crate::source::{SourceFile, SourceTree};

/// What is wrong in the words of the interface.
pub(super) fn problems(
    sources: &SourceTree,
    options: &LintOptions,
    memo: &mut Memo,
) -> Vec<Diagnostic> {
    let tables: Vec<&SourceFile> = sources
        .theme
        .iter()
        .filter(|file| file.name.starts_with("strings/"))
        .map(|file| &file.file)
        .collect();
    // OK because the memo asks for as many files as there are.
    let file = |index: usize| {
        (
            TextInput(tables.get(index).expect("a file for each index")),
            (),
        )
    };
    let checked = memo.tables.refresh(options, tables.len(), file, table);
    checked
        .into_iter()
        .flat_map(|(_, table, ())| table.problems.to_vec())
        .collect()
}

fn table(options: &LintOptions, file: &TextInput<'_>) -> Diagnosed<()> {
    let lang = file
        .0
        .path
        .name()
        .strip_suffix(".yaml")
        .and_then(Lang::parse);
    let check = |lang| lint::strings(options, file.0, lang, &render::SETTINGS);
    Diagnosed {
        value: (),
        diagnostics: lang.map(check).unwrap_or_default(),
    }
}
