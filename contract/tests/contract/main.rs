//! Tests of the contract as others see it: published files, fixtures, digests, refusals.
//!
//! `UPDATE_GOLDEN=1` writes the published files anew; without it they are compared.

mod canonical_form;
mod document;
mod fixtures;
mod golden;
mod invalid;
mod properties;
mod published;
mod repaired;
mod sealing;
mod sheets;
mod shop_template;
mod template;
