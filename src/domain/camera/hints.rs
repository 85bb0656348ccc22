//! Advice on the picture in the viewfinder, from small grey pictures and the way the tablet is held: too dark, too bright, blurred, tilted.

/// Grey values, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Luma {
    width: usize,
    pixels: Vec<u8>,
}

impl Luma {
    /// Rows of this width; `None` where the last row is not whole, or there is none.
    pub fn new(width: usize, pixels: Vec<u8>) -> Option<Self> {
        (width > 0 && !pixels.is_empty() && pixels.len().is_multiple_of(width)).then_some(Self { width, pixels })
    }

    /// The grey of a colour picture with four bytes a pixel, as a canvas gives it.
    pub fn from_rgba(width: usize, rgba: &[u8]) -> Option<Self> {
        // ITU-R BT.601 in 1/256: what the eye takes for brightness.
        let grey = |p: &[u8]| (u32::from(p[0]) * 77 + u32::from(p[1]) * 150 + u32::from(p[2]) * 29) >> 8;
        Self::new(width, rgba.chunks_exact(4).map(|p| u8::try_from(grey(p)).unwrap_or(u8::MAX)).collect())
    }

    fn mean(&self) -> f64 {
        self.pixels.iter().map(|pixel| f64::from(*pixel)).sum::<f64>() / self.count()
    }

    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.pixels.iter().map(|pixel| (f64::from(*pixel) - mean).powi(2)).sum::<f64>() / self.count()
    }

    /// The share of pixels that are at least this bright.
    fn share_from(&self, bright: u8) -> f64 {
        f64::from(u32::try_from(self.pixels.iter().filter(|pixel| **pixel >= bright).count()).unwrap_or(u32::MAX))
            / self.count()
    }

    /// The variance of the Laplacian: large where edges are hard.
    fn edge_energy(&self) -> f64 {
        let height = self.pixels.len() / self.width;
        let at = |x: usize, y: usize| f64::from(self.pixels[y * self.width + x]);
        let mut values = Vec::with_capacity(self.pixels.len());
        for y in 1..height.saturating_sub(1) {
            for x in 1..self.width.saturating_sub(1) {
                values.push(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4.0 * at(x, y));
            }
        }
        if values.is_empty() {
            return 0.0;
        }
        let count = f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX));
        let mean = values.iter().sum::<f64>() / count;
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count
    }

    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.pixels.len()).unwrap_or(u32::MAX))
    }
}

/// What is in the viewfinder at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// All of it, very small: for the light.
    pub whole: Luma,
    /// A part of the middle, hardly reduced: reducing hides blur.
    pub middle: Luma,
}

/// What is photographed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// A whole car: the horizon counts.
    Car,
    /// Instruments that glow in the dark.
    Instruments,
    /// A plate or a damage, from wherever it can be seen best.
    Detail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    Good,
    Dark,
    Bright,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharpness {
    Sharp,
    Blurred,
    /// There is nothing in the middle that could be sharp.
    Unknown,
}

/// One piece of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    Dark,
    Bright,
    Blurred,
    Tilted,
}

/// What can be said of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub light: Light,
    pub sharpness: Sharpness,
    /// Whole degrees off the level, where that counts and the tablet tells.
    pub tilt: Option<u8>,
}

/// Mean grey below which a camera's noise hides scratches on dark paint. Chosen by eye on made pictures; it advises, and never blocks.
const DARK: f64 = 42.0;

/// Instruments are lamps on black: they can be read at a quarter of that.
const DARK_INSTRUMENTS: f64 = 10.0;

/// From this grey on a pixel is white paper: nothing can be seen in it.
const WHITE: u8 = 250;

/// With more than this share of white the car itself is burnt out; a bright sky above a car takes up to a third.
const BRIGHT_SHARE: f64 = 0.45;

/// Edge energy below which lines of a car have become gradients. Chosen on made pictures, sharp and smeared; it advises, and never blocks.
const BLURRED: f64 = 40.0;

/// Below this variance (a deviation of 7 greys) the middle is plain paint or sky, and its lack of edges says nothing.
const PLAIN: f64 = 50.0;

