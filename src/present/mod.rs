//! Presenting: a [`Page`] → the [`View`] that its template sees. One file for each kind of page: the theme contract in code.
//!
//! A list of *all* entities belongs to collection pages only: inside every page it would make one title edit dirty everything.

mod actor;
mod agreement;
mod alternates;
mod article;
mod block;
mod card;
mod cards;
mod cite;
mod corrections;
mod entity;
mod entrance;

mod event;
mod feed;
mod fill;
mod general;
mod glossary;
mod home;
mod html;
mod index;
mod json_ld;
mod list;
mod map;
mod nearby;
mod office;
mod picture;
mod place;
mod scene;
mod shell;
mod sitemap;
mod teaser;
mod timeline;
mod translation;
mod when;

pub use cards::Cards;
pub use map::{Drawn, TILES, problems as map_problems, requests as map_requests};
pub use scene::{Scene, Stage, media_route};

use crate::diagnostic::Diagnosed;
use crate::kind::Kind;
use crate::page::{Page, PageKind};
use crate::site::EntityId;
use crate::view::View;
use shell::Draft;

/// Makes the view of one page.
pub fn view(scene: &Scene<'_>, page: &Page) -> Diagnosed<View> {
    let mut draft = Draft::new(scene, page);
    match &page.kind {
        PageKind::Languages => entrance::languages(&mut draft),
        PageKind::NotFound => entrance::not_found(&mut draft),
        PageKind::Redirect { to, anchor } => shell::redirect(&mut draft, to, anchor.as_deref()),
        PageKind::Home => home::present(&mut draft),
        PageKind::List {
            kind: Kind::SOURCE, ..
        } => glossary::sources(&mut draft),
        PageKind::List {
            kind: Kind::TERM, ..
        } => glossary::terms(&mut draft),
        PageKind::List { kind, number, of } => list::present(&mut draft, *kind, *number, *of),
        PageKind::Entity(id) => {
            entity::present(&mut draft, *id);
            own_kind(&mut draft, *id);
            map::set(&mut draft, *id);
            entity::finish(&mut draft, *id);
        }
        PageKind::Timeline => timeline::present(&mut draft),
        PageKind::Map => map::present(&mut draft),
        PageKind::Corrections => corrections::present(&mut draft),
        PageKind::Atom => feed::atom(&mut draft),
        PageKind::JsonFeed => feed::json(&mut draft),
        PageKind::Sitemap => sitemap::sitemap(&mut draft),
        PageKind::Robots => sitemap::robots(&mut draft),
    }
    draft.finish()
}

/// The variables that the pages of one kind have besides those of all.
fn own_kind(draft: &mut Draft<'_, '_>, id: EntityId) {
    let entity = draft.scene.entity(id);
    if let Some(article) = entity.article() {
        article::present(draft, id, article);
    } else if let Some(event) = entity.event() {
        event::present(draft, id, event);
    } else if let Some(actor) = entity.actor() {
        actor::present(draft, id, actor);
    } else if let Some(agreement) = entity.agreement() {
        agreement::present(draft, id, agreement);
    } else if let Some(place) = entity.place() {
        place::present(draft, id, place);
    } else if entity.page().is_none() {
        general::present(draft, id);
    }
}
