//! Conditions of a request: what the browser has already, and which part it wants.

use axum::http::{HeaderMap, HeaderName, header};

/// The bytes that are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// All of them; several parts are answered by the whole, as the standard allows.
    Whole,
    /// From the first to one past the last.
    Part(u64, u64),
    /// None that exist.
    Outside,
}

/// Whether `If-None-Match` names this mark.
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let mut named = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    named.any(|list| {
        list.split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    })
}

/// The range that is asked for of so many bytes (RFC 9110, 14.2).
pub(super) fn asked(headers: &HeaderMap, length: u64, etag: &str) -> Range {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let current = text(header::IF_RANGE).is_none_or(|known| known == etag);
    match text(header::RANGE).and_then(|range| range.strip_prefix("bytes=")) {
        Some(spec) if current => part(spec.trim(), length),
        _ => Range::Whole,
    }
}

fn part(spec: &str, length: u64) -> Range {
    let Some((first, last)) = spec.split_once('-') else {
        return Range::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let number = |text: &str| {
        text.parse::<u64>()
            .ok()
            .filter(|_| text.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(last)) if start <= last => (start, last.saturating_add(1).min(length)),
        (Some(start), None) if last.is_empty() => (start, length),
        (None, Some(count)) if first.is_empty() => (
            if count == 0 {
                length
            } else {
                length.saturating_sub(count)
            },
            length,
        ),
        _ => return Range::Whole,
    };
    if start < end {
        Range::Part(start, end)
    } else {
        Range::Outside
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, part};

    #[test]
    fn ranges() {
        for (spec, wanted) in [
            ("0-3", Range::Part(0, 4)),
            ("8-", Range::Part(8, 10)),
            ("-3", Range::Part(7, 10)),
            ("-30", Range::Part(0, 10)),
            ("5-99", Range::Part(5, 10)),
            ("10-", Range::Outside),
            ("-0", Range::Outside),
            ("0-18446744073709551615", Range::Part(0, 10)),
            ("3-1", Range::Whole),
            ("0-1,3-4", Range::Whole),
            ("+1-2", Range::Whole),
            ("x", Range::Whole),
            ("-", Range::Whole),
        ] {
            assert_eq!(part(spec, 10), wanted, "{spec}");
        }
        assert_eq!(part("0-", 0), Range::Outside);
    }
}
