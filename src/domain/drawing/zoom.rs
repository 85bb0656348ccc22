//! How large a view is shown, and which part of it.
//!
//! Invariant: the drawing is never smaller than it fits, never more than six times that, and never pushed out of its room.

use super::shape::Point;

/// The room a view has on the screen, and its own size in it at the smallest zoom; in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    pub width: f64,
    pub height: f64,
    pub view_width: f64,
    pub view_height: f64,
}

/// How large, and how far the middle of the drawing is from the middle of its room, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    pub scale: f64,
    pub x: f64,
    pub y: f64,
}

impl Zoom {
    /// The whole view.
    pub const FIT: Self = Self { scale: 1.0, x: 0.0, y: 0.0 };

    /// The largest: a stone chip of 5 mm is 4 px then on a tablet.
    pub const MOST: f64 = 6.0;

    /// What a press of a button or key does.
    pub const STEP: f64 = 1.5;

    /// What a double tap does.
    pub const CLOSE_UP: f64 = 2.5;

    /// What is shown on purpose stays this far from the edge of the room, in px.
    const MARGIN: f64 = 56.0;

    pub fn is_fit(self) -> bool {
        self.scale <= 1.0
    }

    pub fn is_most(self) -> bool {
        self.scale >= Self::MOST
    }

    /// Zooms so that what lies at a point of the room (counted from its middle) stays there.
    pub fn by(self, factor: f64, at: Point, room: Room) -> Self {
        let scale = (self.scale * factor).clamp(1.0, Self::MOST);
        let grown = scale / self.scale;
        Self { scale, x: at.0 - (at.0 - self.x) * grown, y: at.1 - (at.1 - self.y) * grown }.kept_in(room)
    }

    /// Pushes the drawing.
    pub fn moved(self, dx: f64, dy: f64, room: Room) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }.kept_in(room)
    }

    /// Pushes the drawing as far as it takes to show a point of it, given as shares of its width and height.
    pub fn showing(self, share: Point, room: Room) -> Self {
        let along = |share: f64, own: f64, size: f64, room: f64| {
            let here = own + (share - 0.5) * size * self.scale;
            let least = (room / 2.0 - Self::MARGIN).max(0.0);
            own + here.clamp(-least, least) - here
        };
        Self {
            x: along(share.0, self.x, room.view_width, room.width),
            y: along(share.1, self.y, room.view_height, room.height),
            ..self
        }
        .kept_in(room)
    }

    /// Comes closer, at least by a step, until a part of the drawing, in shares of its width and height, fills the room below the tools that
    /// lie over its upper part.
    pub fn closer_to(self, from: Point, to: Point, room: Room, tools: f64) -> Self {
        let fill = |share: f64, size: f64, room: f64| (room - 2.0 * Self::MARGIN).max(1.0) / (share * size).max(1.0);
        let across = fill(to.0 - from.0, room.view_width, room.width);
        let scale = across.min(fill(to.1 - from.1, room.view_height, room.height - tools));
        let scale = scale.max(self.scale * Self::STEP).min(Self::MOST);
        let middle = |from: f64, to: f64, size: f64| (0.5 - (from + to) / 2.0) * size * scale;
        let (x, y) = (middle(from.0, to.0, room.view_width), middle(from.1, to.1, room.view_height));
        Self { scale, x, y: y + tools / 2.0 }.kept_in(room)
    }

    /// As large as before, but nothing of the room is left empty that the drawing could fill.
    pub fn kept_in(self, room: Room) -> Self {
        let most = |size: f64, room: f64| ((size * self.scale - room) / 2.0).max(0.0);
        let (x, y) = (most(room.view_width, room.width), most(room.view_height, room.height));
        Self { x: self.x.clamp(-x, x), y: self.y.clamp(-y, y), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 800.0, height: 500.0, view_width: 760.0, view_height: 250.0 };

    /// Where a share of the drawing is in the room.
    fn place(zoom: Zoom, share: f64) -> f64 {
        zoom.x + (share - 0.5) * ROOM.view_width * zoom.scale
    }

    #[test]
    fn what_is_under_the_finger_stays_under_it() {
        let near = Zoom::FIT.by(3.0, (190.0, 0.0), ROOM);
        assert_eq!(near.scale, 3.0);
        // At fit the finger is at three quarters of the width.
        assert!((place(near, 0.75) - 190.0).abs() < 1e-9);
        let back = near.by(1.0 / 3.0, (190.0, 0.0), ROOM);
        assert!((back.scale - 1.0).abs() < 1e-9 && back.x.abs() < 1e-9);
    }

    #[test]
    fn it_has_limits() {
        assert_eq!(Zoom::FIT.by(100.0, (0.0, 0.0), ROOM).scale, Zoom::MOST);
        let out = Zoom::FIT.by(3.0, (380.0, 0.0), ROOM).by(0.01, (-200.0, 90.0), ROOM);
        assert_eq!(out, Zoom::FIT);
        // Twice as large the view is 1520 wide: its edge can come to the edge of the room and no further.
        let pushed = Zoom::FIT.by(2.0, (0.0, 0.0), ROOM).moved(5_000.0, 5_000.0, ROOM);
        assert_eq!((pushed.x, pushed.y), (360.0, 0.0));
        assert_eq!(Zoom::FIT.moved(50.0, 50.0, ROOM), Zoom::FIT);
    }

    #[test]
    fn a_point_is_shown_with_the_least_push() {
        let near = Zoom::FIT.by(4.0, (0.0, 0.0), ROOM);
        let shown = near.showing((0.95, 0.5), ROOM);
        assert!((place(shown, 0.95) - 344.0).abs() < 1e-9, "{shown:?}");
        // What is in sight already does not move.
        assert_eq!(shown.showing((0.9, 0.5), ROOM), shown);
        assert_eq!(Zoom::FIT.showing((0.0, 1.0), ROOM), Zoom::FIT);
    }

    #[test]
    fn a_part_fills_the_room_as_far_as_the_drawing_goes() {
        let part = Zoom::FIT.closer_to((0.5, 0.3), (0.75, 0.5), ROOM, 60.0);
        // 688 of 800 px for a quarter of 760.
        assert!((part.scale - 688.0 / 190.0).abs() < 1e-9);
        assert!((place(part, 0.5) + 344.0).abs() < 1e-9 && (place(part, 0.75) - 344.0).abs() < 1e-9);
        // The middle of the part is in the middle of what is free.
        assert!((part.y - 0.1 * 250.0 * part.scale - 30.0).abs() < 1e-9);
        // At the edge the drawing is kept in its room.
        let edge = Zoom::FIT.closer_to((0.0, 0.5), (0.1, 0.5), ROOM, 60.0);
        assert_eq!((edge.scale, place(edge, 0.0)), (Zoom::MOST, -400.0));
        // It always comes closer, until that is the most.
        assert_eq!(part.closer_to((0.0, 0.0), (1.0, 1.0), ROOM, 60.0).scale, part.scale * Zoom::STEP);
        assert_eq!(edge.closer_to((0.2, 0.2), (0.2, 0.2), ROOM, 60.0).scale, Zoom::MOST);
    }

    #[test]
    fn a_drawing_without_room_stays_where_it_is() {
        assert_eq!(Zoom::FIT.by(2.0, (10.0, 10.0), Room::default()).moved(5.0, 5.0, Room::default()).x, 0.0);
    }
}
