//! What an advisor will see: the lists that are offered, in order, without what is switched off.

use walkaround_contract::{DriverSide, Step, Template};

use crate::domain::walkaround::station_order;

/// One list of the preview: the catalogue that names its words, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewPart {
    pub catalogue: &'static str,
    pub words: Vec<String>,
}

/// Catalogues whose words are the work of a step, by step.
const BY_STEP: [(Step, &[&str]); 5] = [
    (Step::Welcome, &["arrival_mode", "work_kind"]),
    (Step::CustomerAndVehicle, &["body_type", "powertrain"]),
    (Step::Concerns, &["symptom", "place"]),
    (Step::Cabin, &["warning_lamp", "cabin_function", "interior_area", "accessory_kind"]),
    (Step::Work, &["payer", "consent_kind"]),
];

/// The steps that are gone through, each with the lists it offers.
pub fn preview(template: &Template, driver_side: &DriverSide) -> Vec<(Step, Vec<PreviewPart>)> {
    let offered = |catalogue: &'static str| PreviewPart {
        catalogue,
        words: template.offered(catalogue).into_iter().map(|entry| entry.id.clone()).collect(),
    };
    template
        .steps_on()
        .map(|step| {
            let mut parts: Vec<PreviewPart> = BY_STEP
                .iter()
                .filter(|(of, _)| of == step)
                .flat_map(|(_, catalogues)| catalogues.iter().map(|catalogue| offered(catalogue)))
                .collect();
            if *step == Step::Walkaround {
                let stations = station_order(template, driver_side).iter().map(ToString::to_string).collect();
                let shots = template.shots_on().map(ToString::to_string).collect();
                parts.push(PreviewPart { catalogue: "station", words: stations });
                parts.push(offered("damage_kind"));
                parts.push(PreviewPart { catalogue: "guided_shot", words: shots });
            }
            (step.clone(), parts)
        })
        .collect()
}
