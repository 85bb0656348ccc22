//! A camera without a lens: it shows what it is told to, and counts what was opened and stopped.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use async_trait::async_trait;

use crate::domain::camera::{Frame, Lens};
use crate::ports::{Abilities, Camera, CameraError, CameraStream, Guard, Permission};

/// The camera of a tablet in memory.
pub struct MemoryCamera {
    permission: RefCell<Result<Permission, CameraError>>,
    refusal: RefCell<Option<CameraError>>,
    pub seen: Cell<bool>,
    pub lenses: Vec<Lens>,
    stage: Rc<Stage>,
}

/// What goes on in front of every stream of a camera.
#[derive(Default)]
struct Stage {
    running: Cell<u32>,
    frame: RefCell<Option<Frame>>,
    /// Nothing until a photo is given.
    photo: RefCell<Option<Vec<u8>>>,
    /// The callback of whoever wants to know that the newest stream has ended.
    on_end: RefCell<Option<Box<dyn Fn()>>>,
}

impl Default for MemoryCamera {
    fn default() -> Self {
        Self {
            permission: RefCell::new(Ok(Permission::Granted)),
            refusal: RefCell::default(),
            seen: Cell::new(true),
            lenses: Vec::new(),
            stage: Rc::default(),
        }
    }
}

impl MemoryCamera {
    /// Streams that are open now.
    pub fn running(&self) -> u32 {
        self.stage.running.get()
    }

    /// What is said of the permission from now on.
    pub fn permit(&self, permission: Result<Permission, CameraError>) {
        *self.permission.borrow_mut() = permission;
    }

    /// The answer to the next opening; afterwards it opens again.
    pub fn refuse(&self, refusal: CameraError) {
        *self.refusal.borrow_mut() = Some(refusal);
    }

    /// What every stream sees from now on.
    pub fn show(&self, frame: Option<Frame>) {
        *self.stage.frame.borrow_mut() = frame;
    }

    /// What taking a photo gives from now on; before anything was given it fails.
    pub fn give(&self, photo: Vec<u8>) {
        *self.stage.photo.borrow_mut() = Some(photo);
    }

    /// Somebody pulls the plug.
    pub fn unplug(&self) {
        let told = self.stage.on_end.take();
        if let Some(told) = told {
            told();
        }
    }
}

#[async_trait(?Send)]
impl Camera for MemoryCamera {
    async fn permission(&self) -> Result<Permission, CameraError> {
        self.permission.borrow().clone()
    }

    async fn open(&self, lens: Option<&str>) -> Result<Rc<dyn CameraStream>, CameraError> {
        let refusal = self.refusal.take();
        if let Some(refusal) = refusal {
            if refusal == CameraError::Denied {
                self.permit(Ok(Permission::Denied));
            }
            return Err(refusal);
        }
        self.permit(Ok(Permission::Granted));
        self.stage.running.set(self.stage.running.get() + 1);
        let lens = lens.map(str::to_owned).or_else(|| self.lenses.first().map(|lens| lens.id.clone()));
        Ok(Rc::new(MemoryStream { stage: self.stage.clone(), lens, runs: Cell::new(true) }))
    }

    async fn lenses(&self) -> Vec<Lens> {
        self.lenses.clone()
    }

    fn is_seen(&self) -> bool {
        self.seen.get()
    }

    fn on_tilt(&self, _callback: Box<dyn Fn(Option<f64>)>) -> Guard {
        Box::new(())
    }
}

struct MemoryStream {
    stage: Rc<Stage>,
    lens: Option<String>,
    runs: Cell<bool>,
}

#[async_trait(?Send)]
impl CameraStream for MemoryStream {
    fn show_in(&self, _element: &str) -> Result<(), CameraError> {
        Ok(())
    }

    fn abilities(&self) -> Abilities {
        Abilities { torch: true, zoom: None, lens: self.lens.clone() }
    }

    async fn set_torch(&self, _on: bool) -> Result<(), CameraError> {
        Ok(())
    }

    async fn set_zoom(&self, _zoom: f64) -> Result<(), CameraError> {
        Ok(())
    }

    fn look(&self) -> Option<Frame> {
        self.stage.frame.borrow().clone()
    }

    async fn take(&self) -> Result<Vec<u8>, CameraError> {
        let photo = self.stage.photo.borrow().clone();
        photo.ok_or_else(|| CameraError::Failed { cause: "there is nothing to take".into() })
    }

    fn on_end(&self, callback: Box<dyn Fn()>) -> Guard {
        *self.stage.on_end.borrow_mut() = Some(callback);
        Box::new(())
    }

    fn stop(&self) {
        if self.runs.replace(false) {
            self.stage.running.set(self.stage.running.get() - 1);
        }
    }
}

impl Drop for MemoryStream {
    fn drop(&mut self) {
        self.stop();
    }
}
