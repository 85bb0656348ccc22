//! The car's last visit, from the sheets that are on this tablet.
//!
//! Invariant: a visit of another car is never taken for this one's: where both VINs are known they decide, else the plate does.

use walkaround_contract::{Distance, Id, Sheet, Timestamp, is_vin};

use super::draft::Draft;
use super::outbox::SheetRecord;

/// What is known of the car's last visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastVisit {
    pub sheet: Id,
    pub visit_id: Id,
    pub completed_at: Timestamp,
    pub odometer: Option<Distance>,
}

impl From<&Sheet> for LastVisit {
    fn from(sheet: &Sheet) -> Self {
        Self {
            sheet: sheet.id,
            visit_id: sheet.visit_id,
            completed_at: sheet.completed_at,
            odometer: sheet.vehicle.odometer.clone(),
        }
    }
}

impl LastVisit {
    /// The latest earlier visit of this draft's car among the signed sheets. `None` while neither plate nor VIN is entered.
    pub fn find<'a>(draft: &Draft, signed: impl IntoIterator<Item = &'a SheetRecord>) -> Option<Self> {
        let vin = draft.vehicle.vin.as_deref().filter(|vin| is_vin(vin));
        let plate = draft.vehicle.plate.as_ref().map(|plate| plate.text.as_str()).filter(|text| !text.is_empty());
        // A VIN is letters and digits, so in canonical JSON it stands as it is; most sheets are passed over without reading them.
        let vin_member = vin.map(|vin| format!("\"vin\":\"{vin}\""));
        let is_candidate = |record: &&SheetRecord| {
            record.visit_id != draft.visit_id
                && (vin_member.as_ref().is_some_and(|member| record.json.contains(member))
                    || plate.is_some_and(|plate| record.plate == plate))
        };
        let mut candidates: Vec<&SheetRecord> = signed.into_iter().filter(is_candidate).collect();
        candidates.sort_by_key(|record| std::cmp::Reverse(record.sealed_at));
        candidates.into_iter().find_map(|record| {
            // A sheet that can't be read is said elsewhere; an older one may still help.
            let sheet: Sheet = serde_json::from_str(&record.json).ok()?;
            let other_vin = sheet.vehicle.vin.as_deref().filter(|vin| is_vin(vin));
            let same_car = match (vin, other_vin) {
                (Some(vin), Some(other)) => vin == other,
                _ => sheet.vehicle.plate.as_ref().is_some_and(|other| Some(other.text.as_str()) == plate),
            };
            same_car.then(|| Self::from(&sheet))
        })
    }
}

#[cfg(test)]
mod tests {
    use walkaround_contract::DeviceKey;

    use super::*;
    use crate::domain::sample::{complete_draft, id, minute, settings, sign, template};
    use crate::domain::{plate, to_sheet};

    const VIN: &str = "LGXC76C4XP0123487";
    const OTHER_VIN: &str = "1M8GDM9AXKP042788";

    /// A signed visit so many minutes in, with this plate and VIN; the odometer says which one it is.
    fn visit(number: u32, plate: &str, vin: Option<&str>) -> SheetRecord {
        let mut draft = complete_draft();
        draft.id = id(u128::from(number) + 700);
        draft.visit_id = id(u128::from(number) + 800);
        draft.vehicle.plate = plate::read(plate).to_plate();
        draft.vehicle.vin = vin.map(str::to_owned);
        if let Some(odometer) = &mut draft.vehicle.odometer {
            odometer.value = number;
        }
        sign(&mut draft);
        let sheet =
            to_sheet::finish(&draft, template(), &settings().device, minute(10 + i64::from(number))).expect("finished");
        let digest = sheet.seal_digest().expect("canonical");
        let key = DeviceKey {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: String::new(),
            y: String::new(),
            extra: Default::default(),
        };
        to_sheet::record(&to_sheet::with_seal(sheet, digest, key, String::new())).expect("canonical").expect("sealed")
    }

    fn found(draft: &Draft, signed: &[SheetRecord]) -> Option<u32> {
        LastVisit::find(draft, signed).and_then(|last| last.odometer).map(|odometer| odometer.value)
    }

    #[test]
    fn the_latest_visit_of_the_same_car_is_found() {
        let mut draft = complete_draft();
        let signed = [
            visit(3, "沪B12345", Some(OTHER_VIN)),
            visit(1, "沪AD12345", Some(VIN)),
            // The same car under an earlier plate.
            visit(2, "沪C88888", Some(VIN)),
            // Another car, which has this plate now.
            visit(4, "沪AD12345", Some(OTHER_VIN)),
        ];
        assert_eq!(found(&draft, &signed), Some(2));
        draft.vehicle.vin = None;
        assert_eq!(found(&draft, &signed), Some(4));
        draft.vehicle.plate = None;
        assert_eq!(found(&draft, &signed), None);
        draft.vehicle.vin = Some("LGX".into());
        assert_eq!(found(&draft, &signed), None);
    }

    #[test]
    fn this_visit_is_not_its_own_last_one() {
        let mut draft = complete_draft();
        let signed = [visit(1, "沪AD12345", Some(VIN)), visit(2, "沪AD12345", None)];
        draft.visit_id = signed[1].visit_id;
        assert_eq!(found(&draft, &signed), Some(1));
        let unreadable = SheetRecord { json: "{".into(), sealed_at: minute(99), ..signed[1].clone() };
        draft.visit_id = id(2);
        assert_eq!(found(&draft, &[unreadable, signed[0].clone()]), Some(1));
    }
}
