//! Putting a receiver together, and serving until told to stop.
//!
//! Invariant: once it is told to stop no new connection is taken, and every request under way is answered before the stores are closed (within [`GRACE`]).

use std::{fs, io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use tokio::net::TcpListener;

use crate::{
    auth::{Tokens, new_token, token_hash},
    http::{
        self, AppFolder, Desk, Limits, ServedTemplate,
        config_document::{APP_TOKEN, Handed},
    },
    places::{OpenError, Opened, Places},
    store::TokenStore,
};

/// How long requests under way may take to finish once the receiver is told to stop. Service managers kill after about a minute and a half.
pub const GRACE: Duration = Duration::from_secs(30);

/// How to run.
#[derive(Clone)]
pub struct Options {
    /// Where everything is kept.
    pub places: Places,
    /// Folder of the built app; without one only the API and the inbox are served.
    pub app: Option<PathBuf>,
    /// The shop's checklist, for the tablets that ask for it; without one there is none to be had.
    pub template: Option<PathBuf>,
    /// Hand the app's token to whoever opens the app.
    pub open_config: bool,
    /// Names and tokens given from outside.
    pub tokens: Vec<(String, String)>,
    /// How large bodies may be.
    pub limits: Limits,
}

impl Options {
    /// Everything as it is without any option.
    pub fn new(places: Places) -> Self {
        Self { places, app: None, template: None, open_config: false, tokens: Vec::new(), limits: Limits::default() }
    }
}

/// A receiver that is ready to serve.
pub struct Receiver {
    desk: Arc<Desk>,
    /// Held, not used: dropping it lets another receiver have the folder.
    _lock: Option<fs::File>,
}

impl Receiver {
    /// Opens the stores for a listener that is bound to `bound`.
    pub async fn open(options: &Options, bound: SocketAddr) -> Result<Self, OpenError> {
        let app = options
            .app
            .as_ref()
            .map(|root| AppFolder::open(root.clone()).map_err(|error| OpenError::App(root.clone(), error)))
            .transpose()?;
        let template = options
            .template
            .as_ref()
            .map(|file| ServedTemplate::open(file).map_err(|fault| OpenError::Template(file.clone(), fault)))
            .transpose()?;
        let Opened { database, attachments, lock } = options.places.open().await?;
        let token = app_token(options, database.as_ref()).await?;
        Ok(Self {
            desk: Arc::new(Desk {
                tokens: Tokens::new(&options.tokens, database.clone()),
                sheets: database,
                attachments,
                limits: options.limits,
                app,
                template,
                handed: Handed { token, to_everybody: options.open_config },
                bound_to_loopback: bound.ip().is_loopback(),
            }),
            _lock: lock,
        })
    }

    /// What this receiver answers, for a server of one's own.
    pub fn router(&self) -> Router {
        http::router(self.desk.clone())
    }

    /// The app's token, if one was made.
    pub fn app_token(&self) -> Option<&str> {
        self.desk.handed.token.as_deref()
    }

    /// Serves until `stop` is done; then takes no new connections, finishes the requests under way (at most [`GRACE`]) and closes the stores.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let (stopping, mut stopped) = tokio::sync::watch::channel(false);
        let serving = axum::serve(listener, self.router()).with_graceful_shutdown(async move {
            stop.await;
            // The receiving end lives as long as this function.
            let _ = stopping.send(true);
        });
        let deadline = async {
            // An error means that the sender is gone, which is as good as a stop.
            let _ = stopped.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(GRACE).await;
        };
        let result = tokio::select! {
            result = serving.into_future() => result,
            () = deadline => {
                tracing::warn!("requests were still under way when the time to stop was over");
                Ok(())
            }
        };
        self.desk.sheets.close().await;
        result
    }
}

/// The token of the served app; see [`config_document`](crate::http::config_document) for when there is one.
async fn app_token(options: &Options, store: &dyn TokenStore) -> Result<Option<String>, OpenError> {
    loop {
        let known = store.tokens().await?;
        let earlier = store.app_token().await?;
        // A token that was taken out of the database opens nothing and is not handed out.
        if let Some(token) = &earlier
            && known.iter().any(|(_, hash)| *hash == token_hash(token))
        {
            return Ok(earlier);
        }
        let nobody_else = known.is_empty() && options.tokens.is_empty();
        if !nobody_else && !options.open_config {
            return Ok(None);
        }
        let token = new_token()?;
        let free = |name: &String| known.iter().all(|(taken, _)| taken != name);
        let mut names = std::iter::once(APP_TOKEN.to_owned()).chain((2..).map(|n: u32| format!("{APP_TOKEN}-{n}")));
        let name = names.find(free).expect("there are more names than tokens");
        if store.replace_app_token(earlier.as_deref(), &name, &token).await? {
            return Ok(Some(token));
        }
        // Another receiver that starts at the same time was quicker.
    }
}
