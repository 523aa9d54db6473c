//! Files of `content/` that a page shows or links to: which of them are published, and which are pictures that browsers show.

use super::fill::Filler;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::picture::Flaw;
use crate::source::Asset;

/// Endings of files that readers may want and that no browser or host runs: pictures, sound, video, documents, data, texts, archives.
const PUBLISHED: [&str; 72] = [
    "jpg", "jpeg", "jfif", "png", "apng", "gif", "webp", "avif", "svg", "bmp", "ico", "heic",
    "heif", "tif", "tiff", //
    "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov",
    "vtt", "srt", //
    "pdf", "epub", "djvu", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
    "odg", //
    "csv", "tsv", "json", "geojson", "topojson", "gpx", "kml", "kmz", "gpkg", "parquet", "pmtiles",
    "sqlite", //
    "txt", "text", "md", "ics", "bib", "ris", "vcf", "zip", "gz", "tgz", "tar", "7z", "xz", "bz2",
    "zst", "rar",
];
/// Endings of programs that some hosts run wherever in a name they stand.
const RUN_BY_HOSTS: [&str; 9] = [
    "php", "phtml", "phar", "cgi", "pl", "asp", "aspx", "jsp", "shtml",
];

/// Whether a file of this name is published when content names it.
fn is_published(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut parts = name.split('.').rev();
    let is_known = parts
        .next()
        .is_some_and(|ending| PUBLISHED.contains(&ending));
    is_known && !name.starts_with('.') && !parts.any(|part| RUN_BY_HOSTS.contains(&part))
}

impl Filler<'_, '_> {
    /// Notes that a page needs a file of `content/`; what browsers or hosts would run is reported and stays where it is.
    pub(super) fn publish(&mut self, asset: &Asset, at: &Location) {
        let name = asset.path.name();
        if is_published(name) {
            self.attachments.insert(asset.path.clone());
            return;
        }
        let message = format!(
            "{} is of no kind that is published from content/",
            quoted(name)
        );
        let help = format!(
            "if readers shall have it as it is, with all that browsers and hosts do with it, put it at {} and link to {}",
            quoted(&format!("static/{name}")),
            quoted(&format!("/{name}"))
        );
        self.diagnostics
            .push(Diagnostic::at(Code::UnpublishedFile, at.clone(), message).help(help));
    }

    /// Notes that a page shows a file as a picture, and reports one that browsers do not show.
    pub(super) fn publish_picture(&mut self, asset: &Asset, at: &Location) {
        self.publish(asset, at);
        let name = asset.path.name();
        let is_drawing = name.to_lowercase().ends_with(".svg");
        let flaw = asset.flaws.iter().find_map(|flaw| match flaw {
            Flaw::Empty => Some("this picture is empty".to_owned()),
            Flaw::NoPicture => Some(format!(
                "{} holds no picture that browsers show",
                quoted(name)
            )),
            Flaw::Unshown(format) => Some(format!("most browsers show no {format}")),
            _ => None,
        });
        let flaw = flaw.or_else(|| {
            let is_none = asset.picture.is_none() && !is_drawing && is_published(name);
            is_none.then(|| format!("{} holds no picture that browsers show", quoted(name)))
        });
        if let Some(message) = flaw {
            let help = "save it as JPEG, PNG, WebP or AVIF, or link to it: [words](file)";
            self.diagnostics
                .push(Diagnostic::at(Code::UnshownPicture, at.clone(), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_published;

    #[test]
    fn what_is_published() {
        for name in ["a.jpg", "تقرير.PDF", "a.b.csv", "phpstan.txt", "a.tar.gz"] {
            assert!(is_published(name), "{name}");
        }
        for name in [
            "a.html",
            "a.xhtml",
            "a.js",
            "a.php",
            ".htaccess",
            "a.php.jpg",
            "a.xml",
            ".x.jpg",
            "makefile",
            "a.",
            "a.svgz",
        ] {
            assert!(!is_published(name), "{name}");
        }
    }
}
