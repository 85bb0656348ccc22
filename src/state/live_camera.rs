//! The camera in use, as signals for pages: what it shows, what it can do, and what is advised.
//!
//! A page that goes away takes its camera with it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::camera::{Judgement, Lens, Scene, next_lens, zoom_stops};
use crate::ports::{Abilities, CameraError, Guard};

use super::camera_session::CameraSession;
pub use super::camera_session::{CameraStatus, Rest, Shutter};
use super::{PortsHandle, use_ports};

/// Between two looks at the picture. Twice a second is soon enough for advice, and seldom enough for a slow tablet.
const LOOK_EVERY_MS: u32 = 450;

/// After this long without a touch the camera rests: a tablet that lies on a bonnet with it on is empty by noon.
const IDLE_AFTER_MS: u32 = 120_000;

/// The camera in use. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct LiveCamera {
    status: RwSignal<CameraStatus>,
    shutter: RwSignal<Shutter>,
    lenses: RwSignal<Vec<Lens>>,
    abilities: RwSignal<Abilities>,
    judgement: RwSignal<Option<Judgement>>,
    torch: RwSignal<bool>,
    zoom: RwSignal<f64>,
    scene: StoredValue<Scene>,
    idle: StoredValue<Option<Guard>, LocalStorage>,
    session: StoredValue<Rc<CameraSession>, LocalStorage>,
    ports: PortsHandle,
}

impl LiveCamera {
    /// A camera for the page that calls this; it is let go with the page.
    pub fn provide() -> Self {
        let ports = use_ports();
        let (status, shutter) = (RwSignal::new(CameraStatus::Off), RwSignal::new(Shutter::Waiting));
        let (lenses, abilities) = (RwSignal::new(Vec::new()), RwSignal::new(Abilities::default()));
        // The session says when something is new; what it is is read from it then.
        let told = StoredValue::new_local(None::<LiveCamera>);
        let on_change = move || {
            if let Some(Some(live)) = told.try_get_value() {
                live.follow();
            }
        };
        let session = CameraSession::new(ports.camera.clone(), Box::new(on_change));
        let live = Self {
            status,
            shutter,
            lenses,
            abilities,
            judgement: RwSignal::new(None),
            torch: RwSignal::new(false),
            zoom: RwSignal::new(1.0),
            scene: StoredValue::new(Scene::Car),
            idle: StoredValue::new_local(None),
            session: StoredValue::new_local(session),
            ports: StoredValue::new_local(ports.clone()),
        };
        told.set_value(Some(live));
        let watches = StoredValue::new_local(vec![
            ports.device.on_leave(Box::new(move || live.with_session(|session| session.rest(Rest::Hidden)))),
            ports.device.on_return(Box::new(move || live.run(|session| async move { session.come_back().await }))),
            ports.device.every(LOOK_EVERY_MS, Box::new(move || live.look())),
        ]);
        on_cleanup(move || {
            watches.dispose();
            live.with_session(|session| session.close());
        });
        live
    }

    pub fn status(&self) -> Signal<CameraStatus> {
        self.status.into()
    }

    pub fn shutter(&self) -> Signal<Shutter> {
        self.shutter.into()
    }

    /// What can be said of the picture; nothing while there is none.
    pub fn judgement(&self) -> Signal<Option<Judgement>> {
        self.judgement.into()
    }

    /// Whether there is a torch, and whether it is on.
    pub fn torch(&self) -> Memo<Option<bool>> {
        let (abilities, torch) = (self.abilities, self.torch);
        Memo::new(move |_| abilities.with(|abilities| abilities.torch).then(|| torch.get()))
    }

    /// The zooms worth a button.
    pub fn zooms(&self) -> Memo<Vec<f64>> {
        let abilities = self.abilities;
        Memo::new(move |_| abilities.with(|abilities| abilities.zoom.map(zoom_stops).unwrap_or_default()))
    }

    pub fn zoom(&self) -> Signal<f64> {
        self.zoom.into()
    }

    /// The place of the lens in use among those worth choosing, and how many those are; nothing where there is no choice.
    pub fn lens_choice(&self) -> Memo<Option<(usize, usize)>> {
        let (abilities, lenses) = (self.abilities, self.lenses);
        Memo::new(move |_| {
            lenses.with(|lenses| {
                let now = abilities.with(|abilities| abilities.lens.clone());
                let place = lenses.iter().position(|lens| Some(&lens.id) == now.as_ref()).unwrap_or_default();
                (lenses.len() > 1).then_some((place + 1, lenses.len()))
            })
        })
    }

