//! The one runner that empties the outbox, over all windows.
//!
//! Invariants
//! - One run at a time: whoever sends holds the outbox's lock, and when its window dies the next one has it. Where the browser has no locks
//!   two windows may send the same sheet; its id is the idempotency key of both, and what is delivered stays so.
//! - A request to run that comes during a run makes another run follow.

use futures::future::abortable;
use leptos::prelude::*;

use crate::domain::outbox::next_wake;
use crate::ports::{Ask, Lock, Records, Said};

use super::Ports;
use super::outbox::{LOCK, OutboxState, resolve};
use super::outbox_sync::{SyncPorts, run_once, try_the_unheard};

/// The pause before another look when a run was ended by the network.
const LOOK_AGAIN_MS: u32 = 10_000;

/// Another window sends. When nothing was heard of it for so long this one asks for its turn, which it gets at once if that one has died.
const SILENT_MS: u32 = 5_000;

/// Another window writes with every request: its changes are read at this pace.
const FOLLOW_AFTER_MS: u32 = 500;

impl OutboxState {
    /// Ends a run where it is. A request on its way may have arrived; it is asked for again, under the same key.
    pub(super) fn stop_run(&self) {
        if let Some(stop) = self.stop.try_update_value(Option::take).flatten() {
            stop.abort();
        }
    }

    /// Sends what is due, unless a run is under way.
    pub fn run(&self) {
        if self.running.try_get_untracked() != Some(false) {
            self.again.try_set_value(true);
            return;
        }
        self.running.set(true);
        self.timer.set_value(None);
        let outbox = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            outbox.read(&ports).await;
            let wake = outbox.send_alone(&ports).await;
            outbox.read(&ports).await;
            outbox.running.try_set(false);
            if outbox.again.try_update_value(std::mem::take) == Some(true) {
                outbox.run();
            } else if let Some(ms) = wake.or_else(|| outbox.silence_of_another(&ports)) {
                outbox.run_in(ms);
            }
        }));
    }

    /// The page is shown again, or something says that there is a network.
    pub(super) fn look_again(&self) {
        self.hint.try_set_value(true);
        self.run();
    }

    /// How long another window may be silent about what it has left waiting, if it has left something: where there are no locks it may have
    /// written that after this window's run, and died.
    fn silence_of_another(&self, ports: &Ports) -> Option<u32> {
        if !self.has_work() {
            return None;
        }
        let now = ports.clock.now().unix_ms();
        let due = self.entries.try_with_untracked(|entries| next_wake(entries.as_deref()?, now)).flatten()?;
        Some(u32::try_from((due - now).max(0).saturating_add(i64::from(SILENT_MS))).unwrap_or(u32::MAX))
    }

    fn run_in(&self, ms: u32) {
        let outbox = *self;
        let Some(ports) = self.ports.try_get_value() else { return };
        let timer = ports.device.after(ms, Box::new(move || outbox.run()));
        self.timer.try_set_value(Some(timer));
        // A network that comes back sooner is worth a look, also to a page in the background.
        ports.device.wake_with_the_network();
    }

    /// One run while no other window sends. How long to wait for the next, if there is anything to wait for.
    async fn send_alone(&self, ports: &Ports) -> Option<u32> {
        if !self.has_work() {
            return None;
        }
        let lock = match ports.locks.lock(LOCK, Ask::IfFree, Box::new(|| ())).await {
            Lock::Elsewhere => {
                let lock = ports.locks.lock(LOCK, Ask::Wait, Box::new(|| ())).await;
                // The other window has said how patient one has to be.
                let patience = self.not_before.try_get_value()? - ports.clock.now().unix_ms();
                if !self.has_work() {
                    return None;
                }
                if patience > 0 {
                    return Some(u32::try_from(patience).unwrap_or(u32::MAX));
                }
                lock
            }
            lock => lock,
        };
        let (sending, stop) = abortable(self.send(ports));
        self.stop.try_set_value(Some(stop));
        let sent = sending.await;
        self.stop.try_set_value(None);
        if let Ok(wake) = sent {
            ports
                .tabs
                .tell(Said::Ran { pause: self.pause.try_get_untracked().flatten(), next_wake: wake.map(i64::from) });
        }
        drop(lock);
        // A run that was stopped is followed by another one, once whoever asked for it is done.
        sent.unwrap_or(Some(LOOK_AGAIN_MS))
    }

    fn has_work(&self) -> bool {
        let waits = self.entries.try_with_untracked(|entries| {
            entries.as_ref().is_some_and(|list| list.iter().any(|entry| entry.delivery.is_waiting()))
        });
        waits == Some(true) && self.pause.try_get_untracked() == Some(None)
    }

    /// One run. How long to wait for the next, if there is anything to wait for.
    async fn send(&self, ports: &Ports) -> Option<u32> {
        let configured = self.backend.try_get_untracked()?;
        let Ok(backend) = resolve(ports, configured).await else { return Some(LOOK_AGAIN_MS) };
        let outbox = *self;
        let sync = SyncPorts {
            outbox: ports.outbox.as_ref(),
            photos: ports.photos.as_ref(),
            transport: ports.transport.as_ref(),
            clock: ports.clock.as_ref(),
        };
        if self.hint.try_update_value(std::mem::take) == Some(true)
            && let Err(error) = try_the_unheard(sync).await
        {
            self.failure.try_set(Some(error));
        }
        let device = ports.device.clone();
        let outcome = run_once(sync, &backend, move || device.random(), move |entry| outbox.show(entry)).await;
        match outcome {
            Ok(outcome) => {
                self.pause.try_set(outcome.pause);
                self.failure.try_set(None);
                outcome.next_wake.map(|ms| u32::try_from(ms.max(0)).unwrap_or(u32::MAX))
            }
            Err(error) => {
                self.failure.try_set(Some(error));
                Some(LOOK_AGAIN_MS)
            }
        }
    }

    /// What other windows say.
    pub(super) fn hear(&self, said: Said) {
        match said {
            Said::Changed { records: Records::Outbox } => self.read_soon(),
            Said::Ran { pause, next_wake } => {
                self.pause.set(pause);
                let Some(ports) = self.ports.try_get_value() else { return };
                let now = ports.clock.now().unix_ms();
                self.not_before.set_value(next_wake.map_or(0, |ms| now + ms));
                self.timer.set_value(None);
                if let Some(ms) = next_wake {
                    // A little later than the window that has said so: it goes first.
                    let later = ms.saturating_add(i64::from(SILENT_MS));
                    self.run_in(u32::try_from(later).unwrap_or(u32::MAX));
                }
            }
            Said::Yield => self.stop_run(),
            Said::Changed { .. } | Said::HandOver { .. } | Said::NotNow { .. } => {}
        }
    }

    /// Another window has changed something; several changes are read at once. Where it is not heard of again, this one goes on with what
    /// is due.
    pub(super) fn read_soon(&self) {
        if self.running.try_get_untracked() == Some(true)
            || self.reading_soon.try_with_value(Option::is_some) != Some(false)
        {
            return;
        }
        let outbox = *self;
        let ports = self.ports.get_value();
        let device = ports.device.clone();
        let timer = device.clone().after(
            FOLLOW_AFTER_MS,
            Box::new(move || {
                outbox.reading_soon.try_set_value(None);
                device.spawn(Box::pin(async move {
                    outbox.read(&ports).await;
                    let wait = outbox.silence_of_another(&ports);
                    if let Some(ms) = wait.filter(|_| outbox.running.try_get_untracked() == Some(false)) {
                        outbox.run_in(ms);
                    }
                }));
            }),
        );
        self.reading_soon.set_value(Some(timer));
    }
}
