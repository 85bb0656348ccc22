//! Stock servers that tests run against, as an administrator would install them: PostgreSQL, moto as an S3-compatible store, and backends of other people.
//!
//! Invariants: a server listens on 127.0.0.1 only, works in a temporary folder, and is gone with its folder when the process that started it is,
//! however that ended. One that is not installed is a failed test with a hint, never a test left out.

mod foreign;
mod guard;
mod moto;
mod postgres;

pub use foreign::{Foreign, address};
pub use moto::Moto;
pub use postgres::Postgres;

use std::net::{Ipv4Addr, TcpListener};

/// A port that nobody listens on at the moment.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|bound| bound.local_addr()).expect("some port is free").port()
}
