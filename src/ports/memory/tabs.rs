//! A channel between tabs within one process.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use crate::ports::{Guard, Said, TabChannel};

type Callback = Rc<dyn Fn(Said)>;

/// Who listens, each with the number of its tab.
type Listeners = Vec<(usize, Weak<dyn Fn(Said)>)>;

/// One tab's end of a channel.
#[derive(Clone, Default)]
pub struct MemoryTab {
    number: usize,
    all: Rc<RefCell<Listeners>>,
    tabs: Rc<RefCell<usize>>,
}

impl MemoryTab {
    /// Another tab on the same channel.
    pub fn another(&self) -> Self {
        *self.tabs.borrow_mut() += 1;
        Self { number: *self.tabs.borrow(), ..self.clone() }
    }
}

impl TabChannel for MemoryTab {
    fn tell(&self, said: Said) {
        let heard: Vec<Callback> = self
            .all
            .borrow()
            .iter()
            .filter(|(number, _)| *number != self.number)
            .filter_map(|(_, callback)| callback.upgrade())
            .collect();
        for callback in heard {
            callback(said);
        }
    }

    fn listen(&self, callback: Box<dyn Fn(Said)>) -> Guard {
        let callback: Callback = Rc::from(callback);
        self.all.borrow_mut().push((self.number, Rc::downgrade(&callback)));
        Box::new(callback)
    }
}
