//! Contradictions as they are shown. Stations that nobody looked at are one thing to say, however many there are: a list of nine lines
//! that say the same hides what else is wrong.
//!
//! Invariant: a row stands for contradictions that are answered alike; on the sheet each of them is recorded by itself.

use walkaround_contract::{CheckKind, CheckOverride, Step};

use super::checks::Contradiction;

/// One line: a contradiction, or all stations that were not inspected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    pub check: CheckKind,
    /// What it is about; several stations, at most one of anything else.
    pub subjects: Vec<String>,
    pub step: Step,
    /// Id of the input that mends the first of them.
    pub field: String,
    pub overridden: Option<CheckOverride>,
}

/// The lines of these contradictions, in their order.
pub fn check_rows(found: impl IntoIterator<Item = Contradiction>) -> Vec<CheckRow> {
    let mut rows: Vec<CheckRow> = Vec::new();
    for Contradiction { check, subject, step, field, overridden } in found {
        let together = check == CheckKind::StationNotInspected;
        let said =
            |answer: &Option<CheckOverride>| answer.as_ref().map(|answer| (answer.by.clone(), answer.reason.clone()));
        let earlier =
            rows.iter_mut().find(|row| together && row.check == check && said(&row.overridden) == said(&overridden));
        match earlier {
            Some(row) => row.subjects.extend(subject),
            None => rows.push(CheckRow { check, subjects: subject.into_iter().collect(), step, field, overridden }),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::minute;

    fn found(check: CheckKind, subject: &str, reason: Option<&str>) -> Contradiction {
        let overridden = reason.map(|reason| CheckOverride {
            by: "Zhou Min".into(),
            reason: reason.into(),
            at: minute(3),
            extra: Default::default(),
        });
        let field = format!("field-{subject}");
        Contradiction { check, subject: Some(subject.into()), step: Step::Walkaround, field, overridden }
    }

    #[test]
    fn stations_share_a_line_as_long_as_they_are_answered_alike() {
        use CheckKind::{DamageWithoutPhoto, StationNotInspected};
        let rows = check_rows([
            found(StationNotInspected, "front", None),
            found(StationNotInspected, "boot", Some("locked")),
            found(StationNotInspected, "rear", None),
            found(StationNotInspected, "roof", Some("snow")),
            found(StationNotInspected, "under_bonnet", Some("locked")),
            found(DamageWithoutPhoto, "1", None),
            found(DamageWithoutPhoto, "2", None),
        ]);
        let said: Vec<(&str, bool)> = rows.iter().map(|row| (row.field.as_str(), row.overridden.is_some())).collect();
        assert_eq!(
            said,
            [
                ("field-front", false),
                ("field-boot", true),
                ("field-roof", true),
                ("field-1", false),
                ("field-2", false)
            ]
        );
        assert_eq!(rows[0].subjects, ["front", "rear"]);
        assert_eq!(rows[1].subjects, ["boot", "under_bonnet"]);
    }
}
