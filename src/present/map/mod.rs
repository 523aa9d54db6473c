//! Maps: what the pages of a site ask to be drawn, from the catalogue alone; and drawings as pages show them.

mod beside;
mod block;
mod detail;
mod downloads;
mod entry;
mod export;
mod located;
mod marker;
mod page;
mod phase_list;
mod phase_map;
mod problems;
mod requests;
mod slider;
mod small;
mod spec;
mod words;
mod zone_file;
mod zone_list;
mod zones;

pub(super) use beside::{of_block, of_entity, of_home};
pub use detail::TILES;
pub(super) use export::files;
pub(super) use located::Located;
pub(super) use page::present;
pub use problems::{Drawn, problems};
pub use requests::requests;
pub(super) use words::map_words;