/// Noise in the dark has edges everywhere; sharpness is not judged below this mean.
const NOISY: f64 = 24.0;

/// Degrees from which a level floor looks like a slope.
const TILTED: u8 = 4;

/// Judges a frame. `tilt` is in degrees, from [`tilt`].
pub fn judge(frame: &Frame, tilt: Option<f64>, scene: Scene) -> Judgement {
    let mean = frame.whole.mean();
    let dark = if scene == Scene::Instruments { DARK_INSTRUMENTS } else { DARK };
    let light = if mean < dark {
        Light::Dark
    } else if frame.whole.share_from(WHITE) > BRIGHT_SHARE {
        Light::Bright
    } else {
        Light::Good
    };
    let sharpness = if mean < NOISY || frame.middle.variance() < PLAIN {
        Sharpness::Unknown
    } else if frame.middle.edge_energy() < BLURRED {
        Sharpness::Blurred
    } else {
        Sharpness::Sharp
    };
    // Clamped to 0..=45, `as` only rounds.
    let tilt = tilt.filter(|_| scene == Scene::Car).map(|degrees| degrees.abs().clamp(0.0, 45.0).round() as u8);
    Judgement { light, sharpness, tilt }
}

impl Judgement {
    /// The one thing to say: light first, because without it nothing else can be judged.
    pub fn hint(&self) -> Option<Hint> {
        match (self.light, self.sharpness) {
            (Light::Dark, _) => Some(Hint::Dark),
            (Light::Bright, _) => Some(Hint::Bright),
            (Light::Good, Sharpness::Blurred) => Some(Hint::Blurred),
            (Light::Good, _) => self.is_tilted().then_some(Hint::Tilted),
        }
    }

    /// The car would look as if it stood on a slope.
    pub fn is_tilted(&self) -> bool {
        self.tilt.is_some_and(|degrees| degrees >= TILTED)
    }
}

/// Keeps advice from flickering: a change is believed when two looks in a row agree on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steady {
    shown: Option<Judgement>,
    last: Option<Judgement>,
}

impl Steady {
    /// Takes the next look and gives what should be shown.
    pub fn take(&mut self, now: Judgement) -> Judgement {
        let last = self.last.replace(now).unwrap_or(now);
        let shown = self.shown.unwrap_or(now);
        let steady = Judgement {
            light: if now.light == last.light { now.light } else { shown.light },
            sharpness: if now.sharpness == last.sharpness { now.sharpness } else { shown.sharpness },
            tilt: if now.is_tilted() == last.is_tilted() { now.tilt } else { shown.tilt },
        };
        self.shown = Some(steady);
        steady
    }
}

/// Below this length of "up" within the screen the tablet lies rather than stands, and has no level.
const STANDING: f64 = 0.35;

