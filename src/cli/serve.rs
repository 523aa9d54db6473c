//! `bayan serve`.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::args::{Arguments, ServeArguments};
use super::build::{absolute, also, counted, set_threads, today, took};
use super::printer::Printer;
use super::{CLEAN, PROBLEMS, USAGE};
use crate::config::BuildOptions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::serve::{self, EditorLink, Hosts, Notice, Rebuild, ServeOptions};
use crate::session::Session;
use crate::watch::Watch;

/// Where the search for a free port begins, and how many are tried.
const PORT: u16 = 1111;
const PORTS: u16 = 100;
/// So many touched files are named in a line.
const NAMED: usize = 3;

/// Serves the site until it is told to end.
pub(super) fn run(arguments: &Arguments, options: &ServeArguments, printer: Printer) -> u8 {
    set_threads(options.jobs);
    let root = absolute(&arguments.root);
    let (interface, listener) = match listen(options) {
        Ok(found) => found,
        Err(message) => {
            printer.fail(&message);
            return USAGE;
        }
    };
    let config = arguments.config.as_deref().map(absolute);
    let watch = match watch(options, &root, config.as_deref()) {
        Ok(watch) => watch,
        Err(message) => {
            printer.fail(&message);
            return PROBLEMS;
        }
    };
    let name = options
        .interface
        .parse::<IpAddr>()
        .is_err()
        .then(|| options.interface.clone());
    let serve_options = ServeOptions {
        build: BuildOptions {
            today: options.today.unwrap_or_else(today),
            drafts: options.drafts,
            future: options.future,
            base_url: options.base_url.clone(),
            portable: false,
        },
        hosts: Hosts::new(interface, name),
        editor: EditorLink::new(
            &root,
            (options.editor != "none").then(|| options.editor.clone()),
        ),
    };
    let session = Session::new(root.clone(), config);
    let Ok(address) = listener.local_addr() else {
        return PROBLEMS;
    };
    let teller = Teller {
        printer,
        address,
        root,
        open: AtomicBool::new(options.open),
        is_open: !interface.is_loopback(),
        drafts: options.drafts,
        told: Mutex::default(),
    };
    let failed = serve::run(listener, session, watch, serve_options, move |notice| {
        teller.tell(notice);
    });
    match failed {
        Ok(()) => CLEAN,
        Err(error) => {
            anstream::eprintln!("error: {error}");
            PROBLEMS
        }
    }
}

/// Begins to watch the files, unless they are not to be watched.
fn watch(
    options: &ServeArguments,
    root: &Path,
    config: Option<&Path>,
) -> Result<Option<Watch>, String> {
    if options.no_watch {
        return Ok(None);
    }
    Watch::new(root, config, options.poll)
        .map(Some)
        .map_err(|error| {
            if error.is_absence() {
                format!(
                    "{error}; name that of a site with --root, or make one with `bayan init DIR`"
                )
            } else {
                format!(
                    "{} cannot be watched: {error}; --no-watch serves it without",
                    root.display()
                )
            }
        })
}

/// Takes the port that was named, or else the first that is free.
fn listen(options: &ServeArguments) -> Result<(IpAddr, TcpListener), String> {
    let named = &options.interface;
    let unknown =
        |error: &dyn std::fmt::Display| format!("{named} is no interface of this machine: {error}");
    let mut addresses = (named.as_str(), 0)
        .to_socket_addrs()
        .map_err(|error| unknown(&error))?;
    let interface = addresses
        .next()
        .map(|address| address.ip())
        .ok_or_else(|| unknown(&"it has no address"))?;
    let ports = options.port.map_or(PORT..=PORT + PORTS, |port| port..=port);
    for port in ports {
        match TcpListener::bind(SocketAddr::new(interface, port)) {
            Ok(listener) => return Ok((interface, listener)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(format!(
                    "port {port} may not be used without the rights of the administrator; name one above 1023"
                ));
            }
            Err(error) => return Err(unknown(&error)),
        }
    }
    Err(match options.port {
        Some(port) => {
            format!(
                "port {port} is in use; name another with --port, or leave --port out to get one that is free"
            )
        }
        None => format!(
            "ports {PORT} to {} are all in use; name another with --port",
            PORT + PORTS
        ),
    })
}

