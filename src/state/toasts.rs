//! Short messages: what happened, that nothing is lost, and often a way back. They stay long enough to be read and acted on.

use std::sync::Arc;

use leptos::prelude::*;

use super::PortsHandle;

/// How long a message stays. Ten seconds is what the undo of a removal promises in words.
const STAY_MS: u32 = 10_000;

/// One message, already in the user's language.
#[derive(Clone)]
pub struct Toast {
    pub number: u32,
    pub text: String,
    pub tone: Tone,
    /// Word on the button and what it does.
    pub action: Option<(String, ToastAction)>,
}

/// What the button of a message does. It belongs to the message: the part of the page that showed it may be gone by then.
pub type ToastAction = Arc<dyn Fn() + Send + Sync>;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Trouble,
}

/// The messages on screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// Kept, because a message may come from work that ends after the page that began it.
    ports: PortsHandle,
}

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0), ports: expect_context() };
        provide_context(toasts);
        toasts
    }

    pub fn list(&self) -> Signal<Vec<Toast>> {
        self.list.into()
    }

    /// Something was done.
    pub fn done(&self, text: impl Into<String>) {
        self.show(text.into(), Tone::Done, None);
    }

    /// Something was done and can be taken back. Number of the message.
    pub fn undoable(
        &self,
        text: impl Into<String>,
        undo: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) -> Option<u32> {
        self.show(text.into(), Tone::Done, Some((undo.into(), Arc::new(action))))
    }

    /// Something did not work.
    pub fn trouble(&self, text: impl Into<String>) {
        self.show(text.into(), Tone::Trouble, None);
    }

    pub fn dismiss(&self, number: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.number != number));
    }

    /// Takes every message off the screen that offers to take something back: the editor in which that can be done is left.
    pub fn withdraw_offers(&self) {
        self.list.try_update(|list| list.retain(|toast| toast.action.is_none()));
    }

    /// Takes all messages off the screen: what they say is not for whoever looks at it next.
    pub fn clear(&self) {
        self.list.try_set(Vec::new());
    }

    fn show(&self, text: String, tone: Tone, action: Option<(String, ToastAction)>) -> Option<u32> {
        let number = self.next.try_update_value(|next| {
            *next += 1;
            *next
        })?;
        self.list.try_update(|list| {
            list.retain(|toast| toast.text != text);
            list.push(Toast { number, text, tone, action });
        });
        let toasts = *self;
        let device = self.ports.get_value().device;
        let waiter = device.clone();
        device.spawn(Box::pin(async move {
            let (done, wait) = futures::channel::oneshot::channel::<()>();
            let guard = waiter.after(
                STAY_MS,
                Box::new(move || {
                    // Nobody waits any more only where the app is gone.
                    let _sent = done.send(());
                }),
            );
            if wait.await.is_ok() {
                toasts.dismiss(number);
            }
            drop(guard);
        }));
        Some(number)
    }
}

/// The messages on screen.
pub fn use_toasts() -> Toasts {
    expect_context()
}
