//! What can be missing, each with a stable key for its words and the id of the input that mends it.

use walkaround_contract::{ConsentKind, Station, Step};

use crate::domain::field;

/// Something that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    ArrivalMode,
    Booking,
    /// Whether the covers are on was not answered.
    Covers,
    OwnerName,
    /// No phone number of anybody.
    Phone,
    /// Somebody else brought the car, and has no name.
    BroughtByName,
    PlateOrVin,
    MakeOrModel,
    BodyType,
    Powertrain,
    Odometer,
    ConcernOrNone,
    /// A concern without words or symptom, counted from 1.
    ConcernWords(usize),
    Station(Station),
    /// A mark of severity 2 or 3 without a photo, by its number.
    MarkPhoto(u16),
    /// So many marks of the last visit that nobody has looked at again.
    Ghosts(usize),
    /// The fuel level or the state of charge, whichever drives the car. The field is the first that is missing.
    FuelOrCharge {
        fuel: bool,
    },
    Lamps,
    Functions,
    Interior,
    Accessories,
    Valuables,
    KindOfWork,
    /// No line of work, though there is a concern.
    WorkLine,
    /// Neither a line of work nor a concern: nothing to sign for.
    WorkLineOrConcern,
    /// A line without a description, counted from 1.
    LineDescription(usize),
    Promise,
    Waiting,
    Consent(ConsentKind),
    /// The customer has not answered to a mark, by its number.
    MarkAnswer(u16),
    CustomerSignature,
    AdvisorSignature,
    /// There is something that no backend would take: a JSON pointer into the sheet and the contract's code of the problem (`too_long`,
    /// `not_a_vin` …).
    Unacceptable {
        path: String,
        code: &'static str,
        /// By how many characters a text is too long.
        over: Option<usize>,
    },
    /// The shop's template requires an answer that this app has no sentence of its own for: its JSON pointer.
    Required {
        path: String,
    },
}

impl Missing {
    /// A stable word, under which the locales say what is missing.
    pub fn key(&self) -> &'static str {
        match self {
            Self::ArrivalMode => "arrival_mode",
            Self::Booking => "booking",
            Self::Covers => "covers",
            Self::OwnerName => "owner_name",
            Self::Phone => "phone",
            Self::BroughtByName => "brought_by_name",
            Self::PlateOrVin => "plate_or_vin",
            Self::MakeOrModel => "make_or_model",
            Self::BodyType => "body_type",
            Self::Powertrain => "powertrain",
            Self::Odometer => "odometer",
            Self::ConcernOrNone => "concern_or_none",
            Self::ConcernWords(_) => "concern_words",
            Self::Station(_) => "station",
            Self::MarkPhoto(_) => "mark_photo",
            Self::Ghosts(_) => "ghosts",
            Self::FuelOrCharge { .. } => "fuel_or_charge",
            Self::Lamps => "lamps",
            Self::Functions => "functions",
            Self::Interior => "interior",
            Self::Accessories => "accessories",
            Self::Valuables => "valuables",
            Self::KindOfWork => "kind_of_work",
            Self::WorkLine => "work_line",
            Self::WorkLineOrConcern => "work_line_or_concern",
            Self::LineDescription(_) => "line_description",
            Self::Promise => "promise",
            Self::Waiting => "waiting",
            Self::Consent(_) => "consent",
            Self::MarkAnswer(_) => "mark_answer",
            Self::CustomerSignature => "customer_signature",
            Self::AdvisorSignature => "advisor_signature",
            Self::Unacceptable { .. } => "unacceptable",
            Self::Required { .. } => "required",
        }
    }

    /// Id of the input to focus.
    pub fn field(&self) -> String {
        match self {
            Self::ArrivalMode => field::ARRIVAL_MODE.into(),
            Self::Booking => field::BOOKING.into(),
            Self::Covers => field::COVERS.into(),
            Self::OwnerName => field::OWNER_NAME.into(),
            Self::Phone => field::OWNER_PHONE.into(),
            Self::BroughtByName => field::BROUGHT_BY_NAME.into(),
            Self::PlateOrVin => field::PLATE.into(),
            Self::MakeOrModel => field::MAKE.into(),
            Self::BodyType => field::BODY_TYPE.into(),
            Self::Powertrain => field::POWERTRAIN.into(),
            Self::Odometer => field::ODOMETER.into(),
            Self::ConcernOrNone => field::ADD_CONCERN.into(),
            Self::ConcernWords(number) => field::concern(*number),
            Self::Station(station) => field::station(station),
            Self::MarkPhoto(number) => field::mark(*number),
            Self::Ghosts(_) => field::GHOSTS.into(),
            Self::FuelOrCharge { fuel } => if *fuel { field::FUEL } else { field::CHARGE }.into(),
            Self::Lamps => field::LAMPS.into(),
            Self::Functions => field::FUNCTIONS.into(),
            Self::Interior => field::INTERIOR.into(),
            Self::Accessories => field::ACCESSORIES.into(),
            Self::Valuables => field::VALUABLES.into(),
            Self::KindOfWork => field::KINDS_OF_WORK.into(),
            Self::WorkLine | Self::WorkLineOrConcern => field::ADD_LINE.into(),
            Self::LineDescription(number) => field::line(*number),
            Self::Promise => field::PROMISE.into(),
            Self::Waiting => field::WAITING.into(),
            Self::Consent(consent) => field::consent(consent),
            Self::MarkAnswer(number) => field::mark_answer(*number),
            Self::CustomerSignature => field::CUSTOMER_SIGNATURE.into(),
            Self::AdvisorSignature => field::ADVISOR_SIGNATURE.into(),
            Self::Unacceptable { path, .. } | Self::Required { path } => field_of_path(path),
        }
    }

    /// Whether nothing can be signed without it, whatever the template says.
    pub fn blocks_signing(&self) -> bool {
        matches!(
            self,
            Self::OwnerName
                | Self::PlateOrVin
                | Self::Odometer
                | Self::ConcernWords(_)
                | Self::WorkLineOrConcern
                | Self::LineDescription(_)
                | Self::Promise
                | Self::Valuables
                | Self::MarkAnswer(_)
                | Self::CustomerSignature
                | Self::AdvisorSignature
                | Self::Unacceptable { .. }
                | Self::Required { .. }
        )
    }

    /// Where the answer stands on the sheet, for a template that requires it; `None` where it is not one place.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::ArrivalMode => Some("/arrival/mode"),
            Self::Booking => Some("/arrival/booking"),
            Self::Covers => Some("/arrival/covers"),
            Self::OwnerName => Some("/customer/owner/name"),
            Self::Phone => Some("/customer/owner/phones"),
            Self::BroughtByName => Some("/customer/brought_by/name"),
            Self::BodyType => Some("/vehicle/body_type"),
            Self::Powertrain => Some("/vehicle/powertrain"),
            Self::Odometer => Some("/vehicle/odometer"),
            Self::FuelOrCharge { fuel: true } => Some("/vehicle/fuel_eighths"),
            Self::FuelOrCharge { fuel: false } => Some("/vehicle/charge_percent"),
            Self::Lamps => Some("/cabin/lamps_checked"),
            Self::Functions => Some("/cabin/functions"),
            Self::Interior => Some("/cabin/interior"),
            Self::Accessories => Some("/cabin/accessories"),
            Self::Valuables => Some("/cabin/valuables/outcome"),
            Self::KindOfWork => Some("/visit/kinds_of_work"),
            Self::WorkLine | Self::WorkLineOrConcern => Some("/work/lines"),
            Self::Promise => Some("/work/promise"),
            Self::Waiting => Some("/visit/waiting"),
            Self::Unacceptable { path, .. } | Self::Required { path } => Some(path),
            _ => None,
        }
    }
}

