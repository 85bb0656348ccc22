//! What lies around a view on its board. It is measured once; where everything stands at another zoom follows by arithmetic, so that the
//! drawing and its pins are laid out at one go.

use super::pins::PinBounds;
use super::shape::Point;
use super::zoom::{Room, Zoom};

/// Sizes and places on the board, in px from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The board's width.
    pub board: f64,
    /// Width and height of the view at the smallest zoom.
    pub view: (f64, f64),
    /// Where the view's middle is until it is pushed.
    pub middle: Point,
    /// Tools lie over the board down to here.
    pub tools: f64,
    /// From here on the palette lies over the board, or it ends.
    pub end: f64,
    /// From here on a hint lies over it, which gives way when the drawing comes closer.
    pub hint: Option<f64>,
}

impl Surroundings {
    /// The room in which the view is zoomed and pushed: the view's middle is the middle of it.
    pub fn room(self) -> Room {
        Room { width: self.board, height: 2.0 * self.middle.1, view_width: self.view.0, view_height: self.view.1 }
    }

    /// Where pins may stand: on the whole board, but not under what lies over it. The view itself is always theirs: on a low board tools lie
    /// over its corners, and of a view that has come closer what is out of sight keeps its pins there until it is pushed into sight. In px
    /// of a view that is laid out at the scale `drawn`; the rest of the zoom is a transform.
    pub fn pin_bounds(self, zoom: Zoom, drawn: f64) -> PinBounds {
        let sight = self.in_sight(zoom, drawn);
        // Screens are far smaller than i32; `as` saturates in any case.
        let own = |length: f64| (length * drawn).round() as i32 - Self::EDGE;
        PinBounds {
            left: sight.left.min(Self::EDGE),
            top: sight.top.min(Self::EDGE),
            right: sight.right.max(own(self.view.0)),
            bottom: sight.bottom.max(own(self.view.1)),
        }
    }

    /// The part of the board that is in sight, beside what lies over it; in the same px.
    pub fn in_sight(self, zoom: Zoom, drawn: f64) -> PinBounds {
        let left = self.middle.0 - self.view.0 * zoom.scale / 2.0 + zoom.x;
        let top = self.middle.1 - self.view.1 * zoom.scale / 2.0 + zoom.y;
        let end = self.hint.filter(|_| zoom.is_fit()).unwrap_or(self.end);
        // Screens are far smaller than i32; `as` saturates in any case.
        let px = |length: f64| (length * drawn / zoom.scale).round() as i32;
        PinBounds {
            left: px(-left) + Self::EDGE,
            top: px(self.tools - top) + Self::EDGE,
            right: px(self.board - left) - Self::EDGE,
            bottom: px(end - top) - Self::EDGE,
        }
    }

    /// Pins keep this far from the edge, in px.
    const EDGE: i32 = 2;
}

#[cfg(test)]
mod tests {
    use super::*;

    const AROUND: Surroundings = Surroundings {
        board: 800.0,
        view: (760.0, 250.0),
        middle: (400.0, 250.0),
        tools: 60.0,
        end: 500.0,
        hint: Some(460.0),
    };

    #[test]
    fn pins_stand_between_the_tools_and_the_hint() {
        let bounds = AROUND.pin_bounds(Zoom::FIT, 1.0);
        // The view begins at (20, 125).
        assert_eq!(bounds, PinBounds { left: -18, top: -63, right: 778, bottom: 333 });
    }

    #[test]
    fn the_hint_gives_way_and_the_view_is_always_theirs() {
        let near = Zoom::FIT.by(1.2, (0.0, 0.0), AROUND.room());
        // The view is 912 × 300 and begins at (-56, 100).
        assert_eq!(AROUND.pin_bounds(near, 1.2), PinBounds { left: 2, top: -38, right: 910, bottom: 398 });
    }

    #[test]
    fn what_fingers_have_scaled_counts_in_its_own_px() {
        let near = Zoom::FIT.by(2.0, (0.0, 0.0), AROUND.room());
        assert_eq!(AROUND.pin_bounds(near, 1.0), PinBounds { left: 2, top: 2, right: 758, bottom: 248 });
    }

    #[test]
    fn pins_of_what_is_out_of_sight_come_with_it() {
        let near = Zoom::FIT.by(3.0, (0.0, 0.0), AROUND.room());
        let pushed = near.moved(-300.0, 100.0, AROUND.room());
        assert_ne!(near, pushed);
        assert_eq!(AROUND.pin_bounds(near, 3.0), AROUND.pin_bounds(pushed, 3.0));
        // 300 px to the left and, as far as it goes, 100 down: so much further right and higher lies what is in sight.
        let (before, now) = (AROUND.in_sight(near, 3.0), AROUND.in_sight(pushed, 3.0));
        assert_eq!((now.left - before.left, now.top - before.top), (300, -100));
        assert_eq!(before, PinBounds { left: 742, top: 187, right: 1538, bottom: 623 });
    }
}
