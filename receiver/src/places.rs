//! Where everything is kept, as an administrator names it, and how it is opened.
//!
//! Invariant: one receiver at a time writes to a data folder; it holds a lock on it from opening to the end. With a database server and a bucket there is no
//! folder, and any number of receivers may run.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    auth::{new_token, token_hash},
    http::TemplateFault,
    store::{AttachmentStore, Cause, Database, DiskAttachments, OpenDatabaseError, SqliteSheets, StoreError},
};

/// The SQLite database in the data folder.
const DATABASE_FILE: &str = "receiver.sqlite";

/// Where everything is kept. Not `Debug`: it may hold a password and a secret key.
#[derive(Clone, Default)]
pub struct Places {
    /// Folder of everything that is kept on this machine.
    pub data: Option<PathBuf>,
    /// `postgres://…`, if sheets and tokens are not in the folder.
    pub database: Option<String>,
    /// The bucket, if attachments are not in the folder.
    pub attachments: Option<Bucket>,
}

/// An S3-compatible bucket. Not `Debug`, as [`Places`].
#[derive(Clone)]
pub struct Bucket {
    /// `s3://bucket/prefix`.
    pub address: String,
    /// The standard `AWS_*` variables and their values: keys, region, endpoint.
    pub settings: Vec<(String, String)>,
}

impl Bucket {
    /// With the settings of this process' environment.
    pub fn from_environment(address: String) -> Self {
        Self { address, settings: std::env::vars().filter(|(name, _)| name.starts_with("AWS_")).collect() }
    }
}

