//! AVIF and HEIC: boxes, in which places of other boxes are named by their bytes. So nothing is taken out, which would move
//! the rest: what tells too much is overwritten.

use std::ops::Range;

use super::{Carried, big, exif};

/// Brands of files that hold pictures.
const PICTURES: [&[u8; 4]; 8] = [
    b"avif", b"avis", b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1",
];
/// Items that are pictures, or say how they are put together.
const ITEMS: [&[u8; 4]; 8] = [
    b"av01", b"hvc1", b"hev1", b"lhv1", b"grid", b"iovl", b"iden", b"tmap",
];
/// Boxes whose contents belong to no picture.
const NOTES: [&[u8; 4]; 4] = [b"uuid", b"free", b"skip", b"udta"];
/// Exif data with nothing in them, behind the place at which they begin.
const NOTHING: [u8; 18] = [0, 0, 0, 0, b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];
/// Boxes in boxes: no file has more.
const DEEPEST: usize = 8;

/// Whether the file says that it holds pictures.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    brands(bytes).any(|brand| PICTURES.iter().any(|one| *one == brand))
}

/// Whether browsers may show it.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    brands(bytes).any(|brand| brand == b"avif" || brand == b"avis")
}

fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = big::<4>(bytes, 0).unwrap_or_default().min(bytes.len());
    let names = bytes.get(8..end).unwrap_or_default().chunks_exact(4);
    // The second is the number of a version.
    names
        .enumerate()
        .filter(|(index, _)| *index != 1)
        .map(|(_, name)| name)
}

/// What the file carries, and the file without it.
pub(super) fn carried(bytes: &[u8]) -> Carried {
    let mut found = Carried::default();
    let mut notes = Vec::new();
    if walk(bytes, 0..bytes.len(), 0, &mut notes).is_none() {
        return found;
    }
    found.is_whole = true;
    let mut cleaned = bytes.to_vec();
    for Note {
        range,
        is_exif,
        name,
    } in notes
    {
        if let Some(free) = name.and_then(|at| cleaned.get_mut(at..at + 4)) {
            free.copy_from_slice(b"free");
        }
        let note = bytes.get(range.clone()).unwrap_or_default();
        let start = big::<4>(note, 0).and_then(|skip| note.get(skip.checked_add(4)?..));
        found.has_position |= if is_exif {
            start.is_some_and(|exif| exif::read(exif).has_position)
        } else {
            exif::names_position(note)
        };
        if let Some(place) = cleaned.get_mut(range) {
            place.fill(if is_exif || name.is_some() { 0 } else { b' ' });
            if let Some(head) = place.get_mut(..NOTHING.len()).filter(|_| is_exif) {
                head.copy_from_slice(&NOTHING);
            }
        }
    }
    found.cleaned = (cleaned != bytes).then_some(cleaned);
    found
}

/// Bytes that tell too much.
struct Note {
    range: Range<usize>,
    is_exif: bool,
    /// Where the name of the box stands, if it is one: it becomes empty room.
    name: Option<usize>,
}

/// Collects notes in the boxes of a range. What a picture is and how it is turned stand in boxes of their own.
fn walk(bytes: &[u8], range: Range<usize>, depth: usize, notes: &mut Vec<Note>) -> Option<()> {
    let mut at = range.start;
    while at < range.end && depth < DEEPEST {
        let (name, body) = boxed(bytes, at, range.end)?;
        if NOTES.iter().any(|note| *note == name) {
            notes.push(Note {
                range: body.clone(),
                is_exif: false,
                name: Some(at + 4),
            });
        }
        match name {
            b"moov" | b"trak" => walk(bytes, body.clone(), depth + 1, notes)?,
            b"meta" => items(bytes, body.start + 4..body.end, notes)?,
            _ => {}
        }
        at = body.end;
    }
    Some(())
}

