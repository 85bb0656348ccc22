//! Opening the data folder, and serving until told to stop.
//!
//! Invariant: one receiver at a time writes to a data folder; it holds a lock on it from opening to the end.

use std::{
    fmt, fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use tokio::net::TcpListener;

use crate::{
    auth::{Tokens, new_token, token_hash},
    http::{
        self, AppFolder, Desk, Limits,
        config_document::{APP_TOKEN, Handed, read_app_token, write_app_token},
    },
    store::{DiskAttachments, OpenDatabaseError, SheetStore, SqliteSheets, StoreError, TokenStore},
};

/// How long requests under way may take to finish once the receiver is told to stop. Service managers kill after about a minute and a half.
pub const GRACE: Duration = Duration::from_secs(30);

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of everything that is kept.
    pub data: PathBuf,
    /// Folder of the built app; without one only the API and the inbox are served.
    pub app: Option<PathBuf>,
    /// Hand the app's token to whoever opens the app.
    pub open_config: bool,
    /// Names and tokens given from outside.
    pub tokens: Vec<(String, String)>,
    /// How large bodies may be.
    pub limits: Limits,
}

impl Options {
    /// Everything as it is without any option.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), app: None, open_config: false, tokens: Vec::new(), limits: Limits::default() }
    }
}

/// Why the receiver cannot start.
#[derive(Debug)]
pub enum OpenError {
    /// The data folder cannot be used.
    Data(PathBuf, io::Error),
    /// Another receiver runs on this data folder.
    InUse(PathBuf),
    /// The app's folder cannot be used.
    App(PathBuf, io::Error),
    /// The database cannot be opened.
    Database(OpenDatabaseError),
    /// The stores cannot be read.
    Store(StoreError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(path, _) => write!(f, "the data folder {} cannot be used", path.display()),
            Self::InUse(path) => write!(f, "another receiver is running on the data folder {}", path.display()),
            Self::App(path, _) => write!(f, "the app folder {} cannot be served", path.display()),
            Self::Database(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Data(_, error) | Self::App(_, error) => Some(error),
            Self::InUse(_) => None,
            Self::Database(error) => error.source(),
            Self::Store(error) => error.source(),
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A receiver that is ready to serve.
pub struct Receiver {
    desk: Arc<Desk>,
    /// Held, not used: dropping it lets another receiver have the folder.
    _lock: fs::File,
}

impl Receiver {
    /// Opens the data folder for a listener that is bound to `bound`.
    pub async fn open(options: &Options, bound: SocketAddr) -> Result<Self, OpenError> {
        let data = &options.data;
        let in_data = |error| OpenError::Data(data.clone(), error);
        create_private_folder(data).map_err(in_data)?;
        let lock =
            fs::File::options().write(true).create(true).truncate(false).open(data.join("lock")).map_err(in_data)?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => OpenError::InUse(data.clone()),
            fs::TryLockError::Error(error) => in_data(error),
        })?;
        let app = options
            .app
            .as_ref()
            .map(|root| AppFolder::open(root.clone()).map_err(|error| OpenError::App(root.clone(), error)))
            .transpose()?;
        let attachments = DiskAttachments::open(data.join("attachments")).map_err(in_data)?;
        let sheets = Arc::new(SqliteSheets::open(&database_file(data)).await.map_err(OpenError::Database)?);
        let token = app_token(options, sheets.as_ref()).await?;
        Ok(Self {
            desk: Arc::new(Desk {
                tokens: Tokens::new(&options.tokens, sheets.clone()),
                sheets,
                attachments: Arc::new(attachments),
                limits: options.limits,
                app,
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

fn database_file(data: &Path) -> PathBuf {
    data.join("receiver.sqlite")
}

/// The folder holds personal data: nobody else on the machine reads it.
fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The token of the served app; see [`config_document`](crate::http::config_document) for when there is one.
async fn app_token(options: &Options, store: &SqliteSheets) -> Result<Option<String>, OpenError> {
    let file = options.data.join("app-token");
    let in_data = |error| OpenError::Data(options.data.clone(), error);
    let known = store.tokens().await?;
    if let Some(token) = read_app_token(&file).map_err(in_data)? {
        // A token that was taken out of the database opens nothing and is not handed out.
        if known.iter().any(|(_, hash)| *hash == token_hash(&token)) {
            return Ok(Some(token));
        }
    }
    let nobody_else = known.is_empty() && options.tokens.is_empty();
    if !nobody_else && !options.open_config {
        return Ok(None);
    }
    let token = new_token()?;
    // The file first: a token in the database that nobody knows would keep a new one from being made.
    write_app_token(&file, &token).map_err(in_data)?;
    let name = if known.iter().any(|(name, _)| name == APP_TOKEN) {
        format!("{APP_TOKEN}-{}", known.len())
    } else {
        APP_TOKEN.to_owned()
    };
    store.add_token(&name, token_hash(&token)).await?;
    Ok(Some(token))
}

/// Makes a token for a tablet. `None` if the name is taken. Works while a receiver is running.
pub async fn add_token(data: &Path, name: &str) -> Result<Option<String>, OpenError> {
    create_private_folder(data).map_err(|error| OpenError::Data(data.to_owned(), error))?;
    let store = SqliteSheets::open(&database_file(data)).await.map_err(OpenError::Database)?;
    let token = new_token()?;
    let added = store.add_token(name, token_hash(&token)).await;
    store.close().await;
    Ok(added?.then_some(token))
}
