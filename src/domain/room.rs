//! How much room the tablet has left, counted in what it is for: intakes.

/// What an intake takes with room to spare: twenty photos of half a megabyte and a clip.
pub const INTAKE_BYTES: u64 = 12_000_000;

/// Fewer intakes than this fit: two busy days of an advisor (8 to 10 receptions each), so there is time to deliver before it hurts.
const LOW_BELOW: u64 = 20;

/// Fewer than this fit: what is open can be finished, and not much more.
const SHORT_BELOW: u64 = 3;

/// Bytes, as the browser estimates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub used: u64,
    pub left: u64,
}

/// What the room means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Plenty,
    /// Worth a word, no hurry.
    Low,
    /// The next intakes may not fit.
    Short,
}

impl Room {
    /// How many more intakes fit.
    pub fn intakes_left(self) -> u64 {
        self.left / INTAKE_BYTES
    }

    /// What that means.
    pub fn level(self) -> Level {
        match self.intakes_left() {
            left if left < SHORT_BELOW => Level::Short,
            left if left < LOW_BELOW => Level::Low,
            _ => Level::Plenty,
        }
    }

    /// Share that is used, in percent.
    pub fn share(self) -> u64 {
        (self.used.saturating_mul(100)).checked_div(self.used.saturating_add(self.left)).unwrap_or(0)
    }
}

/// Bytes as tablets count them, in megabytes, from 1,000 of them on in gigabytes. Below ten megabytes with a decimal, so that a single photo
/// is not nothing. Both languages write it alike.
pub fn data_size(bytes: u64) -> String {
    let rounded = |unit: u64| bytes.saturating_add(unit / 2) / unit;
    let (tenths, whole) = (rounded(100_000).max(u64::from(bytes > 0)), rounded(1_000_000));
    match (tenths, whole) {
        (..100, _) => format!("{}.{} MB", tenths / 10, tenths % 10),
        (_, ..1_000) => format!("{whole} MB"),
        _ => {
            let tenths = rounded(100_000_000);
            format!("{}.{} GB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_counted_in_intakes() {
        let room = |megabytes: u64| Room { used: 0, left: megabytes * 1_000_000 };
        for (megabytes, intakes, level) in [
            (0, 0, Level::Short),
            (35, 2, Level::Short),
            (36, 3, Level::Low),
            (239, 19, Level::Low),
            (240, 20, Level::Plenty),
            (40_000, 3_333, Level::Plenty),
        ] {
            assert_eq!((room(megabytes).intakes_left(), room(megabytes).level()), (intakes, level), "{megabytes} MB");
        }
        assert_eq!(Room { used: 1, left: 3 }.share(), 25);
        assert_eq!(Room { used: 0, left: 0 }.share(), 0);
    }

    #[test]
    fn sizes_are_written_as_tablets_write_them() {
        for (bytes, written) in [
            (0, "0.0 MB"),
            (1, "0.1 MB"),
            (480_000, "0.5 MB"),
            (9_949_999, "9.9 MB"),
            (9_950_000, "10 MB"),
            (12_400_000, "12 MB"),
            (999_499_999, "999 MB"),
            (999_500_000, "1.0 GB"),
            (10_737_418_240, "10.7 GB"),
            (256_000_000_000, "256.0 GB"),
            (u64::MAX, "18446744073.7 GB"),
        ] {
            assert_eq!(data_size(bytes), written, "{bytes} bytes");
        }
    }
}
