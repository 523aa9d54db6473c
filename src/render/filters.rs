//! The filters of templates: counts, numbers, shares and lists in a language of the site; the direction of words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::escape;
use crate::lang::{Direction, Lang};
use crate::locale::Locale;
use crate::locale::bidi::{isolated_html, isolated_text};

type Locales = Arc<BTreeMap<Lang, Arc<Locale>>>;

/// Registers all filters. They are pure, and take the language as an argument.
pub(super) fn register(tera: &mut Tera, locales: &Locales) {
    let own = Arc::clone(locales);
    tera.register_filter("counted", move |n: i64, kwargs: Kwargs, _: &State<'_>| {
        counted(&own, n, &kwargs)
    });
    let own = Arc::clone(locales);
    tera.register_filter("number", move |n: i64, kwargs: Kwargs, _: &State<'_>| {
        Ok::<String, Error>(locale(&own, &kwargs)?.number(n))
    });
    let own = Arc::clone(locales);
    tera.register_filter("percent", move |n: f64, kwargs: Kwargs, _: &State<'_>| {
        Ok::<String, Error>(locale(&own, &kwargs)?.percent(n))
    });
    let own = Arc::clone(locales);
    tera.register_filter(
        "listed",
        move |items: Vec<Value>, kwargs: Kwargs, _: &State<'_>| listed(&own, &items, &kwargs),
    );
    tera.register_filter("isolate", |value: &Value, kwargs: Kwargs, _: &State<'_>| {
        // What is HTML already was isolated when it was made.
        if value.is_safe() {
            Ok(value.clone())
        } else {
            isolate(&words(value), &kwargs)
        }
    });
    tera.register_filter(
        "isolate_text",
        |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            Ok::<String, Error>(isolated_text(&words(value), direction(&kwargs)?).into_owned())
        },
    );
    let own = Arc::clone(locales);
    tera.register_filter(
        "list_gap",
        move |after: usize, kwargs: Kwargs, _: &State<'_>| {
            gap(locale(&own, &kwargs)?, after, &kwargs)
        },
    );
}

fn locale<'a>(locales: &'a BTreeMap<Lang, Arc<Locale>>, kwargs: &Kwargs) -> TeraResult<&'a Locale> {
    let lang: String = kwargs.must_get("lang")?;
    let found = Lang::parse(&lang).and_then(|lang| locales.get(&lang));
    found
        .map(|locale| &**locale)
        .ok_or_else(|| Error::message(format!("`{lang}` is not a language of the site")))
}

fn counted(locales: &BTreeMap<Lang, Arc<Locale>>, n: i64, kwargs: &Kwargs) -> TeraResult<String> {
    let locale = locale(locales, kwargs)?;
    let forms: Value = kwargs.must_get("forms")?;
    let named = [locale.plural(n).as_str(), "other"]
        .into_iter()
        .find_map(|name| forms.get_from_path(name));
    let text = named.and_then(Value::as_str).or_else(|| forms.as_str());
    text.map(|text| text.replace("{n}", &locale.number(n)))
        .ok_or_else(|| Error::message("`forms` is not a counted string"))
}

fn listed(
    locales: &BTreeMap<Lang, Arc<Locale>>,
    items: &[Value],
    kwargs: &Kwargs,
) -> TeraResult<String> {
    let locale = locale(locales, kwargs)?;
    let texts: Option<Vec<String>> = items
        .iter()
        .map(|item| item.as_str().map(ToOwned::to_owned))
        .collect();
    let texts = texts.ok_or_else(|| Error::message("`listed` wants a list of texts"))?;
    Ok(if alternatives(kwargs)? {
        locale.list_or(&texts)
    } else {
        locale.list_and(&texts)
    })
}

/// What stands in a list between an entry, counted from 1, and the next: for entries that are more than texts.
fn gap(locale: &Locale, after: usize, kwargs: &Kwargs) -> TeraResult<String> {
    let of: usize = kwargs.must_get("of")?;
    Ok(locale.list_gap(after, of, alternatives(kwargs)?).to_owned())
}

fn alternatives(kwargs: &Kwargs) -> TeraResult<bool> {
    match kwargs.get::<String>("kind")?.as_deref() {
        None | Some("and") => Ok(false),
        Some("or") => Ok(true),
        Some(other) => Err(Error::message(format!(
            "`kind` is `and` or `or`, and not `{other}`"
        ))),
    }
}

/// What a template would print: nothing for none.
fn words(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if value.is_none() => Cow::Borrowed(""),
        None => Cow::Owned(value.to_string()),
    }
}

/// The text as HTML in which runs of the other direction are isolated.
fn isolate(text: &str, kwargs: &Kwargs) -> TeraResult<Value> {
    let html = isolated_html(text, direction(kwargs)?, escape::push_any);
    Ok(Value::safe_string(&html))
}

fn direction(kwargs: &Kwargs) -> TeraResult<Direction> {
    let name: String = kwargs.must_get("dir")?;
    Direction::from_name(&name)
        .ok_or_else(|| Error::message(format!("`{name}` is no direction: `ltr` or `rtl`")))
}
