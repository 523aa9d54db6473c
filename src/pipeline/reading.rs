//! Reading the files of a site, each by itself: by the parser, and by the linter after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memo::Memo;
use super::misplaced_names::{of_unread, possible_names};
use super::progress::{BuildProgress, BuildStep};
use super::text_input::{ReadOptions, TextInput};
use super::{layers, string_tables};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::lint::{self, LintOptions};
use crate::model::{Document, Layer, Schema};
use crate::parse::{self, ParseOptions};
use crate::render;
use crate::source::SourceTree;

/// All that was read of a site, each file by itself.
pub(super) struct ReadSite {
    pub documents: Vec<Arc<Document>>,
    pub misplaced: BTreeSet<String>,
    pub layers: Vec<Arc<Layer>>,
    /// What is wrong with them.
    pub problems: Vec<Arc<[Diagnostic]>>,
}

/// Reads all files that the site is made of.
pub(super) fn read_site(
    sources: &SourceTree,
    (config, schema): (&Config, &Arc<Schema>),
    memo: &mut Memo,
    progress: &BuildProgress,
    diagnostics: &mut Vec<Diagnostic>,
) -> ReadSite {
    let options = ReadOptions {
        parse: ParseOptions {
            schema: Arc::clone(schema),
            languages: config.codes(),
            raw_html: config.raw_html,
            blocks: Arc::new(render::block_names(&sources.theme)),
            writings: config.writings(),
            months: config.months(),
        },
        lint: LintOptions::new(&config.languages),
    };
    diagnostics.extend(lint::texts(&options.lint, &sources.config, &config.prose));
    diagnostics.extend(string_tables::problems(sources, &options.lint, memo));
    progress.begin(BuildStep::Parse, sources.content.len());
    let file = |index: usize| {
        progress.advance();
        // OK because the memo asks for as many files as there are.
        (
            TextInput(sources.content.get(index).expect("a file for each index")),
            (),
        )
    };
    let parsed = memo
        .parsed
        .refresh(&options, sources.content.len(), file, document);
    let (mut documents, mut misplaced, mut problems) = (
        Vec::with_capacity(parsed.len()),
        BTreeSet::new(),
        Vec::new(),
    );
    for ((_, document, ()), file) in parsed.into_iter().zip(&sources.content) {
        problems.extend(Some(document.problems).filter(|problems| !problems.is_empty()));
        match document.value {
            Some(document) => documents.push(document),
            None => misplaced.extend(possible_names(file)),
        }
    }
    let unread = sources.attachments.iter();
    misplaced.extend(unread.filter_map(|asset| of_unread(&asset.path)));
    documents.extend(
        sources
            .unreadable
            .iter()
            .filter_map(|file| parse::unread(&options.parse, file))
            .map(Arc::new),
    );
    let layers = layers::parsed(sources, config, &documents, &options, memo).unload(diagnostics);
    ReadSite {
        documents,
        misplaced,
        layers,
        problems,
    }
}

fn document(options: &ReadOptions, file: &TextInput<'_>) -> Diagnosed<Option<Arc<Document>>> {
    let Diagnosed {
        value,
        mut diagnostics,
    } = parse::document(&options.parse, file.0);
    let document = value.map(|parsed| {
        diagnostics.extend(lint::texts(&options.lint, file.0, &parsed.prose));
        Arc::new(parsed.document)
    });
    Diagnosed {
        value: document,
        diagnostics,
    }
}
