//! Addresses that content may not claim: those that a host takes for its own, and those that a disk or archive cannot hold.

/// Names of devices, which Windows gives no file, whatever its ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// What hosts read as orders at the top of a site.
const OF_HOSTS: [&str; 10] = [
    "cname",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "_config.yml",
    "netlify.toml",
    "vercel.json",
    "firebase.json",
    "staticwebapp.config.json",
];

/// Why content may not have this address, in a few words: a host would take it for its own, or a disk or archive cannot hold it.
pub fn refused(address: &str) -> Option<&'static str> {
    let address = address.trim_matches('/').to_lowercase();
    if OF_HOSTS.contains(&&*address) {
        return Some("hosts take a file of this name as an order");
    }
    let mut parts = address.split('/').enumerate();
    parts.find_map(|(index, part)| {
        let stem = part.split('.').next().unwrap_or_default().trim_end();
        let is_numbered = |name: &str| {
            stem.strip_prefix(name)
                .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
        };
        if part.starts_with('.') && !(index == 0 && part == ".well-known") {
            Some("names that begin with a dot belong to the host")
        } else if part.ends_with(['.', ' ']) {
            Some("Windows and archives drop a dot or blank at the end of a name")
        } else if part.contains(['<', '>', ':', '"', '|', '?', '*', '\\']) {
            Some("Windows and archives hold none of < > : \" | ? * and \\ in a name")
        } else if DEVICES.contains(&stem) || is_numbered("com") || is_numbered("lpt") {
            Some("Windows keeps this name for a device")
        } else if part == "web.config" {
            Some("hosts take a file of this name as an order")
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn addresses_of_hosts_and_disks() {
        for address in [
            "/.htaccess",
            "/.git/config",
            "/a/.well-known/x",
            "/CNAME",
            "/_headers",
            "con",
            "NUL",
            "aux.txt",
            "/a/com1.html",
            "/lpt9/",
            "foo.",
            "foo ",
            "/a:b/",
            "a|b",
            "/x/web.config",
            "/.bayan-tmp-x",
        ] {
            assert!(refused(address).is_some(), "{address}");
        }
        for address in [
            "/.well-known/security.txt",
            "/old/address/",
            "/cname/x",
            "console",
            "com",
            "com10",
            "/a/_headers",
            "هدنة",
            "/x.php",
        ] {
            assert_eq!(refused(address), None, "{address}");
        }
    }
}
