//! Doubles of the ports that keep everything in memory, for tests of what stands above them.
//!
//! They keep records as text like the real storage, so that whatever can't be written down and read back fails here already, and they
//! pass the same suite of tests (`tests/ports_suite`).

mod audio;
mod bundle_lock;
mod camera;
mod locks;
mod outside;
mod store;
mod tabs;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use walkaround_contract::{DeviceKey, Id, Timestamp};

use super::{
    Answer, BlurArea, Clock, Download, Ids, Method, NoAnswer, Obstacle, PhotoError, PhotoPreparer, PreparedPhoto,
    Request, Signer, SignerError, Transport,
};
use crate::domain::backend::Backend;

pub use audio::MemoryMicrophone;
pub use bundle_lock::MemoryBundleLock;
pub use camera::MemoryCamera;
pub use locks::MemoryLocks;
pub use outside::MemoryOutside;
pub use store::MemoryStore;
pub use tabs::MemoryTab;

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct MemoryClock(Cell<Timestamp>);

impl MemoryClock {
    /// A clock that shows this moment.
    pub fn at(now: Timestamp) -> Self {
        Self(Cell::new(now))
    }

    /// Moves the clock.
    pub fn set(&self, now: Timestamp) {
        self.0.set(now);
    }
}

impl Clock for MemoryClock {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

/// Ids in order, of the right version and variant, and the same ones in every run.
#[derive(Debug, Default)]
pub struct MemoryIds(Cell<u64>);

impl Ids for MemoryIds {
    fn new_id(&self) -> Id {
        self.0.set(self.0.get() + 1);
        Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(self.0.get()))
    }
}

/// A signer without a key: its signature is the digest twice, as long as a real one.
#[derive(Debug, Default)]
pub struct MemorySigner;

#[async_trait(?Send)]
impl Signer for MemorySigner {
    async fn public_key(&self) -> Result<DeviceKey, SignerError> {
        Ok(DeviceKey {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: base64url(&[1; 32]),
            y: base64url(&[2; 32]),
            extra: Default::default(),
        })
    }

    async fn sign(&self, digest: &[u8; 32]) -> Result<String, SignerError> {
        Ok(base64url(&[*digest, *digest].concat()))
    }
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().enumerate().fold(0_u32, |word, (place, byte)| word | u32::from(*byte) << (16 - 8 * place));
        for digit in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(word >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

/// A backend that answers what it was told to, in order, and remembers what it was asked. With nothing left to say it is unreachable.
#[derive(Debug, Default)]
pub struct MemoryTransport {
    answers: RefCell<VecDeque<Result<Answer, NoAnswer>>>,
    requests: RefCell<Vec<(Backend, Request)>>,
    own: RefCell<Option<Backend>>,
}

impl MemoryTransport {
    /// Says this to the next request nothing else was told for.
    pub fn answer(&self, answer: Result<Answer, NoAnswer>) {
        self.answers.borrow_mut().push_back(answer);
    }

    /// The app is served by this receiver.
    pub fn serve_from(&self, backend: Backend) {
        self.own.replace(Some(backend));
    }

    /// Everything that was asked so far, oldest first.
    pub fn take_requests(&self) -> Vec<(Backend, Request)> {
        self.requests.take()
    }
}

#[async_trait(?Send)]
impl Transport for MemoryTransport {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        self.requests.borrow_mut().push((backend.clone(), request));
        let answer = self.answers.borrow_mut().pop_front();
        answer.unwrap_or_else(|| Err(NoAnswer { cause: "unreachable".into() }))
    }

    async fn download(&self, backend: &Backend, path: &str) -> Result<Download, NoAnswer> {
        let request =
            Request { method: Method::Get, path: path.into(), media_type: None, idempotency_key: None, body: None };
        let Answer { status, content_type, redirected, body, .. } = self.send(backend, request).await?;
        let bytes = if status == 200 { body.into_bytes() } else { Vec::new() };
        Ok(Download { status, content_type, redirected, bytes })
    }

    async fn obstacle(&self, _: &Backend) -> Obstacle {
        Obstacle::Unreachable
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        self.own.borrow().clone().ok_or_else(|| NoAnswer { cause: "not served by a receiver".into() })
    }
}

/// Takes every file for a photo that needs nothing done, except an empty one.
#[derive(Debug, Default)]
pub struct MemoryPreparer;

#[async_trait(?Send)]
impl PhotoPreparer for MemoryPreparer {
    async fn prepare(&self, file: Vec<u8>) -> Result<PreparedPhoto, PhotoError> {
        if file.is_empty() {
            return Err(PhotoError::Empty);
        }
        let sha256 = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(PreparedPhoto { thumbnail: file.clone(), bytes: file, width: 4, height: 3, sha256 })
    }

    /// What was hidden is not in the bytes, the areas are.
    async fn burn(&self, original: Vec<u8>, areas: &[BlurArea]) -> Result<PreparedPhoto, PhotoError> {
        let burnt = format!("{} bytes without {areas:?}", original.len());
        self.prepare(if original.is_empty() { original } else { burnt.into_bytes() }).await
    }
}
