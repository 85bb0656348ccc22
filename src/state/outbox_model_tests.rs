//! The outbox against a modelled world: a network that loses, delays, repeats and lies, a backend that acts before or after the answer is
//! lost, a process that dies between any two steps, two windows that want to send at once, a disk that fails, a clock that jumps.
//!
//! What must hold at every moment: nothing is delivered that the backend does not have, nothing that was sealed is lost, nothing is sent
//! under another key or with other bytes, and nothing waits without a moment at which it is tried again. And in the end, once the world
//! behaves: everything is there exactly once.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use async_trait::async_trait;
use futures::executor::block_on;
use futures::task::noop_waker;
use proptest::prelude::*;
use serde_json::{Value, json};
use walkaround_contract::{Id, Timestamp, sha256_hex};

use super::*;
use crate::domain::outbox::{Answer, Delivery, SheetAttachment, SheetRecord};
use crate::ports::{Ask, Download, MemoryClock, MemoryLocks, MemoryStore, NoAnswer, Obstacle, StoredPhoto, TabLocks};

/// A window's run of the outbox; `None` where its storage failed.
type Run<'a> = Pin<Box<dyn Future<Output = Option<RunOutcome>> + 'a>>;

/// What becomes of one request.
#[derive(Clone, Debug)]
enum Fate {
    Good,
    /// Lost on the way there.
    LostBefore,
    /// The backend acts, its answer is lost.
    LostAfter,
    /// The tablet gives up, and the request arrives at some later time.
    Late,
    /// Arrives twice; the tablet gets the second answer.
    Twice,
    /// A status, with or without having acted.
    Status {
        status: u16,
        acted: bool,
        retry_after: Option<String>,
    },
    /// A captive portal.
    Page,
    /// The backend acts, its answer is cut off in the middle but looks whole to the tablet.
    CutBody,
}

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
    Seal {
        photos: u8,
    },
    /// A run that meets these fates, dies after so many waits if it has not ended by then, and finds the disk failing once after so much
    /// progress.
    Run {
        fates: Vec<Fate>,
        dies_after: Option<u8>,
        disk_fails_after: Option<u8>,
    },
    /// Two windows want to send at once and go on by turns, with the locks of the browser or without; the first one may die after so many
    /// waits.
    TwoWindows {
        fates: Vec<Fate>,
        turns: Vec<bool>,
        first_dies_after: Option<u8>,
        locks: bool,
    },
    Pass {
        ms: i64,
    },
    ClockJumps {
        ms: i64,
    },
    /// A delayed request arrives.
    Arrives,
    /// The advisor enters the token again, or presses "Try again" on everything that needs attention.
    AdvisorLooks,
    /// The advisor stops the sheets that wait.
    KeepsBack,
    /// The tablet is shown again, or says that there is a network.
    HintsAtANetwork,
    Restart,
}

fn fate() -> impl Strategy<Value = Fate> {
    let status =
        prop::sample::select(vec![400_u16, 401, 403, 404, 408, 409, 413, 422, 425, 429, 500, 502, 503, 504, 599]);
    let patience = prop::option::weighted(0.3, prop::sample::select(vec!["0", "3", "120", "999999999999", "soon"]));
    prop_oneof![
        6 => Just(Fate::Good),
        2 => Just(Fate::LostBefore),
        2 => Just(Fate::LostAfter),
        1 => Just(Fate::Late),
        1 => Just(Fate::Twice),
        3 => (status, any::<bool>(), patience)
            .prop_map(|(status, acted, wait)| Fate::Status { status, acted, retry_after: wait.map(str::to_owned) }),
        1 => Just(Fate::Page),
        1 => Just(Fate::CutBody),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0_u8..4).prop_map(|photos| Step::Seal { photos }),
        8 => (
            prop::collection::vec(fate(), 0..8),
            prop::option::weighted(0.3, 0_u8..12),
            prop::option::weighted(0.2, 0_u8..8),
        )
            .prop_map(|(fates, dies_after, disk_fails_after)| Step::Run { fates, dies_after, disk_fails_after }),
        3 => (
            prop::collection::vec(fate(), 0..10),
            prop::collection::vec(any::<bool>(), 1..12),
            prop::option::weighted(0.4, 0_u8..12),
            any::<bool>(),
        )
            .prop_map(|(fates, turns, first_dies_after, locks)| Step::TwoWindows { fates, turns, first_dies_after, locks }),
        5 => (0_i64..400_000).prop_map(|ms| Step::Pass { ms }),
        1 => (-3_000_000_000_i64..3_000_000_000).prop_map(|ms| Step::ClockJumps { ms }),
        1 => Just(Step::Arrives),
        1 => Just(Step::AdvisorLooks),
        1 => Just(Step::KeepsBack),
        2 => Just(Step::HintsAtANetwork),
        1 => Just(Step::Restart),
    ]
}

