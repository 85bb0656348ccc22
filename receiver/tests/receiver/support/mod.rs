//! What every test here needs: a running receiver, a client, and sheets.

pub mod client;
pub mod server;
pub mod sheets;

pub use client::{body, get, raw, request, send};
pub use server::Server;
pub use sheets::{Delivery, fixture};
