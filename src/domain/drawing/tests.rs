use std::collections::BTreeSet;

use walkaround_contract::{BodyType, Template, View};

use super::*;

fn drawing(body: &BodyType) -> BodyDrawing {
    let path = format!("{}/public/drawings/{body}.json", env!("CARGO_MANIFEST_DIR"));
    let json = std::fs::read_to_string(path).expect("the drawings are part of the repository");
    BodyDrawing::parse(&json, body).expect("the drawings of the repository can be read")
}

#[test]
fn every_body_is_drawn_in_five_views_with_the_panels_of_the_template() {
    let template = Template::standard();
    for body in BodyType::KNOWN {
        let drawing = drawing(body);
        for view in View::KNOWN {
            let view = drawing.view(view).expect("all five views");
            let drawn: BTreeSet<&str> = view.panels.iter().map(|panel| panel.id.as_str()).collect();
            assert_eq!(drawn.len(), view.panels.len(), "{body} {:?}: a panel twice", view.view);
            for panel in &view.panels {
                assert!(
                    template.station_of(&panel.id, body, &walkaround_contract::DriverSide::Left).is_some(),
                    "{body}: {} has no station",
                    panel.id
                );
                assert!(
                    (0.0..=view.width).contains(&panel.at.0) && (0.0..=view.height).contains(&panel.at.1),
                    "{body}: {} outside",
                    panel.id
                );
            }
        }
        // Every panel is drawn in the view that owns it, so that its answer can be seen.
        for panel in template.panels_of_body(body) {
            let owner = template.owner_view(&panel.id, body).expect("a panel of the body");
            assert!(
                drawing.view(owner).is_some_and(|view| view.panel(&panel.id).is_some()),
                "{body}: {} is not drawn in {owner}",
                panel.id
            );
        }
    }
}

#[test]
fn the_right_view_is_the_left_one_in_a_mirror() {
    let drawing = drawing(&BodyType::Sedan);
    let (left, right) = (drawing.view(&View::Left).expect("left"), drawing.view(&View::Right).expect("right"));
    assert!(right.mirrored && !left.mirrored);
    let door = left.panel("door_front_left").expect("a door");
    let other = right.panel("door_front_right").expect("the other door");
    assert!(right.panel("door_front_left").is_none());
    assert_eq!(other.path, door.path);
    assert_eq!(other.at.0, left.width - door.at.0);
    assert_eq!(right.transform().as_deref(), Some("translate(4950 0) scale(-1 1)"));
    // What has no side keeps its name.
    assert!(right.panel("bonnet").is_some());
}

#[test]
fn a_file_of_another_body_or_of_nothing_is_refused() {
    let path = format!("{}/public/drawings/van.json", env!("CARGO_MANIFEST_DIR"));
    let van = std::fs::read_to_string(path).expect("the drawings are part of the repository");
    assert_eq!(BodyDrawing::parse(&van, &BodyType::Suv), Err(DrawingError::OtherBody { found: "van".into() }));
    assert!(matches!(BodyDrawing::parse("<!doctype html>", &BodyType::Van), Err(DrawingError::Unreadable { .. })));
}

#[test]
fn a_position_goes_there_and_back_and_stays_in_the_box() {
    let drawing = drawing(&BodyType::Coupe);
    let top = drawing.view(&View::Top).expect("top");
    let (x, y) = top.position(1234.0, 567.0);
    let (back_x, back_y) = top.point(x, y);
    assert!((back_x - 1234.0).abs() < 0.5 && (back_y - 567.0).abs() < 0.5);
    assert_eq!(top.position(-20.0, 99_999.0), (0, 10_000));
}

#[test]
fn pins_stand_beside_the_damage_and_not_on_each_other() {
    let damages: Vec<(f64, f64)> =
        (0..12).map(|n| (300.0 + f64::from(n) * 9.0, 120.0 + f64::from(n % 3) * 6.0)).collect();
    let places: Vec<(f64, f64)> = pin_offsets(&damages[..4], 700.0, 240.0)
        .iter()
        .zip(&damages)
        .map(|(offset, damage)| (damage.0 + f64::from(offset.dx), damage.1 + f64::from(offset.dy)))
        .collect();
    for (index, place) in places.iter().enumerate() {
        for other in &places[index + 1..] {
            assert!(
                (place.0 - other.0).abs() >= 70.0 || (place.1 - other.1).abs() >= 34.0,
                "{place:?} lies on {other:?}"
            );
        }
    }
    // More than there is room for: still one place each, and earlier ones stay.
    let all = pin_offsets(&damages, 700.0, 240.0);
    assert_eq!(all.len(), damages.len());
    assert_eq!(pin_offsets(&[], 700.0, 240.0), vec![]);
    // At the upper edge the pin goes below.
    assert_eq!(pin_offsets(&[(350.0, 6.0)], 700.0, 240.0), vec![PinOffset { dx: 0, dy: 32 }]);
}
