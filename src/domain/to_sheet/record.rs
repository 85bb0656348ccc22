//! The record of a sealed sheet, as the tablet keeps and posts it.

use walkaround_contract::{CanonicalError, Sheet, short_code};

use crate::domain::draft::Draft;
use crate::domain::outbox::{SheetAttachment, SheetRecord};

/// The record of a sealed sheet of this draft. `None` for a sheet without a seal, which is not finished.
pub fn record(sheet: &Sheet, draft: &Draft) -> Result<Option<SheetRecord>, CanonicalError> {
    let Some(seal) = &sheet.seal else { return Ok(None) };
    // Canonical JSON is UTF-8, whatever it holds.
    let json = String::from_utf8_lossy(&sheet.canonical_bytes()?).into_owned();
    let vehicle = &sheet.vehicle;
    let year = vehicle.model_year.map(|year| year.to_string());
    let model = [vehicle.make.as_deref(), vehicle.model.as_deref(), year.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let owner = &sheet.customer.owner;
    let customer =
        owner.name.as_ref().or(owner.company.as_ref()).or_else(|| sheet.customer.brought_by.as_ref()?.name.as_ref());
    Ok(Some(SheetRecord {
        id: sheet.id,
        visit_id: sheet.visit_id,
        sealed_at: sheet.completed_at,
        json,
        digest: seal.digest.clone(),
        // The content digest was checked to be 64 hex digits before the sheet was sealed.
        code: short_code(&sheet.acknowledgement.content_digest).unwrap_or_default(),
        plate: vehicle
            .plate
            .as_ref()
            .map(|plate| plate.text.clone())
            .or_else(|| vehicle.vin.clone())
            .unwrap_or_default(),
        vehicle: model,
        customer: customer.cloned().unwrap_or_default(),
        attachments: sheet
            .attachments
            .iter()
            .map(|attachment| SheetAttachment {
                id: attachment.id,
                sha256: attachment.sha256.clone(),
                media_type: attachment.media_type.clone(),
                byte_length: attachment.byte_length,
            })
            .collect(),
        originals: draft.original_ids().collect(),
    }))
}
