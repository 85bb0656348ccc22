//! Templates: one record each, under the SHA-256 of its canonical form. What a draft began with stays readable here for as long as the
//! database does; a template is some 60 KB and changes a few times a year.

use async_trait::async_trait;
use walkaround_contract::Template;

use super::schema::TEMPLATES;
use super::{Database, record};
use crate::ports::{StorageError, TemplateRepo};

#[async_trait(?Send)]
impl TemplateRepo for Database {
    async fn keep_template(&self, sha256: &str, template: &Template) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[TEMPLATES], async |transaction| {
                    record::put(&transaction.object_store(TEMPLATES)?, sha256, template).await
                })
                .await
        })
        .await
    }

    async fn template(&self, sha256: &str) -> Result<Option<Template>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[TEMPLATES], async |transaction| {
                    record::get(&transaction.object_store(TEMPLATES)?, sha256).await
                })
                .await
        })
        .await
    }
}
