//! The page at a former address.

use super::builder::ViewBuilder;
use crate::page::{PageKind, Route, encoded};
use crate::view::Part;

/// Leads on to where the content now is.
pub(super) fn present(view: &mut ViewBuilder<'_, '_>, to: &Route, anchor: Option<&str>) {
    view.template("redirect", "");
    view.head.noindex = true;
    let pages = view.shared.inputs.pages;
    let page = pages
        .by_route
        .get(to)
        .and_then(|index| pages.all.get(*index));
    let title = page.and_then(|page| match page.kind {
        PageKind::Entity(id) => Some(view.shared.inputs.title(id, view.lang).to_owned()),
        _ => None,
    });
    let title = title.unwrap_or_else(|| encoded(to.as_str()));
    view.head.title.clone_from(&title);
    view.set("title", Part::text(&title));
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    let path = format!("{}{anchor}", to.link(view.shared.inputs.portable));
    view.set("to", Part::text(&path));
    let permalink = view.shared.permalink(to);
    view.set("to_permalink", Part::text(&permalink));
}
