//! The sheet: the signed record of one reception.

use serde::{Deserialize, Serialize};

use crate::{
    Acknowledgement, Arrival, Attachment, Cabin, CheckRecord, Complaint, Concern, Customer, Extra, FollowUp, Id, Seal,
    Timestamp, Vehicle, Visit, Walkaround, Work,
};

crate::word::open_words! {
    /// What a sheet records.
    SheetKind {
        Intake = "intake",
        Handover = "handover",
    }
    /// A reception step, in order (domain §2).
    Step {
        Welcome = "welcome",
        CustomerAndVehicle = "customer_and_vehicle",
        Concerns = "concerns",
        Walkaround = "walkaround",
        Cabin = "cabin",
        Work = "work",
        Review = "review",
    }
    /// What differs at handover from the intake.
    DifferenceKind {
        NewDamage = "new_damage",
        DamageGone = "damage_gone",
        Odometer = "odometer",
        AccessoryMissing = "accessory_missing",
        Other = "other",
    }
}

/// The sheet, top level. Members follow the order of a reception.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Id of this sheet.
    pub id: Id,
    /// Id of the reception: intake, corrections and handover share it.
    pub visit_id: Id,
    /// Always `walkaround.intake-sheet`.
    pub contract: String,
    /// Version of the contract.
    pub version: String,
    /// Intake or handover.
    pub kind: SheetKind,
    /// The sheet that this one corrects.
    pub supersedes: Option<Supersedes>,
    /// Where it was made.
    pub shop: Shop,
    /// Who made it.
    pub advisor: Advisor,
    /// The tablet.
    pub device: Device,
    /// The shop's language, as a BCP 47 tag.
    pub language: String,
    /// The checklist it was made with.
    pub template: TemplateRef,
    /// When the intake was opened.
    pub opened_at: Timestamp,
    /// When it was signed.
    pub completed_at: Timestamp,
    /// Which step was worked on, when, by whom.
    pub step_log: Vec<StepEntry>,
    /// How the visit began.
    pub arrival: Arrival,
    /// Whose car it is.
    pub customer: Customer,
    /// The car.
    pub vehicle: Vehicle,
    /// What the visit is about.
    pub visit: Visit,
    /// What the customer notices.
    pub concerns: Vec<Concern>,
    /// What was looked at and found.
    pub walkaround: Walkaround,
    /// Cabin and belongings.
    pub cabin: Cabin,
    /// Work, price, promise and consents.
    pub work: Work,
    /// Contradictions that were pointed out.
    pub checks: Vec<CheckRecord>,
    /// A complaint about earlier work.
    pub complaint: Option<Complaint>,
    /// The call after the visit.
    pub follow_up: FollowUp,
    /// Only on a handover sheet.
    pub handover: Option<Handover>,
    /// Photos, audio clips, signature pictures.
    pub attachments: Vec<Attachment>,
    /// What the customer agreed to.
    pub acknowledgement: Acknowledgement,
    /// The seal over the finished sheet. Absent only before sealing.
    pub seal: Option<Seal>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The sheet that this one corrects.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Supersedes {
    /// Its id.
    pub id: Id,
    /// Its seal's digest.
    pub digest: String,
    /// Why it is corrected.
    pub reason: String,
    /// The customer's signature of the corrected sheet, carried over because the customer is not there to sign this one.
    pub customer_signature: Option<CarriedSignature>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A signature that was given for the corrected sheet, not for this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CarriedSignature {
    /// Name of the signer.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub name: String,
    /// When it was given.
    pub signed_at: Timestamp,
    /// Digest of the content it was given for: the corrected sheet's, not this one's.
    pub content_digest: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The shop.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shop {
    /// The backend's own id of the shop.
    pub id: Option<String>,
    /// Name, as the customer knows it.
    pub name: String,
    /// IANA time zone, which defines the report's day.
    pub time_zone: String,
    /// Address.
    pub address: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The service advisor.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advisor {
    /// The backend's own id of the advisor.
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The tablet.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    /// Id made at the first start.
    pub id: Id,
    /// What the shop calls it.
    pub name: Option<String>,
    /// Version of the app.
    pub app_version: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The checklist that a sheet was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its canonical form, 64 lower-case hex digits.
    pub sha256: String,
    /// Labels of the shop's own words (`x_…`) that this sheet uses, so that it can be read without the template.
    pub own_labels: Vec<OwnLabel>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a shop's own word means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnLabel {
    /// The catalogue that it extends: `symptom`, `damage_kind`, …
    pub catalogue: String,
    /// The word, which starts with `x_`.
    pub word: String,
    /// BCP 47 tag of the label.
    pub language: String,
    /// The label.
    pub label: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Time spent in a step.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepEntry {
    /// Which step.
    pub step: Step,
    /// Name of the advisor.
    pub advisor: String,
    /// When it was opened.
    pub entered_at: Timestamp,
    /// When it was left.
    pub left_at: Option<Timestamp>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The return of the car.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Handover {
    /// The intake it answers.
    pub intake: IntakeRef,
    /// What was promised.
    pub promised_at: Option<Timestamp>,
    /// What differs from the intake.
    pub differences: Vec<Difference>,
    /// Whether replaced parts were shown.
    pub parts_shown: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The intake sheet of a handover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IntakeRef {
    /// Its id.
    pub id: Id,
    /// Its seal's digest.
    pub digest: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that differs from the intake.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What kind of difference.
    pub kind: DifferenceKind,
    /// The mark it is about.
    pub mark: Option<Id>,
    /// In words.
    pub note: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a backend answers when it keeps a sheet.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// Id of the sheet.
    pub sheet_id: Id,
    /// The seal's digest, as the backend computed it.
    pub digest: String,
    /// The backend's own time.
    pub received_at: Timestamp,
    /// The backend's own number.
    pub reference: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
