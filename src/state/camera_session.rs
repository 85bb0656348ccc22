//! One use of the camera, from asking for it to letting it go. What pages show of it is in `live_camera`.
//!
//! Invariants: there is never more than one stream, and none while the page is hidden, while nobody touches the tablet for long, or after
//! it was closed, however late an opening comes back. And a photo can only be taken of what was looked at before: with the next thing to
//! photograph the shutter waits for its first look, so that the second tap of a double tap takes nothing.

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::camera::{Judgement, Lens, Scene, Steady, judge, offered_lenses};
use crate::ports::{Abilities, Camera, CameraError, CameraStream, Guard, Permission};

/// Why a camera that is in use does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The page is hidden.
    Hidden,
    /// Nobody has touched the tablet for long.
    Idle,
}

/// How it stands with the camera.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CameraStatus {
    #[default]
    Off,
    /// The browser will ask; the person is told before it does.
    Explaining,
    Opening,
    Live,
    Resting(Rest),
    /// There is no live picture.
    Blocked(CameraError),
}

/// What the shutter waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shutter {
    /// The first look at what is to be photographed.
    #[default]
    Waiting,
    Ready,
    Taking,
}

#[derive(Default)]
struct Inner {
    status: CameraStatus,
    shutter: Shutter,
    stream: Option<Rc<dyn CameraStream>>,
    /// The number of the newest opening; what an older one brings is stopped.
    opening: u32,
    /// The lens that was chosen; without one the camera at the back.
    lens: Option<String>,
    lenses: Vec<Lens>,
    tilt: Option<f64>,
    steady: Steady,
    /// Kept for as long as the stream: the word that it has ended, and the tilt.
    watches: Vec<Guard>,
}

/// The camera in use.
pub struct CameraSession {
    camera: Rc<dyn Camera>,
    inner: RefCell<Inner>,
    on_change: Box<dyn Fn()>,
}

impl CameraSession {
    /// A camera that is off. `on_change` is called whenever something can be read anew.
    pub fn new(camera: Rc<dyn Camera>, on_change: Box<dyn Fn()>) -> Rc<Self> {
        Rc::new(Self { camera, inner: RefCell::default(), on_change })
    }

    pub fn status(&self) -> CameraStatus {
        self.inner.borrow().status.clone()
    }

    pub fn shutter(&self) -> Shutter {
        self.inner.borrow().shutter
    }

    /// The lenses worth choosing among.
    pub fn lenses(&self) -> Vec<Lens> {
        self.inner.borrow().lenses.clone()
    }

    /// What the running stream can do; nothing without one.
    pub fn abilities(&self) -> Abilities {
        self.stream().map(|stream| stream.abilities()).unwrap_or_default()
    }

    /// Begins: opens where that is allowed, and explains itself first where the browser will ask.
    pub async fn start(self: &Rc<Self>) {
        match self.camera.permission().await {
            Ok(Permission::Granted) => self.open().await,
            Ok(Permission::Ask) => self.enter(CameraStatus::Explaining),
            Ok(Permission::Denied) => self.enter(CameraStatus::Blocked(CameraError::Denied)),
            Err(error) => self.enter(CameraStatus::Blocked(error)),
        }
    }

    /// Opens the camera, whatever was said before.
    pub async fn open(self: &Rc<Self>) {
        let (opening, lens) = {
            let mut inner = self.inner.borrow_mut();
            inner.let_go();
            inner.opening += 1;
            (inner.opening, inner.lens.clone())
        };
        self.enter(CameraStatus::Opening);
        let opened = self.camera.open(lens.as_deref()).await;
        let is_newest = |session: &Self| session.inner.borrow().opening == opening;
        if !is_newest(self) {
            // It was closed, or asked for another lens, meanwhile; the stream ends with this function.
            return;
        }
        match opened {
            Ok(stream) => {
                self.watch(&stream);
                self.inner.borrow_mut().stream = Some(stream);
                self.enter(CameraStatus::Live);
                // Labels are told only once the camera is allowed.
                let lenses = offered_lenses(self.camera.lenses().await);
                if is_newest(self) {
                    self.inner.borrow_mut().lenses = lenses;
                    (self.on_change)();
                }
            }
            Err(error) => self.enter(CameraStatus::Blocked(error)),
        }
    }

