//! What fingers, pen and mouse do on a drawing: touch a panel, push, pinch, tap twice. Positions are px of the screen.
//!
//! Invariants: a finger that is put down and lifted again is a tap, however the drawing is zoomed; one finger pushes only what is zoomed
//! in; as soon as a second finger is down nothing is picked until all are lifted.

use super::shape::Point;

/// What the drawing has to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doing {
    Nothing,
    /// A finger is over this point and has not chosen yet.
    Over(Point),
    /// The finger chooses what lies here. (A finger that did not wander is left to the click that follows.)
    Pick(Point),
    /// Nothing is under a finger any more.
    Leave,
    /// The drawing goes along with the finger.
    Push {
        dx: f64,
        dy: f64,
    },
    /// Two fingers: larger about a point, and along with their middle.
    Pinch {
        factor: f64,
        about: Point,
        dx: f64,
        dy: f64,
    },
    /// Pushing or pinching is over.
    Settle,
}

/// A finger that is down.
#[derive(Clone, Copy, Debug)]
struct Finger {
    id: i32,
    here: Point,
    start: Point,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// No finger, or one that is none of the drawing's business.
    #[default]
    Idle,
    /// One finger, at rest or looking for its panel.
    Looking {
        wandered: bool,
    },
    Pushing,
    Pinching,
    /// Some of several fingers are still down.
    Ending,
}

/// A tap that a second one may follow.
#[derive(Clone, Copy, Debug)]
struct Tapped {
    at: Point,
    when: f64,
}

/// The fingers on a drawing.
#[derive(Clone, Debug, Default)]
pub struct Fingers {
    down: Vec<Finger>,
    stage: Stage,
    /// The click that follows is not meant.
    swallow: bool,
    /// A finger was down since the last click; a click without one comes from a script or a screen reader.
    real: bool,
    /// The first finger came down on the drawing itself.
    on_drawing: bool,
    tapped: Option<Tapped>,
    /// What lay under this tap is elsewhere since.
    moved_away: Option<Tapped>,
}

/// A finger that moves less than this (in px) is at rest.
const SLOP: f64 = 9.0;

/// Two taps as near as this (in px) and as fast as this (in ms) are one double tap.
const TWICE_PX: f64 = 30.0;
const TWICE_MS: f64 = 300.0;

impl Fingers {
    /// A finger comes down. `on_drawing`: on the drawing itself, not on something that lies over it.
    pub fn down(&mut self, id: i32, at: Point, on_drawing: bool) -> Doing {
        if self.down.is_empty() {
            self.swallow = false;
            self.real = true;
            self.on_drawing = on_drawing;
        }
        self.down.retain(|finger| finger.id != id);
        self.down.push(Finger { id, here: at, start: at });
        match self.down.len() {
            1 if on_drawing => {
                self.stage = Stage::Looking { wandered: false };
                Doing::Over(at)
            }
            1 => Doing::Nothing,
            2 => {
                self.stage = Stage::Pinching;
                self.swallow = true;
                Doing::Leave
            }
            _ => Doing::Nothing,
        }
    }

    /// A finger moves. `zoomed`: there is more of the drawing than is in sight.
    pub fn moves(&mut self, id: i32, to: Point, zoomed: bool) -> Doing {
        let before = self.pair();
        let Some(finger) = self.down.iter_mut().find(|finger| finger.id == id) else { return Doing::Nothing };
        let (from, start) = (finger.here, finger.start);
        finger.here = to;
        match self.stage {
            Stage::Looking { wandered } => {
                let rests = !wandered && distance(start, to) <= SLOP;
                if rests {
                    return Doing::Nothing;
                }
                self.swallow = true;
                if zoomed {
                    self.stage = Stage::Pushing;
                    return Doing::Push { dx: to.0 - start.0, dy: to.1 - start.1 };
                }
                self.stage = Stage::Looking { wandered: true };
                Doing::Over(to)
            }
            Stage::Pushing => Doing::Push { dx: to.0 - from.0, dy: to.1 - from.1 },
            Stage::Pinching => match (before, self.pair()) {
                (Some((a, b)), Some((c, d))) => {
                    let (was, is) = (middle(a, b), middle(c, d));
                    // Fingers on one spot have no ratio.
                    let factor = distance(c, d).max(1.0) / distance(a, b).max(1.0);
                    Doing::Pinch { factor, about: is, dx: is.0 - was.0, dy: is.1 - was.1 }
                }
                _ => Doing::Nothing,
            },
            Stage::Idle | Stage::Ending => Doing::Nothing,
        }
    }

