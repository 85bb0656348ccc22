//! What every lock of rescue bundles has to do.

use walkaround::domain::rescue::envelope::{HEADER, is_locked};
use walkaround::ports::{BundleLock, UnlockError};

/// Calls a macro with the name of every test of this suite.
macro_rules! lock_suite {
    ($case:ident) => {
        $case! {
            a_locked_bundle_comes_back
            a_wrong_passphrase_is_said
            a_changed_file_is_said_to_be_damaged
            no_two_locks_are_alike
            hashes_are_lower_case_hex
        }
    };
}
pub(crate) use lock_suite;

/// Long enough for several blocks of any cipher, and not a whole number of them.
fn bundle() -> Vec<u8> {
    (0..=255).cycle().take(3_001).collect()
}

pub async fn a_locked_bundle_comes_back(lock: &impl BundleLock) {
    for (passphrase, bundle) in [("four rusty gearboxes", bundle()), ("口令 👩‍🔧", b"x".to_vec()), ("x", Vec::new())]
    {
        let file = lock.lock(passphrase, &bundle).await.expect("it can be locked");
        assert!(is_locked(&file) && !is_locked(&bundle));
        assert_eq!(lock.unlock(passphrase, &file).await, Ok(bundle));
    }
}

pub async fn a_wrong_passphrase_is_said(lock: &impl BundleLock) {
    let file = lock.lock("Right", &bundle()).await.expect("it can be locked");
    for passphrase in ["right", "Right ", "", "else"] {
        assert_eq!(lock.unlock(passphrase, &file).await, Err(UnlockError::WrongPassphrase), "{passphrase:?}");
    }
}

pub async fn a_changed_file_is_said_to_be_damaged(lock: &impl BundleLock) {
    let file = lock.lock("Right", &bundle()).await.expect("it can be locked");
    for place in [9, 20, 40, 50, 62, HEADER, HEADER + 1_000, file.len() - 1] {
        let mut changed = file.clone();
        changed[place] ^= 0x10;
        assert_eq!(lock.unlock("Right", &changed).await, Err(UnlockError::Damaged), "byte {place}");
    }
    for length in [8, 40, HEADER, HEADER + 5, file.len() - 1] {
        assert_eq!(lock.unlock("Right", &file[..length]).await, Err(UnlockError::Damaged), "{length} bytes");
    }
}

pub async fn no_two_locks_are_alike(lock: &impl BundleLock) {
    let one = lock.lock("Right", &bundle()).await.expect("it can be locked");
    let other = lock.lock("Right", &bundle()).await.expect("it can be locked");
    assert_eq!(one.len(), other.len());
    assert_ne!(one[16..32], other[16..32], "each has a salt of its own");
    let alike = one[HEADER..].iter().zip(&other[HEADER..]).filter(|(one, other)| one == other).count();
    assert!(alike < one.len() / 50, "{alike} of {} bytes are the same", one.len());
}

pub async fn hashes_are_lower_case_hex(lock: &impl BundleLock) {
    let hash = lock.sha256(b"abc").await;
    // FIPS 180-2, appendix B.1.
    assert_eq!(hash.as_deref(), Ok("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}
