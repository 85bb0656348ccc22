//! Turns the vehicle drawings of `src/ui/drawings/source` into the assets the app loads: one JSON file a body
//! and the table of panels, below `public/drawings`. The format is described in `src/ui/drawings/README.md`.
//!
//! Invariant: what lies in `public/drawings` is exactly what the committed sources give; [`check_current`] fails otherwise.

mod path;
mod place;
mod source;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use source::Drawing;
use std::fs;
use std::path::{Path, PathBuf};

/// Body types in the order of the contract's `BodyType`.
const BODIES: [&str; 8] = ["sedan", "hatchback", "estate", "suv", "mpv", "pickup", "van", "coupe"];
/// Views that are kept. `right` is `left` mirrored, which [`body_file`] makes sure of, so the app derives it.
const KEPT_VIEWS: [&str; 4] = ["left", "front", "rear", "top"];
const SOURCE: &str = "src/ui/drawings/source";
const TARGET: &str = "public/drawings";
/// 48 bits tell the revisions of a drawing apart; it is a name in a sheet, not a proof.
const REVISION_HEX_DIGITS: usize = 12;

/// Writes the assets below `root` and returns the files that changed.
///
/// # Errors
/// When a source is missing or is not what `draw.py` writes.
pub fn generate(root: &Path) -> Result<Vec<PathBuf>> {
    let mut changed = Vec::new();
    for (path, text) in assets(root)? {
        if fs::read_to_string(&path).is_ok_and(|current| current == text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        changed.push(path);
    }
    Ok(changed)
}

/// Fails when an asset below `root` is not what its source gives.
///
/// # Errors
/// As [`generate`]; and when an asset is missing or stale, naming it.
pub fn check_current(root: &Path) -> Result<()> {
    for (path, text) in assets(root)? {
        let current = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        if current != text {
            bail!("{} is not what {SOURCE} gives: run `cargo xtask drawings`", path.display());
        }
    }
    Ok(())
}

fn assets(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut assets = Vec::new();
    for body in BODIES {
        let text = body_file(root, body).with_context(|| format!("the drawings of the {body}"))?;
        assets.push((root.join(TARGET).join(format!("{body}.json")), text));
    }
    let table = root.join(SOURCE).join("panels.json");
    let panels = fs::read_to_string(&table).with_context(|| format!("reading {}", table.display()))?;
    let panels: Value = serde_json::from_str(&panels).with_context(|| format!("{} is not JSON", table.display()))?;
    assets
        .push((root.join(TARGET).join("panels.json"), lines(panels.as_array().context("panels.json is not a list")?)));
    Ok(assets)
}

fn body_file(root: &Path, body: &str) -> Result<String> {
    let read = |view: &str| -> Result<Drawing> {
        let path = root.join(SOURCE).join(body).join(format!("{view}.svg"));
        let svg = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Drawing::parse(&svg).with_context(|| format!("{}", path.display()))
    };
    let mirrored = read("left")?.mirrored();
    ensure!(mirrored.same_as(&read("right")?), "right.svg is not left.svg mirrored, as the app will draw it");

    let mut views = Vec::new();
    for view in KEPT_VIEWS {
        views.push(format!("{}: {}", json!(view), view_text(&read(view)?)));
    }
    let views = views.join(",\n");
    let digest: String = Sha256::digest(&views).iter().map(|byte| format!("{byte:02x}")).collect();
    let revision = &digest[..REVISION_HEX_DIGITS];
    Ok(format!("{{\"body\": {}, \"revision\": {}, \"views\": {{\n{views}\n}}}}\n", json!(body), json!(revision)))
}

/// One line a panel and a detail, so that a change of a drawing shows where it is.
fn view_text(drawing: &Drawing) -> String {
    let panels: Vec<Value> = drawing
        .panels
        .iter()
        .map(|panel| {
            let path = panel.path.rounded();
            let place = place::roomiest(&path);
            let mut entry = json!({ "id": panel.id, "kind": panel.kind, "at": [place.x, place.y], "room": place.room, "d": path.to_string() });
            if let Some(electric) = &panel.electric {
                entry["electric"] = json!(electric);
            }
            entry
        })
        .collect();
    let details: Vec<Value> = drawing
        .details
        .iter()
        .map(|detail| {
            let mut entry = json!({ "class": detail.class, "d": detail.path.rounded().to_string() });
            if let Some(only) = &detail.only {
                entry["only"] = json!(only);
            }
            entry
        })
        .collect();
    format!(
        "{{\"w\": {}, \"h\": {},\n\"panels\": {},\n\"details\": {},\n\"outline\": {}}}",
        drawing.width,
        drawing.height,
        lines(&panels).trim_end(),
        lines(&details).trim_end(),
        json!(drawing.outline.rounded().to_string())
    )
}

fn lines(values: &[Value]) -> String {
    let rows: Vec<String> = values.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
    }

    fn body(name: &str) -> Value {
        serde_json::from_str(&body_file(&root(), name).expect("the sources are committed")).expect("it is JSON")
    }

    #[test]
    fn the_committed_assets_are_current() {
        check_current(&root()).expect("`cargo xtask drawings` was run after the last change");
    }

    #[test]
    fn every_panel_of_the_table_is_in_the_views_it_names() {
        let table = fs::read_to_string(root().join(SOURCE).join("panels.json")).expect("it is committed");
        let table: Vec<Value> = serde_json::from_str(&table).expect("it is JSON");
        for name in BODIES {
            let body = body(name);
            for row in
                table.iter().filter(|row| row["bodies"].as_array().is_some_and(|list| list.contains(&json!(name))))
            {
                let found = KEPT_VIEWS.iter().any(|view| {
                    body["views"][view]["panels"].as_array().expect("a view has panels").iter().any(|panel| {
                        // `right` is not kept: its panels are those of `left` with the sides swapped.
                        panel["id"] == row["id"]
                            || panel["id"] == json!(source::swap_sides(row["id"].as_str().expect("an id is text")))
                    })
                });
                assert!(found, "{name}: {}", row["id"]);
            }
        }
    }

    #[test]
    fn a_body_is_small_enough_to_keep_all_eight() {
        // 72 KB at most today, a third of it on the wire: all eight weigh less than one photo.
        for name in BODIES {
            let size = body_file(&root(), name).expect("the sources are committed").len();
            assert!(size < 80_000, "{name}: {size}");
        }
    }

    #[test]
    fn the_revision_names_the_content() {
        let (sedan, suv) = (body("sedan"), body("suv"));
        assert_eq!(sedan["revision"].as_str().map(str::len), Some(REVISION_HEX_DIGITS));
        assert_ne!(sedan["revision"], suv["revision"]);
        assert_eq!((&sedan["views"]["left"]["w"], &sedan["views"]["left"]["h"]), (&json!(4950), &json!(1650)));
    }
}
