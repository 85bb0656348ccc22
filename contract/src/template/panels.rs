//! Panels: which body has them, which station and which view they belong to.

use super::{PanelException, Template, TemplatePanel};
use crate::{BodyType, DriverSide, Station, View};

impl Template {
    /// A panel by its id.
    pub fn panel(&self, id: &str) -> Option<&TemplatePanel> {
        self.panels.iter().find(|panel| panel.id == id)
    }

    /// Panels that a body has, in the order of the drawings.
    pub fn panels_of_body<'a>(&'a self, body: &'a BodyType) -> impl Iterator<Item = &'a TemplatePanel> {
        self.panels.iter().filter(move |panel| panel.is_on(body))
    }

    /// The station a panel belongs to. `None` for a panel the body does not have.
    pub fn station_of(&self, panel: &str, body: &BodyType, driver_side: &DriverSide) -> Option<&Station> {
        self.place_of(self.panel(panel)?, body, driver_side)
    }

    /// As [`station_of`](Self::station_of), for a panel at hand: who goes through all panels need not search for each of them.
    pub fn place_of(&self, panel: &TemplatePanel, body: &BodyType, driver_side: &DriverSide) -> Option<&Station> {
        if !panel.is_on(body) {
            return None;
        }
        self.zones.get(driver_side.as_str())?.get(panel.zone_on(body))
    }

    /// The view that owns a panel. `None` for a panel the body does not have.
    pub fn owner_view(&self, panel: &str, body: &BodyType) -> Option<&View> {
        let panel = self.panel(panel).filter(|panel| panel.is_on(body))?;
        Some(panel.view_on(body))
    }

    /// The panels of a station that are in use, in the order of the drawings; none where there is no drawing.
    pub fn panels_of(&self, station: &Station, body: &BodyType, driver_side: &DriverSide) -> Vec<&str> {
        self.panels
            .iter()
            .filter(|panel| panel.is_in_use() && self.place_of(panel, body, driver_side) == Some(station))
            .map(|panel| panel.id.as_str())
            .collect()
    }

    /// The view to show first at a station. `None` where there is no drawing.
    pub fn view_of_station(&self, station: &Station, driver_side: &DriverSide) -> Option<&View> {
        self.stations.iter().find(|entry| entry.station == *station)?.view.as_ref()?.get(driver_side.as_str())
    }
}

impl TemplatePanel {
    /// Whether it is asked about. One that is not can be marked all the same.
    pub fn is_in_use(&self) -> bool {
        self.enabled != Some(false)
    }

    /// Whether a body has this panel.
    pub fn is_on(&self, body: &BodyType) -> bool {
        self.bodies.as_ref().map_or(body.is_known(), |bodies| bodies.contains(body))
    }

    fn exception(&self, body: &BodyType) -> Option<&PanelException> {
        self.exceptions.as_ref()?.get(body.as_str())
    }

    /// The zone it lies in on a body.
    pub fn zone_on(&self, body: &BodyType) -> &str {
        self.exception(body).and_then(|exception| exception.zone.as_deref()).unwrap_or(&self.zone)
    }

    /// The view that owns it on a body.
    pub fn view_on(&self, body: &BodyType) -> &View {
        self.exception(body).and_then(|exception| exception.view.as_ref()).unwrap_or(&self.view)
    }
}
