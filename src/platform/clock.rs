//! The tablet's clock.

use walkaround_contract::Timestamp;

use crate::ports::Clock;

/// The browser's clock, with the offset of the tablet's time zone at that moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct TabletClock;

impl Clock for TabletClock {
    fn now(&self) -> Timestamp {
        let now = js_sys::Date::new_0();
        // JavaScript counts minutes west of UTC.
        Timestamp::from_unix_ms(now.get_time() as i64, -(now.get_timezone_offset() as i32))
            .expect("a browser's clock keeps to years that chrono knows and its offset stays within a day")
    }
}
