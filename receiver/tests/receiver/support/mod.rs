//! What every test here needs: a running receiver, a client, and sheets.

pub mod client;
pub mod server;
pub mod sheets;
pub mod stores;
pub mod wait;

pub use client::{body, get, raw, request, send};
pub use server::Server;
pub use sheets::{Delivery, fixture};
pub use stores::{Place, Stores};
pub use wait::until;
