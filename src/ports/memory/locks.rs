//! Locks within one process. Clones share them, as tabs do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use async_trait::async_trait;

use crate::ports::{Ask, Guard, LocalFuture, Lock, TabLocks};

/// Locks of any number of modelled tabs.
#[derive(Clone, Default)]
pub struct MemoryLocks {
    /// Every guard that was given out for an open draft holds a part of the same value; it is alone where nobody else does.
    drafts: Rc<()>,
    named: Rc<RefCell<BTreeMap<String, Queue>>>,
}

/// Who has a lock, and who waits for it.
#[derive(Default)]
struct Queue {
    holder: Option<(u64, Box<dyn FnOnce()>)>,
    waiting: Vec<Waker>,
    given_out: u64,
}

/// Lets go when it is dropped.
struct Holding {
    name: String,
    number: u64,
    named: Rc<RefCell<BTreeMap<String, Queue>>>,
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut named = self.named.borrow_mut();
        let Some(queue) = named.get_mut(&self.name) else { return };
        // A lock that was stolen is somebody else's by now.
        if queue.holder.as_ref().is_some_and(|(number, _)| *number == self.number) {
            queue.holder = None;
            // All of them look again; the first one to look has it.
            queue.waiting.drain(..).for_each(Waker::wake);
        }
    }
}

impl MemoryLocks {
    fn take(&self, name: &str, on_lost: Box<dyn FnOnce()>) -> Lock {
        let mut named = self.named.borrow_mut();
        let queue = named.entry(name.to_owned()).or_default();
        queue.given_out += 1;
        let number = queue.given_out;
        queue.holder = Some((number, on_lost));
        Lock::Held(Box::new(Holding { name: name.to_owned(), number, named: self.named.clone() }))
    }

    fn is_held(&self, name: &str) -> bool {
        self.named.borrow().get(name).is_some_and(|queue| queue.holder.is_some())
    }
}

#[async_trait(?Send)]
impl TabLocks for MemoryLocks {
    fn open_draft(&self) -> Guard {
        Box::new(self.drafts.clone())
    }

    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool {
        let alone = Rc::strong_count(&self.drafts) == 1;
        if alone {
            work.await;
        }
        alone
    }

    async fn lock(&self, name: &str, ask: Ask, on_lost: Box<dyn FnOnce()>) -> Lock {
        match ask {
            Ask::IfFree if self.is_held(name) => Lock::Elsewhere,
            Ask::IfFree => self.take(name, on_lost),
            Ask::Wait => {
                let mut on_lost = Some(on_lost);
                poll_fn(|context| {
                    if self.is_held(name) {
                        if let Some(queue) = self.named.borrow_mut().get_mut(name) {
                            queue.waiting.push(context.waker().clone());
                        }
                        return Poll::Pending;
                    }
                    Poll::Ready(self.take(name, on_lost.take().unwrap_or_else(|| Box::new(|| ()))))
                })
                .await
            }
            Ask::Steal => {
                let lost = self.named.borrow_mut().get_mut(name).and_then(|queue| queue.holder.take());
                let taken = self.take(name, on_lost);
                if let Some((_, lost)) = lost {
                    lost();
                }
                taken
            }
        }
    }
}
