//! The words of a map in one language.

use std::collections::BTreeMap;

use super::super::inputs::Inputs;
use crate::lang::Lang;
use crate::map::{MapWords, SharedWords, country_names};

/// What legends explain.
const SIGNS: [&str; 13] = [
    "group", "about", "admin", "disputed", "claimed", "area", "strip", "corridor", "buffer",
    "control", "line", "highway", "river",
];

pub(in crate::present) fn map_words(inputs: &Inputs<'_>, lang: Lang) -> SharedWords {
    let strings = inputs.strings(lang);
    let mut countries: BTreeMap<String, String> = country_names(lang.as_str())
        .into_iter()
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .collect();
    // The site's own names win.
    for (code, name) in &mut countries {
        if let Some(own) = strings.find(&format!("countries.{code}")) {
            own.clone_into(name);
        }
    }
    let digits = strings.locale.digits("0123456789").chars().collect();
    // Of what the locale prints, percentages alone have decimals.
    let point = strings
        .locale
        .percent(0.5)
        .chars()
        .find(|c| matches!(c, ',' | '٫'))
        .unwrap_or('.');
    let degrees = ["north", "south", "east", "west"]
        .map(|side| strings.get(&format!("map_degrees.{side}")).to_owned());
    SharedWords::new(MapWords {
        countries,
        km: strings.get("map_km").to_owned(),
        degrees,
        digits,
        point,
        comma: strings.get("list_comma").to_owned(),
        legend: SIGNS
            .map(|sign| {
                (
                    sign.to_owned(),
                    strings.get(&format!("map_legend.{sign}")).to_owned(),
                )
            })
            .into(),
    })
}