/// Degrees by which the screen is off the level, from a tablet's orientation (`beta` and `gamma` of a `DeviceOrientationEvent`): between
/// −45 and 45, measured from the nearest quarter turn, so that it is the same however the tablet is held. `None` where it lies.
pub fn tilt(beta: f64, gamma: f64) -> Option<f64> {
    let (beta, gamma) = (beta.to_radians(), gamma.to_radians());
    // "Up" in the screen's plane, by the rotation Z-X'-Y'' of the specification.
    let (x, y) = (-beta.cos() * gamma.sin(), beta.sin());
    if !(x.is_finite() && y.is_finite()) || x.hypot(y) < STANDING {
        return None;
    }
    let degrees = x.atan2(y).to_degrees();
    Some(degrees - (degrees / 90.0).round() * 90.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 48;

    fn picture(grey: impl Fn(usize, usize) -> u8) -> Luma {
        let pixels = (0..SIDE * SIDE).map(|place| grey(place % SIDE, place / SIDE)).collect();
        Luma::new(SIDE, pixels).expect("whole rows")
    }

    fn frame(grey: impl Fn(usize, usize) -> u8 + Copy) -> Frame {
        Frame { whole: picture(grey), middle: picture(grey) }
    }

    /// Hard edges, as of panels, glass and shadow.
    fn lines(x: usize, y: usize) -> u8 {
        if (x / 12 + y / 16).is_multiple_of(2) { 60 } else { 150 }
    }

    /// The same edges after a hand that moved: a box blur over `reach` pixels to each side.
    fn smeared(reach: usize) -> impl Fn(usize, usize) -> u8 + Copy {
        move |x, y| {
            let from = |at: usize| at.saturating_sub(reach)..=(at + reach).min(SIDE - 1);
            let values: Vec<u32> = from(y).flat_map(|y| from(x).map(move |x| u32::from(lines(x, y)))).collect();
            u8::try_from(values.iter().sum::<u32>() / u32::try_from(values.len()).expect("few"))
                .expect("a mean of bytes")
        }
    }

    #[test]
    fn a_lit_car_with_hard_edges_needs_no_advice() {
        let judgement = judge(&frame(lines), Some(1.2), Scene::Car);
        assert_eq!(judgement, Judgement { light: Light::Good, sharpness: Sharpness::Sharp, tilt: Some(1) });
        assert_eq!(judgement.hint(), None);
    }

    #[test]
    fn dark_comes_first_and_instruments_may_be_darker() {
        let night = frame(|x, y| lines(x, y) / 6);
        assert_eq!(judge(&night, Some(20.0), Scene::Car).hint(), Some(Hint::Dark));
        assert_eq!(judge(&night, None, Scene::Instruments).light, Light::Good);
        assert_eq!(judge(&frame(|_, _| 4), None, Scene::Instruments).hint(), Some(Hint::Dark));
    }

    #[test]
    fn half_a_picture_of_white_is_too_bright_and_a_sky_is_not() {
        let sky = |share: usize| frame(move |x, y| if y * 100 < SIDE * share { 255 } else { lines(x, y) });
        assert_eq!(judge(&sky(60), None, Scene::Car).light, Light::Bright);
        assert_eq!(judge(&sky(30), None, Scene::Car).light, Light::Good);
    }

    #[test]
    fn smeared_edges_are_blurred_and_plain_paint_says_nothing() {
        assert_eq!(judge(&frame(smeared(4)), None, Scene::Car).hint(), Some(Hint::Blurred));
        assert_eq!(judge(&frame(|_, _| 120), None, Scene::Car).sharpness, Sharpness::Unknown);
    }

    #[test]
    fn only_a_whole_car_has_to_be_level() {
        assert_eq!(judge(&frame(lines), Some(-7.6), Scene::Car).hint(), Some(Hint::Tilted));
        assert_eq!(judge(&frame(lines), Some(-7.6), Scene::Detail).hint(), None);
    }

    #[test]
    fn one_look_does_not_change_the_advice_and_two_do() {
        let (sharp, blurred) = (judge(&frame(lines), None, Scene::Car), judge(&frame(smeared(4)), None, Scene::Car));
        let mut steady = Steady::default();
        assert_eq!(steady.take(sharp).hint(), None);
        assert_eq!(steady.take(blurred).hint(), None);
        assert_eq!(steady.take(sharp).hint(), None);
        assert_eq!(steady.take(blurred).hint(), None);
        assert_eq!(steady.take(blurred).hint(), Some(Hint::Blurred));
    }

    #[test]
    fn the_level_is_the_same_in_every_way_of_holding() {
        let near =
            |found: Option<f64>, wanted: f64| assert!((found.expect("it stands") - wanted).abs() < 0.01, "{found:?}");
        near(tilt(90.0, 0.0), 0.0);
        // Landscape, either way round: the short side points up.
        near(tilt(0.0, 90.0), 0.0);
        near(tilt(0.0, -90.0), 0.0);
        // Landscape, turned by five degrees.
        near(tilt(5.0, 90.0).map(f64::abs), 0.0_f64.max(5.0));
        // Flat on a table.
        assert_eq!(tilt(2.0, -3.0), None);
        assert_eq!(tilt(f64::NAN, 0.0), None);
    }

    #[test]
    fn grey_is_weighed_as_the_eye_does() {
        let luma = Luma::from_rgba(3, &[255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]).expect("one row");
        assert_eq!(luma.pixels, [76, 149, 28]);
        assert_eq!(Luma::from_rgba(2, &[0; 12]), None);
    }
}
