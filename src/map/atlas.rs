//! What maps are drawn from, decoded when the first map asks for it and shared by all.

use std::sync::OnceLock;

use super::text::Widths;
use super::{Base, Drawing, Request, sheet};
use crate::fingerprint::{Fingerprint, Fingerprinted};

/// Base data and widths of letters.
#[derive(Debug, Default)]
pub struct Atlas {
    base: OnceLock<Base>,
    widths: OnceLock<Widths>,
}

impl Atlas {
    /// Draws a map.
    pub fn draw(&self, request: &Request) -> Drawing {
        sheet::draw(self.base(), self.widths.get_or_init(Widths::load), request)
    }

    /// The base data.
    pub fn base(&self) -> &Base {
        self.base.get_or_init(Base::load)
    }
}

impl Fingerprinted for Atlas {
    /// The data are part of the program: within one process there is one.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(b"atlas")
    }
}
