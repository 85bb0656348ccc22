//! A line that is carried through its list: where it lands, and how the others make room for it.
//!
//! Invariant: wherever the line is held, it stays within the places it may take, and the others and the gap fill the list without overlap.

use std::ops::RangeInclusive;

/// So close to an edge of what is in sight, in px, the list begins to scroll.
const EDGE: f64 = 72.0;

/// It scrolls by at most so many px a frame.
const FASTEST: f64 = 14.0;

/// Where a line lies, in px from the top of its list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub top: f64,
    pub height: f64,
}

impl Span {
    fn bottom(&self) -> f64 {
        self.top + self.height
    }

    fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

/// The lines of a list from top to bottom, one of which is carried.
#[derive(Clone, Debug, PartialEq)]
pub struct Carry {
    spans: Vec<Span>,
    from: usize,
    reach: RangeInclusive<usize>,
}

impl Carry {
    /// Takes a line up. `None` where there is nowhere to carry it, or the list does not show every place that it may take.
    pub fn begin(spans: Vec<Span>, from: usize, reach: RangeInclusive<usize>) -> Option<Self> {
        let can_move = reach.contains(&from) && reach.start() < reach.end() && *reach.end() < spans.len();
        can_move.then_some(Self { spans, from, reach })
    }

    /// How many lines the list has.
    pub fn lines(&self) -> usize {
        self.spans.len()
    }

    /// From where to where the line can be carried.
    pub fn stretch(&self) -> Span {
        let top = self.spans[*self.reach.start()].top;
        Span { top, height: self.spans[*self.reach.end()].bottom() - top }
    }

    /// How far from its place the line is held when the finger has gone so far.
    pub fn held(&self, by: f64) -> f64 {
        let own = self.spans[self.from];
        let highest = self.spans[*self.reach.start()].top - own.top;
        let lowest = self.spans[*self.reach.end()].bottom() - own.bottom();
        by.clamp(highest, lowest)
    }

    /// The place the line takes when it is let go there: it has one more behind it for each whose middle its leading edge has passed.
    pub fn lands(&self, by: f64) -> usize {
        let (own, by) = (self.spans[self.from], self.held(by));
        let (top, bottom) = (own.top + by, own.bottom() + by);
        let below = (self.from + 1..=*self.reach.end()).take_while(|place| bottom > self.spans[*place].middle());
        let above = (*self.reach.start()..self.from).rev().take_while(|place| top < self.spans[*place].middle());
        self.from + below.count() - above.count()
    }

    /// How far another line gives way while the carried one would land at `place`.
    pub fn gives_way(&self, line: usize, place: usize) -> f64 {
        let room = self.spans[self.from].height;
        if (self.from + 1..=place).contains(&line) {
            -room
        } else if (place..self.from).contains(&line) {
            room
        } else {
            0.0
        }
    }

    /// The room that waits for the line at `place`.
    pub fn gap(&self, place: usize) -> Span {
        let Span { height, .. } = self.spans[self.from];
        let top = if place > self.from { self.spans[place].bottom() - height } else { self.spans[place].top };
        Span { top, height }
    }
}

/// By how many px the list scrolls in the next frame, with the finger at `finger` and `sight` of the window showing the list, whose
/// `stretch` the line is carried through: the closer to an edge, the faster, and not past the last place; up is below 0.
pub fn scrolls_by(finger: f64, sight: Span, stretch: Span) -> f64 {
    // A list that is hardly in sight has no middle in which nothing scrolls otherwise.
    let edge = EDGE.min(sight.height / 3.0);
    let (above, below) = (sight.top + edge - finger, finger - (sight.bottom() - edge));
    let speed = |beyond: f64| (beyond / edge).min(1.0) * FASTEST;
    if above > 0.0 && stretch.top < sight.top {
        -speed(above)
    } else if below > 0.0 && stretch.bottom() > sight.bottom() {
        speed(below)
    } else {
        0.0
    }
}
