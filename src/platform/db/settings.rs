//! Settings of this tablet: one record.

use async_trait::async_trait;

use super::schema::SETTINGS;
use super::{Database, record};
use crate::domain::settings::Settings;
use crate::ports::{SettingsRepo, StorageError};

const KEY: &str = "settings";

#[async_trait(?Send)]
impl SettingsRepo for Database {
    async fn load(&self) -> Result<Option<Settings>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[SETTINGS], async |transaction| record::get(&transaction.object_store(SETTINGS)?, KEY).await)
                .await
        })
        .await
    }

    async fn save(&self, settings: &Settings) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[SETTINGS], async |transaction| {
                    record::put(&transaction.object_store(SETTINGS)?, KEY, settings).await
                })
                .await
        })
        .await
    }
}
