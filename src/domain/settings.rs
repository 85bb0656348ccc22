//! What a shop sets once: who receives, where sheets go, and the defaults of a new intake.

use serde::{Deserialize, Serialize};
use walkaround_contract::{Advisor, Device, DistanceUnit, DriverSide, Id, Shop};

use super::backend::Backend;
use super::retention::Times;

/// Settings of this tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub shop: Shop,
    pub advisor: Advisor,
    /// Language of the app and of the sheets: `zh-CN` or `en`.
    pub language: String,
    pub theme: Theme,
    pub driver_side: DriverSide,
    pub distance_unit: DistanceUnit,
    /// ISO 4217.
    pub currency: String,
    pub tax_basis_points: u16,
    /// Days after the promised handover within which the customer is called back (3 to 7).
    pub call_back_days: u8,
    /// By how many percent the final price may exceed the estimate, where nothing else is agreed with the customer.
    pub deviation_percent: Option<u8>,
    /// When cars can be collected.
    pub opening: OpeningHours,
    pub backend: Backend,
    pub device: Device,
    /// False until the first-start page was finished.
    pub ready: bool,
    /// The draft that is open in the editor; a cold start returns to it.
    pub open_draft: Option<Id>,
    /// The walk-around is done in the list instead of on the drawing.
    pub walk_as_list: bool,
    /// The shop's own template, by the SHA-256 of its canonical form; without one it is the shipped one.
    pub template: Option<String>,
    /// How long the tablet keeps what the backend has.
    pub retention: Times,
}

/// The hours of the day at which the shop hands cars over, on its own clock.
///
/// Invariant: it closes after it opens; a record that says otherwise is read as the usual hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenHours")]
pub struct OpeningHours {
    from: u8,
    to: u8,
}

impl OpeningHours {
    /// From one full hour to another, 24 being midnight. `None` where that is no opening time.
    pub fn new(from: u8, to: u8) -> Option<Self> {
        (from < to && to <= 24).then_some(Self { from, to })
    }

    /// The hour at which it opens.
    pub fn from(self) -> u8 {
        self.from
    }

    /// The hour at which it closes.
    pub fn to(self) -> u8 {
        self.to
    }
}

impl Default for OpeningHours {
    fn default() -> Self {
        Self { from: 8, to: 20 }
    }
}

/// As it stands in a record.
#[derive(Deserialize)]
struct WrittenHours {
    from: u8,
    to: u8,
}

impl From<WrittenHours> for OpeningHours {
    fn from(written: WrittenHours) -> Self {
        Self::new(written.from, written.to).unwrap_or_default()
    }
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shop: Shop {
                id: None,
                name: String::new(),
                time_zone: "Asia/Shanghai".into(),
                address: None,
                phone: None,
                extra: Default::default(),
            },
            advisor: Advisor { id: None, name: String::new(), extra: Default::default() },
            language: "zh-CN".into(),
            theme: Theme::System,
            driver_side: DriverSide::Left,
            distance_unit: DistanceUnit::Km,
            currency: "CNY".into(),
            tax_basis_points: 1300,
            call_back_days: 3,
            deviation_percent: None,
            opening: OpeningHours::default(),
            backend: Backend::default(),
            device: Device {
                id: Id::nil(),
                name: None,
                app_version: env!("CARGO_PKG_VERSION").into(),
                extra: Default::default(),
            },
            ready: false,
            open_draft: None,
            walk_as_list: false,
            template: None,
            retention: Times::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_closes_after_it_opens() {
        for (from, to, is_good) in
            [(8, 20, true), (0, 24, true), (9, 10, true), (9, 9, false), (20, 8, false), (9, 25, false)]
        {
            assert_eq!(OpeningHours::new(from, to).is_some(), is_good, "{from}–{to}");
        }
        let read = |json: &str| serde_json::from_str::<OpeningHours>(json).expect("two numbers");
        assert_eq!(read(r#"{"from":7,"to":22}"#), OpeningHours { from: 7, to: 22 });
        assert_eq!(read(r#"{"from":22,"to":7}"#), OpeningHours::default());
    }

    #[test]
    fn settings_of_an_older_app_have_the_usual_hours() {
        let mut written = serde_json::to_value(Settings::default()).expect("settings are JSON");
        let members = written.as_object_mut().expect("an object");
        members.remove("opening");
        members.remove("deviation_percent");
        members.remove("retention");
        assert_eq!(serde_json::from_value::<Settings>(written).expect("they can be read"), Settings::default());
    }
}
