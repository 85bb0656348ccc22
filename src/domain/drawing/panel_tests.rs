//! All forty views as they are shipped: the panels are there, tile the car, and a finger gets the one it is put on.

use std::collections::BTreeSet;
use std::iter::zip;

use walkaround_contract::{BodyType, DriverSide, Powertrain, Template, View};

use super::*;

/// Panels that a view does not show on some bodies although it does on others: they are hidden there, or lie elsewhere.
const HIDDEN: [(&str, View, &[BodyType]); 6] = {
    use BodyType::{Coupe, Estate, Hatchback, Mpv, Pickup, Sedan, Suv};
    [
        // The roof's crown is higher than the foot of the aerial behind it.
        ("aerial", View::Front, &[Sedan, Hatchback, Estate, Suv, Mpv, Coupe]),
        ("aerial", View::Rear, &[Sedan, Hatchback, Estate, Suv, Mpv, Coupe]),
        // It looks to the rear, below the edge of the cab's roof.
        ("brake_lamp_high", View::Top, &[Pickup]),
        // Another pillar is behind it.
        ("pillar_c_left", View::Rear, &[Estate, Suv, Mpv]),
        ("pillar_c_right", View::Rear, &[Estate, Suv, Mpv]),
        // Hidden by the bumper's lower trim.
        ("underbody", View::Front, &[Pickup]),
    ]
};

/// Lines across a view on which lengths are measured, in mm from one to the next.
const LINE_MM: f64 = 4.0;

/// Two panels may share this much: a hair of a fifth of a millimetre along a metre, or two thousandths of the smaller one.
const HAIR_MM2: f64 = 200.0;
const HAIR_SHARE: f64 = 0.002;

/// All panels together may miss or exceed the outline by this share: roundings to whole millimetres along the edge.
const GAP_SHARE: f64 = 0.000_5;

/// Widths of the drawing on the screen, in px: a phone, a tablet, a desk.
const WIDTHS: [f64; 3] = [320.0, 740.0, 1_200.0];

fn drawing(body: &BodyType) -> BodyDrawing {
    let path = format!("{}/public/drawings/{body}.json", env!("CARGO_MANIFEST_DIR"));
    let json = std::fs::read_to_string(path).expect("the drawings are part of the repository");
    BodyDrawing::parse(&json, body).expect("the drawings of the repository can be read")
}

/// Goes through all bodies and views.
fn every_view(mut look: impl FnMut(&BodyType, &ViewDrawing)) {
    let mut seen = 0;
    for body in BodyType::KNOWN {
        let drawing = drawing(body);
        for view in View::KNOWN {
            look(body, drawing.view(view).expect("all five views"));
            seen += 1;
        }
    }
    assert_eq!(seen, 40);
}

