//! Pictures as files: of what format they are, how large they are shown, and what they carry besides their pixels.
//!
//! A photograph tells where, when, with what and by whom it was taken. What is published is the same picture without that: parts
//! of the file are left out whole, the pixels are not touched, and how it is turned and its colour profile stay.

mod exif;
mod gif;
mod jpeg;
mod media;
mod png;
mod svg;
mod webp;

/// More than this is too heavy for a page: five megabytes take a minute on a slow telephone.
const HEAVIEST: usize = 5 << 20;
/// More pixels than this fill the memory of telephones.
const MOST_PIXELS: usize = 50_000_000;
/// Endings of names under which a picture is expected.
const ENDINGS: [&str; 14] = [
    "jpg", "jpeg", "jfif", "png", "apng", "gif", "webp", "avif", "svg", "heic", "heif", "tif",
    "tiff", "bmp",
];

/// Width and height of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
}

/// What is wrong with a file as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has no bytes.
    Empty,
    /// It is named as a picture, and holds none that we know.
    NoPicture,
    /// It is a picture that browsers do not show.
    Unshown(&'static str),
    /// Its parts cannot be followed to the end.
    Damaged,
    /// It has so many megabytes.
    Heavy(usize),
    /// It has so many pixels across and down.
    Vast(PictureSize),
    /// It says where it was taken; `true` where that is taken out of what is published.
    Position(bool),
    /// It holds what a browser runs or fetches, in these words.
    Active(&'static str),
}

/// What is known of a picture.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// As it is shown, which for a turned photograph is not as it is stored.
    pub size: Option<PictureSize>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    /// The file without what it carries besides the picture; `None` where that is nothing.
    pub cleaned: Option<Vec<u8>>,
}

/// A format that we know by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
    /// AVIF, and HEIC, which browsers do not show.
    Media,
    Tiff,
    Svg,
    Bmp,
}

/// What a file carries besides its pixels.
#[derive(Debug, Default)]
struct Carried {
    /// The file without it; `None` where there is nothing, or where it could not be followed.
    cleaned: Option<Vec<u8>>,
    /// Of the Exif data: how the picture is turned, 1 to 8.
    orientation: Option<u8>,
    /// It says where it was taken.
    has_position: bool,
    /// The file could be followed to its end.
    is_whole: bool,
}

/// Whether a picture is expected in a file of this name that begins so.
pub fn is_expected(name: &str, opening: &[u8]) -> bool {
    let ending = ending(name);
    ENDINGS.contains(&&*ending) || format(opening, &ending).is_some()
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_lowercase()
}

/// Looks at a file of this name.
pub fn examined(name: &str, bytes: &[u8]) -> Examined {
    let ending = ending(name);
    let is_named = ENDINGS.contains(&&*ending);
    let Some(format) = format(bytes, &ending) else {
        let flaw = if bytes.is_empty() {
            Flaw::Empty
        } else {
            Flaw::NoPicture
        };
        return Examined {
            flaws: is_named.then_some(flaw).into_iter().collect(),
            ..Examined::default()
        };
    };
    let Carried {
        cleaned,
        orientation,
        has_position,
        is_whole,
    } = carried(format, bytes);
    let mut flaws = Vec::new();
    flaws.extend(unshown(format, bytes).map(Flaw::Unshown));
    if !is_whole {
        flaws.push(Flaw::Damaged);
    }
    let length = cleaned.as_ref().map_or(bytes.len(), Vec::len);
    if length > HEAVIEST {
        flaws.push(Flaw::Heavy(length >> 20));
    }
    if has_position && is_whole {
        flaws.push(Flaw::Position(cleaned.is_some()));
    }
    if format == Format::Svg {
        flaws.extend(svg::active(bytes).map(Flaw::Active));
    }
    let size = size(bytes, orientation);
    flaws.extend(
        size.filter(|size| size.width.saturating_mul(size.height) > MOST_PIXELS)
            .map(Flaw::Vast),
    );
    Examined {
        size,
        flaws,
        cleaned,
    }
}

/// The file without what it carries besides the picture; `None` where that is nothing.
pub fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    carried(format(bytes, "")?, bytes).cleaned
}

fn carried(format: Format, bytes: &[u8]) -> Carried {
    match format {
        Format::Jpeg => jpeg::carried(bytes),
        Format::Png => png::carried(bytes),
        Format::Gif => gif::carried(bytes),
        Format::WebP => webp::carried(bytes),
        Format::Media => media::carried(bytes),
        Format::Tiff => Carried {
            has_position: exif::read(bytes).has_position,
            is_whole: true,
            ..Carried::default()
        },
        Format::Svg | Format::Bmp => Carried {
            is_whole: true,
            ..Carried::default()
        },
    }
}

fn format(bytes: &[u8], ending: &str) -> Option<Format> {
    let is_media = bytes.get(4..8) == Some(b"ftyp");
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(Format::Png),
        [b'G', b'I', b'F', b'8', ..] => Some(Format::Gif),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Format::WebP),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Format::Tiff),
        [b'B', b'M', ..] if ending == "bmp" => Some(Format::Bmp),
        _ if is_media && media::is_picture(bytes) => Some(Format::Media),
        _ if ending == "svg" && !bytes.is_empty() => Some(Format::Svg),
        _ => None,
    }
}

fn unshown(format: Format, bytes: &[u8]) -> Option<&'static str> {
    match format {
        Format::Media => (!media::is_avif(bytes)).then_some("HEIC"),
        Format::Tiff => Some("TIFF"),
        _ => None,
    }
}

/// Width and height; quarter turns exchange them.
fn size(bytes: &[u8], orientation: Option<u8>) -> Option<PictureSize> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = match orientation {
        Some(5..=8) => (size.height, size.width),
        _ => (size.width, size.height),
    };
    Some(PictureSize { width, height })
}

/// A number of `N` bytes, the highest first.
fn big<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let found: [u8; N] = bytes.get(at..at.checked_add(N)?)?.try_into().ok()?;
    found.iter().try_fold(0_usize, |number, byte| {
        Some(number.checked_mul(256)? + usize::from(*byte))
    })
}
