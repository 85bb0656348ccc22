//! How long a tablet keeps what the backend has.
//!
//! Invariant: photos go no later than personal fields, and those no later than the rest.

use serde::{Deserialize, Serialize};

use super::Part;

const DAY_MS: i64 = 86_400_000;

/// What a shop may choose for photos. Ten intakes a day with twenty photos each are some 120 MB a day.
pub const PHOTO_DAYS: [u16; 5] = [1, 7, 14, 30, 90];
/// What a shop may choose for personal fields.
pub const PERSONAL_DAYS: [u16; 5] = [7, 14, 30, 90, 365];
/// What a shop may choose for the rest.
pub const INDEX_DAYS: [u16; 4] = [180, 365, 730, 1095];

/// Days after the backend's confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Times {
    photos: u16,
    personal: u16,
    index: u16,
}

impl Default for Times {
    /// Photos: two weeks, in which a car is handed back, the customer called (3 to 7 days later) and most damage is argued about. Personal
    /// fields: a month, after which nobody looks a customer up on the tablet that received the car. The rest: two years, so that the mark
    /// of the last yearly service is known at the next one, also where one was left out.
    fn default() -> Self {
        Self { photos: 14, personal: 30, index: 730 }
    }
}

impl Times {
    /// Days until photos go.
    pub fn photos(self) -> u16 {
        self.photos
    }

    /// Days until personal fields go.
    pub fn personal(self) -> u16 {
        self.personal
    }

    /// Days until all goes.
    pub fn index(self) -> u16 {
        self.index
    }

    /// With another time for photos; a later part that would go before them goes with them.
    pub fn with_photos(self, days: u16) -> Self {
        Self { photos: days, personal: self.personal.max(days), index: self.index.max(days) }
    }

    /// With another time for personal fields; the others make way.
    pub fn with_personal(self, days: u16) -> Self {
        Self { photos: self.photos.min(days), personal: days, index: self.index.max(days) }
    }

    /// With another time for the rest; what would go later goes with it.
    pub fn with_index(self, days: u16) -> Self {
        Self { photos: self.photos.min(days), personal: self.personal.min(days), index: days }
    }

    /// When a part goes, in milliseconds since 1970.
    pub fn after(self, part: Part, confirmed_ms: i64) -> i64 {
        let days = match part {
            Part::Photos => self.photos,
            Part::Personal => self.personal,
            Part::All => self.index,
        };
        confirmed_ms.saturating_add(i64::from(days) * DAY_MS)
    }
}

/// As it stands in a record, which may have been written by hand.
#[derive(Deserialize)]
struct Written {
    photos: u16,
    personal: u16,
    index: u16,
}

impl From<Written> for Times {
    fn from(written: Written) -> Self {
        let personal = written.personal.max(written.photos);
        Self { photos: written.photos, personal, index: written.index.max(personal) }
    }
}
