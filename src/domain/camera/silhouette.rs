//! The outline that a car should fill in the viewfinder, for each guided photo, made from the drawing of its body.
//!
//! Front, rear and sides are the drawing's own views; over a corner the car is put together from three of them.

use walkaround_contract::{GuidedShot, View};

use super::corner::Corner;
use crate::domain::drawing::{BodyDrawing, ViewDrawing};

/// Lines to lay over the viewfinder.
#[derive(Clone, Debug, PartialEq)]
pub struct Silhouette {
    pub width: f64,
    pub height: f64,
    /// Turns the lines the right way round where the drawing is mirrored.
    pub transform: Option<String>,
    pub outline: String,
    /// Windows, wheels, lamps and plate: they tell front from rear.
    pub lines: Vec<String>,
}

/// Where the photographer stands: degrees from the nose, over the car's left.
const FRONT_LEFT: f64 = 40.0;
const REAR_RIGHT: f64 = 180.0 + 40.0;

/// The silhouette of a guided photo; `None` for a photo that is not of the car's outside.
pub fn silhouette(shot: &GuidedShot, drawing: &BodyDrawing) -> Option<Silhouette> {
    match shot {
        GuidedShot::Front => drawing.view(&View::Front).map(|view| straight(view)),
        GuidedShot::Rear => drawing.view(&View::Rear).map(|view| straight(view)),
        GuidedShot::Left => drawing.view(&View::Left).map(|view| straight(view)),
        GuidedShot::Right => drawing.view(&View::Right).map(|view| straight(view)),
        GuidedShot::FrontLeft => Corner::of(drawing, &View::Front).map(|corner| corner.silhouette(FRONT_LEFT)),
        GuidedShot::RearRight => Corner::of(drawing, &View::Rear).map(|corner| corner.silhouette(REAR_RIGHT)),
        GuidedShot::Dashboard | GuidedShot::Vin | GuidedShot::Unlisted(_) => None,
    }
}

/// What is worth a line of its own in a straight view.
fn is_telling(kind: &str) -> bool {
    matches!(kind, "glass" | "tyre" | "lamp" | "tail" | "plate")
}

fn straight(view: &ViewDrawing) -> Silhouette {
    Silhouette {
        width: view.width,
        height: view.height,
        transform: view.transform(),
        outline: view.outline.to_string(),
        lines: view.panels.iter().filter(|panel| is_telling(&panel.kind)).map(|panel| panel.path.to_string()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walkaround_contract::BodyType;

    fn drawing(body: &BodyType) -> BodyDrawing {
        let path = format!("{}/public/drawings/{body}.json", env!("CARGO_MANIFEST_DIR"));
        let json = std::fs::read_to_string(&path).expect("every body has a drawing");
        BodyDrawing::parse(&json, body).expect("it can be read")
    }

    #[test]
    fn every_body_has_a_silhouette_for_each_photo_of_its_outside() {
        for body in BodyType::KNOWN {
            let drawing = drawing(body);
            let outside = GuidedShot::KNOWN.iter().filter(|shot| silhouette(shot, &drawing).is_some()).count();
            assert_eq!(outside, 6, "{body}");
            for shot in GuidedShot::KNOWN {
                let Some(made) = silhouette(shot, &drawing) else { continue };
                assert!(made.lines.len() >= 4, "{body} {shot}: {} lines", made.lines.len());
                assert!(made.outline.starts_with('M') && made.outline.ends_with('z'), "{body} {shot}");
                assert!(made.outline.len() > 300 && !made.outline.contains("NaN"), "{body} {shot}: {}", made.outline);
                let ratio = made.width / made.height;
                assert!((0.8..3.6).contains(&ratio), "{body} {shot}: {ratio}");
            }
        }
    }

    #[test]
    fn over_the_corner_a_car_is_shorter_than_from_its_side_and_wider_than_from_its_front() {
        for body in BodyType::KNOWN {
            let drawing = drawing(body);
            let ratio = |shot| silhouette(&shot, &drawing).map(|made| made.width / made.height).expect("an outline");
            let (side, corner, front) =
                (ratio(GuidedShot::Left), ratio(GuidedShot::FrontLeft), ratio(GuidedShot::Front));
            assert!(front < corner && corner < side, "{body}: {front:.2} {corner:.2} {side:.2}");
        }
    }

    #[test]
    fn the_right_side_is_the_left_one_turned_round() {
        let drawing = drawing(&BodyType::Sedan);
        let side = |shot| silhouette(&shot, &drawing).expect("an outline");
        let (left, right) = (side(GuidedShot::Left), side(GuidedShot::Right));
        assert_eq!(left.outline, right.outline);
        assert_eq!((left.transform.is_some(), right.transform.is_some()), (false, true));
    }
}
