//! A bundle under a passphrase: 64 bytes of header, then the ZIP encrypted with AES-256-GCM, its 16-byte tag last.
//!
//! | bytes | what |
//! |---|---|
//! | 0–7 | `WKRESCUE` |
//! | 8–11 | version of this header, 1 |
//! | 12–15 | iterations of PBKDF2 |
//! | 16–31 | salt |
//! | 32–43 | nonce of AES-GCM |
//! | 44–59 | check of the key: the first 16 bytes of SHA-256 over `walkaround-rescue` and the key |
//! | 60–63 | check of the header: the first 4 bytes of SHA-256 over bytes 0–59 |
//!
//! Numbers are big-endian. The key is PBKDF2-HMAC-SHA-256 of the passphrase (Unicode NFC, UTF-8), 32 bytes; all 64 bytes of the header are
//! the additional authenticated data. Any tool that knows these three standards opens it, as Node.js does:
//!
//! ```js
//! const [, , path, passphrase] = process.argv, { pbkdf2Sync, createDecipheriv } = require("crypto"), fs = require("fs");
//! const file = fs.readFileSync(path), key = pbkdf2Sync(passphrase.normalize("NFC"), file.subarray(16, 32), file.readUInt32BE(12), 32, "sha256");
//! const gcm = createDecipheriv("aes-256-gcm", key, file.subarray(32, 44)).setAAD(file.subarray(0, 64)).setAuthTag(file.subarray(-16));
//! fs.writeFileSync("rescue.zip", Buffer.concat([gcm.update(file.subarray(64, -16)), gcm.final()]));
//! ```
//!
//! The check of the key tells a wrong passphrase from a damaged file. It helps nobody to guess: a guess costs the whole of PBKDF2 either way,
//! and could be tried on the tag just as well.

use sha2::{Digest, Sha256};

/// What a locked bundle begins with.
const MAGIC: &[u8; 8] = b"WKRESCUE";

const VERSION: u32 = 1;

/// Length of the header.
pub const HEADER: usize = 64;

/// Length of the tag of AES-GCM.
pub const TAG: usize = 16;

/// What OWASP asks of PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023): about half a second on a tablet.
pub const ITERATIONS: u32 = 600_000;

/// More is not tried: a changed header must not keep a tablet busy for minutes.
const MOST_ITERATIONS: u32 = 10_000_000;

/// The header of a locked bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub iterations: u32,
    pub salt: [u8; 16],
    pub nonce: [u8; 12],
    pub key_check: [u8; 16],
}

/// Why a locked bundle can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// It is none.
    NotLocked,
    /// The header is cut off or changed.
    Damaged,
    /// Of a newer app.
    Newer { found: u32, known: u32 },
}

impl std::fmt::Display for HeaderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotLocked => f.write_str("no locked bundle"),
            Self::Damaged => f.write_str("the header is damaged"),
            Self::Newer { found, known } => write!(f, "header version {found} is newer than {known}"),
        }
    }
}

impl std::error::Error for HeaderError {}

/// Whether a file is a bundle under a passphrase.
pub fn is_locked(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

/// By what a key is recognised without giving it away.
pub fn key_check(key: &[u8]) -> [u8; 16] {
    let digest = Sha256::new_with_prefix(b"walkaround-rescue").chain_update(key).finalize();
    part(&digest, 0)
}

impl Header {
    /// The bytes of the header.
    pub fn to_bytes(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_be_bytes());
        bytes[12..16].copy_from_slice(&self.iterations.to_be_bytes());
        bytes[16..32].copy_from_slice(&self.salt);
        bytes[32..44].copy_from_slice(&self.nonce);
        bytes[44..60].copy_from_slice(&self.key_check);
        let sum = sum(&bytes[..60]);
        bytes[60..].copy_from_slice(&sum);
        bytes
    }

    /// The header of a locked bundle, and what it locks.
    pub fn read(file: &[u8]) -> Result<(Self, &[u8]), HeaderError> {
        if !is_locked(file) {
            return Err(HeaderError::NotLocked);
        }
        let (header, body) = file.split_at_checked(HEADER).ok_or(HeaderError::Damaged)?;
        let version = u32::from_be_bytes(part(header, 8));
        if header[60..] != sum(&header[..60]) {
            return Err(HeaderError::Damaged);
        }
        if version > VERSION {
            return Err(HeaderError::Newer { found: version, known: VERSION });
        }
        let iterations = u32::from_be_bytes(part(header, 12));
        if !(1..=MOST_ITERATIONS).contains(&iterations) || body.len() < TAG {
            return Err(HeaderError::Damaged);
        }
        Ok((Self { iterations, salt: part(header, 16), nonce: part(header, 32), key_check: part(header, 44) }, body))
    }
}

fn sum(bytes: &[u8]) -> [u8; 4] {
    part(&Sha256::digest(bytes), 0)
}

/// So many bytes from this place on, which the caller knows to be there.
fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    std::array::from_fn(|place| bytes[at + place])
}