/// The other side, as it really is.
#[derive(Default)]
struct Dealership {
    attachments: RefCell<BTreeSet<String>>,
    /// Sheets kept, and the bytes of each.
    sheets: RefCell<BTreeMap<String, Vec<u8>>>,
    fates: RefCell<VecDeque<Fate>>,
    late: RefCell<VecDeque<Request>>,
    /// POSTs that made a new row.
    rows: Cell<usize>,
}

impl Dealership {
    fn act(&self, request: &Request) -> Answer {
        let status = |status| Answer { status, ..Answer::default() };
        let sha256 = request.path.strip_prefix("/attachments/");
        match (request.method, sha256) {
            (Method::Head, Some(sha256)) if self.attachments.borrow().contains(sha256) => status(200),
            (Method::Head, Some(_)) => status(404),
            (Method::Put, Some(sha256)) => {
                let body = request.body.as_deref().expect("a PUT has a body");
                assert_eq!(sha256_hex(body), sha256, "an attachment is stored under its own hash");
                self.attachments.borrow_mut().insert(sha256.to_owned());
                status(201)
            }
            (Method::Post, None) => self.take(request),
            other => panic!("nobody asks {other:?}"),
        }
    }

    fn take(&self, request: &Request) -> Answer {
        let body = request.body.clone().expect("a POST has a body");
        let sheet: Value = serde_json::from_slice(&body).expect("a sheet is JSON");
        let id = sheet["id"].as_str().expect("a sheet has an id").to_owned();
        assert_eq!(request.idempotency_key.as_deref(), Some(id.as_str()), "the key is the sheet's id on every attempt");
        for sha256 in sheet["attachments"].as_array().expect("a list") {
            let sha256 = sha256.as_str().expect("a hash");
            assert!(self.attachments.borrow().contains(sha256), "a backend never gets a sheet whose photos it lacks");
        }
        let digest = sha256_hex(&body);
        let known = self.sheets.borrow().get(&id).cloned();
        let status = match known {
            Some(earlier) => {
                assert_eq!(earlier, body, "the same id never comes with other bytes");
                200
            }
            None => {
                self.sheets.borrow_mut().insert(id.clone(), body);
                self.rows.set(self.rows.get() + 1);
                201
            }
        };
        let body =
            json!({ "sheet_id": id, "digest": digest, "received_at": "2027-01-15T10:00:00.000+08:00" }).to_string();
        Answer { status, content_type: Some("application/json".into()), body, ..Answer::default() }
    }

    fn late_arrival(&self) {
        let request = self.late.borrow_mut().pop_front();
        // What arrives late arrives in any order: a sheet before its photos is refused by any backend.
        let fits = |request: &Request| {
            request.method != Method::Post || {
                let sheet: Value =
                    serde_json::from_slice(request.body.as_deref().unwrap_or_default()).unwrap_or_default();
                let needed = sheet["attachments"].as_array().cloned().unwrap_or_default();
                needed.iter().all(|sha256| self.attachments.borrow().contains(sha256.as_str().unwrap_or_default()))
            }
        };
        if let Some(request) = request.filter(fits) {
            self.act(&request);
        }
    }
}

