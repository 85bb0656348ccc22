//! What it takes to send real sheets to the real receiver through a network that does everything wrong: the sheets, a tablet that runs the
//! app's own outbox, and the network.

mod chance;
mod network;
mod sheets;
mod tablet;
mod wire;

pub use chance::Chance;
pub use network::Network;
pub use sheets::{SignedSheet, signed_sheet};
pub use tablet::Tablet;
pub use wire::Wire;
