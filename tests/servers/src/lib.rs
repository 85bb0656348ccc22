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

use std::hash::{BuildHasher, RandomState};
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that systems hand out (from 32768 on, or from 49152): no connection and no other server is given one of them while its own
/// server is stopped, or not yet up.
const PORTS: Range<u16> = 20_000..32_000;

/// A port that nobody listens on at the moment, and that this program has not been given before.
///
/// # Panics
/// When all of them are taken.
pub fn free_port() -> u16 {
    // Each program begins elsewhere.
    static NEXT: LazyLock<AtomicU16> =
        LazyLock::new(|| AtomicU16::new(u16::try_from(RandomState::new().hash_one(()) >> 48).unwrap_or_default()));
    let one = || PORTS.start + NEXT.fetch_add(1, Ordering::Relaxed) % (PORTS.end - PORTS.start);
    std::iter::repeat_with(one)
        .take(PORTS.len())
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .expect("some port is free")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_server_is_given_a_port_of_its_own_that_no_system_hands_out() {
        let mut given: Vec<u16> = (0..50).map(|_| free_port()).collect();
        assert!(given.iter().all(|port| PORTS.contains(port)), "{given:?}");
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), 50);
    }
}
