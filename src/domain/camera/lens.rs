//! Lenses and zooms: which of them are worth a button.

/// A camera of the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// By which it is opened.
    pub id: String,
    /// As the device calls it; empty until somebody has allowed the camera.
    pub label: String,
}

/// What the zoom of a lens can do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoomRange {
    pub least: f64,
    pub most: f64,
    pub now: f64,
}

/// How a label says that a lens looks at the person who holds the device.
const AT_THE_PERSON: [&str; 4] = ["front", "user", "selfie", "facetime"];

/// Lenses that look away from the person, or all where no label tells.
pub fn offered_lenses(lenses: Vec<Lens>) -> Vec<Lens> {
    let looks_away = |lens: &Lens| {
        let label = lens.label.to_lowercase();
        !AT_THE_PERSON.iter().any(|word| label.contains(word))
    };
    if lenses.iter().any(looks_away) { lenses.into_iter().filter(looks_away).collect() } else { lenses }
}

/// The lens after this one, in a circle; `None` with fewer than two.
pub fn next_lens<'a>(lenses: &'a [Lens], now: Option<&str>) -> Option<&'a Lens> {
    let place = lenses.iter().position(|lens| Some(lens.id.as_str()) == now);
    let next = place.map_or(0, |place| (place + 1) % lenses.len());
    lenses.get(next).filter(|_| lenses.len() > 1)
}

/// Zooms that get a button: the whole field, as the lens sees, twice and five times, as far as the lens reaches. Fewer than two are none.
pub fn zoom_stops(range: ZoomRange) -> Vec<f64> {
    let mut stops: Vec<f64> = (range.least < 0.95).then_some(range.least).into_iter().collect();
    stops.extend([1.0, 2.0, 5.0].into_iter().filter(|stop| (range.least..=range.most).contains(stop)));
    if stops.len() < 2 { Vec::new() } else { stops }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lens(id: &str, label: &str) -> Lens {
        Lens { id: id.into(), label: label.into() }
    }

    #[test]
    fn lenses_that_look_at_the_person_are_left_out_unless_there_is_no_other() {
        let back = lens("a", "camera2 0, facing back");
        let front = lens("b", "camera2 1, facing front");
        assert_eq!(offered_lenses(vec![front.clone(), back.clone()]), [back]);
        assert_eq!(offered_lenses(vec![front.clone()]), [front]);
        assert!(offered_lenses(Vec::new()).is_empty());
    }

    #[test]
    fn lenses_go_round() {
        let lenses = [lens("a", ""), lens("b", "")];
        let id = |now| next_lens(&lenses, now).map(|lens| lens.id.as_str());
        assert_eq!((id(Some("a")), id(Some("b")), id(None)), (Some("b"), Some("a"), Some("a")));
        assert_eq!(next_lens(&lenses[..1], Some("a")), None);
        assert_eq!(next_lens(&[], None), None);
    }

    #[test]
    fn zooms_are_those_the_lens_reaches() {
        let stops = |least, most| zoom_stops(ZoomRange { least, most, now: 1.0 });
        assert_eq!(stops(0.5, 8.0), [0.5, 1.0, 2.0, 5.0]);
        assert_eq!(stops(1.0, 3.0), [1.0, 2.0]);
        assert!(stops(1.0, 1.0).is_empty());
        // Some drivers count in hundredths.
        assert!(stops(100.0, 400.0).is_empty());
    }
}