#[async_trait(?Send)]
impl Transport for Dealership {
    async fn send(&self, _: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        let lost = |cause: &str| Err(NoAnswer { cause: cause.into() });
        // The process may die before the request has left, and again before its answer is read.
        futures::pending!();
        let fate = self.fates.borrow_mut().pop_front().unwrap_or(Fate::Good);
        let answer = match fate {
            Fate::Good => Ok(self.act(&request)),
            Fate::LostBefore => lost("refused"),
            Fate::LostAfter => {
                self.act(&request);
                lost("cut")
            }
            Fate::Late => {
                self.late.borrow_mut().push_back(request);
                lost("timed out")
            }
            Fate::Twice => {
                self.act(&request);
                Ok(self.act(&request))
            }
            Fate::Status { status, acted, retry_after } => {
                if acted {
                    self.act(&request);
                }
                Ok(Answer { status, retry_after, ..Answer::default() })
            }
            Fate::Page => Ok(Answer {
                status: 200,
                content_type: Some("text/html".into()),
                body: "<!doctype html><title>Log in</title>".into(),
                ..Answer::default()
            }),
            Fate::CutBody => {
                let whole = self.act(&request);
                Ok(Answer { body: whole.body.chars().take(whole.body.len() / 2).collect(), ..whole })
            }
        };
        futures::pending!();
        answer
    }

    async fn download(&self, _: &Backend, _: &str) -> Result<Download, NoAnswer> {
        Ok(Download { status: 404, ..Download::default() })
    }

    async fn obstacle(&self, _: &Backend) -> Obstacle {
        Obstacle::Unreachable
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        Ok(Backend::default())
    }
}

/// Counts who sends.
struct Sender<'a>(&'a Cell<u8>);

impl<'a> Sender<'a> {
    fn new(sending: &'a Cell<u8>) -> Self {
        sending.set(sending.get() + 1);
        Self(sending)
    }
}

impl Drop for Sender<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

struct World {
    store: MemoryStore,
    backend: Dealership,
    address: Backend,
    clock: MemoryClock,
    now_ms: i64,
    sealed: Vec<SheetRecord>,
    paused: Option<BackendPause>,
    random: Cell<u32>,
}

impl World {
    fn new() -> Self {
        let now_ms = 1_800_000_000_000;
        Self {
            store: MemoryStore::default(),
            backend: Dealership::default(),
            address: Backend { base: "https://dms.example".into(), ..Backend::default() },
            clock: MemoryClock::at(at(now_ms)),
            now_ms,
            sealed: Vec::new(),
            paused: None,
            random: Cell::new(1),
        }
    }

    fn set_clock(&mut self, ms: i64) {
        // The years of a clock that was never set, up to one that is far ahead.
        self.now_ms = ms.clamp(0, 4_000_000_000_000);
        self.clock.set(at(self.now_ms));
    }

