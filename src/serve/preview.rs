//! What all requests of a preview share.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use super::editor::EditorLink;
use super::guard::Hosts;
use super::live::Live;
use crate::fingerprint::Hasher;

/// What all requests share.
pub(super) struct Preview {
    pub(super) live: Arc<Live>,
    pub(super) root: PathBuf,
    pub(super) hosts: Hosts,
    pub(super) editor: EditorLink,
    /// Names this run of the program.
    pub(super) server: String,
}

/// A name that another run will not have.
pub(super) fn run_id(listener: &TcpListener) -> String {
    let address = listener
        .local_addr()
        .map(|address| address.to_string())
        .unwrap_or_default();
    let mut hasher = Hasher::new("run");
    hasher.text(&address).number(u64::from(std::process::id()));
    hasher.finish().to_hex()
}
