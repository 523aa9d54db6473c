//! Compiling the templates of a theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, Kwargs, State, Tera, Value};

use super::templates::Templates;
use super::{fault, filters};
use crate::diagnostic::Diagnosed;
use crate::escape;
use crate::fingerprint::Hasher;
use crate::lang::{Lang, PerLang};
use crate::locale::Locale;
use crate::source::{SourceFile, ThemeFile};
use crate::strings::Strings;

/// Compiles the templates of a theme. A template with a fault is reported and replaced by an empty one, so that faults in others are found too.
pub fn templates(files: &[ThemeFile], strings: &PerLang<Strings>) -> Diagnosed<Templates> {
    let chosen = nearest(files);
    let mut hasher = Hasher::new("theme");
    for (name, file) in &chosen {
        // The path too: messages name it, and they are remembered with the pages.
        hasher
            .text(name)
            .text(file.path.as_str())
            .part(file.fingerprint);
    }
    for table in strings.values() {
        // The filters print numbers by the locale.
        let locale = &table.locale;
        hasher
            .text(locale.tag())
            .text(&locale.number(1_234_567_890))
            .text(&locale.percent(0.5))
            .part(table.part.fingerprint());
    }
    let mut diagnostics = Vec::new();
    let mut sources: BTreeMap<Arc<str>, &str> = chosen
        .iter()
        .map(|(name, file)| (Arc::clone(name), &*file.text))
        .collect();
    let tera = loop {
        let mut tera = engine(strings);
        let Err(error) =
            tera.add_raw_templates(sources.iter().map(|(name, text)| (&**name, *text)))
        else {
            break tera;
        };
        let fault = fault::compiling(&chosen, &error);
        let is_circle = matches!(error.kind(), ErrorKind::CircularExtend { .. });
        diagnostics.push(fault.diagnostic);
        if is_circle {
            // Each template of the circle, and all that extend them, would be reported for one fault.
            sources.values_mut().for_each(|text| *text = "");
            continue;
        }
        match fault
            .template
            .and_then(|name| sources.get_mut(&*name))
            .filter(|text| !text.is_empty())
        {
            Some(text) => *text = "",
            None => break engine(strings),
        }
    };
    Diagnosed {
        value: Templates {
            tera,
            files: chosen,
            fingerprint: hasher.finish(),
        },
        diagnostics,
    }
}

/// `templates/base.html` is `base.html` to the engine, `blocks/map.html` stays as it is; the nearest layer wins.
fn nearest(files: &[ThemeFile]) -> BTreeMap<Arc<str>, SourceFile> {
    let mut chosen = BTreeMap::new();
    for file in files {
        let name = match file.name.strip_prefix("templates/") {
            Some(name) => name,
            None if file.name.starts_with("blocks/") => &file.name,
            None => continue,
        };
        chosen
            .entry(Arc::from(name))
            .or_insert_with(|| file.file.clone());
    }
    chosen
}

/// An engine with our filters, which are registered first: an unknown one is then an error of the template.
fn engine(strings: &PerLang<Strings>) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.set_escape_fn(|text, out| {
        let mut html = String::with_capacity(text.len() + 8);
        escape::push_any(&mut html, text);
        out.write_all(html.as_bytes())
    });
    // Its groups come in the order of a hash map: no two builds would be the same.
    tera.register_filter("group_by", |_: &Value, _: Kwargs, _: &State<'_>| {
        Err::<Value, Error>(Error::message(
            "`group_by` is not available: its groups have no order",
        ))
    });
    let locales: Arc<BTreeMap<Lang, Arc<Locale>>> = Arc::new(
        strings
            .iter()
            .map(|(lang, table)| (*lang, Arc::clone(&table.locale)))
            .collect(),
    );
    filters::register(&mut tera, &locales);
    tera
}
