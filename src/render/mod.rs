//! Rendering: [`View`] and theme → text. The only place that knows the template engine's workings.

mod engine;
mod fault;
mod filters;
mod maps;
mod placeholders;
mod strings;
mod templates;
mod untranslated;
mod usage;

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Context, Value};

pub use engine::templates;
pub use strings::{SETTINGS, strings};
pub use templates::Templates;
pub use untranslated::untranslated;

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::view::{Form, Part, Segment, View};

/// Renders one view.
pub fn page(templates: &Templates, view: &View) -> Diagnosed<Arc<str>> {
    let name = match &view.form {
        Form::Finished(text) => return Diagnosed::clean(Arc::clone(text)),
        Form::Template(name) => name,
    };
    let mut diagnostics = Vec::new();
    let mut context = context(view.parts.iter());
    let body = body(templates, view, &mut diagnostics);
    context.insert_value("body", Value::safe_string(&body));
    let value = match templates.render(name, &context, |text| Arc::from(text)) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(fault::rendering(templates, name, view, &error));
            Arc::default()
        }
    };
    Diagnosed { value, diagnostics }
}

/// Blocks first, each by its own template: an include takes literal names only.
fn body<'v>(
    templates: &Templates,
    view: &'v View,
    diagnostics: &mut Vec<Diagnostic>,
) -> Cow<'v, str> {
    if let [Segment::Html(html)] = view.body.as_slice() {
        return Cow::Borrowed(html);
    }
    let mut body = String::new();
    for segment in &view.body {
        match segment {
            Segment::Html(html) => body.push_str(html),
            Segment::Block { template, parts } => {
                let rendered = templates.render(template, &context(parts.iter()), |html| {
                    body.push_str(html.trim());
                });
                if let Err(error) = rendered {
                    diagnostics.push(fault::rendering(templates, template, view, &error));
                }
            }
        }
    }
    Cow::Owned(body)
}

fn context<'a>(parts: impl Iterator<Item = (&'a &'static str, &'a Part)>) -> Context {
    let mut context = Context::new();
    for (name, part) in parts {
        context.insert_value(*name, part.value().clone());
    }
    context
}
