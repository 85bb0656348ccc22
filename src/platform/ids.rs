//! New ids.

use walkaround_contract::Id;

use crate::ports::Ids;

/// UUIDs of version 7 from the browser's clock and random source; those of one page are in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct UuidV7;

impl Ids for UuidV7 {
    fn new_id(&self) -> Id {
        uuid::Uuid::now_v7()
    }
}
