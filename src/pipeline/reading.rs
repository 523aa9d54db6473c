//! Reading the files of a site, each by itself: by the parser, and by the linter after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memo::Memo;
use super::misplaced_names::{of_unread, possible_names};
use super::progress::BuildStep;
use super::text_input::{ReadOptions, TextInput};
use super::timing::{Recorded, TimedItem, TimedStage, timed_item};
use super::{BuildRequest, layers, string_tables};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::lint::{self, LintOptions};
use crate::model::{Document, Layer};
use crate::parse::{self, ParseOptions};
use crate::source::{SourceFile, SourceTree};

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
    config: &Config,
    request: &BuildRequest<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> ReadSite {
    let options = ReadOptions {
        parse: ParseOptions {
            schema: Arc::clone(&request.schema),
            languages: config.codes().into(),
            raw_html: config.raw_html,
            blocks: Arc::new(parse::blocks(&request.schema, &sources.theme).unload(diagnostics)),
            writings: config.writings(),
            months: config.months(),
        },
        lint: LintOptions::new(&config.languages),
    };
    diagnostics.extend(lint::texts(&options.lint, &sources.config, &config.prose));
    diagnostics.extend(string_tables::problems(sources, &options.lint, memo));
    let progress = request.progress;
    progress.begin(BuildStep::Parse, sources.content.len());
    let file = |index: usize| {
        progress.advance();
        // OK because the memo asks for as many files as there are.
        (
            TextInput(sources.content.get(index).expect("a file for each index")),
            (),
        )
    };
    let recorded = Recorded {
        shared: &options,
        recorder: request.recorder,
    };
    let parsed = memo
        .parsed
        .refresh(&recorded, sources.content.len(), file, document);
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

fn document(
    recorded: &Recorded<'_, ReadOptions>,
    file: &TextInput<'_>,
) -> Diagnosed<Option<Arc<Document>>> {
    let item = || TimedItem {
        recipe: "document",
        template: None,
        name: file.0.path.as_str(),
    };
    timed_item(recorded.recorder, TimedStage::Parse, item, || {
        read_document(recorded.shared, file.0)
    })
}

fn read_document(options: &ReadOptions, file: &SourceFile) -> Diagnosed<Option<Arc<Document>>> {
    let Diagnosed {
        value,
        mut diagnostics,
    } = parse::document(&options.parse, file);
    let document = value.map(|parsed| {
        diagnostics.extend(lint::texts(&options.lint, file, &parsed.prose));
        Arc::new(parsed.document)
    });
    Diagnosed {
        value: document,
        diagnostics,
    }
}