/// The step in which a place of the sheet is entered.
pub(super) fn step_of_path(path: &str) -> Step {
    let place = |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if place("/arrival") || place("/visit/kinds_of_work") || place("/visit/comeback_of") || place("/complaint") {
        Step::Welcome
    } else if place("/vehicle/fuel_eighths") || place("/vehicle/charge_percent") || place("/cabin") {
        Step::Cabin
    } else if place("/customer") || place("/vehicle") {
        Step::CustomerAndVehicle
    } else if place("/concerns") {
        Step::Concerns
    } else if place("/walkaround") {
        Step::Walkaround
    } else if place("/work") || place("/visit") || place("/follow_up") || place("/checks") {
        Step::Work
    } else {
        Step::Review
    }
}

/// The input of a place of the sheet; for a place without one of its own, the nearest.
fn field_of_path(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    // Lists on the sheet count from 0, people from 1.
    let number = || parts.get(1).and_then(|index| index.parse::<usize>().ok()).map_or(1, |index| index + 1);
    match parts.as_slice() {
        ["customer", "owner", "phones", ..] => field::OWNER_PHONE.into(),
        ["customer", "owner", ..] => field::OWNER_NAME.into(),
        ["customer", "brought_by", "phones", ..] => field::BROUGHT_BY_PHONE.into(),
        ["customer", "brought_by", ..] => field::BROUGHT_BY_NAME.into(),
        ["vehicle", "plate", ..] => field::PLATE.into(),
        ["vehicle", "vin"] => field::VIN.into(),
        ["vehicle", "make"] => field::MAKE.into(),
        ["vehicle", "model" | "model_year"] => field::MODEL.into(),
        ["vehicle", "colour"] => field::COLOUR.into(),
        ["vehicle", "odometer", ..] => field::ODOMETER.into(),
        ["vehicle", "warranty", ..] => field::WARRANTY.into(),
        ["concerns", ..] => field::concern(number()),
        ["visit", "comeback_of", ..] => field::COMEBACK.into(),
        ["complaint", ..] => field::COMPLAINT.into(),
        ["cabin", "valuables", "items", index, ..] => {
            field::valuable(index.parse::<usize>().map_or(1, |index| index + 1))
        }
        ["work", "lines", index, ..] => field::line(index.parse::<usize>().map_or(1, |index| index + 1)),
        ["work", "promise", ..] => field::PROMISE.into(),
        _ => parts.join("-").replace('_', "-"),
    }
}