/// Name and contents of the box at a place.
fn boxed(bytes: &[u8], at: usize, limit: usize) -> Option<(&[u8], Range<usize>)> {
    let name = bytes.get(at + 4..at + 8)?;
    let (head, length) = match big::<4>(bytes, at)? {
        0 => (8, limit - at),
        1 => (16, big::<8>(bytes, at + 8)?),
        length => (8, length),
    };
    let end = at
        .checked_add(length)
        .filter(|end| *end <= limit && length >= head)?;
    Some((name, at + head..end))
}

/// The notes among the items of a file: Exif, and metadata in XML.
fn items(bytes: &[u8], range: Range<usize>, notes: &mut Vec<Note>) -> Option<()> {
    let mut places = Vec::new();
    let mut kinds = Vec::new();
    let mut data = 0;
    let mut at = range.start;
    while at < range.end {
        let (name, body) = boxed(bytes, at, range.end)?;
        match name {
            b"iloc" => places = locations(bytes.get(body.clone())?)?,
            b"iinf" => kinds = infos(bytes, body.clone())?,
            b"idat" => data = body.start,
            _ if NOTES.iter().any(|note| *note == name) => {
                notes.push(Note {
                    range: body.clone(),
                    is_exif: false,
                    name: Some(at + 4),
                });
            }
            _ => {}
        }
        at = body.end;
    }
    for (id, is_exif) in kinds {
        for (_, in_data, start, length) in places.iter().filter(|place| place.0 == id) {
            let start = if *in_data {
                data.checked_add(*start)?
            } else {
                *start
            };
            let range = start
                ..start
                    .checked_add(*length)
                    .filter(|end| *end <= bytes.len())?;
            notes.push(Note {
                range,
                is_exif,
                name: None,
            });
        }
    }
    Some(())
}

/// The items that are notes, and whether they are Exif.
fn infos(bytes: &[u8], range: Range<usize>) -> Option<Vec<(usize, bool)>> {
    let wide = *bytes.get(range.start)? != 0;
    let mut at = range.start + if wide { 8 } else { 6 };
    let mut found = Vec::new();
    while at < range.end {
        let (_, body) = boxed(bytes, at, range.end)?;
        let info = bytes.get(body.clone())?;
        let (id, rest) = match info.first()? {
            2 => (big::<2>(info, 4), info.get(8..)?),
            3 => (big::<4>(info, 4), info.get(10..)?),
            _ => (None, &[][..]),
        };
        let is_exif = rest.starts_with(b"Exif");
        // What is no picture is about one.
        let is_picture = rest
            .get(..4)
            .is_some_and(|kind| ITEMS.iter().any(|item| *item == kind));
        if let Some(id) = id.filter(|_| !is_picture) {
            found.push((id, is_exif));
        }
        at = body.end;
    }
    Some(found)
}

/// Where items stand: id, whether in the file's own data, first byte, length.
fn locations(iloc: &[u8]) -> Option<Vec<(usize, bool, usize, usize)>> {
    let version = *iloc.first()?;
    let [sizes, more] = [*iloc.get(4)?, *iloc.get(5)?];
    let [offset, length, base, index] = [
        sizes >> 4,
        sizes & 15,
        more >> 4,
        if version == 0 { 0 } else { more & 15 },
    ];
    let id = if version < 2 { 2 } else { 4 };
    let mut read = BoxNumbers { bytes: iloc, at: 6 };
    let count = read.next(id)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let id = read.next(id)?;
        let method = if version == 0 { 0 } else { read.next(2)? & 15 };
        read.next(2)?;
        let base = read.next(base)?;
        for _ in 0..read.next(2)? {
            read.next(index)?;
            let start = base.checked_add(read.next(offset)?)?;
            found.push((id, method == 1, start, read.next(length)?));
        }
    }
    Some(found)
}

/// Numbers of several lengths, one behind the other.
struct BoxNumbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl BoxNumbers<'_> {
    fn next(&mut self, length: u8) -> Option<usize> {
        let at = self.at;
        self.at += usize::from(length);
        match length {
            0 => Some(0),
            2 => big::<2>(self.bytes, at),
            4 => big::<4>(self.bytes, at),
            8 => big::<8>(self.bytes, at),
            _ => None,
        }
    }
}
