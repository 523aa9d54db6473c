//! Who may ask: a page of another site must not read the preview, nor reach it under a name of its own (DNS rebinding).

use std::net::{IpAddr, Ipv6Addr};

use axum::http::{HeaderMap, StatusCode, Uri, header};

/// The hosts under which the preview may be asked for.
#[derive(Clone, Debug)]
pub struct Hosts {
    interface: IpAddr,
    name: Option<String>,
}

impl Hosts {
    /// The hosts of a preview that listens at this address; `name` is the name by which the interface was given, if it was one.
    ///
    /// `localhost` and the loopback addresses are always allowed. With all interfaces (`0.0.0.0`, `::`) every address is, but no
    /// further name: only names can be made to point here by others.
    pub fn new(interface: IpAddr, name: Option<String>) -> Self {
        Self {
            interface,
            name: name.map(|name| name.to_ascii_lowercase()),
        }
    }

    /// Whether a `Host` header names this preview.
    pub(super) fn allows(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        if name == "localhost" || self.name.as_ref() == Some(&name) {
            return true;
        }
        let bare = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        let address = match bare {
            Some(bare) => bare.parse::<Ipv6Addr>().map(IpAddr::V6),
            None => name.parse::<std::net::Ipv4Addr>().map(IpAddr::V4),
        };
        address.is_ok_and(|address| {
            address.to_canonical().is_loopback()
                || address == self.interface
                || self.interface.is_unspecified()
        })
    }
}

/// `[::1]:1111` → `[::1]`; `None` where the port is none.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, port) = host.split_at_checked(end)?;
    let port = port.strip_prefix(':').map_or(port.is_empty(), |port| {
        port.bytes().all(|digit| digit.is_ascii_digit())
    });
    port.then_some(name)
}

/// Refuses requests to foreign names.
///
/// A request may name its host in its target too, as those to a proxy do.
pub(super) fn check_host(
    hosts: &Hosts,
    target: &Uri,
    headers: &HeaderMap,
) -> Result<(), StatusCode> {
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next().and_then(|host| host.to_str().ok());
    let is_ours = target
        .authority()
        .is_none_or(|authority| hosts.allows(authority.as_str()));
    if is_ours && named.next().is_none() && host.is_some_and(|host| hosts.allows(host)) {
        Ok(())
    } else {
        Err(StatusCode::MISDIRECTED_REQUEST)
    }
}

/// Refuses what a page of another origin asks for: for the tools of the preview, which show files of this machine.
pub(super) fn check_origin(headers: &HeaderMap) -> Result<(), StatusCode> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let host = text("host").unwrap_or_default();
    let origin = text("origin").is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    if site && origin {
        Ok(())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_our_names_are_hosts() {
        let local = Hosts::new([127, 0, 0, 1].into(), None);
        let lan = Hosts::new([192, 168, 1, 7].into(), None);
        let all = Hosts::new([0, 0, 0, 0].into(), None);
        for (host, at_local, at_lan, at_all) in [
            ("localhost:1111", true, true, true),
            ("LOCALHOST", true, true, true),
            ("127.0.0.1:1111", true, true, true),
            ("[::1]:1111", true, true, true),
            ("192.168.1.7:1111", false, true, true),
            ("192.168.1.8", false, false, true),
            ("evil.example", false, false, false),
            ("localhost.evil.example", false, false, false),
            ("localhost:1111@evil.example", false, false, false),
            ("127.0.0.1.evil.example", false, false, false),
            ("", false, false, false),
            ("[::1", false, false, false),
        ] {
            let found = [&local, &lan, &all].map(|hosts| hosts.allows(host));
            assert_eq!(found, [at_local, at_lan, at_all], "{host}");
        }
    }
}
