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

/// Centres of the pins of these damages.
fn pins(damages: &[(f64, f64)], bounds: PinBounds, size: PinSize) -> Vec<(f64, f64)> {
    let offsets = pin_offsets(damages, bounds, size);
    let place = |(damage, offset): (&(f64, f64), &PinOffset)| {
        (damage.0.round() + f64::from(offset.dx), damage.1.round() + f64::from(offset.dy))
    };
    damages.iter().zip(&offsets).map(place).collect()
}

/// Pins that lie on each other, as wide and high as they are on screen.
fn overlaps(pins: &[(f64, f64)], width: f64, height: f64) -> usize {
    let on = |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).abs() < width && (a.1 - b.1).abs() < height;
    pins.iter().enumerate().map(|(index, pin)| pins[index + 1..].iter().filter(|other| on(pin, other)).count()).sum()
}

/// A side view on a tablet, with the board around it.
const SIDE: PinBounds = PinBounds { left: -15, top: -70, right: 735, bottom: 330 };

#[test]
fn a_lone_pin_stands_above_its_damage_and_below_it_at_the_upper_edge() {
    let side = PinBounds { left: 0, top: 0, right: 700, bottom: 240 };
    let offset = |x, y| pin_offsets(&[(x, y)], side, PinSize::FULL)[0];
    assert_eq!(offset(350.0, 120.0), PinOffset { dx: 0, dy: -32 });
    assert_eq!(offset(350.0, 6.0), PinOffset { dx: 0, dy: 32 });
    assert!(!offset(350.0, 120.0).needs_line());
    assert!(offset(5.0, 120.0).dx > 0);
    assert_eq!(pin_offsets(&[], side, PinSize::FULL), vec![]);
}

#[test]
fn a_pin_that_the_palette_would_hide_comes_into_sight() {
    let in_sight = PinBounds { left: 0, top: 0, right: 700, bottom: 240 };
    let within = |x, y, dx, dy| pin_within((x, y), PinOffset { dx, dy }, &[], in_sight, PinSize::FULL);
    assert_eq!(within(350.0, 120.0, 90, -60), PinOffset { dx: 90, dy: -60 }, "it stays where all of it is seen");
    assert_eq!(within(350.0, 200.0, 0, 60), PinOffset { dx: 0, dy: -32 });
    assert_eq!(within(350.0, 10.0, 0, -60), PinOffset { dx: 0, dy: 32 });
    let others = [(350, 118)];
    let beside = pin_within((350.0, 150.0), PinOffset { dx: 0, dy: -32 }, &others, in_sight, PinSize::FULL);
    assert_eq!(beside, PinOffset { dx: 0, dy: 32 }, "another pin stands above");
}

#[test]
fn twelve_marks_on_a_panel_fan_out() {
    // A door is about 140 px wide on a tablet; the second dozen lie on one and the same point, as marks from the list do.
    let spread: Vec<(f64, f64)> =
        (0..12).map(|n| (400.0 + f64::from(n % 4) * 30.0, 120.0 + f64::from(n / 4) * 25.0)).collect();
    for damages in [spread, vec![(450.0, 140.0); 12]] {
        let pins = pins(&damages, SIDE, PinSize::of(damages.len(), 720.0));
        assert_eq!(overlaps(&pins, 66.0, 32.0), 0, "{pins:?}");
        for (pin, damage) in pins.iter().zip(&damages) {
            assert!((pin.0 - damage.0).hypot(pin.1 - damage.1) < 260.0, "{pin:?} is far from {damage:?}");
        }
    }
}

#[test]
fn forty_marks_in_a_view_do_not_overlap() {
    // Two hundred marks in five views, strewn by a fixed rule over the car.
    let damages: Vec<(f64, f64)> =
        (0..40).map(|n| (f64::from(n * 197 % 700) + 10.0, f64::from(n * 89 % 200) + 20.0)).collect();
    let pins = pins(&damages, SIDE, PinSize::of(damages.len(), 720.0));
    assert_eq!(overlaps(&pins, 50.0, 22.0), 0);
}

#[test]
fn a_new_mark_moves_no_old_pin() {
    let mut damages: Vec<(f64, f64)> = (0..9).map(|n| (300.0 + f64::from(n) * 21.0, 130.0)).collect();
    let before = pin_offsets(&damages, SIDE, PinSize::FULL);
    damages.push((330.0, 120.0));
    let after = pin_offsets(&damages, SIDE, PinSize::FULL);
    assert_eq!(after[..9], before[..]);
    // More than there is room for: still one place each.
    let heap = vec![(100.0, 100.0); 300];
    assert_eq!(pin_offsets(&heap, SIDE, PinSize::of(300, 720.0)).len(), 300);
}
