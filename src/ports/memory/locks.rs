//! Locks within one process.

use std::rc::Rc;

use async_trait::async_trait;

use crate::ports::{Guard, LocalFuture, TabLocks};

/// Every guard that was given out holds a part of the same value; it is alone where nobody else does.
#[derive(Debug, Default)]
pub struct MemoryLocks(Rc<()>);

#[async_trait(?Send)]
impl TabLocks for MemoryLocks {
    fn open_draft(&self) -> Guard {
        Box::new(self.0.clone())
    }

    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool {
        let alone = Rc::strong_count(&self.0) == 1;
        if alone {
            work.await;
        }
        alone
    }
}
