//! A lock with the real header and a cipher made of SHA-256: it keeps every promise of the port but secrecy, which nothing natively needs.

use std::cell::Cell;

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use crate::domain::rescue::envelope::{HEADER, Header, ITERATIONS, TAG, key_check};
use crate::ports::{BundleLock, LockError, UnlockError};

/// Locks in memory. Its salts count up, so that a test gives the same bytes in every run.
#[derive(Debug, Default)]
pub struct MemoryBundleLock(Cell<u32>);

#[async_trait(?Send)]
impl BundleLock for MemoryBundleLock {
    async fn sha256(&self, bytes: &[u8]) -> Result<String, LockError> {
        Ok(walkaround_contract::sha256_hex(bytes))
    }

    async fn lock(&self, passphrase: &str, bundle: &[u8]) -> Result<Vec<u8>, LockError> {
        self.0.set(self.0.get() + 1);
        let mut salt = [0; 16];
        salt[..4].copy_from_slice(&self.0.get().to_be_bytes());
        let key = key(passphrase, &salt);
        let header = Header { iterations: ITERATIONS, salt, nonce: [7; 12], key_check: key_check(&key) };
        let mut file = header.to_bytes().to_vec();
        file.extend(bundle);
        cipher(&key, &mut file[HEADER..]);
        let tag = tag(&key, &file);
        file.extend(tag);
        Ok(file)
    }

    async fn unlock(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, UnlockError> {
        let (header, body) = Header::read(file)?;
        let key = key(passphrase, &header.salt);
        if key_check(&key) != header.key_check {
            return Err(UnlockError::WrongPassphrase);
        }
        let (locked, found) = body.split_at(body.len() - TAG);
        if found != tag(&key, &file[..file.len() - TAG]) {
            return Err(UnlockError::Damaged);
        }
        let mut bundle = locked.to_vec();
        cipher(&key, &mut bundle);
        Ok(bundle)
    }
}

fn key(passphrase: &str, salt: &[u8; 16]) -> [u8; 32] {
    Sha256::new_with_prefix(salt).chain_update(passphrase).finalize().into()
}

/// Applied twice it gives back what was there.
fn cipher(key: &[u8; 32], bytes: &mut [u8]) {
    for (place, block) in bytes.chunks_mut(32).enumerate() {
        let stream = Sha256::new_with_prefix(key).chain_update(place.to_be_bytes()).finalize();
        block.iter_mut().zip(stream).for_each(|(byte, mask)| *byte ^= mask);
    }
}

fn tag(key: &[u8; 32], file: &[u8]) -> [u8; TAG] {
    let digest = Sha256::new_with_prefix(b"tag").chain_update(key).chain_update(file).finalize();
    std::array::from_fn(|place| digest[place])
}
