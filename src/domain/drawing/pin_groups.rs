//! Which marks share a pin. On a small screen so many pins would hide the car, and each other; then those that lie close together are one
//! pin with their number, until the drawing comes closer.
//!
//! Invariant: every mark is in exactly one group. Earlier marks gather later ones around them, so a new mark does not push old pins about
//! (but for the one with which there are too many).

use super::pins::{PinBounds, PinSize};
use super::shape::Point;

/// Pins may cover this much of where they may stand. With more of them on a phone all the car would be hidden.
const MOST_COVERED: f64 = 0.4;

/// For every pin the marks it stands for, as places in `damages` (in px of the view) and the earliest first. As many pins as there are
/// damages, unless they would cover too much. Nothing is gathered on a board without size: it was not measured yet.
pub fn pin_groups(damages: &[Point], bounds: PinBounds, size: PinSize) -> Vec<Vec<usize>> {
    let room = bounds.area();
    let most = if room > 0.0 { (room * MOST_COVERED / size.area()).max(1.0) } else { f64::INFINITY };
    // Counts of marks are far below what f64 holds exactly.
    let few = |groups: &Vec<Vec<usize>>| groups.len() as f64 <= most;
    let each: Vec<Vec<usize>> = (0..damages.len()).map(|place| vec![place]).collect();
    if few(&each) {
        return each;
    }
    // Once any are gathered, all that lie no farther apart than pins do; at last those a hundred pins apart, farther than any board is wide.
    let apart = size.area().sqrt();
    let reaches = (4_u16..=400).map(|quarters| f64::from(quarters) * apart / 4.0);
    reaches.map(|reach| gathered(damages, reach)).find(few).unwrap_or(each)
}

/// Each damage with the first one before it that is no farther away than this and not gathered itself.
fn gathered(damages: &[Point], reach: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, (x, y)) in damages.iter().enumerate() {
        let near = |group: &&mut Vec<usize>| {
            group.first().is_some_and(|first| (damages[*first].0 - x).hypot(damages[*first].1 - y) <= reach)
        };
        match groups.iter_mut().find(near) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLET: PinBounds = PinBounds { left: -18, top: -63, right: 778, bottom: 333 };
    const PHONE: PinBounds = PinBounds { left: 0, top: 0, right: 360, bottom: 230 };

    fn damages(count: u32) -> Vec<Point> {
        (0..count).map(|n| (f64::from(n * 37 % 340), f64::from(n * 61 % 210))).collect()
    }

    fn pins(count: u32, bounds: PinBounds) -> Vec<Vec<usize>> {
        pin_groups(&damages(count), bounds, PinSize::SMALL)
    }

    #[test]
    fn where_there_is_room_each_mark_has_a_pin_also_where_two_lie_in_one_place() {
        assert_eq!(pins(64, TABLET).len(), 64);
        assert_eq!(pins(20, PHONE).len(), 20);
        assert_eq!(pin_groups(&[(9.0, 9.0), (9.0, 9.0)], PHONE, PinSize::FULL), [[0], [1]]);
    }

    #[test]
    fn too_many_are_gathered_and_none_is_lost() {
        let groups = pins(60, PHONE);
        assert!((8..20).contains(&groups.len()), "{} pins", groups.len());
        let mut all: Vec<usize> = groups.concat();
        all.sort_unstable();
        assert_eq!(all, (0..60).collect::<Vec<_>>());
        assert!(groups.iter().all(|group| group.is_sorted()));
    }

    #[test]
    fn closer_there_are_more_pins_until_each_mark_has_its_own() {
        let closer = |scale: i32| {
            let damages: Vec<Point> =
                damages(60).iter().map(|(x, y)| (x * f64::from(scale), y * f64::from(scale))).collect();
            let bounds = PinBounds { right: PHONE.right * scale, bottom: PHONE.bottom * scale, ..PHONE };
            pin_groups(&damages, bounds, PinSize::SMALL).len()
        };
        assert!(closer(1) < 60);
        assert_eq!(closer(2), 60);
    }

    #[test]
    fn a_new_mark_joins_or_stands_alone_and_moves_no_other() {
        let before = pins(59, PHONE);
        let after = pins(60, PHONE);
        let without: Vec<Vec<usize>> = after
            .into_iter()
            .map(|group| group.into_iter().filter(|mark| *mark != 59).collect::<Vec<_>>())
            .filter(|group| !group.is_empty())
            .collect();
        assert_eq!(before, without);
    }

    #[test]
    fn on_a_tiny_board_there_is_one_pin_and_before_it_is_measured_there_are_all() {
        let tiny = PinBounds { left: 5, top: 5, right: 9, bottom: 9 };
        assert_eq!(pin_groups(&damages(3), tiny, PinSize::FULL).len(), 1);
        assert_eq!(pin_groups(&damages(3), PinBounds::default(), PinSize::FULL).len(), 3);
        assert!(pin_groups(&[], tiny, PinSize::FULL).is_empty());
    }
}
