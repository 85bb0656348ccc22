//! Where the pins of marks stand: beside the damage, not over it, and not over each other.

/// How far a pin stands from its damage, in px of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinOffset {
    pub dx: i32,
    pub dy: i32,
}

/// Half of a pin's width and height with the gap to the next, in px: the widest (`W65535` aside) is about 70 × 30.
const HALF: (i32, i32) = (36, 18);

/// How near to a damage a pin may not come, in px, so that the stroke stays in sight.
const CLEAR: i32 = 9;

/// Places to try, the best first: above, below, beside, then further off.
const PLACES: [(i32, i32); 16] = [
    (0, -32),
    (0, 32),
    (54, -12),
    (-54, -12),
    (54, 14),
    (-54, 14),
    (0, -66),
    (0, 66),
    (60, -46),
    (-60, -46),
    (60, 48),
    (-60, 48),
    (104, 0),
    (-104, 0),
    (0, -100),
    (0, 100),
];

/// For every damage (in px of a box of this size) the place of its pin. Earlier marks choose first, so a new mark does not push old pins
/// about. Where all places are taken a pin stands above its damage and overlaps.
pub fn pin_offsets(damages: &[(f64, f64)], width: f64, height: f64) -> Vec<PinOffset> {
    // Screens are far smaller than i32; `as` saturates in any case.
    let damages: Vec<(i32, i32)> = damages.iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect();
    let (width, height) = (width.round() as i32, height.round() as i32);
    let mut taken: Vec<(i32, i32)> = Vec::with_capacity(damages.len());
    damages
        .iter()
        .map(|&(x, y)| {
            let fits = |&(dx, dy): &(i32, i32)| {
                let (px, py) = (x + dx, y + dy);
                let in_box = px >= HALF.0 && px <= width - HALF.0 && py >= HALF.1 && py <= height - HALF.1;
                let free = taken.iter().all(|&(tx, ty)| (tx - px).abs() >= 2 * HALF.0 || (ty - py).abs() >= 2 * HALF.1);
                let clear =
                    damages.iter().all(|&(ox, oy)| (ox - px).abs() >= HALF.0 || (oy - py).abs() >= HALF.1 + CLEAR);
                in_box && free && clear
            };
            let (dx, dy) = PLACES.iter().copied().find(fits).unwrap_or(PLACES[usize::from(y < HALF.1 * 2)]);
            taken.push((x + dx, y + dy));
            PinOffset { dx, dy }
        })
        .collect()
}
