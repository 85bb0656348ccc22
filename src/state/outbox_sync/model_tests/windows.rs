//! Two windows of one tablet that want to send at once.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::task::noop_waker;

use super::super::{RunOutcome, SyncPorts, run_once};
use super::steps::Fate;
use super::world::World;
use crate::domain::outbox::next_wake;
use crate::ports::{Ask, MemoryLocks, TabLocks};

/// A window's run of the outbox; `None` where its storage failed.
type Run<'a> = Pin<Box<dyn Future<Output = Option<RunOutcome>> + 'a>>;

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

impl World {
    /// Two windows run by turns, each as the app does: the lock first where there is one, then a run.
    pub fn two_windows(&mut self, fates: Vec<Fate>, turns: &[bool], first_dies_after: Option<u8>, locked: bool) {
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
}
