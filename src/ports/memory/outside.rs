//! A note in memory.

use std::cell::RefCell;

use crate::ports::OutsideNote;

/// One text, kept as long as the value.
#[derive(Debug, Default)]
pub struct MemoryOutside(RefCell<Option<String>>);

impl OutsideNote for MemoryOutside {
    fn read(&self) -> Option<String> {
        self.0.borrow().clone()
    }

    fn write(&self, text: &str) {
        self.0.replace(Some(text.to_owned()));
    }
}
