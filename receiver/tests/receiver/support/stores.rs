//! Where the receivers of tests keep things. Whatever has to do with keeping is tested against all of them, by [`on_every_store`].

use std::{path::Path, sync::Arc};

use tempfile::TempDir;
use walkaround_receiver::{Bucket, Places};
use walkaround_servers::{Moto, Postgres};

/// What a receiver keeps things in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stores {
    /// SQLite and a folder.
    Local,
    /// PostgreSQL, and attachments in a folder.
    Postgres,
    /// PostgreSQL and S3: nothing on this machine.
    Cloud,
}

/// Makes a test of each function for every kind of store.
macro_rules! on_every_store {
    ($($test:ident),* $(,)?) => {
        mod local {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test($crate::support::Stores::Local).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test($crate::support::Stores::Postgres).await;
            })*
        }
        mod cloud {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test($crate::support::Stores::Cloud).await;
            })*
        }
    };
}
pub(crate) use on_every_store;

/// Places that are one test's own.
pub struct Place {
    places: Places,
    folder: TempDir,
}

impl Place {
    pub fn new(stores: Stores) -> Arc<Self> {
        let folder = TempDir::new().expect("a temporary folder");
        let mut places = Places::default();
        if stores != Stores::Cloud {
            places.data = Some(folder.path().to_owned());
        }
        if stores != Stores::Local {
            places.database = Some(Postgres::shared().new_schema().0);
        }
        if stores == Stores::Cloud {
            let moto = Moto::shared();
            places.attachments = Some(Bucket { address: moto.new_bucket(), settings: moto.settings() });
        }
        Arc::new(Self { places, folder })
    }

    pub fn places(&self) -> Places {
        self.places.clone()
    }

    /// The data folder. Nothing is ever in it when everything is kept elsewhere.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How many attachments are on their way in, or were left there.
    pub fn half_written(&self) -> usize {
        match &self.places.attachments {
            Some(bucket) => Moto::shared().lists(&bucket.address).1.matches("<Upload>").count(),
            None => {
                let folder = self.folder().join("attachments/incoming");
                std::fs::read_dir(folder).expect("the folder is made at the start").count()
            }
        }
    }

    /// How many attachments are kept.
    pub fn kept_attachments(&self) -> usize {
        match &self.places.attachments {
            Some(bucket) => Moto::shared().lists(&bucket.address).0.matches("<Contents>").count(),
            None => {
                let entries = |folder: &Path| -> Vec<_> {
                    let entries = std::fs::read_dir(folder).expect("the folder is made at the start");
                    entries.map(|entry| entry.expect("an entry").path()).collect()
                };
                let folders = entries(&self.folder().join("attachments"));
                folders.iter().filter(|folder| !folder.ends_with("incoming")).map(|folder| entries(folder).len()).sum()
            }
        }
    }

    /// The options and variables that tell the program of these places.
    pub fn command_line(&self) -> (Vec<String>, Vec<(String, String)>) {
        let mut arguments = Vec::new();
        let mut add = |name: &str, value: &str| arguments.extend([name.to_owned(), value.to_owned()]);
        if let Some(data) = &self.places.data {
            add("--data", &data.to_string_lossy());
        }
        if let Some(database) = &self.places.database {
            add("--database", database);
        }
        let mut variables = Vec::new();
        if let Some(bucket) = &self.places.attachments {
            add("--attachments", &bucket.address);
            variables.clone_from(&bucket.settings);
        }
        (arguments, variables)
    }
}
