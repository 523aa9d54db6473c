//! What a map is drawn on and with.

use super::text::Widths;
use super::{MapFrame, MapRequest};

/// What all parts of a drawing see.
pub(super) struct Canvas<'a> {
    pub widths: &'a Widths,
    pub request: &'a MapRequest,
    pub frame: &'a MapFrame,
}

impl Canvas<'_> {
    /// A number of places in the digits of the map.
    #[expect(clippy::cast_precision_loss, reason = "places are far fewer than 2^52")]
    pub(super) fn number(&self, count: usize) -> String {
        self.request.words.number(count as f64)
    }
}
