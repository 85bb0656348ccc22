//! The customer file as far as this visit needs it: the owner, who brought the car, and what changed.

use serde::{Deserialize, Serialize};

use crate::Extra;
use chrono::NaiveDate;

crate::word::open_words! {
    /// Form of address.
    Salutation {
        Mr = "mr",
        Ms = "ms",
        Dr = "dr",
        Company = "company",
    }
    /// Where a customer prefers to be reached.
    Channel {
        Phone = "phone",
        Sms = "sms",
        Wechat = "wechat",
        Email = "email",
    }
    /// What a person is to the car.
    Relation {
        Owner = "owner",
        Family = "family",
        Driver = "driver",
        Company = "company",
        Other = "other",
    }
    /// A field of the customer file that was found out of date.
    FileField {
        Name = "name",
        Salutation = "salutation",
        Phone = "phone",
        Address = "address",
        Company = "company",
        Plate = "plate",
        Vin = "vin",
        Odometer = "odometer",
        InsuranceExpiresOn = "insurance_expires_on",
        Email = "email",
    }
}

/// The people of this visit.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Customer {
    /// The owner of the car.
    pub owner: Party,
    /// Who brought the car, when that is not the owner.
    pub brought_by: Option<Party>,
    /// The list of customer data to update (客户信息需更新列表).
    pub changed_fields: Vec<ChangedField>,
    /// The shop's own word for the customer's level.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub member_level: Option<String>,
    /// First visit to this shop.
    pub first_visit_on: Option<NaiveDate>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One person or company.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Party {
    /// Name as the person writes it. 1 to 200 characters.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub name: Option<String>,
    /// Form of address.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub salutation: Option<Salutation>,
    /// Phone numbers, the preferred one first. At most 5 of 40 characters.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub phones: Vec<String>,
    /// E-mail address.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub email: Option<String>,
    /// Postal address.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub address: Option<String>,
    /// Company name.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub company: Option<String>,
    /// What this person is to the car.
    pub relation: Option<Relation>,
    /// Language the person reads, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where the person prefers to be reached.
    pub preferred_channel: Option<Channel>,
    /// When the person prefers to be called.
    pub call_window: Option<CallWindow>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A window of the day, in the shop's local time, in minutes after midnight (600–720 is 10:00–12:00).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallWindow {
    /// Start, 0 to 1439.
    pub from_minute: u16,
    /// End, greater than the start, at most 1440.
    pub to_minute: u16,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One value of the file that is no longer true.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangedField {
    /// Which field.
    pub field: FileField,
    /// What the file said.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub old: Option<String>,
    /// What it should say.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub new: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
