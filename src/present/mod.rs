//! Presenting: a [`Page`] → the [`View`] that its template sees. One file for each kind of page: the theme contract in code.
//!
//! A list of *all* entities belongs to collection pages only: inside every page it would make one title edit dirty everything.

mod actor;
mod agreement;
mod alternates;
mod article;
mod attachment;
mod block;
mod builder;
mod card;
mod cards;
mod catalogue;
mod cite;
mod claim;
mod corrections;
mod date;
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
mod inputs;
mod json_ld;
mod link;
mod linked_data;
mod list;
mod map;
mod mentions;
mod names;
mod nearby;
mod number;
mod office;
mod opening;
mod orders;
mod outline;
mod period;
mod picture;
mod place;
mod position;
mod redirect;
mod shared;
mod site_part;
mod sitemap;
mod sources;
mod stated_date;
mod teaser;
mod timeline;
mod translation;

pub use cards::Cards;
pub use catalogue::Catalogue;
pub use inputs::{Inputs, media_route};
pub use map::{Drawn, TILES, problems as map_problems, requests as map_requests};
pub use shared::SharedViews;

use crate::diagnostic::Diagnosed;
use crate::kind::Kind;
use crate::page::{Page, PageKind};
use crate::site::EntityId;
use crate::view::View;
use builder::ViewBuilder;

/// Makes the view of one page.
pub fn view(shared: &SharedViews<'_>, page: &Page) -> Diagnosed<View> {
    let mut view = ViewBuilder::new(shared, page);
    match &page.kind {
        PageKind::Languages => entrance::languages(&mut view),
        PageKind::NotFound => entrance::not_found(&mut view),
        PageKind::Redirect { to, anchor } => redirect::present(&mut view, to, anchor.as_deref()),
        PageKind::Home => home::present(&mut view),
        PageKind::List {
            kind: Kind::SOURCE, ..
        } => glossary::sources(&mut view),
        PageKind::List {
            kind: Kind::TERM, ..
        } => glossary::terms(&mut view),
        PageKind::List { kind, number, of } => list::present(&mut view, *kind, *number, *of),
        PageKind::Entity(id) => {
            entity::present(&mut view, *id);
            own_kind(&mut view, *id);
            map::of_entity(&mut view, *id);
            entity::finish(&mut view, *id);
        }
        PageKind::Timeline => timeline::present(&mut view),
        PageKind::Map => map::present(&mut view),
        PageKind::Corrections => corrections::present(&mut view),
        PageKind::Atom => feed::atom(&mut view),
        PageKind::JsonFeed => feed::json(&mut view),
        PageKind::Sitemap => sitemap::sitemap(&mut view),
        PageKind::Robots => sitemap::robots(&mut view),
    }
    view.finish()
}

/// The variables that the pages of one kind have besides those of all.
fn own_kind(view: &mut ViewBuilder<'_, '_>, id: EntityId) {
    let entity = view.shared.entity(id);
    if let Some(article) = entity.article() {
        article::present(view, id, article);
    } else if let Some(event) = entity.event() {
        event::present(view, id, event);
    } else if let Some(actor) = entity.actor() {
        actor::present(view, id, actor);
    } else if let Some(agreement) = entity.agreement() {
        agreement::present(view, id, agreement);
    } else if let Some(place) = entity.place() {
        place::present(view, id, place);
    } else if entity.page().is_none() {
        general::present(view, id);
    }
}
