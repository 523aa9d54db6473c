//! Drawing all maps of a site before its pages are presented: each ground once, then each map on its ground.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::memo::{Input, Memo};
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::map::{Atlas, Backdrop, Drawing, Request, Terrain};
use crate::present::{self, Drawn, Scene};
use crate::source::SourcePath;

/// Grounds by the fingerprint of what was asked for.
type Backdrops = BTreeMap<Fingerprint, Option<Arc<Backdrop>>>;

/// All maps, and what readers would miss on them, besides what they were `told` of; those that were drawn before are not drawn again.
pub(super) fn drawn<'a>(
    scene: &Scene<'_>,
    file: &SourcePath,
    told: impl Iterator<Item = &'a Diagnostic>,
    memo: &mut Memo,
) -> Diagnosed<BTreeMap<Fingerprint, Arc<Drawing>>> {
    // Pages of one place, or about the same places, ask for the same map.
    let requests: BTreeMap<Fingerprint, Request> = present::map_requests(scene)
        .into_iter()
        .map(|request| (request.fingerprint(), request))
        .collect();
    let maps: Vec<Map<'_>> = requests
        .iter()
        .map(|(print, request)| Map {
            print: *print,
            ground: request.terrain.fingerprint(),
            request,
        })
        .collect();
    let backdrops = backdrops(&maps, memo);
    let board = Board {
        atlas: Atlas,
        backdrops,
    };
    // OK because the memo asks for as many maps as there are.
    let map = |index: usize| (*maps.get(index).expect("a map for each index"), ());
    let drawn = memo.drawn.refresh(&board, maps.len(), map, draw);
    let drawn: BTreeMap<_, _> = drawn
        .into_iter()
        .map(|(print, drawing, ())| (print, drawing.value))
        .collect();
    let both: Vec<Drawn<'_>> = requests
        .values()
        .zip(drawn.values())
        .map(|(asked, drawing)| (asked, &**drawing))
        .collect();
    let mut diagnostics = present::map_problems(scene, &both, file);
    // A zone that is wrong in another way need not be called unseen as well.
    if diagnostics.iter().any(|one| one.code == Code::UnseenZone) {
        let told: BTreeSet<&SourcePath> = told.filter_map(path).collect();
        diagnostics.retain(|one| {
            one.code != Code::UnseenZone || path(one).is_none_or(|path| !told.contains(path))
        });
    }
    Diagnosed {
        diagnostics,
        value: drawn,
    }
}

fn path(problem: &Diagnostic) -> Option<&SourcePath> {
    problem.primary.as_ref().map(|location| &location.path)
}

fn backdrops(maps: &[Map<'_>], memo: &mut Memo) -> Backdrops {
    let terrains: BTreeMap<Fingerprint, &Terrain> = maps
        .iter()
        .map(|map| (map.ground, &map.request.terrain))
        .collect();
    let grounds: Vec<Ground<'_>> = terrains
        .into_iter()
        .map(|(print, terrain)| Ground { print, terrain })
        .collect();
    // OK because the memo asks for as many grounds as there are.
    let ground = |index: usize| (*grounds.get(index).expect("a ground for each index"), ());
    let drawn = memo
        .backdrops
        .refresh(&Atlas, grounds.len(), ground, survey);
    drawn
        .into_iter()
        .map(|(print, backdrop, ())| (print, backdrop.value))
        .collect()
}

fn survey(atlas: &Atlas, ground: &Ground<'_>) -> Diagnosed<Option<Arc<Backdrop>>> {
    Diagnosed::clean(atlas.backdrop(ground.terrain).map(Arc::new))
}

fn draw(board: &Board, map: &Map<'_>) -> Diagnosed<Arc<Drawing>> {
    let backdrop = board.backdrops.get(&map.ground).and_then(Option::as_deref);
    let drawing = backdrop.map(|backdrop| board.atlas.draw_on(backdrop, map.request));
    Diagnosed::clean(Arc::new(drawing.unwrap_or_default()))
}

/// What maps are drawn with.
struct Board {
    atlas: Atlas,
    backdrops: Backdrops,
}

impl Fingerprinted for Board {
    /// A backdrop follows from the terrain of a request alone, which the request's own fingerprint covers.
    fn fingerprint(&self) -> Fingerprint {
        Hasher::new("board").part(self.atlas.fingerprint()).finish()
    }
}

/// A ground as the input of drawing.
#[derive(Clone, Copy)]
struct Ground<'a> {
    print: Fingerprint,
    terrain: &'a Terrain,
}

impl Fingerprinted for Ground<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.print
    }
}

impl Input for Ground<'_> {
    type Key = Fingerprint;

    fn key(&self) -> Fingerprint {
        self.print
    }
}

/// A map as the input of drawing.
#[derive(Clone, Copy)]
struct Map<'a> {
    print: Fingerprint,
    /// The fingerprint of its terrain.
    ground: Fingerprint,
    request: &'a Request,
}

impl Fingerprinted for Map<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.print
    }
}

impl Input for Map<'_> {
    type Key = Fingerprint;

    fn key(&self) -> Fingerprint {
        self.print
    }
}
