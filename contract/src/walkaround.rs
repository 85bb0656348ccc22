//! The walk-around: what was looked at, what was found, on which drawing.
//!
//! Not inspected is never the same as undamaged: every station and panel carries its answer.

use serde::{Deserialize, Serialize};

use crate::{BodyType, Extra, Id};

crate::word::open_words! {
    /// The answer for a station or a panel. Nobody has said anything about a panel that is `not_inspected`.
    Inspection {
        NotInspected = "not_inspected",
        NoDamage = "no_damage",
        Marked = "marked",
        NotAccessible = "not_accessible",
    }
    /// A place to stand while walking around the car, clockwise from the driver's door.
    Station {
        DriverSideFront = "driver_side_front",
        Front = "front",
        PassengerSide = "passenger_side",
        Rear = "rear",
        DriverSideRear = "driver_side_rear",
        Roof = "roof",
        UnderBonnet = "under_bonnet",
        Boot = "boot",
        Wheels = "wheels",
    }
    /// Why something could not be inspected.
    InaccessibleReason {
        Wet = "wet",
        Dirty = "dirty",
        Snow = "snow",
        Dark = "dark",
        Blocked = "blocked",
        Covered = "covered",
    }
    /// A view of the drawing. Left and right are the car's own.
    View {
        Left = "left",
        Front = "front",
        Right = "right",
        Rear = "rear",
        Top = "top",
    }
    /// What is wrong with a place.
    DamageKind {
        Scratch = "scratch",
        Scuff = "scuff",
        Dent = "dent",
        DentWithPaint = "dent_with_paint",
        StoneChip = "stone_chip",
        PaintLoss = "paint_loss",
        Crack = "crack",
        Broken = "broken",
        Missing = "missing",
        Corrosion = "corrosion",
        Deformed = "deformed",
        PreviousRepair = "previous_repair",
        Stain = "stain",
        Loose = "loose",
        GlassChip = "glass_chip",
        KerbDamage = "kerb_damage",
    }
    /// How large it is.
    SizeClass {
        Point = "point",
        Below2Cm = "below_2_cm",
        From2To5Cm = "from_2_to_5_cm",
        From5To15Cm = "from_5_to_15_cm",
        Above15Cm = "above_15_cm",
    }
    /// Whether the damage was seen today for the first time.
    Origin {
        SeenToday = "seen_today",
        KnownBefore = "known_before",
    }
    /// What became of a damage that was known before.
    Development {
        StillThere = "still_there",
        Worse = "worse",
        Repaired = "repaired",
    }
    /// Where a wheel sits.
    WheelPosition {
        FrontLeft = "front_left",
        FrontRight = "front_right",
        RearLeft = "rear_left",
        RearRight = "rear_right",
        Spare = "spare",
    }
    /// A guided photo.
    GuidedShot {
        FrontLeft = "front_left",
        Front = "front",
        Right = "right",
        RearRight = "rear_right",
        Rear = "rear",
        Left = "left",
        Dashboard = "dashboard",
        Vin = "vin",
    }
    /// Why a guided photo was not taken.
    SkipReason {
        NotAccessible = "not_accessible",
        Dark = "dark",
        CustomerDeclined = "customer_declined",
        NotNeeded = "not_needed",
        NoCamera = "no_camera",
    }
}

/// The walk-around.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Walkaround {
    /// On which drawing positions were taken. Absent before a body is chosen.
    pub drawing: Option<Drawing>,
    /// The answer for every station, in walking order.
    pub stations: Vec<StationAnswer>,
    /// The answer for every panel of the drawing.
    pub panels: Vec<PanelAnswer>,
    /// Damage marks, by running number.
    pub marks: Vec<Mark>,
    /// Measurements of each wheel.
    pub wheels: Vec<Wheel>,
    /// Guided photos, taken or skipped.
    pub shots: Vec<Shot>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The drawing on which positions were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drawing {
    /// The body drawn.
    pub body: BodyType,
    /// Revision of the drawing, so that old positions are read on the old shape.
    pub revision: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer for a station.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StationAnswer {
    /// Which station.
    pub station: Station,
    /// What was found.
    pub answer: Inspection,
    /// Why it could not be inspected.
    pub reason: Option<InaccessibleReason>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer for a panel.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PanelAnswer {
    /// Panel id of the drawing.
    pub panel: String,
    /// What was found.
    pub answer: Inspection,
    /// Why it could not be inspected.
    pub reason: Option<InaccessibleReason>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One damage.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mark {
    /// Id of the mark.
    pub id: Id,
    /// Running number within the sheet, from 1, never used again after a mark is removed.
    pub number: u16,
    /// The station it was found at.
    pub station: Station,
    /// Panel id. Absent where there is no drawing (under the bonnet, in the boot).
    pub panel: Option<String>,
    /// The view it was placed on.
    pub view: Option<View>,
    /// Across the view's box, in 1/10,000.
    pub x: Option<u16>,
    /// Down the view's box, in 1/10,000.
    pub y: Option<u16>,
    /// What is wrong.
    pub kind: DamageKind,
    /// 1 cosmetic, 2 needs repair, 3 unsafe.
    pub severity: u8,
    /// How large, as a class.
    pub size: Option<SizeClass>,
    /// How large, measured, in millimetres.
    pub measured_mm: Option<u32>,
    /// Seen today, or known before.
    pub origin: Origin,
    /// What became of a damage known before. What was `repaired` is no damage any more.
    pub development: Option<Development>,
    /// The mark of an earlier sheet that this one continues.
    pub previous_mark: Option<PreviousMark>,
    /// A remark. Up to 1,000 characters.
    pub note: Option<String>,
    /// Photos of it, by attachment id.
    pub photos: Vec<Id>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Mark {
    /// Whether the damage is there today. One that was repaired since the last visit stands on the sheet and is damage no more: it makes no
    /// panel or station `marked`, wants no photo and no answer of the customer.
    pub fn is_damage(&self) -> bool {
        self.development != Some(Development::Repaired)
    }
}

/// A mark of an earlier sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviousMark {
    /// The earlier sheet.
    pub sheet: Id,
    /// The mark on it.
    pub mark: Id,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One wheel. Absent means not measured.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wheel {
    /// Where it sits.
    pub position: WheelPosition,
    /// Tread depth in tenths of a millimetre, 0 to 200. The limit is 16.
    pub tread_tenths_mm: Option<u16>,
    /// Pressure in kPa, 0 to 1,500.
    pub pressure_kpa: Option<u16>,
    /// Week and year of manufacture as moulded: four digits, WWYY.
    pub dot: Option<String>,
    /// Cut, bulge or nail seen.
    pub tyre_damaged: Option<bool>,
    /// Rim damage seen.
    pub rim_damaged: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A guided photo: taken, or skipped with a reason.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shot {
    /// Which photo.
    pub shot: GuidedShot,
    /// The photo taken.
    pub attachment: Option<Id>,
    /// Why it was not taken.
    pub skipped: Option<SkipReason>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
