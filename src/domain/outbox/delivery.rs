//! The delivery of one sheet, as it is kept.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use walkaround_contract::{Id, Receipt, Timestamp};

/// How far the delivery of a sheet has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delivery {
    pub state: DeliveryState,
    /// Attempts that failed since the last success or the last word of a person; they drive the back-off.
    pub attempts: u32,
    /// The address that `attachments_done` is about: another backend has none of them.
    pub base: Option<String>,
    /// Attachments the backend has.
    pub attachments_done: BTreeSet<Id>,
    /// The attachment the backend said it lacks.
    pub lacking: Option<Id>,
    /// Why it is not delivered yet.
    pub failure: Option<Failure>,
    /// What the tablet does not have any more, since the backend has it.
    pub let_go: LetGo,
}

/// What the tablet let go of a sheet that the backend confirmed, and when (domain `retention`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetGo {
    /// Bytes of photos, clips and signature pictures.
    pub photos: Option<Timestamp>,
    /// Personal fields. The sheet's text is not the one that was sealed any more.
    pub personal: Option<Timestamp>,
    /// A person said that this disputed or corrected sheet may go like any other.
    pub released: Option<Timestamp>,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            state: DeliveryState::Queued,
            attempts: 0,
            base: None,
            attachments_done: BTreeSet::new(),
            lacking: None,
            failure: None,
            let_go: LetGo::default(),
        }
    }
}

/// Where a sheet is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Goes out as soon as possible.
    Queued,
    /// Being sent right now. Kept as queued: after a death of the process it is sent again.
    #[serde(rename = "queued", skip_deserializing)]
    Sending,
    /// Goes out at this moment (milliseconds since 1970) or when somebody asks for it.
    RetryAt { unix_ms: i64 },
    /// The backend confirmed this very digest. The receipt is absent where it confirmed a delivery of earlier in other words.
    Delivered { at: Timestamp, receipt: Option<Receipt> },
    /// The backend took it without a receipt: shown as such, never purged by itself.
    Unconfirmed { at: Timestamp },
    /// A person has to look; `Delivery::failure` says why.
    NeedsAttention,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub kind: FailureKind,
    pub at: Timestamp,
    /// The attachment that was on its way; absent for the sheet itself.
    pub attachment: Option<Id>,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The backend's own words, never HTML.
    pub words: Option<String>,
}

/// The kinds of failure, one sentence of the app each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FailureKind {
    /// Refused, cut, timed out, blocked.
    NoAnswer { cause: String },
    /// The backend asks for patience (408, 425, 429, 503).
    Busy,
    /// The backend failed (any other 5xx, or a status that HTTP does not know).
    ServerError,
    /// A web page or a redirect answered: a captive portal, or the wrong address.
    NotABackend,
    /// Nothing takes sheets at this address (404, 405, 3xx).
    WrongAddress,
    /// The token is missing or no longer known (401, 403).
    Credentials,
    /// The backend will not take it (400, 413, 415, 422 and other 4xx).
    Refused,
    /// The backend keeps another sheet under this id (409).
    OtherSheetKept,
    /// The receipt is for another sheet or digest: a fault of the backend.
    ReceiptMismatch,
    /// The bytes of an attachment are not on this tablet any more, or not all of them.
    BytesMissing,
    /// More than the backend takes in one body, by its settings. `mib` is how much it would be.
    TooLarge { mib: u64 },
    /// A person has stopped it; it goes out when a person sends it.
    KeptBack,
}

/// Why nothing is sent to a backend until a person has looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackendPause {
    /// A new token is needed.
    Credentials,
    /// The address is wrong.
    WrongAddress,
}

impl Delivery {
    /// The backend has it, confirmed or not.
    pub fn is_settled(&self) -> bool {
        matches!(self.state, DeliveryState::Delivered { .. } | DeliveryState::Unconfirmed { .. })
    }

    /// It goes out by itself.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, DeliveryState::Queued | DeliveryState::Sending | DeliveryState::RetryAt { .. })
    }

    /// Local data may go once this is true: the backend confirmed the digest (invariant 4).
    pub fn is_confirmed(&self) -> bool {
        matches!(self.state, DeliveryState::Delivered { .. })
    }

    /// Whether a tab that says `next` may be believed: what the backend has once confirmed stays confirmed, and what it has taken stays
    /// taken, however much later a tab tells that knew nothing of it.
    pub fn may_become(&self, next: &Self) -> bool {
        match self.state {
            DeliveryState::Delivered { .. } => next.is_confirmed(),
            DeliveryState::Unconfirmed { .. } => next.is_settled(),
            _ => true,
        }
    }

    /// A person has stopped it; nobody refused it.
    pub fn is_kept_back(&self) -> bool {
        self.failure.as_ref().is_some_and(|failure| failure.kind == FailureKind::KeptBack)
    }

    /// An attempt at this address begins. What another address was given says nothing about this one.
    pub fn begin(&mut self, base: &str) {
        if self.is_settled() {
            return;
        }
        if self.base.as_deref() != Some(base) {
            self.base = Some(base.to_owned());
            self.attachments_done.clear();
            self.lacking = None;
        }
        self.state = DeliveryState::Sending;
    }

    /// A person asks for another attempt now. Everything is asked for again, because a backend may have lost what it once had.
    /// A sheet that was delivered stays so.
    pub fn retry_now(&mut self) {
        if self.is_settled() {
            return;
        }
        *self = Self { base: self.base.take(), ..Self::default() };
    }

    /// There may be a network again: what only waits because nobody answered, or somebody who was not the backend, is due at once. The
    /// failures it has had still count, so a network that only seemed to be there makes nobody hurry. True if that changed anything.
    pub fn network_may_be_back(&mut self, now_ms: i64) -> bool {
        let unheard = self
            .failure
            .as_ref()
            .is_some_and(|failure| matches!(failure.kind, FailureKind::NoAnswer { .. } | FailureKind::NotABackend));
        match &mut self.state {
            DeliveryState::RetryAt { unix_ms } if unheard && *unix_ms > now_ms => {
                *unix_ms = now_ms;
                true
            }
            _ => false,
        }
    }

    /// A person stops it: nothing of it goes out before a person sends it. What the backend has of it already is remembered. It changes
    /// nothing for a sheet that was delivered or needs attention.
    pub fn keep_back(&mut self, at: Timestamp) {
        if !self.is_waiting() {
            return;
        }
        self.state = DeliveryState::NeedsAttention;
        self.failure = Some(Failure { kind: FailureKind::KeptBack, at, attachment: None, status: None, words: None });
    }

    /// What would go out is more than the backend takes: nothing is sent until somebody changes that.
    pub fn is_too_large(&mut self, attachment: Option<Id>, bytes: usize, at: Timestamp) {
        self.state = DeliveryState::NeedsAttention;
        let kind = FailureKind::TooLarge { mib: (bytes as u64).div_ceil(1 << 20) };
        self.failure = Some(Failure { kind, at, attachment, status: None, words: None });
    }

    /// The bytes of an attachment are gone or cut short: no attempt can mend that.
    pub fn bytes_are_missing(&mut self, attachment: Id, at: Timestamp) {
        self.state = DeliveryState::NeedsAttention;
        self.failure = Some(Failure {
            kind: FailureKind::BytesMissing,
            at,
            attachment: Some(attachment),
            status: None,
            words: None,
        });
    }
}
