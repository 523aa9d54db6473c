//! Addresses: what they mean, and which ones no page may have.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::report::Report;
use super::written::is_blank;
use crate::diagnostic::{Code, quoted};
use crate::model::body::Target;

/// Why an address is refused.
pub(super) struct Refusal {
    code: Code,
    message: String,
    help: &'static str,
}

impl Refusal {
    fn new(code: Code, message: impl Into<String>, help: &'static str) -> Self {
        Self {
            code,
            message: message.into(),
            help,
        }
    }

    /// Reports the refused address.
    pub(super) fn report(self, report: &mut Report<'_>, range: &Range<usize>) {
        report.add(self.code, range, self.message, Some(self.help.to_owned()));
    }
}

/// Where a link leads.
pub(super) fn target(address: &str) -> Result<Target, Refusal> {
    let address = trimmed(address);
    check_scheme(address)?;
    if scheme(address).is_some() {
        return Ok(Target::Address(address.into()));
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return Ok(Target::Anchor(decoded(fragment).into()));
    }
    if let Some(file) = content_file(address) {
        return Ok(file);
    }
    let path = decoded_path(address);
    check_danger(&path)?;
    let path = if scheme(&path).is_some() {
        Cow::Owned(format!("./{path}"))
    } else {
        path
    };
    Ok(Target::Path(path.into()))
}

/// Whether a picture may have this address.
pub(super) fn check_picture(address: &str) -> Result<(), Refusal> {
    let address = trimmed(address);
    let dangerous = |refusal: Refusal| match refusal.code {
        Code::UnsafeAddress => Refusal {
            help: "put the picture beside this file and name it here",
            ..refusal
        },
        _ => refusal,
    };
    check_scheme(address)
        .and_then(|()| check_danger(&decoded(address)))
        .map_err(dangerous)?;
    match scheme(address).as_deref() {
        None | Some("http" | "https") => Ok(()),
        Some(other) => Err(Refusal::new(
            Code::InvalidAddress,
            format!("a picture cannot have the scheme {}", quoted(other)),
            "use a path, or an http or https address",
        )),
    }
}

/// Refuses schemes that run code, and addresses that begin with a host. Asked again of what percent signs hid.
fn check_danger(address: &str) -> Result<(), Refusal> {
    let mut first = address.chars().map(|c| matches!(c, '/' | '\\'));
    if first.next() == Some(true) && first.next() == Some(true) {
        return Err(Refusal::new(
            Code::InvalidAddress,
            "an address begins with a host",
            "write `https:` before it",
        ));
    }
    if runs_code(address) {
        return Err(Refusal::new(
            Code::UnsafeAddress,
            "an address uses a scheme that can run code",
            "the link is dropped; use an http or https address, or a path",
        ));
    }
    Ok(())
}

/// Refuses empty addresses, dangerous ones, schemes that we do not know, and addresses that are not whole.
fn check_scheme(address: &str) -> Result<(), Refusal> {
    if address.is_empty() {
        return Err(Refusal::new(
            Code::InvalidAddress,
            "a link or picture has no address",
            "write it between the parentheses",
        ));
    }
    check_danger(address)?;
    let Some(scheme) = scheme(address) else {
        return Ok(());
    };
    let rest = address.get(scheme.len() + 1..).unwrap_or_default();
    let whole = match &*scheme {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        "mailto" => rest.contains('@'),
        "tel" => rest.contains(|c: char| c.is_ascii_digit()),
        _ => {
            return Err(Refusal::new(
                Code::InvalidAddress,
                format!("the scheme {} is not known", quoted(&scheme)),
                "addresses begin with http, https, mailto or tel",
            ));
        }
    };
    if whole {
        Ok(())
    } else {
        Err(Refusal::new(
            Code::InvalidAddress,
            format!("{} is not a whole address", quoted(address)),
            "it ends after its scheme, or lacks the two slashes",
        ))
    }
}

/// The scheme of an address, in lower case.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(sound))
        .then(|| scheme.to_ascii_lowercase())
}

/// Whether an address can run code. Browsers skip tabs and line ends in a scheme; we skip all that is not seen.
fn runs_code(address: &str) -> bool {
    const LONGEST: usize = "javascript".len();
    let seen = address.chars().filter(|c| !is_blank(*c) && !c.is_control());
    let scheme: String = seen
        .take(LONGEST + 1)
        .take_while(|c| *c != ':')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    matches!(&*scheme, "javascript" | "data" | "vbscript") && address.contains(':')
}

/// A path to a Markdown file beside this one.
fn content_file(address: &str) -> Option<Target> {
    let (path, fragment) = address
        .split_once('#')
        .map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let path = decoded(path);
    let relative = path.ends_with(".md")
        && !path.starts_with(['/', '\\'])
        && !path.contains('?')
        && scheme(&path).is_none();
    let fragment = fragment.filter(|fragment| !fragment.is_empty());
    relative.then(|| Target::File {
        path: path.into(),
        fragment: fragment.map(|fragment| decoded(fragment).into()),
    })
}

/// Browsers ignore control characters and blanks around an address.
fn trimmed(address: &str) -> &str {
    address.trim_matches(|c: char| c.is_whitespace() || c.is_control())
}

/// Percent signs resolved, unless that gives no text or control characters.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if !decoded.contains(char::is_control) => decoded,
        Ok(_) | Err(_) => Cow::Borrowed(text),
    }
}

/// As [`decoded`], except for the signs that would mean something else in the path: `%23`, `%25`, `%3F`.
fn decoded_path(address: &str) -> Cow<'_, str> {
    const KEPT: [(&str, &str); 4] = [
        ("%25", "%2525"),
        ("%23", "%2523"),
        ("%3F", "%253F"),
        ("%3f", "%253F"),
    ];
    if !KEPT.iter().any(|(sign, _)| address.contains(sign)) {
        return decoded(address);
    }
    let kept = KEPT.iter().fold(address.to_owned(), |text, (sign, twice)| {
        text.replace(sign, twice)
    });
    Cow::Owned(decoded(&kept).into_owned())
}
