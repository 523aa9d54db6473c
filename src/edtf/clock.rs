//! The time of day: its value, its grammar, its canonical form.

use std::fmt;

use super::EdtfErrorKind;
use super::piece::{DateFault, DateText, all_digits, byte, fixed};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where given.
    pub second: Option<u8>,
    /// The zone, where given.
    pub zone: Option<UtcOffset>,
}

/// How far a clock is from universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UtcOffset {
    /// `Z`
    Utc,
    /// `+03:00`: minutes ahead of universal time.
    Offset(i16),
}

pub(super) fn parse(piece: DateText<'_>) -> Result<Clock, DateFault> {
    let zone_at = piece.text.find(['Z', '+', '-']).unwrap_or(piece.text.len());
    let groups: Vec<&str> = piece.keep(zone_at).text.split(':').collect();
    if groups
        .iter()
        .any(|group| group.len() == 1 && all_digits(group))
    {
        return Err(piece.fault(EdtfErrorKind::MissingZeros));
    }
    let (hour, minute, second) = match *groups.as_slice() {
        [hour, minute] => (fixed::<2>(hour), fixed::<2>(minute), None),
        [hour, minute, second] => (
            fixed::<2>(hour),
            fixed::<2>(minute),
            Some(fixed::<2>(second)),
        ),
        _ => return Err(piece.fault(EdtfErrorKind::Malformed)),
    };
    let (Some(hour), Some(minute), Some(second)) = (hour, minute, second.unwrap_or(Some(0))) else {
        return Err(piece.fault(EdtfErrorKind::Malformed));
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(piece.fault(EdtfErrorKind::ImpossibleTime));
    }
    Ok(Clock {
        hour: byte(hour),
        minute: byte(minute),
        second: (groups.len() == 3).then(|| byte(second)),
        zone: zone(piece.skip(zone_at))?,
    })
}

fn zone(piece: DateText<'_>) -> Result<Option<UtcOffset>, DateFault> {
    match piece.text {
        "" => return Ok(None),
        "Z" => return Ok(Some(UtcOffset::Utc)),
        _ => {}
    }
    let Some(size) = piece.text.strip_prefix(['+', '-']) else {
        return Err(piece.fault(EdtfErrorKind::Malformed));
    };
    let (hours, minutes) = size.split_once(':').unwrap_or((size, "00"));
    let (Some(hours), Some(minutes)) = (fixed::<2>(hours), fixed::<2>(minutes)) else {
        return Err(piece.fault(EdtfErrorKind::Malformed));
    };
    if hours > 23 || minutes > 59 {
        return Err(piece.fault(EdtfErrorKind::ImpossibleTime));
    }
    let total = i16::from(byte(hours)) * 60 + i16::from(byte(minutes));
    let negative = piece.text.starts_with('-');
    Ok(Some(UtcOffset::Offset(if negative {
        -total
    } else {
        total
    })))
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second
            .map_or(Ok(()), |second| write!(f, ":{second:02}"))?;
        self.zone.map_or(Ok(()), |zone| write!(f, "{zone}"))
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            UtcOffset::Utc => f.write_str("Z"),
            UtcOffset::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let size = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}
