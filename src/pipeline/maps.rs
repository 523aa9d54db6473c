//! Drawing all maps of a site before its pages are presented: each ground once, then each map on its ground.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cache::ByContent;
use super::memo::Memo;
use super::timing::{Recorded, TimeRecorder, TimedItem, TimedStage, timed_item};
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::map::{Atlas, Backdrop, Drawing, MapRequest, Terrain};
use crate::present::{self, Catalogue, Drawn};
use crate::source::SourcePath;

/// Grounds by the fingerprint of what was asked for.
type Backdrops = BTreeMap<Fingerprint, Option<Arc<Backdrop>>>;

/// All maps, and what readers would miss on them, besides what they were `told` of; those that were drawn before are not drawn again.
pub(super) fn drawn<'a>(
    catalogue: &Catalogue<'_>,
    file: &SourcePath,
    told: impl Iterator<Item = &'a Diagnostic>,
    recorder: &dyn TimeRecorder,
    memo: &mut Memo,
) -> Diagnosed<BTreeMap<Fingerprint, Arc<Drawing>>> {
    // Pages of one place, or about the same places, ask for the same map.
    let requests: BTreeMap<Fingerprint, MapRequest> = present::map_requests(catalogue)
        .into_iter()
        .map(|request| (request.fingerprint(), request))
        .collect();
    let maps: Vec<(&Fingerprint, &MapRequest)> = requests.iter().collect();
    let board = Board {
        atlas: Atlas,
        backdrops: backdrops(&maps, recorder, memo),
    };
    let board = Recorded {
        shared: &board,
        recorder,
    };
    let map = |index: usize| {
        // OK because the memo asks for as many maps as there are.
        let (print, request) = maps.get(index).expect("a map for each index");
        (ByContent::known(**print, *request), ())
    };
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
    let mut diagnostics = present::map_problems(catalogue, &both, file);
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

fn backdrops(
    maps: &[(&Fingerprint, &MapRequest)],
    recorder: &dyn TimeRecorder,
    memo: &mut Memo,
) -> Backdrops {
    // The ground of a map that is drawn already is needed no more; one that is there stays, for what may be drawn on it next.
    let is_needed = |map: Fingerprint, ground: &Fingerprint| {
        memo.backdrops.has(ground) || !memo.drawn.knows(board_print(), &map, map)
    };
    let terrains: BTreeMap<Fingerprint, &Terrain> = maps
        .iter()
        .map(|(print, request)| (**print, request.terrain.fingerprint(), &request.terrain))
        .filter(|(map, ground, _)| is_needed(*map, ground))
        .map(|(_, ground, terrain)| (ground, terrain))
        .collect();
    let grounds: Vec<(Fingerprint, &Terrain)> = terrains.into_iter().collect();
    let ground = |index: usize| {
        // OK because the memo asks for as many grounds as there are.
        let (print, terrain) = grounds.get(index).expect("a ground for each index");
        (ByContent::known(*print, *terrain), ())
    };
    let atlas = Recorded {
        shared: &Atlas,
        recorder,
    };
    let drawn = memo
        .backdrops
        .refresh(&atlas, grounds.len(), ground, survey);
    drawn
        .into_iter()
        .map(|(print, backdrop, ())| (print, backdrop.value))
        .collect()
}

fn survey(
    atlas: &Recorded<'_, Atlas>,
    ground: &ByContent<'_, Terrain>,
) -> Diagnosed<Option<Arc<Backdrop>>> {
    let backdrop = || atlas.shared.backdrop(ground.value).map(Arc::new);
    Diagnosed::clean(timed_item(
        atlas.recorder,
        TimedStage::Draw,
        || item("ground"),
        backdrop,
    ))
}

fn draw(board: &Recorded<'_, Board>, map: &ByContent<'_, MapRequest>) -> Diagnosed<Arc<Drawing>> {
    let Board { atlas, backdrops } = board.shared;
    let drawing = || {
        let ground = map.value.terrain.fingerprint();
        let backdrop = backdrops.get(&ground).and_then(Option::as_deref);
        backdrop.map(|backdrop| atlas.draw_on(backdrop, map.value))
    };
    let drawing = timed_item(board.recorder, TimedStage::Draw, || item("map"), drawing);
    Diagnosed::clean(Arc::new(drawing.unwrap_or_default()))
}

/// Maps have no name of their own.
fn item(recipe: &str) -> TimedItem<'_> {
    TimedItem {
        recipe,
        template: None,
        name: recipe,
    }
}

/// What maps are drawn with.
struct Board {
    atlas: Atlas,
    backdrops: Backdrops,
}

impl Fingerprinted for Board {
    /// A backdrop follows from the terrain of a request alone, which the request's own fingerprint covers.
    fn fingerprint(&self) -> Fingerprint {
        board_print()
    }
}

fn board_print() -> Fingerprint {
    Hasher::new("board").part(Atlas.fingerprint()).finish()
}

/// The maps of the last build by what was asked for, in the order of that.
pub fn drawings(memo: &Memo) -> BTreeMap<Fingerprint, &Drawing> {
    let drawn = memo.drawn.values();
    drawn.map(|(print, drawing)| (*print, &**drawing)).collect()
}

/// Takes in maps that another process of the same program drew.
pub fn recall_drawings(memo: &mut Memo, drawings: impl Iterator<Item = (Fingerprint, Drawing)>) {
    for (print, drawing) in drawings {
        memo.drawn
            .recall(board_print(), print, print, Arc::new(drawing));
    }
}