    /// Begins. Where the browser will ask, it waits for [`LiveCamera::open`].
    pub fn start(&self) {
        self.touch();
        self.run(|session| async move { session.start().await });
    }

    /// Turns the camera on, whatever was said before.
    pub fn open(&self) {
        self.touch();
        self.run(|session| async move { session.open().await });
    }

    /// Shows the picture in the `<video>` with this id.
    pub fn show_in(&self, element: &str) {
        self.with_session(|session| session.show_in(element));
    }

    /// Something else is to be photographed.
    pub fn aim(&self, scene: Scene) {
        self.scene.set_value(scene);
        self.judgement.set(None);
        self.with_session(|session| session.aim());
    }

    /// Takes a photo and gives it to `taken`. While the shutter is not ready nothing happens.
    pub fn take(&self, taken: impl FnOnce(Result<Vec<u8>, CameraError>) + 'static) {
        self.touch();
        self.run(|session| async move {
            if let Some(photo) = session.take().await {
                taken(photo);
            }
        });
    }

    pub fn toggle_torch(&self) {
        self.touch();
        let (torch, on) = (self.torch, !self.torch.get_untracked());
        self.run(move |session| async move {
            if session.set_torch(on).await {
                torch.try_set(on);
            }
        });
    }

    pub fn set_zoom(&self, zoom: f64) {
        self.touch();
        let now = self.zoom;
        self.run(move |session| async move {
            if session.set_zoom(zoom).await {
                now.try_set(zoom);
            }
        });
    }

    /// Looks through the next lens.
    pub fn next_lens(&self) {
        self.touch();
        let now = self.abilities.with_untracked(|abilities| abilities.lens.clone());
        let next = self.lenses.with_untracked(|lenses| next_lens(lenses, now.as_deref()).map(|lens| lens.id.clone()));
        if let Some(next) = next {
            self.run(|session| async move { session.choose_lens(next).await });
        }
    }

    /// Somebody is there: the camera stays on for a while.
    pub fn touch(&self) {
        let live = *self;
        let Some(ports) = self.ports.try_get_value() else { return };
        let rest = move || live.with_session(|session| session.rest(Rest::Idle));
        self.idle.try_set_value(Some(ports.device.after(IDLE_AFTER_MS, Box::new(rest))));
    }

    fn look(&self) {
        let Some(scene) = self.scene.try_get_value() else { return };
        self.with_session(|session| {
            if let Some(judgement) = session.look(scene) {
                self.judgement.try_set(Some(judgement));
            }
        });
    }

    /// Takes over what the session says.
    fn follow(&self) {
        self.with_session(|session| {
            let (status, abilities) = (session.status(), session.abilities());
            if self.status.try_get_untracked().is_some_and(|known| known != status) {
                // Another stream begins without torch and with its own zoom.
                self.torch.try_set(false);
                self.judgement.try_set(None);
                self.zoom.try_set(abilities.zoom.map_or(1.0, |zoom| zoom.now));
                self.status.try_set(status);
            }
            // Some browsers know of the torch only once there is a picture; the first look at it comes here as well.
            if self.abilities.try_with_untracked(|known| *known != abilities).unwrap_or_default() {
                self.abilities.try_set(abilities);
            }
            let shutter = session.shutter();
            if self.shutter.try_get_untracked().is_some_and(|known| known != shutter) {
                self.shutter.try_set(shutter);
            }
            let lenses = session.lenses();
            if self.lenses.try_with_untracked(|known| *known != lenses).unwrap_or_default() {
                self.lenses.try_set(lenses);
            }
        });
    }

    fn with_session(&self, act: impl FnOnce(&Rc<CameraSession>)) {
        if let Some(session) = self.session.try_get_value() {
            act(&session);
        }
    }

    fn run<F: Future<Output = ()> + 'static>(&self, act: impl FnOnce(Rc<CameraSession>) -> F) {
        if let (Some(session), Some(ports)) = (self.session.try_get_value(), self.ports.try_get_value()) {
            ports.device.spawn(Box::pin(act(session)));
        }
    }
}
