//! The pages that offer every language: `/`, and what a host shows for an unknown address.

use super::builder::ViewBuilder;
use super::shared::SharedViews;
use crate::page::Route;
use crate::view::Part;

/// The choice of languages at `/`.
pub(super) fn languages(view: &mut ViewBuilder<'_, '_>) {
    let config = view.shared.inputs.config;
    let title = config
        .title
        .get(&view.lang)
        .map(ToString::to_string)
        .unwrap_or_default();
    view.template("languages", &title);
    view.head.is_site = true;
    let choices = choices(view.shared);
    view.set("choices", choices);
}

/// What a host shows for an unknown address.
pub(super) fn not_found(view: &mut ViewBuilder<'_, '_>) {
    let title = view.string("not_found").to_owned();
    view.template("not_found", &title);
    view.head.noindex = true;
    let choices = choices(view.shared);
    view.set("choices", choices);
}

fn choices(shared: &SharedViews<'_>) -> Part {
    let config = shared.inputs.config;
    Part::list(config.languages.iter().map(|language| {
        let lang = language.code;
        Part::map([
            ("lang", Part::text(lang.as_str())),
            ("dir", Part::text(language.direction.as_str())),
            ("name", Part::text(&language.name)),
            (
                "title",
                Part::maybe_text(config.title.get(&lang).map(|title| &**title)),
            ),
            (
                "summary",
                Part::maybe_text(config.summary.get(&lang).map(|text| &**text)),
            ),
            (
                "path",
                Part::text(&Route::new(format!("{lang}/")).link(shared.inputs.portable)),
            ),
            ("choose", Part::text(shared.strings(lang).get("choose"))),
            (
                "not_found",
                Part::text(shared.strings(lang).get("not_found")),
            ),
            (
                "not_found_text",
                Part::text(shared.strings(lang).get("not_found_text")),
            ),
        ])
    }))
}
