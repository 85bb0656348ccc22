//! Answers that a shop can ask for before anybody signs.

use walkaround_contract::{Extra, RequiredAnswer, Step, Template};

use crate::domain::completion::Missing;

/// An answer that can be required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub step: Step,
    /// What is missing without it, which also is how it is called.
    pub missing: Missing,
    /// Nothing is ever signed without it, whatever the template says.
    pub always: bool,
}

impl Answer {
    fn new(step: Step, missing: Missing) -> Self {
        Self { step, always: missing.blocks_signing(), missing }
    }
}

/// Every answer that the app knows to ask for, in the order of the steps.
///
/// Fuel and charge are not among them: which of the two a car has depends on the car.
pub fn answers() -> Vec<Answer> {
    use Missing::*;
    let by_step = [
        (Step::Welcome, vec![ArrivalMode, Booking, Covers, KindOfWork]),
        (Step::CustomerAndVehicle, vec![PlateOrVin, OwnerName, Phone, BodyType, Powertrain, Odometer]),
        (Step::Cabin, vec![Lamps, Functions, Interior, Accessories, Valuables]),
        (Step::Work, vec![WorkLine, Promise, Waiting]),
    ];
    by_step
        .into_iter()
        .flat_map(|(step, missing)| missing.into_iter().map(move |missing| Answer::new(step.clone(), missing)))
        .collect()
}

/// Whether a template requires the answer at a place of the sheet.
pub fn is_required(template: &Template, path: &str) -> bool {
    template.required.iter().any(|required| required.path == path)
}

/// Requires an answer, or no longer.
pub fn set_required(template: &mut Template, step: &Step, path: &str, required: bool) {
    if required && !is_required(template, path) {
        template.required.push(RequiredAnswer { step: step.clone(), path: path.to_owned(), extra: Extra::new() });
    } else if !required {
        template.required.retain(|known| known.path != path);
    }
}
