//! The shop's template from the backend, when somebody asks for it.
//!
//! Invariant: what arrives is opened like a file, and so is in use only once it is applied. Whatever else comes back, or nothing, changes
//! nothing.

use futures::future::{AbortHandle, Abortable};
use walkaround_contract::Problem;

use crate::domain::backend::Backend;
use crate::domain::template::{TEMPLATE_PATH, TemplateAnswer};
use crate::ports::NoAnswer;

use super::{BackendFound, OpenedFile, Ports, TemplateBench, resolve};

/// What came of asking the backend.
#[derive(Clone, Debug, PartialEq)]
pub enum PulledTemplate {
    Opened(OpenedFile),
    /// The contract refuses what arrived: what is wrong and where.
    Refused(Vec<Problem>),
    /// The backend has none.
    Nothing,
    /// The backend was not asked, or gives nothing.
    NotGiven(BackendFound),
}

/// Ends the asking. Nothing is opened after it.
#[derive(Clone, Debug)]
pub struct StopPulling(AbortHandle);

impl StopPulling {
    pub fn stop(&self) {
        self.0.abort();
    }
}

impl TemplateBench {
    /// Asks the backend for the shop's template and opens it. `done` hears what came of it, unless it was stopped.
    pub fn pull(&self, ports: &Ports, configured: Backend, done: impl FnOnce(PulledTemplate) + 'static) -> StopPulling {
        let (handle, registration) = AbortHandle::new_pair();
        let (bench, asked) = (*self, ports.clone());
        let asking = Abortable::new(
            async move {
                let answer = ask(&asked, configured).await;
                done(answer.map_or_else(PulledTemplate::NotGiven, |answer| bench.take(answer)));
            },
            registration,
        );
        ports.device.spawn(Box::pin(async move {
            // Stopped is what somebody wanted.
            let _stopped = asking.await;
        }));
        StopPulling(handle)
    }

    fn take(&self, answer: TemplateAnswer) -> PulledTemplate {
        match answer {
            TemplateAnswer::Here(bytes) => {
                self.open_file(&bytes).map_or_else(PulledTemplate::Refused, PulledTemplate::Opened)
            }
            TemplateAnswer::Nothing => PulledTemplate::Nothing,
            TemplateAnswer::Credentials => PulledTemplate::NotGiven(BackendFound::Credentials),
            TemplateAnswer::NotABackend => PulledTemplate::NotGiven(BackendFound::NotABackend),
            TemplateAnswer::Trouble { status } => PulledTemplate::NotGiven(BackendFound::Trouble { status }),
        }
    }
}

async fn ask(ports: &Ports, configured: Backend) -> Result<TemplateAnswer, BackendFound> {
    let backend =
        resolve(ports, configured).await.map_err(|NoAnswer { cause }| BackendFound::NoOwnReceiver { cause })?;
    match ports.transport.download(&backend, TEMPLATE_PATH).await {
        Ok(answer) => Ok(answer.into()),
        Err(NoAnswer { cause }) => {
            Err(BackendFound::NoAnswer { cause, obstacle: ports.transport.obstacle(&backend).await })
        }
    }
}
