//! The vehicle drawings: loaded as assets, one body at a time, never compiled into the wasm.
//!
//! Invariant: a panel looks not inspected until the draft says otherwise; and an edit of the draft changes classes, it never draws a path anew.

mod drawn_pin;
mod hit;
mod load;
mod picture;
mod pin;
mod signs;
mod vehicle_view;

pub use self::{
    drawn_pin::DrawnPins,
    hit::{panel_of, tap_at_middle, tap_through},
    load::{DrawingLoad, Loading, use_body_drawing},
    picture::{CarPicture, PanelLook, answer_class, tick_path},
    pin::{Pin, PinLabel, damage_icon, mark_stroke, pin_class},
    signs::{AnswerSigns, SeveritySigns},
    vehicle_view::VehicleView,
};
pub use crate::domain::drawing::Tap;
