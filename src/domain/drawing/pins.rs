//! Where the pins of marks stand: beside the damage, not over it, and not over each other. Where many marks lie close together the pins
//! fan out, each at the end of a line that leads back to its damage.
//!
//! Invariant: earlier marks choose first and do not see later ones, so a new mark does not push old pins about (but for the one with which
//! there are so many that all pins become small).

/// How far a pin stands from its damage, in px of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinOffset {
    pub dx: i32,
    pub dy: i32,
}

impl PinOffset {
    /// Whether the pin stands so far off that only a line tells which damage it belongs to.
    pub fn needs_line(self) -> bool {
        self.dx.abs() > NEAR.0 || self.dy.abs() > NEAR.1
    }

    /// Where the pin of a damage stands.
    pub fn of(self, damage: (f64, f64)) -> (i32, i32) {
        let (x, y) = whole_px(damage);
        (x + self.dx, y + self.dy)
    }

    /// The best place, where there are no other pins.
    pub fn above(size: PinSize) -> Self {
        Self { dx: 0, dy: -over(size) }
    }
}

/// Where pins may stand, in px from the upper left corner of the view; beyond the view where there is room around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinBounds {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl PinBounds {
    /// Whether a pin in this place lies within.
    pub fn hold(self, (x, y): (i32, i32), size: PinSize) -> bool {
        let (wide, high) = (size.half_width, size.half_height);
        (self.left + wide..=self.right - wide).contains(&x) && (self.top + high..=self.bottom - high).contains(&y)
    }

    /// In square px.
    pub(super) fn area(self) -> f64 {
        f64::from((self.right - self.left).max(0)) * f64::from((self.bottom - self.top).max(0))
    }
}

/// Half of a pin's width and height with the gap to the next, in px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinSize {
    half_width: i32,
    half_height: i32,
}

impl PinSize {
    /// The widest (of two digits) is about 64 × 30.
    pub const FULL: Self = Self { half_width: 35, half_height: 18 };
    /// Where a view has very many marks.
    pub const SMALL: Self = Self { half_width: 27, half_height: 13 };

    /// How large the pins of this many marks are in a view this wide, in px.
    pub fn of(marks: usize, view_width: f64) -> Self {
        // Counts of marks are far below what f64 holds exactly.
        if marks as f64 * ROOM_FOR_ONE > view_width { Self::SMALL } else { Self::FULL }
    }

    /// Room for labels with numbers up to this.
    #[must_use]
    pub fn for_numbers(self, highest: u16) -> Self {
        let digits = highest.checked_ilog10().map_or(1, |more| more + 1);
        let further = i32::try_from(digits.saturating_sub(2)).unwrap_or_default();
        Self { half_width: self.half_width + HALF_A_DIGIT * further, ..self }
    }

    /// Whether two pins in these places do not meet.
    fn beside(self, (x, y): (i32, i32), (other_x, other_y): (i32, i32)) -> bool {
        (other_x - x).abs() >= 2 * self.half_width || (other_y - y).abs() >= 2 * self.half_height
    }

    pub fn is_small(self) -> bool {
        self.half_height == Self::SMALL.half_height
    }

    /// In square px.
    pub(super) fn area(self) -> f64 {
        f64::from(4 * self.half_width * self.half_height)
    }
}

/// Half the width of a digit and a little more, in px.
const HALF_A_DIGIT: i32 = 5;

/// Each mark takes this much of a view's width, in px; with more of them pins are small. On a tablet that is the twenty-first, on a phone the
/// tenth.
const ROOM_FOR_ONE: f64 = 36.0;

/// A pin this near needs no line to its damage.
const NEAR: (i32, i32) = (40, 34);

/// How near to a damage a pin may not come, in px, so that the stroke stays in sight.
const CLEAR: i32 = 9;

/// Rounds around a damage on which places are tried, each a pin's height further off than the one before.
const ROUNDS: i32 = 16;

/// How far over its damage a pin stands where nothing hinders it, or below it.
fn over(size: PinSize) -> i32 {
    size.half_height + 14
}

/// The pixel that a place is in.
pub fn whole_px((x, y): (f64, f64)) -> (i32, i32) {
    // Screens are far smaller than i32; `as` saturates in any case.
    (x.round() as i32, y.round() as i32)
}

/// What stands in a part of the board as large as a pin. A place is free if the nine parts around it say so; so a pin is placed in the same
/// time however many there are.
struct Occupied {
    part: (i32, i32),
    columns: i32,
    rows: i32,
    origin: (i32, i32),
    pins: Vec<Vec<(i32, i32)>>,
    damages: Vec<Vec<(i32, i32)>>,
}

impl Occupied {
    fn new(bounds: PinBounds, size: PinSize) -> Self {
        let part = (2 * size.half_width, 2 * size.half_height);
        let columns = ((bounds.right - bounds.left) / part.0 + 1).max(1);
        let rows = ((bounds.bottom - bounds.top) / part.1 + 1).max(1);
        let parts = usize::try_from(columns * rows).unwrap_or_default();
        Self {
            part,
            columns,
            rows,
            origin: (bounds.left, bounds.top),
            pins: vec![Vec::new(); parts],
            damages: vec![Vec::new(); parts],
        }
    }