/// Prints what happens.
struct Teller {
    printer: Printer,
    address: SocketAddr,
    root: PathBuf,
    /// The browser is still to be opened.
    open: AtomicBool,
    /// Others can reach the preview.
    is_open: bool,
    drafts: bool,
    /// The problems of the last build.
    told: Mutex<BTreeSet<Diagnostic>>,
}

impl Teller {
    fn tell(&self, notice: Notice<'_>) {
        match notice {
            Notice::Built(rebuild) => {
                self.printer
                    .diagnostics(&self.unseen(rebuild.problems), rebuild.sources);
                self.built(&rebuild);
                if rebuild.is_first {
                    self.welcome(&rebuild);
                }
            }
            Notice::Failed => self
                .printer
                .fail("this build met a fault of Bayan itself; the site stays as it was"),
            Notice::WatchEnded => self
                .printer
                .fail("files are not watched any more; start the preview again"),
        }
    }

    /// The problems that were not there at the build before: what is known already would bury them.
    fn unseen(&self, problems: &[Diagnostic]) -> Vec<Diagnostic> {
        // OK because nothing panics while it is held.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *told, problems.iter().cloned().collect());
        problems
            .iter()
            .filter(|one| !before.contains(one))
            .cloned()
            .collect()
    }

    fn built(&self, rebuild: &Rebuild<'_>) {
        let count = |severity| {
            rebuild
                .problems
                .iter()
                .filter(|one| one.severity == severity)
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let milliseconds = u64::try_from(rebuild.took.as_millis()).unwrap_or(u64::MAX);
        self.printer.summary(&serde_json::json!({
            "type": "rebuild", "success": errors == 0, "errors": errors, "warnings": warnings, "pages": rebuild.pages,
            "touched": rebuild.touched, "milliseconds": milliseconds, "stale": rebuild.stale,
        }));
        let what = if rebuild.is_first {
            counted(rebuild.pages, "page")
        } else {
            named(rebuild)
        };
        let problems = match (errors, warnings) {
            (0, 0) => String::new(),
            (0, warnings) => format!(", {}", counted(warnings, "warning")),
            (errors, warnings) => format!(", {}{}", counted(errors, "error"), also(warnings)),
        };
        let stale = if rebuild.stale {
            "; the site is shown as it was"
        } else {
            ""
        };
        self.printer.say(&format!(
            "{what} in {}{problems}{stale}",
            took(milliseconds)
        ));
    }

    fn welcome(&self, rebuild: &Rebuild<'_>) {
        let shown = if self.address.ip().is_unspecified() {
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        } else {
            self.address.ip()
        };
        let url = |ip: IpAddr| {
            format!(
                "http://{}{}",
                SocketAddr::new(ip, self.address.port()),
                rebuild.base
            )
        };
        let own = url(shown);
        self.printer
            .summary(&serde_json::json!({"type": "serving", "url": own, "root": self.root.display().to_string()}));
        self.printer
            .say(&format!("\npreview: {own}\nEnd it with Ctrl-C."));
        if self.is_open {
            let what = if self.drafts {
                "the preview, drafts included"
            } else {
                "the preview"
            };
            self.printer
                .warn(&format!("everyone in this network can read {what}"));
            if let Some(url) = lan_address(self.address.ip()).map(url) {
                let code = QrCode::new(&url)
                    .map(|code| code.render::<Dense1x2>().quiet_zone(true).build());
                let code = code.map(|code| black_on_white(&code)).unwrap_or_default();
                self.printer
                    .say(&format!("\nfor a phone in this network: {url}\n{code}"));
            }
        }
        if self.open.swap(false, Ordering::Relaxed)
            && let Err(error) = open::that_detached(&own)
        {
            self.printer
                .warn(&format!("no browser could be opened: {error}"));
        }
    }
}

/// A code in the colours of paper: light on dark, as most terminals are, many phones do not read it.
fn black_on_white(code: &str) -> String {
    code.lines()
        .flat_map(|line| ["\u{1b}[30;107m", line, "\u{1b}[0m\n"])
        .collect()
}

/// What was touched, in a few words.
fn named(rebuild: &Rebuild<'_>) -> String {
    let names: Vec<&str> = rebuild.touched.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => "all files compared".to_owned(),
        names if names.len() <= NAMED => names.join(", "),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

/// The address of this machine in its network. Nothing is sent: connecting a datagram socket only chooses the interface.
fn lan_address(interface: IpAddr) -> Option<IpAddr> {
    if !interface.is_unspecified() {
        return Some(interface);
    }
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737): nobody is there.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}