    fn watch(self: &Rc<Self>, stream: &Rc<dyn CameraStream>) {
        let (ended, tilted) = (Rc::downgrade(self), Rc::downgrade(self));
        let on_end = stream.on_end(Box::new(move || {
            if let Some(session) = ended.upgrade() {
                session.stop(CameraStatus::Blocked(CameraError::Ended));
            }
        }));
        let on_tilt = self.camera.on_tilt(Box::new(move |tilt| {
            if let Some(session) = tilted.upgrade() {
                session.inner.borrow_mut().tilt = tilt;
            }
        }));
        self.inner.borrow_mut().watches = vec![on_end, on_tilt];
    }

    /// Looks through another lens.
    pub async fn choose_lens(self: &Rc<Self>, lens: String) {
        self.inner.borrow_mut().lens = Some(lens);
        self.open().await;
    }

    /// Lets the camera go for a while. What does not run stays as it is.
    pub fn rest(&self, why: Rest) {
        if matches!(self.status(), CameraStatus::Live | CameraStatus::Opening) {
            self.stop(CameraStatus::Resting(why));
        }
    }

    /// The page is shown again: what rested because it was hidden goes on.
    pub async fn come_back(self: &Rc<Self>) {
        if self.status() == CameraStatus::Resting(Rest::Hidden) && self.camera.is_seen() {
            self.open().await;
        }
    }

    /// Lets the camera go for good.
    pub fn close(&self) {
        self.stop(CameraStatus::Off);
    }

    fn stop(&self, status: CameraStatus) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.let_go();
            inner.opening += 1;
        }
        self.enter(status);
    }

    /// Shows the picture in the `<video>` with this id.
    pub fn show_in(&self, element: &str) {
        if let Some(stream) = self.stream()
            && let Err(error) = stream.show_in(element)
        {
            self.stop(CameraStatus::Blocked(error));
        }
    }

    /// Something else is to be photographed: it has to be looked at before.
    pub fn aim(&self) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.steady = Steady::default();
            if inner.shutter == Shutter::Ready {
                inner.shutter = Shutter::Waiting;
            }
        }
        (self.on_change)();
    }

    /// Looks at what is in the viewfinder and says what can be said of it.
    pub fn look(&self, scene: Scene) -> Option<Judgement> {
        let frame = self.stream()?.look()?;
        let (judgement, was_waiting) = {
            let mut inner = self.inner.borrow_mut();
            let judgement = judge(&frame, inner.tilt, scene);
            let was_waiting = inner.shutter == Shutter::Waiting;
            if was_waiting {
                inner.shutter = Shutter::Ready;
            }
            (inner.steady.take(judgement), was_waiting)
        };
        if was_waiting {
            (self.on_change)();
        }
        Some(judgement)
    }

    /// Takes a photo; `None` where the shutter was not ready, which is not worth a word. An error leaves the camera as it is.
    pub async fn take(self: &Rc<Self>) -> Option<Result<Vec<u8>, CameraError>> {
        let stream = self.stream()?;
        {
            let mut inner = self.inner.borrow_mut();
            if inner.shutter != Shutter::Ready {
                return None;
            }
            inner.shutter = Shutter::Taking;
        }
        (self.on_change)();
        let photo = stream.take().await;
        self.inner.borrow_mut().shutter = Shutter::Waiting;
        (self.on_change)();
        Some(photo)
    }

    /// Turns the lamp beside the lens on or off; whether it did.
    pub async fn set_torch(&self, on: bool) -> bool {
        match self.stream() {
            Some(stream) => stream.set_torch(on).await.is_ok(),
            None => false,
        }
    }

    /// Zooms; whether it did.
    pub async fn set_zoom(&self, zoom: f64) -> bool {
        match self.stream() {
            Some(stream) => stream.set_zoom(zoom).await.is_ok(),
            None => false,
        }
    }

    fn stream(&self) -> Option<Rc<dyn CameraStream>> {
        self.inner.borrow().stream.clone()
    }

    fn enter(&self, status: CameraStatus) {
        self.inner.borrow_mut().status = status;
        (self.on_change)();
    }
}

impl Inner {
    /// Stops what runs, and forgets what was seen through it.
    fn let_go(&mut self) {
        self.watches.clear();
        self.steady = Steady::default();
        self.tilt = None;
        // A photo that is being taken ends by itself and makes the shutter wait.
        if self.shutter == Shutter::Ready {
            self.shutter = Shutter::Waiting;
        }
        if let Some(stream) = self.stream.take() {
            stream.stop();
        }
    }
}

impl Drop for CameraSession {
    fn drop(&mut self) {
        self.inner.get_mut().let_go();
    }
}

#[cfg(test)]
#[path = "camera_session_tests.rs"]
mod tests;