/// Where the horizontal line at `y` is inside a shape: pairs of start and end.
fn inside(shape: &Shape, y: f64) -> Vec<(f64, f64)> {
    let mut crossings: Vec<f64> = shape
        .sides()
        .filter(|(a, b)| (a.1 > y) != (b.1 > y))
        .map(|(a, b)| (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0)
        .collect();
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn length(parts: &[(f64, f64)]) -> f64 {
    parts.iter().map(|(start, end)| end - start).sum()
}

fn shared(one: &[(f64, f64)], other: &[(f64, f64)]) -> f64 {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| (a.1.min(b.1) - a.0.max(b.0)).max(0.0)).sum()
}

#[test]
fn every_view_has_exactly_the_panels_of_the_template() {
    let template = Template::standard();
    let mut paths = 0;
    every_view(|body, view| {
        let drawn: BTreeSet<&str> = view.panels.iter().map(|panel| panel.id.as_str()).collect();
        assert_eq!(drawn.len(), view.panels.len(), "{body} {}: a panel twice", view.view);
        let hidden =
            |id: &str| HIDDEN.iter().any(|(of, on, bodies)| *of == id && *on == view.view && bodies.contains(body));
        let told: BTreeSet<&str> = template
            .panels_of_body(body)
            .filter(|panel| panel.views.contains(&view.view) && !hidden(&panel.id))
            .map(|panel| panel.id.as_str())
            .collect();
        assert_eq!(drawn, told, "{body} {}", view.view);
        paths += drawn.len();
    });
    assert_eq!(paths, 1_323);
}

#[test]
fn no_two_panels_overlap_and_together_they_are_the_car() {
    every_view(|body, view| {
        let of = format!("{body} {}", view.view);
        let shapes: Vec<Shape> = view.panels.iter().map(|panel| Shape::read(&panel.path)).collect();
        let outline = Shape::read(&view.outline);
        let mut areas = vec![0.0; shapes.len()];
        let mut overlaps = vec![vec![0.0; shapes.len()]; shapes.len()];
        let mut whole = 0.0;
        // Half a line down: no point of the drawing lies on a line.
        let mut y = LINE_MM / 2.0 + 0.25;
        while y < view.height {
            let parts: Vec<Vec<(f64, f64)>> = shapes.iter().map(|shape| inside(shape, y)).collect();
            whole += length(&inside(&outline, y)) * LINE_MM;
            for (one, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
                areas[one] += length(part) * LINE_MM;
                for (other, beside) in parts.iter().enumerate().skip(one + 1) {
                    overlaps[one][other] += shared(part, beside) * LINE_MM;
                }
            }
            y += LINE_MM;
        }
        for (one, row) in overlaps.iter().enumerate() {
            for (other, overlap) in row.iter().enumerate() {
                let hair = HAIR_MM2.max(areas[one].min(areas[other]) * HAIR_SHARE);
                let (a, b) = (&view.panels[one].id, &view.panels[other].id);
                assert!(*overlap <= hair, "{of}: {a} and {b} share {overlap:.0} mm²");
            }
        }
        let tiled: f64 = areas.iter().sum();
        assert!((tiled - whole).abs() <= whole * GAP_SHARE, "{of}: panels {tiled:.0} mm², outline {whole:.0} mm²");
    });
}

#[test]
fn a_tap_inside_a_panel_picks_it_at_any_size() {
    every_view(|body, view| {
        let map = TapMap::of(view);
        for panel in &view.panels {
            let of = format!("{body} {} {}", view.view, panel.id);
            assert_eq!(map.panel_at(panel.at), Some(panel.id.as_str()), "{of}: its roomiest point is not on it");
            for width in WIDTHS {
                let tap = map.tap(panel.at, width / view.width).expect("a panel was hit");
                assert_eq!(tap.panel, panel.id, "{of} at {width} px");
                assert_eq!(
                    (tap.x, tap.y),
                    view.position(panel.at.0, panel.at.1),
                    "{of}: the mark stands where the finger was"
                );
            }
        }
    });
}

#[test]
fn a_forgiving_tap_puts_the_mark_on_the_panel_it_goes_to() {
    every_view(|body, view| {
        let map = TapMap::of(view);
        let scale = 740.0 / view.width;
        // A finger's width beside each roomiest point, in eight directions.
        for panel in &view.panels {
            for (dx, dy) in
                zip([1.0, 0.7, 0.0, -0.7, -1.0, -0.7, 0.0, 0.7], [0.0, 0.7, 1.0, 0.7, 0.0, -0.7, -1.0, -0.7])
            {
                let point = (panel.at.0 + dx * 10.0 / scale, panel.at.1 + dy * 10.0 / scale);
                let Some(tap) = map.tap(point, scale) else { continue };
                let placed = map.panel_at(view.point(tap.x, tap.y));
                assert_eq!(
                    placed,
                    Some(tap.panel.as_str()),
                    "{body} {}: the mark of {} is beside it",
                    view.view,
                    tap.panel
                );
                assert!(!tap.nearby.contains(&tap.panel) && tap.nearby.len() <= 3);
            }
        }
    });
}

#[test]
fn a_tap_far_from_the_car_picks_nothing() {
    let sedan = drawing(&BodyType::Sedan);
    let left = sedan.view(&View::Left).expect("left");
    let map = TapMap::of(left);
    assert_eq!(map.tap((10.0, 10.0), 740.0 / left.width), None);
    assert_eq!(map.tap_at_middle("no_such_panel"), None);
    assert_eq!(map.tap_at_middle("sill_left").map(|tap| tap.panel).as_deref(), Some("sill_left"));
}

#[test]
fn an_electric_car_has_a_closed_grille_and_the_same_areas() {
    for body in BodyType::KNOWN {
        let drawing = drawing(body);
        let burning = drawing.built(&Build::of(Some(&Powertrain::FuelCell), &DriverSide::Left));
        let electric = drawing.built(&Build::of(Some(&Powertrain::BatteryElectric), &DriverSide::Left));
        assert_eq!((&electric.body, &electric.revision), (&burning.body, &burning.revision));
        let (front, closed) = (burning.view(&View::Front).expect("front"), electric.view(&View::Front).expect("front"));
        assert_eq!(front.panel("grille").map(|grille| grille.kind.as_str()), Some("dark"), "{body}");
        assert_eq!(closed.panel("grille").map(|grille| grille.kind.as_str()), Some("body"), "{body}");
        assert_ne!(front.details, closed.details, "{body}: the bars are gone");
        for view in View::KNOWN {
            let (one, other) = (burning.view(view).expect("a view"), electric.view(view).expect("a view"));
            assert!(zip(&one.panels, &other.panels).all(|(a, b)| a.id == b.id && a.path == b.path && a.at == b.at));
            // The flap is beside a rear wheel, on both sides; so is what is behind it.
            assert_eq!(one.details != other.details, *view != View::Rear && *view != View::Top, "{body} {view}");
        }
    }
}

#[test]
fn the_steering_wheel_is_on_the_drivers_side() {
    for body in BodyType::KNOWN {
        let drawing = drawing(body);
        let [left_hand, right_hand] =
            [DriverSide::Left, DriverSide::Right].map(|side| drawing.built(&Build::of(None, &side)));
        for view in View::KNOWN {
            let (one, other) = (left_hand.view(view).expect("a view"), right_hand.view(view).expect("a view"));
            let seen = matches!(view, View::Top | View::Front);
            assert_eq!(one.details != other.details, seen, "{body} {view}");
            assert_eq!(one.details.len(), other.details.len(), "{body} {view}");
        }
    }
}