    fn part_of(&self, (x, y): (i32, i32)) -> (i32, i32) {
        let column = (x - self.origin.0).div_euclid(self.part.0).clamp(0, self.columns - 1);
        let row = (y - self.origin.1).div_euclid(self.part.1).clamp(0, self.rows - 1);
        (column, row)
    }

    fn index(&self, (column, row): (i32, i32)) -> usize {
        usize::try_from(row * self.columns + column).unwrap_or_default()
    }

    fn around(&self, at: (i32, i32)) -> impl Iterator<Item = usize> + '_ {
        let (column, row) = self.part_of(at);
        (-1..=1)
            .flat_map(move |down| (-1..=1).map(move |across| (column + across, row + down)))
            .filter(|&(column, row)| (0..self.columns).contains(&column) && (0..self.rows).contains(&row))
            .map(|part| self.index(part))
    }

    /// A pin here covers no other pin.
    fn is_free(&self, at: (i32, i32), size: PinSize) -> bool {
        self.around(at).all(|part| self.pins[part].iter().all(|other| size.beside(at, *other)))
    }

    /// A pin here covers no damage.
    fn is_clear(&self, (x, y): (i32, i32), size: PinSize) -> bool {
        let (wide, high) = (size.half_width, size.half_height + CLEAR);
        let beside = |&(dx, dy): &(i32, i32)| (dx - x).abs() >= wide || (dy - y).abs() >= high;
        self.around((x, y)).all(|part| self.damages[part].iter().all(beside))
    }
}

/// For every damage (in px of the view) the place of its pin. Where all places are taken a pin stands above its damage and overlaps.
pub fn pin_offsets(damages: &[(f64, f64)], bounds: PinBounds, size: PinSize) -> Vec<PinOffset> {
    let places = free_places(damages, bounds, size);
    places.zip(damages).map(|(free, damage)| free.unwrap_or_else(|| crowded(*damage, bounds, size))).collect()
}

/// Whether every pin finds a place of its own.
pub fn pins_fit(damages: &[(f64, f64)], bounds: PinBounds, size: PinSize) -> bool {
    free_places(damages, bounds, size).all(|free| free.is_some())
}

/// The place of each pin, if there is one where it covers no other; best of all one where it covers no damage either.
fn free_places(damages: &[(f64, f64)], bounds: PinBounds, size: PinSize) -> impl Iterator<Item = Option<PinOffset>> {
    let mut occupied = Occupied::new(bounds, size);
    damages.iter().map(move |&damage| {
        let part = occupied.index(occupied.part_of(whole_px(damage)));
        occupied.damages[part].push(whole_px(damage));
        let fits =
            |offset: &PinOffset| bounds.hold(offset.of(damage), size) && occupied.is_free(offset.of(damage), size);
        let mut free = places(size).filter(fits);
        let first = free.next();
        let clear = first.into_iter().chain(free).find(|offset| occupied.is_clear(offset.of(damage), size));
        let free = clear.or(first);
        let at = free.unwrap_or_else(|| crowded(damage, bounds, size)).of(damage);
        let part = occupied.index(occupied.part_of(at));
        occupied.pins[part].push(at);
        free
    })
}

/// The place of one pin: where it is, if that is within the bounds and beside these other pins, else the best that is.
pub fn pin_within(
    damage: (f64, f64),
    offset: PinOffset,
    others: &[(i32, i32)],
    bounds: PinBounds,
    size: PinSize,
) -> PinOffset {
    let fits = |offset: &PinOffset| {
        let at = offset.of(damage);
        bounds.hold(at, size) && others.iter().all(|other| size.beside(at, *other))
    };
    let free = std::iter::once(offset).chain(places(size)).find(fits);
    free.unwrap_or_else(|| crowded(damage, bounds, size))
}

/// Where all places are taken: over the damage, or below it at the upper edge.
fn crowded(damage: (f64, f64), bounds: PinBounds, size: PinSize) -> PinOffset {
    let fits_above = whole_px(damage).1 - bounds.top >= 3 * size.half_height;
    PinOffset { dx: 0, dy: if fits_above { -over(size) } else { over(size) } }
}

/// Places to try, the best first: above, below, beside; then further off, all around.
fn places(size: PinSize) -> impl Iterator<Item = PinOffset> {
    let (wide, high) = (size.half_width, size.half_height);
    let beside = wide + 18;
    let near = [(0, -over(size)), (0, over(size)), (beside, -12), (-beside, -12), (beside, 14), (-beside, 14)];
    let far = (2..ROUNDS).flat_map(move |round| {
        let up = round * (2 * high + 1);
        // On each round as many places as pins fit side by side, from the middle outwards.
        (0..=round).flat_map(move |step| {
            let across = step * (wide + 2);
            let level = up - step * high;
            [(across, -level), (-across, -level), (across, level), (-across, level)]
        })
    });
    near.into_iter().chain(far).map(|(dx, dy)| PinOffset { dx, dy })
}
