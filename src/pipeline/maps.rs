//! Drawing all maps of a site before its pages are presented.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::memo::{Input, Memo};
use crate::diagnostic::Diagnosed;
use crate::fingerprint::{Fingerprint, Fingerprinted};
use crate::map::{Atlas, Drawing, Request};
use crate::present::{self, Scene};

/// All maps; those that were drawn before are not drawn again.
pub(super) fn drawn(scene: &Scene<'_>, memo: &mut Memo) -> BTreeMap<Fingerprint, Arc<Drawing>> {
    let requests = present::map_requests(scene);
    // OK because the memo asks for as many maps as there are.
    let request = |index: usize| (Map(requests.get(index).expect("a map for each index")), ());
    let drawn = memo.drawn.refresh(&Atlas, requests.len(), request, draw);
    drawn.into_iter().map(|(print, drawing, ())| (print, drawing.value)).collect()
}

fn draw(atlas: &Atlas, map: &Map<'_>) -> Diagnosed<Arc<Drawing>> {
    Diagnosed::clean(Arc::new(atlas.draw(map.0)))
}

/// A map as the input of drawing.
struct Map<'a>(&'a Request);

impl Fingerprinted for Map<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint()
    }
}

impl Input for Map<'_> {
    type Key = Fingerprint;

    fn key(&self) -> Fingerprint {
        self.0.fingerprint()
    }
}
