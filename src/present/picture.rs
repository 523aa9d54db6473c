//! Pictures in texts.

use super::fill::Filler;
use super::html::attribute;
use super::inputs::media_route;
use super::nearby;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::escape;
use crate::lang::Lang;
use crate::page::encoded;
use crate::source::SourcePath;

impl Filler<'_, '_> {
    /// Appends a picture of a text at `at` in the language `words`.
    pub(super) fn picture(
        &mut self,
        out: &mut String,
        (at, words): (&Location, Lang),
        address: &str,
        alt: &str,
        title: Option<&str>,
    ) {
        let found = self.picture_source(at, address);
        if found.is_none() {
            self.missing_picture(at, &at.path, address);
        }
        let (src, size) = found.unwrap_or_default();
        let direction = self.shared.direction(words);
        out.push_str("<img src=\"");
        escape::push_quoted(out, &src);
        out.push_str(&format!(
            "\" alt=\"{}\"{size} loading=\"lazy\" decoding=\"async\"",
            attribute(alt, direction)
        ));
        if let Some(title) = title {
            out.push_str(&format!(" title=\"{}\"", attribute(title, direction)));
        }
        out.push('>');
    }

    /// The finished address of a picture and its size as attributes, so that nothing moves while it loads.
    fn picture_source(&mut self, at: &Location, address: &str) -> Option<(String, String)> {
        if address.contains("://") {
            self.remote_picture(at, address);
            return Some((address.to_owned(), String::new()));
        }
        if let Some(inside) = address.strip_prefix('/') {
            return self
                .shared
                .is_static(inside)
                .then(|| (format!("{}{}", self.root, encoded(inside)), String::new()));
        }
        let asset = self.shared.attachment(&at.path.join(address)?)?;
        self.publish_picture(asset, at);
        let size = asset
            .picture
            .map(|size| format!(" width=\"{}\" height=\"{}\"", size.width, size.height))
            .unwrap_or_default();
        Some((
            format!("{}{}", self.root, media_route(&asset.path).link(false)),
            size,
        ))
    }

    /// A picture of elsewhere: whoever keeps it learns who reads.
    fn remote_picture(&mut self, at: &Location, address: &str) {
        let host = address
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split(['/', '?', '#']).next());
        let message = format!(
            "each reader's browser asks {} for this picture",
            quoted(host.unwrap_or_default())
        );
        let help = "put a copy beside this file, if its licence allows that, or link to the page that shows it";
        self.diagnostics
            .push(Diagnostic::at(Code::RemotePicture, at.clone(), message).help(help));
    }

    /// Reports a picture that does not exist, with the nearest that does.
    pub(super) fn missing_picture(&mut self, at: &Location, file: &SourcePath, address: &str) {
        let help = nearby::picture(&self.shared.inputs, &mut self.suggestions, file, address);
        self.diagnostics.push(
            Diagnostic::at(
                Code::MissingPicture,
                at.clone(),
                format!("there is no picture {}", quoted(address)),
            )
            .help(help),
        );
    }

    /// Reports the `src` of a block where no static file has it; `at` is the block.
    pub(super) fn block_source(&mut self, at: &Location, src: &str) {
        if src.starts_with("https://") || self.shared.is_static(src) {
            return;
        }
        let statics = self
            .shared
            .inputs
            .statics
            .iter()
            .map(|asset| asset.path.as_str());
        let near = self.suggestions.did_you_mean(src, statics);
        let help = near
            .unwrap_or_else(|| "`src` is a path under static/, or an `https:` address".to_owned());
        let message = format!("there is no picture {}", quoted(src));
        self.diagnostics
            .push(Diagnostic::at(Code::MissingPicture, at.clone(), message).help(help));
    }
}
