//! Pictures in texts.

use super::fill::Filler;
use super::html::{attribute, push_escaped};
use super::nearby;
use super::scene::media_route;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
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
        let found = self.picture_source(&at.path, address);
        if found.is_none() {
            self.missing_picture(at, &at.path, address);
        }
        let (src, size) = found.unwrap_or_default();
        let direction = self.scene.direction(words);
        out.push_str("<img src=\"");
        push_escaped(out, &src);
        out.push_str(&format!("\" alt=\"{}\"{size} loading=\"lazy\" decoding=\"async\"", attribute(alt, direction)));
        if let Some(title) = title {
            out.push_str(&format!(" title=\"{}\"", attribute(title, direction)));
        }
        out.push('>');
    }

    /// The finished address of a picture and its size as attributes, so that nothing moves while it loads.
    fn picture_source(&mut self, file: &SourcePath, address: &str) -> Option<(String, String)> {
        if address.contains("://") {
            return Some((address.to_owned(), String::new()));
        }
        if let Some(inside) = address.strip_prefix('/') {
            return self.scene.is_static(inside).then(|| (format!("{}{}", self.root, encoded(inside)), String::new()));
        }
        let joined = file.join(address)?;
        let asset = self.scene.attachment(&joined)?;
        self.attachments.insert(joined.clone());
        let size = asset
            .picture
            .map(|size| format!(" width=\"{}\" height=\"{}\"", size.width, size.height))
            .unwrap_or_default();
        Some((format!("{}{}", self.root, media_route(&joined).link(false)), size))
    }

    /// Reports a picture that does not exist, with the nearest that does.
    pub(super) fn missing_picture(&mut self, at: &Location, file: &SourcePath, address: &str) {
        let help = nearby::picture(&self.scene.stage, file, address);
        self.diagnostics.push(
            Diagnostic::at(Code::MissingPicture, at.clone(), format!("there is no picture {}", quoted(address)))
                .help(help),
        );
    }
}