    fn seal(&mut self, photos: u8) {
        let number = self.sealed.len() as u128;
        let photos: Vec<(Id, Vec<u8>)> = (0..u128::from(photos))
            .map(|place| (id(1_000 + 10 * number + place), format!("{number} {place}").into_bytes()))
            .collect();
        for (photo, bytes) in &photos {
            let stored = StoredPhoto {
                id: *photo,
                media_type: "image/jpeg".into(),
                bytes: bytes.clone(),
                thumbnail: Vec::new(),
            };
            block_on(PhotoRepo::put(&self.store, &stored)).expect("kept");
        }
        let hashes: Vec<String> = photos.iter().map(|(_, bytes)| sha256_hex(bytes)).collect();
        let json = json!({ "id": id(number), "attachments": hashes }).to_string();
        let attachments = photos
            .iter()
            .map(|(photo, bytes)| SheetAttachment {
                id: *photo,
                sha256: sha256_hex(bytes),
                media_type: "image/jpeg".into(),
                byte_length: bytes.len() as u64,
            })
            .collect();
        let sheet = SheetRecord {
            id: id(number),
            visit_id: id(500_000 + number),
            sealed_at: at(self.now_ms),
            digest: sha256_hex(json.as_bytes()),
            json,
            code: "0000-0000".into(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments,
            originals: Vec::new(),
        };
        block_on(self.store.seal(&sheet, &Delivery::default())).expect("kept");
        self.sealed.push(sheet);
    }

    /// One run. `None` if the process died in it or the disk failed.
    fn run(&mut self, fates: Vec<Fate>, dies_after: Option<u8>, disk_fails_after: Option<u8>) -> Option<RunOutcome> {
        if self.paused.is_some() {
            return None;
        }
        *self.backend.fates.borrow_mut() = fates.into();
        let ports =
            SyncPorts { outbox: &self.store, photos: &self.store, transport: &self.backend, clock: &self.clock };
        let random = || {
            self.random.set(self.random.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
            self.random.get()
        };
        let waker = noop_waker();
        let mut context = Context::from_waker(&waker);
        let told = Cell::new(0_u8);
        let on_progress = |_: &OutboxEntry| {
            if disk_fails_after == Some(told.get()) {
                self.store.fail_next(StorageError::Full { cause: "disk".into() });
            }
            told.set(told.get().saturating_add(1));
        };
        let mut run = pin!(run_once(ports, &self.address, random, on_progress));
        let mut waits = 0_u32;
        loop {
            match run.as_mut().poll(&mut context) {
                Poll::Ready(outcome) => {
                    let outcome = outcome.ok()?;
                    self.paused = outcome.pause;
                    return Some(outcome);
                }
                Poll::Pending => waits += 1,
            }
            if dies_after.is_some_and(|waits_allowed| waits > u32::from(waits_allowed)) {
                return None;
            }
            assert!(waits < 100_000, "a run ends");
        }
    }

    /// Two windows run by turns, each as the app does: the lock first where there is one, then a run.
    fn two_windows(&mut self, fates: Vec<Fate>, turns: &[bool], first_dies_after: Option<u8>, locked: bool) {
        if self.paused.is_some() {
            return;
        }
        *self.backend.fates.borrow_mut() = fates.into();
        let ports =
            SyncPorts { outbox: &self.store, photos: &self.store, transport: &self.backend, clock: &self.clock };
        let (locks, sending) = (MemoryLocks::default(), Cell::new(0_u8));
        let random = || {
            self.random.set(self.random.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
            self.random.get()
        };
        let window = || async {
            let _lock = if locked { Some(locks.lock("outbox", Ask::Wait, Box::new(|| ())).await) } else { None };
            let _sender = Sender::new(&sending);
            assert!(!locked || sending.get() == 1, "one sender over all windows");
            run_once(ports, &self.address, random, |_| ()).await.ok()
        };
        let mut windows: [Option<Run<'_>>; 2] = [Some(Box::pin(window())), Some(Box::pin(window()))];
        let mut outcomes = Vec::new();
        let waker = noop_waker();
        let mut context = Context::from_waker(&waker);
        let mut waits_of_the_first = 0_u8;
        for (turn, second) in turns.iter().cycle().enumerate() {
            assert!(turn < 100_000, "both runs end");
            // Whose turn it is not still goes on when the other one has ended.
            let which = usize::from(*second);
            let which = if windows[which].is_some() { which } else { 1 - which };
            let Some(window) = windows[which].as_mut() else { break };
            if let Poll::Ready(outcome) = window.as_mut().poll(&mut context) {
                windows[which] = None;
                outcomes.extend(outcome);
            } else if which == 0 {
                waits_of_the_first = waits_of_the_first.saturating_add(1);
                if first_dies_after.is_some_and(|allowed| waits_of_the_first > allowed) {
                    windows[0] = None;
                }
            }
        }
        drop(windows);
        assert!(!outcomes.is_empty(), "the window that lives comes to its turn");
        self.paused = outcomes.iter().find_map(|outcome| outcome.pause);
        let entries = self.entries();
        let waits = entries.iter().any(|entry| entry.delivery.is_waiting());
        // Without a lock one may write after the other's run and die; whoever hears of a change takes the moment from what is kept.
        let heard = !locked && next_wake(&entries, self.now_ms).is_some();
        assert!(
            !waits || self.paused.is_some() || heard || outcomes.iter().any(|outcome| outcome.next_wake.is_some()),
            "what waits has a moment at which it is tried again"
        );
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Seal { photos } => self.seal(photos),
            Step::Run { fates, dies_after, disk_fails_after } => {
                if let Some(outcome) = self.run(fates, dies_after, disk_fails_after) {
                    let waits = self.entries().iter().any(|entry| entry.delivery.is_waiting());
                    assert!(
                        !waits || outcome.pause.is_some() || outcome.next_wake.is_some(),
                        "what waits has a moment at which it is tried again"
                    );
                }
            }
            Step::TwoWindows { fates, turns, first_dies_after, locks } => {
                self.two_windows(fates, &turns, first_dies_after, locks);
            }
            Step::Pass { ms } | Step::ClockJumps { ms } => self.set_clock(self.now_ms + ms),
            Step::Arrives => self.backend.late_arrival(),
            Step::AdvisorLooks => self.advisor_looks(),
            Step::KeepsBack => {
                for mut entry in self.entries() {
                    entry.delivery.keep_back(at(self.now_ms));
                    block_on(self.store.set_delivery(entry.sheet.id, &entry.delivery)).expect("kept");
                }
            }
            Step::HintsAtANetwork => {
                let ports = SyncPorts {
                    outbox: &self.store,
                    photos: &self.store,
                    transport: &self.backend,
                    clock: &self.clock,
                };
                // The disk may fail at this as at anything; the next hint tries again.
                let _tried = block_on(try_the_unheard(ports));
            }
            Step::Restart => self.paused = None,
        }
    }

    fn advisor_looks(&mut self) {
        self.paused = None;
        for mut entry in self.entries() {
            entry.delivery.retry_now();
            block_on(self.store.set_delivery(entry.sheet.id, &entry.delivery)).expect("kept");
        }
    }

    fn entries(&self) -> Vec<OutboxEntry> {
        // A failure of the disk that the run did not live to see is not for this look.
        loop {
            if let Ok(listing) = block_on(OutboxRepo::list(&self.store)) {
                assert!(listing.damaged.is_empty());
                return listing.items;
            }
        }
    }

    /// What must hold at every moment.
    fn holds(&self) {
        let entries = self.entries();
        assert_eq!(entries.len(), self.sealed.len(), "nothing sealed is ever lost");
        let kept = self.backend.sheets.borrow();
        assert_eq!(kept.len(), self.backend.rows.get(), "one row a sheet");
        for sheet in &self.sealed {
            let entry = entries.iter().find(|entry| entry.sheet.id == sheet.id).expect("still there");
            assert_eq!(&entry.sheet, sheet, "a signed sheet never changes");
            for attachment in &sheet.attachments {
                let bytes = block_on(PhotoRepo::bytes(&self.store, attachment.id)).expect("readable").expect("there");
                assert_eq!(sha256_hex(&bytes), attachment.sha256);
            }
            if entry.delivery.is_settled() {
                assert_eq!(
                    kept.get(&sheet.id.to_string()).map(Vec::as_slice),
                    Some(sheet.json.as_bytes()),
                    "what is called delivered is there, byte for byte"
                );
            } else {
                let needs_a_person = entry.delivery.state == DeliveryState::NeedsAttention;
                assert!(entry.delivery.is_waiting() || needs_a_person);
                assert!(!needs_a_person || entry.delivery.failure.is_some(), "a person is told why");
            }
        }
    }

    /// The world behaves from now on: everything arrives, in a bounded number of runs.
    fn comes_to_rest(&mut self) {
        while !self.backend.late.borrow().is_empty() {
            self.backend.late_arrival();
        }
        self.advisor_looks();
        for _ in 0..3 {
            if let Some(outcome) = self.run(Vec::new(), None, None)
                && let Some(wait) = outcome.next_wake
            {
                self.set_clock(self.now_ms + wait);
            }
        }
        self.holds();
        assert!(self.entries().iter().all(|entry| entry.delivery.is_settled()), "nothing is stuck");
        assert_eq!(self.backend.sheets.borrow().len(), self.sealed.len(), "everything is there, exactly once");
    }
}

fn at(unix_ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(unix_ms, 480).expect("in range")
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

/// Steps in one history.
const STEPS: usize = 100;

/// 10,000 steps in all, or as many as `WALKAROUND_MODEL_STEPS` asks for.
fn histories() -> u32 {
    let steps = std::env::var("WALKAROUND_MODEL_STEPS").ok().and_then(|steps| steps.parse::<usize>().ok());
    u32::try_from(steps.unwrap_or(10_000).div_ceil(STEPS)).unwrap_or(u32::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), max_shrink_iters: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn always_exactly_once_never_stuck_never_lost(steps in prop::collection::vec(step(), STEPS)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
            world.holds();
        }
        world.comes_to_rest();
    }
}