    /// A finger is lifted.
    pub fn up(&mut self, id: i32, at: Point) -> Doing {
        let known = self.down.len();
        self.down.retain(|finger| finger.id != id);
        if self.down.len() == known {
            return Doing::Nothing;
        }
        let stage = std::mem::take(&mut self.stage);
        match stage {
            Stage::Looking { wandered: true } => Doing::Pick(at),
            Stage::Looking { wandered: false } => Doing::Leave,
            Stage::Pushing => Doing::Settle,
            Stage::Pinching | Stage::Ending if !self.down.is_empty() => {
                self.stage = Stage::Ending;
                if stage == Stage::Pinching { Doing::Settle } else { Doing::Nothing }
            }
            Stage::Pinching => Doing::Settle,
            Stage::Ending | Stage::Idle => Doing::Nothing,
        }
    }

    /// The system has taken a finger for something of its own (scrolling the page).
    pub fn cancel(&mut self, id: i32) -> Doing {
        let known = self.down.len();
        self.down.retain(|finger| finger.id != id);
        if self.down.len() == known {
            // A finger that was lifted leaves, too, before its click comes.
            return Doing::Nothing;
        }
        self.real = false;
        match std::mem::take(&mut self.stage) {
            Stage::Looking { .. } => Doing::Leave,
            Stage::Pushing | Stage::Pinching => Doing::Settle,
            Stage::Idle | Stage::Ending => Doing::Nothing,
        }
    }

    /// Whether a click means what it says, and whether it is the second of two.
    pub fn click(&mut self, at: Point, when: f64) -> Click {
        let real = std::mem::take(&mut self.real);
        if std::mem::take(&mut self.swallow) {
            self.tapped = None;
            return Click::NotMeant;
        }
        if self.moved_away.take().is_some_and(|first| first.is_repeated_by(at, when)) {
            return Click::NotMeant;
        }
        let earlier = self.tapped.take().filter(|_| real);
        if earlier.is_some_and(|first| first.is_repeated_by(at, when)) {
            return Click::Second;
        }
        // Who presses a button that lies over the drawing twice means the button twice.
        if real && self.on_drawing {
            self.tapped = Some(Tapped { at, when });
        }
        Click::First
    }

    /// A click has moved the drawing away from under the finger: who taps twice by habit means nothing by the second.
    pub fn moved_away(&mut self, at: Point, when: f64) {
        self.moved_away = Some(Tapped { at, when });
    }

    /// The click after the last lifting did not come; the next one is meant again.
    pub fn no_click_came(&mut self) {
        self.swallow = false;
    }

    /// Whether fingers push or pinch now.
    pub fn is_moving(&self) -> bool {
        matches!(self.stage, Stage::Pushing | Stage::Pinching)
    }

    fn pair(&self) -> Option<(Point, Point)> {
        match self.down[..] {
            [first, second, ..] => Some((first.here, second.here)),
            _ => None,
        }
    }
}

/// What a click is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    First,
    /// The second tap of a double tap.
    Second,
    /// The end of pushing, pinching or wandering.
    NotMeant,
}

impl Tapped {
    fn is_repeated_by(self, at: Point, when: f64) -> bool {
        distance(self.at, at) <= TWICE_PX && when - self.when <= TWICE_MS
    }
}

fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn middle(a: Point, b: Point) -> Point {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_is_a_tap_at_any_zoom() {
        for zoomed in [false, true] {
            let mut fingers = Fingers::default();
            assert_eq!(fingers.down(1, (100.0, 100.0), true), Doing::Over((100.0, 100.0)));
            assert_eq!(fingers.moves(1, (104.0, 103.0), zoomed), Doing::Nothing);
            assert_eq!(fingers.up(1, (104.0, 103.0)), Doing::Leave);
            assert_eq!(fingers.click((104.0, 103.0), 50.0), Click::First);
        }
    }

    #[test]
    fn a_finger_that_wanders_picks_where_it_is_lifted() {
        let mut fingers = Fingers::default();
        fingers.down(1, (100.0, 100.0), true);
        assert_eq!(fingers.moves(1, (140.0, 100.0), false), Doing::Over((140.0, 100.0)));
        // Back at the start it is still looking.
        assert_eq!(fingers.moves(1, (101.0, 100.0), false), Doing::Over((101.0, 100.0)));
        assert_eq!(fingers.up(1, (101.0, 100.0)), Doing::Pick((101.0, 100.0)));
        assert_eq!(fingers.click((101.0, 100.0), 9.0), Click::NotMeant);
        assert_eq!(fingers.click((101.0, 100.0), 9.0), Click::First);
    }

    #[test]
    fn one_finger_pushes_what_is_zoomed_in() {
        let mut fingers = Fingers::default();
        fingers.down(1, (100.0, 100.0), true);
        assert_eq!(fingers.moves(1, (120.0, 95.0), true), Doing::Push { dx: 20.0, dy: -5.0 });
        assert!(fingers.is_moving());
        assert_eq!(fingers.moves(1, (121.0, 95.0), true), Doing::Push { dx: 1.0, dy: 0.0 });
        assert_eq!(fingers.up(1, (121.0, 95.0)), Doing::Settle);
        fingers.no_click_came();
        assert_eq!(fingers.click((300.0, 95.0), 9.0), Click::First);
    }

    #[test]
    fn two_fingers_pinch_and_never_pick() {
        let mut fingers = Fingers::default();
        fingers.down(1, (100.0, 100.0), true);
        assert_eq!(fingers.down(2, (200.0, 100.0), true), Doing::Leave);
        let pinch = fingers.moves(2, (300.0, 100.0), false);
        assert_eq!(pinch, Doing::Pinch { factor: 2.0, about: (200.0, 100.0), dx: 50.0, dy: 0.0 });
        assert_eq!(fingers.up(1, (100.0, 100.0)), Doing::Settle);
        // The finger that is left does nothing any more.
        assert_eq!(fingers.moves(2, (400.0, 100.0), true), Doing::Nothing);
        assert_eq!(fingers.up(2, (400.0, 100.0)), Doing::Nothing);
        assert_eq!(fingers.click((400.0, 100.0), 9.0), Click::NotMeant);
    }

    #[test]
    fn a_button_over_the_drawing_is_pressed_as_often_as_it_is_pressed() {
        let mut fingers = Fingers::default();
        for when in [0.0, 120.0, 240.0] {
            fingers.down(1, (100.0, 100.0), false);
            fingers.up(1, (100.0, 100.0));
            assert_eq!(fingers.click((100.0, 100.0), when), Click::First);
        }
    }

    #[test]
    fn the_second_of_two_taps_on_what_is_gone_means_nothing() {
        let mut fingers = Fingers::default();
        let tap = |fingers: &mut Fingers, when: f64| {
            fingers.down(1, (100.0, 100.0), when > 0.0);
            fingers.up(1, (100.0, 100.0));
            fingers.click((100.0, 100.0), when)
        };
        assert_eq!(tap(&mut fingers, 0.0), Click::First);
        fingers.moved_away((100.0, 100.0), 0.0);
        assert_eq!(tap(&mut fingers, 200.0), Click::NotMeant);
        assert_eq!(tap(&mut fingers, 350.0), Click::First);
        fingers.moved_away((100.0, 100.0), 350.0);
        assert_eq!(tap(&mut fingers, 900.0), Click::First);
    }

    #[test]
    fn two_taps_are_a_double_tap_and_two_clicks_of_a_script_are_not() {
        let mut fingers = Fingers::default();
        let mut tap = |x: f64, when: f64| {
            fingers.down(1, (x, 100.0), true);
            fingers.up(1, (x, 100.0));
            fingers.cancel(1);
            fingers.click((x, 100.0), when)
        };
        assert_eq!(tap(100.0, 0.0), Click::First);
        assert_eq!(tap(110.0, 200.0), Click::Second);
        assert_eq!(tap(110.0, 300.0), Click::First);
        assert_eq!(tap(180.0, 400.0), Click::First);
        assert_eq!(tap(180.0, 1_400.0), Click::First);
        assert_eq!(fingers.click((180.0, 100.0), 1_410.0), Click::First);
    }

    #[test]
    fn what_lies_over_the_drawing_is_left_alone_and_scrolling_ends_everything() {
        let mut fingers = Fingers::default();
        assert_eq!(fingers.down(1, (100.0, 100.0), false), Doing::Nothing);
        assert_eq!(fingers.moves(1, (200.0, 100.0), true), Doing::Nothing);
        assert_eq!(fingers.up(1, (200.0, 100.0)), Doing::Nothing);
        fingers.down(2, (100.0, 100.0), true);
        assert_eq!(fingers.cancel(2), Doing::Leave);
        assert_eq!(fingers.up(2, (100.0, 100.0)), Doing::Nothing);
    }
}
