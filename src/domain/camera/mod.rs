//! What the live camera knows of pictures, lenses and cars: what to advise before a photo is taken, which zooms and lenses are worth a
//! button, and the outline a car should fill.
//!
//! Invariant: advice never blocks. Nothing here says that a photo may not be taken.

mod corner;
mod hints;
mod lens;
mod outline;
mod silhouette;

pub use hints::{Frame, Hint, Judgement, Light, Luma, Scene, Sharpness, Steady, judge, tilt};
pub use lens::{Lens, ZoomRange, next_lens, offered_lenses, zoom_stops};
pub use silhouette::{Silhouette, silhouette};
