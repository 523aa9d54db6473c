//! Pictures as they are published: the same pixels, without what the file carries besides them.
//!
//! `tests/fixtures/pictures/` has one of each format with every secret in it, and one without; `cleaned/` what is published.
//! `UPDATE=1 cargo test --test pictures` accepts the present bytes; whether the pixels are the same, only a decoder can say.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read fixtures and accept expectations"
)]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test ends where a fixture is not as it should be"
)]

use std::fs;
use std::path::{Path, PathBuf};

use bayan::picture::{Examined, Flaw, PictureSize, cleaned, examined};

/// Each secret is spelt so, also in packed texts, where it stands in the name of their key.
const SECRETS: [&[u8]; 4] = [b"SECRET", b"GPSLatitude", b"Author", b"Comment"];

/// File, whether it says where it was taken, width and height as shown, and what must stay.
type Case<'a> = (&'a str, bool, (usize, usize), &'a [&'a [u8]]);

const CASES: [Case<'_>; 6] = [
    (
        "turned.jpg",
        true,
        (16, 24),
        &[b"ICC_PROFILE\0", b"Exif\0\0MM\0\x2a", b"JFIF\0"],
    ),
    ("progressive.jpg", true, (24, 16), &[b"JFIF\0"]),
    (
        "turned.png",
        true,
        (24, 16),
        &[b"iCCP", b"eXIfMM\0\x2a", b"IEND"],
    ),
    (
        "turned.webp",
        true,
        (16, 24),
        &[b"ICCP", b"EXIF\x1a\0\0\0MM\0\x2a", b"VP8L"],
    ),
    ("notes.avif", true, (16, 24), &[b"colr", b"prof"]),
    ("notes.gif", true, (24, 16), &[b"NETSCAPE2.0"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures")
}

fn read(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|found| found == part)
}

#[test]
fn secrets_go_and_pictures_stay() {
    for (name, has_position, (width, height), kept) in CASES {
        let bytes = read(name);
        let Examined {
            size,
            flaws,
            cleaned: published,
        } = examined(name, &bytes);
        let published = published.unwrap();
        assert_eq!(size, Some(PictureSize { width, height }), "{name}");
        assert_eq!(
            flaws == [Flaw::Position(true)],
            has_position,
            "{name}: {flaws:?}"
        );
        for secret in SECRETS {
            assert!(
                !holds(&published, secret),
                "{name} keeps {:?}",
                String::from_utf8_lossy(secret)
            );
        }
        for part in kept {
            assert!(
                holds(&published, part),
                "{name} lost {:?}",
                String::from_utf8_lossy(part)
            );
        }
        assert_eq!(
            cleaned(&published),
            None,
            "{name}: what is clean stays as it is"
        );
        assert_eq!(examined(name, &published).size, size, "{name}");
        let path = folder().join("cleaned").join(name);
        if std::env::var("UPDATE").is_ok() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &published).unwrap();
        }
        assert_eq!(published, fs::read(path).unwrap(), "{name}");
    }
}

#[test]
fn what_carries_nothing_is_left_alone() {
    for name in [
        "plain.jpg",
        "plain.png",
        "plain.webp",
        "plain.avif",
        "plain.gif",
    ] {
        let bytes = read(name);
        let Examined {
            size,
            flaws,
            cleaned,
        } = examined(name, &bytes);
        assert_eq!((flaws, cleaned), (Vec::new(), None), "{name}");
        assert_eq!(
            size,
            Some(PictureSize {
                width: 24,
                height: 16
            }),
            "{name}"
        );
    }
}

/// A file that is cut off anywhere, or has a wrong byte anywhere, is looked at to the end, and what is published of it is either
/// told to be damaged or holds no secret.
#[test]
fn broken_files_end_nothing_and_tell_nothing() {
    for (name, ..) in CASES {
        let bytes = read(name);
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0xff;
            for bytes in [&bytes[..at], &wrong] {
                let found = examined(name, bytes);
                let is_told = found.flaws.iter().any(|flaw| {
                    matches!(
                        flaw,
                        Flaw::Damaged | Flaw::NoPicture | Flaw::Empty | Flaw::Unshown(_)
                    )
                });
                let published = found.cleaned.as_deref().unwrap_or(bytes);
                // A wrong number may make notes of a GIF pixels, and name other bytes of an AVIF.
                let is_cut = bytes.len() == at;
                let is_certain = is_cut || !matches!(name, "notes.avif" | "notes.gif");
                let is_kept = is_certain && holds(published, b"SECRETNAME");
                assert!(is_told || !is_kept, "{name} at {at}");
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_picture_is_told() {
    let flaws = |name: &str, bytes: &[u8]| examined(name, bytes).flaws;
    assert_eq!(flaws("a.jpg", b""), [Flaw::Empty]);
    assert_eq!(flaws("a.jpg", b"<!DOCTYPE html>"), [Flaw::NoPicture]);
    assert_eq!(flaws("a.pdf", b"%PDF-1.7"), []);
    assert_eq!(
        flaws("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"),
        [Flaw::Unshown("HEIC")]
    );
    assert_eq!(
        flaws("scan.tif", &read("scan.tif")),
        [Flaw::Unshown("TIFF"), Flaw::Position(false)]
    );
    let mut vast = read("plain.png");
    vast[16..24].copy_from_slice(&[0, 0, 0x3e, 0x80, 0, 0, 0x2e, 0xe0]);
    assert_eq!(
        flaws("a.png", &vast),
        [Flaw::Vast(PictureSize {
            width: 16_000,
            height: 12_000
        })]
    );
    // A part that stays, of six megabytes.
    let mut heavy = read("plain.png");
    let filling = [
        &(6_u32 << 20).to_be_bytes()[..],
        b"sPLT",
        &vec![0; 6 << 20],
        &[0; 4],
    ]
    .concat();
    heavy.splice(33..33, filling);
    assert_eq!(flaws("a.png", &heavy), [Flaw::Heavy(6)]);
}
