//! What stands in the blocks of all texts. Texts are linked entity by entity, before what some values name is known.

use crate::model::SlotKind;
use crate::site::Edition;
use crate::source::SourcePath;
use crate::yaml::{Item, Stated};

/// Tells each value of each block with its file and its form.
pub(super) fn each<'e>(
    editions: impl Iterator<Item = &'e Edition>,
    tell: &mut dyn FnMut(&SourcePath, &Item, &Stated),
) {
    let with_blocks = editions.filter_map(|edition| {
        let linked = edition.text.as_ref().filter(|linked| linked.has_blocks)?;
        Some((&edition.path, &linked.text.body.slots))
    });
    for (path, slots) in with_blocks {
        for slot in slots {
            if let SlotKind::Block { data, .. } = &slot.kind {
                data.each(&mut |item, stated| tell(path, item, stated));
            }
        }
    }
}
