//! Concerns (问诊): the customer's own words, and the conditions in words a technician can act on.

use serde::{Deserialize, Serialize};

use crate::{Extra, Id};

crate::word::open_words! {
    /// What the customer notices.
    Symptom {
        Noise = "noise",
        Vibration = "vibration",
        Leak = "leak",
        Smell = "smell",
        Smoke = "smoke",
        WarningLamp = "warning_lamp",
        HardStart = "hard_start",
        Stall = "stall",
        LossOfPower = "loss_of_power",
        PullsToOneSide = "pulls_to_one_side",
        Brakes = "brakes",
        Steering = "steering",
        TransmissionShift = "transmission_shift",
        Clutch = "clutch",
        AirConditioning = "air_conditioning",
        Electrics = "electrics",
        ChargingOrRange = "charging_or_range",
        Infotainment = "infotainment",
        TyreWear = "tyre_wear",
        BodyTrim = "body_trim",
        Other = "other",
    }
    /// Where on the car it is noticed.
    Place {
        Front = "front",
        FrontLeft = "front_left",
        FrontRight = "front_right",
        Rear = "rear",
        RearLeft = "rear_left",
        RearRight = "rear_right",
        Inside = "inside",
        Underneath = "underneath",
        EngineBay = "engine_bay",
    }
    /// At which temperature.
    WhenState {
        Cold = "cold",
        Warm = "warm",
        Always = "always",
    }
    /// At which speed, in km/h.
    SpeedRange {
        Standing = "standing",
        Below20 = "below_20",
        From20To60 = "from_20_to_60",
        From60To100 = "from_60_to_100",
        Above100 = "above_100",
    }
    /// On which road.
    Road {
        Smooth = "smooth",
        Rough = "rough",
        Uphill = "uphill",
        Downhill = "downhill",
        TurningLeft = "turning_left",
        TurningRight = "turning_right",
    }
    /// While doing what.
    Action {
        Starting = "starting",
        Idling = "idling",
        Accelerating = "accelerating",
        SteadySpeed = "steady_speed",
        Braking = "braking",
        Reversing = "reversing",
        Charging = "charging",
    }
    /// In which weather.
    Weather {
        Dry = "dry",
        Rain = "rain",
        Frost = "frost",
        Heat = "heat",
        Humid = "humid",
    }
    /// How often.
    Frequency {
        Always = "always",
        Often = "often",
        Once = "once",
    }
    /// How long ago it began.
    Since {
        Today = "today",
        Days = "days",
        Week = "week",
        Weeks = "weeks",
        Month = "month",
        Months = "months",
    }
    /// Whether it was tried with the customer.
    Reproduced {
        Yes = "yes",
        No = "no",
        NotTried = "not_tried",
    }
}

/// One concern.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Concern {
    /// Id of the concern.
    pub id: Id,
    /// The customer's own words, verbatim. Up to 4,000 characters.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub words: String,
    /// What is noticed.
    pub symptom: Option<Symptom>,
    /// Where it is noticed.
    pub places: Vec<Place>,
    /// Under which conditions.
    pub conditions: Conditions,
    /// One sentence for the technician, composed from the taps, in each language of the app.
    pub sentences: Vec<Localized>,
    /// Audio clip and photos, by attachment id.
    pub attachments: Vec<Id>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Under which conditions a symptom shows. Absent means not asked.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conditions {
    /// At which temperature.
    pub when: Option<WhenState>,
    /// At which speeds.
    pub speed: Vec<SpeedRange>,
    /// On which roads.
    pub road: Vec<Road>,
    /// While doing what.
    pub action: Vec<Action>,
    /// In which weather.
    pub weather: Vec<Weather>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// How long ago it began.
    pub since: Option<Since>,
    /// Whether a lamp was lit.
    pub lamp_shown: Option<bool>,
    /// Whether it was reproduced with the customer.
    pub reproduced: Option<Reproduced>,
    /// What was tried before, and where. Up to 1,000 characters.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub earlier_attempts: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Localized {
    /// BCP 47 tag.
    pub language: String,
    /// The text.
    pub text: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
