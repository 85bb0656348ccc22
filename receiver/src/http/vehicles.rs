//! `GET /vehicles/{vin-or-plate}/last-sheet`: what the tablet shows as the ghost of the last visit.
//!
//! Invariant: the answer is an intake that holds: no handover, and nothing that was corrected since.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::{Desk, Device};
use crate::{problem::Problem, store::vehicle_key};

pub(super) async fn last_sheet(
    State(desk): State<Arc<Desk>>,
    _: Device,
    Path(vin_or_plate): Path<String>,
) -> Result<Response, Problem> {
    let key = vehicle_key(&vin_or_plate);
    let found = if key.is_empty() { None } else { desk.sheets.last_of_vehicle(&key).await? };
    let stored = found.ok_or(Problem::NotFound("sheet of this vehicle"))?;
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], stored.body).into_response())
}
