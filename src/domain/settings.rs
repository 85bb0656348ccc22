//! What a shop sets once: who receives, where sheets go, and the defaults of a new intake.

use serde::{Deserialize, Serialize};
use walkaround_contract::{Advisor, Device, DistanceUnit, DriverSide, Id, Shop};

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
    pub backend: Backend,
    pub device: Device,
    /// False until the first-start page was finished.
    pub ready: bool,
    /// The draft that is open in the editor; a cold start returns to it.
    pub open_draft: Option<Id>,
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

/// Where finished sheets go. Both fields empty: to the receiver that serves the app, as it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backend {
    /// Base address; sheets are posted to `{base}/intake-sheets`.
    pub base: String,
    /// Bearer token.
    pub token: String,
}

impl Backend {
    /// True where the shop has not named a backend of its own.
    pub fn is_own_receiver(&self) -> bool {
        self.base.trim().is_empty()
    }
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
            backend: Backend::default(),
            device: Device {
                id: Id::nil(),
                name: None,
                app_version: env!("CARGO_PKG_VERSION").into(),
                extra: Default::default(),
            },
            ready: false,
            open_draft: None,
        }
    }
}
