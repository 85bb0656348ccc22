//! The tablet's camera as a live picture: opening it, looking at it, taking a photo with it.
//!
//! Invariant: a stream that nobody holds any more runs no more, and no stream is opened for a page that nobody can see.

use std::rc::Rc;

use async_trait::async_trait;

use super::Guard;
use crate::domain::camera::{Frame, Lens, ZoomRange};

/// Why there is no live picture. A file can be chosen all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameraError {
    /// This browser has no camera for pages.
    NotOffered,
    /// The page came over plain HTTP, where browsers give no camera.
    Insecure,
    /// Somebody said no, now or earlier.
    Denied,
    /// The tablet has none.
    NoCamera,
    /// Another app holds it.
    InUse,
    /// It was there and went away: unplugged, or taken by a call.
    Ended,
    /// Anything else, in the browser's own words.
    Failed { cause: String },
}

impl std::fmt::Display for CameraError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotOffered => write!(f, "the browser offers no camera"),
            Self::Insecure => write!(f, "the page is not secure"),
            Self::Denied => write!(f, "the camera was refused"),
            Self::NoCamera => write!(f, "there is no camera"),
            Self::InUse => write!(f, "the camera is in use"),
            Self::Ended => write!(f, "the camera went away"),
            Self::Failed { cause } => write!(f, "the camera failed: {cause}"),
        }
    }
}

impl std::error::Error for CameraError {}

/// Whether the camera may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    /// The browser will ask.
    Ask,
    /// Refused, as far as is known in this session.
    Denied,
}

/// What an open camera can do beside showing a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Abilities {
    pub torch: bool,
    pub zoom: Option<ZoomRange>,
    /// Id of the lens it looks through.
    pub lens: Option<String>,
}

/// The cameras of the tablet.
#[async_trait(?Send)]
pub trait Camera {
    /// Whether it may be opened, without asking anybody. An error says that it can't be had here at all.
    async fn permission(&self) -> Result<Permission, CameraError>;
    /// Opens a lens, or the one that looks away from the person. The browser may ask. A refusal is remembered for the session.
    async fn open(&self, lens: Option<&str>) -> Result<Rc<dyn CameraStream>, CameraError>;
    /// All lenses, with their labels once the camera is allowed.
    async fn lenses(&self) -> Vec<Lens>;
    /// Whether somebody can see the page.
    fn is_seen(&self) -> bool;
    /// Calls back with the degrees the tablet is off the level, where it tells, until the guard is dropped.
    fn on_tilt(&self, callback: Box<dyn Fn(Option<f64>)>) -> Guard;
}

/// An open camera. It stops with [`CameraStream::stop`], and when it is dropped.
#[async_trait(?Send)]
pub trait CameraStream {
    /// Shows the picture in the `<video>` with this id.
    fn show_in(&self, element: &str) -> Result<(), CameraError>;
    fn abilities(&self) -> Abilities;
    async fn set_torch(&self, on: bool) -> Result<(), CameraError>;
    async fn set_zoom(&self, zoom: f64) -> Result<(), CameraError>;
    /// What is in the viewfinder, small; `None` before there is a picture.
    fn look(&self) -> Option<Frame>;
    /// A photo as large as the camera makes one, as a file.
    async fn take(&self) -> Result<Vec<u8>, CameraError>;
    /// Calls back when the camera goes away by itself, until the guard is dropped.
    fn on_end(&self, callback: Box<dyn Fn()>) -> Guard;
    fn stop(&self);
}