/// Why something cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// A folder is needed, and none is named.
    NoFolder,
    /// The data folder cannot be used.
    Data(PathBuf, io::Error),
    /// Another receiver runs on this data folder.
    InUse(PathBuf),
    /// The app's folder cannot be used.
    App(PathBuf, io::Error),
    /// The shop's checklist cannot be handed out.
    Template(PathBuf, TemplateFault),
    /// The database cannot be opened.
    Database(OpenDatabaseError),
    /// The bucket cannot be used.
    Attachments(String, Cause),
    /// The address is of a kind that nobody knows.
    UnknownPlace(String),
    /// The program was built without this feature.
    NotBuiltIn(&'static str),
    /// The stores cannot be read.
    Store(StoreError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder => f.write_str(
                "there is no folder to keep things in: name one with --data, or say with both --database and --attachments where else they are kept",
            ),
            Self::Data(path, _) => write!(f, "the data folder {} cannot be used", path.display()),
            Self::InUse(path) => write!(f, "another receiver is running on the data folder {}", path.display()),
            Self::App(path, _) => write!(f, "the app folder {} cannot be served", path.display()),
            Self::Template(path, _) => write!(f, "the checklist {} cannot be handed out", path.display()),
            Self::Database(error) => error.fmt(f),
            Self::Attachments(address, _) => write!(f, "attachments cannot be kept in {address}"),
            Self::UnknownPlace(known) => f.write_str(known),
            Self::NotBuiltIn(feature) => write!(
                f,
                "this receiver was built without {feature}: build it with `cargo build --release -p walkaround-receiver --features {feature}`"
            ),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Data(_, error) | Self::App(_, error) => Some(error),
            Self::Template(_, fault) => Some(fault),
            Self::NoFolder | Self::InUse(_) | Self::UnknownPlace(_) | Self::NotBuiltIn(_) => None,
            Self::Database(error) => error.source(),
            Self::Attachments(_, cause) => Some(cause.as_ref()),
            Self::Store(error) => error.source(),
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What was opened to serve from.
pub(crate) struct Opened {
    pub database: Arc<dyn Database>,
    pub attachments: Arc<dyn AttachmentStore>,
    /// Held, not used: dropping it lets another receiver have the folder.
    pub lock: Option<fs::File>,
}

impl Places {
    /// Everything in one folder.
    pub fn folder(data: impl Into<PathBuf>) -> Self {
        Self { data: Some(data.into()), ..Self::default() }
    }

    /// Opens everything to write to it.
    pub(crate) async fn open(&self) -> Result<Opened, OpenError> {
        let lock = if self.uses_folder() { Some(lock(self.made_folder()?)?) } else { None };
        let attachments: Arc<dyn AttachmentStore> = match &self.attachments {
            Some(bucket) => open_bucket(bucket).await?,
            None => {
                let data = self.made_folder()?;
                let opened = DiskAttachments::open(data.join("attachments"));
                Arc::new(opened.map_err(|error| OpenError::Data(data.to_owned(), error))?)
            }
        };
        Ok(Opened { database: self.open_database().await?, attachments, lock })
    }

    /// Opens everything to read it, also beside receivers that run.
    pub(crate) async fn open_to_read(&self) -> Result<(Arc<dyn Database>, Arc<dyn AttachmentStore>), OpenError> {
        if self.uses_folder() {
            let data = self.data.as_deref().ok_or(OpenError::NoFolder)?;
            // To read where nothing was ever kept is a mistake in the name.
            let must_be_there = if self.database.is_none() { data.join(DATABASE_FILE) } else { data.to_owned() };
            fs::metadata(must_be_there).map_err(|error| OpenError::Data(data.to_owned(), error))?;
        }
        let attachments: Arc<dyn AttachmentStore> = match &self.attachments {
            Some(bucket) => open_bucket(bucket).await?,
            None => Arc::new(DiskAttachments::read_only(self.made_folder()?.join("attachments"))),
        };
        Ok((self.open_database().await?, attachments))
    }

    async fn open_database(&self) -> Result<Arc<dyn Database>, OpenError> {
        match &self.database {
            Some(address) => open_server(address).await,
            None => {
                let file = self.made_folder()?.join(DATABASE_FILE);
                Ok(Arc::new(SqliteSheets::open(&file).await.map_err(OpenError::Database)?))
            }
        }
    }

    fn uses_folder(&self) -> bool {
        self.database.is_none() || self.attachments.is_none()
    }

    /// The data folder, made if it was not there. It holds personal data: nobody else on the machine reads it.
    fn made_folder(&self) -> Result<&Path, OpenError> {
        let data = self.data.as_deref().ok_or(OpenError::NoFolder)?;
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(data).map_err(|error| OpenError::Data(data.to_owned(), error))?;
        Ok(data)
    }
}

fn lock(data: &Path) -> Result<fs::File, OpenError> {
    let in_data = |error| OpenError::Data(data.to_owned(), error);
    let lock = fs::File::options().write(true).create(true).truncate(false).open(data.join("lock")).map_err(in_data)?;
    lock.try_lock().map_err(|error| match error {
        fs::TryLockError::WouldBlock => OpenError::InUse(data.to_owned()),
        fs::TryLockError::Error(error) => in_data(error),
    })?;
    Ok(lock)
}

async fn open_server(address: &str) -> Result<Arc<dyn Database>, OpenError> {
    if !["postgres://", "postgresql://"].iter().any(|scheme| address.starts_with(scheme)) {
        return Err(OpenError::UnknownPlace(
            "--database wants an address of the form postgres://user@host/name".into(),
        ));
    }
    #[cfg(feature = "postgres")]
    return Ok(Arc::new(crate::store::PostgresSheets::open(address).await.map_err(OpenError::Database)?));
    #[cfg(not(feature = "postgres"))]
    Err(OpenError::NotBuiltIn("postgres"))
}

async fn open_bucket(bucket: &Bucket) -> Result<Arc<dyn AttachmentStore>, OpenError> {
    if !bucket.address.starts_with("s3://") {
        return Err(OpenError::UnknownPlace("--attachments wants an address of the form s3://bucket/prefix".into()));
    }
    #[cfg(feature = "s3")]
    return match crate::store::S3Attachments::open(&bucket.address, &bucket.settings).await {
        Ok(attachments) => Ok(Arc::new(attachments)),
        Err(cause) => Err(OpenError::Attachments(bucket.address.clone(), cause)),
    };
    #[cfg(not(feature = "s3"))]
    Err(OpenError::NotBuiltIn("s3"))
}

/// Makes a token for a tablet. `None` if the name is taken. Works while receivers are running.
pub async fn add_token(places: &Places, name: &str) -> Result<Option<String>, OpenError> {
    let store = places.open_database().await?;
    let token = new_token()?;
    let added = store.add_token(name, token_hash(&token)).await;
    store.close().await;
    Ok(added?.then_some(token))
}
