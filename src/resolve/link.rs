//! The files of a group → its record: which statements count, and what their references lead to.

use std::sync::Arc;

use super::group::Group;
use super::linker::Linker;
use super::linking::Linking;
use super::merge::counted;
use super::prose;
use crate::model::Document;
use crate::site::{Record, RecordFile};

/// Links the statements of a group that count.
pub(super) fn record(linker: &mut Linker<'_>, group: &Group<'_>) -> Record {
    let schema = Arc::clone(&linker.options.schema);
    let counted = counted(linker, &schema, group);
    let linking = |(document, place): (&Arc<Document>, u16)| {
        let mut linking = Linking::new(
            document,
            (document.references, &document.inline),
            prose::stated,
        );
        let own = counted.iter().filter(|(_, (file, _))| *file == place);
        for (_, (_, entry)) in own {
            if let Some((number, stated)) = document.entries.get(usize::from(*entry))
                && let Some(key) = schema.key(document.role, *number)
            {
                linking.statement(linker, key, stated);
            }
        }
        RecordFile {
            document: Arc::clone(document),
            leads: linking.finish(),
        }
    };
    let files = group.files.iter().copied().zip(0..).map(linking).collect();
    Record::new(files, &counted)
}
