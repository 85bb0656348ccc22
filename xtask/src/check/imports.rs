//! Who may import whom (ARCHITECTURE.md). Data flows one way, so imports do too; a rule broken once is
//! a layer that can't be tested alone any more.

use super::Finding;
use super::source::{NamedPath, declared_modules, paths, without_comments_and_literals};
use crate::workspace::{files_below, root};
use anyhow::{Context, Result};
use std::fs;

/// What stands at the top of the app's package. (Also told apart by it: `super::super::x` in a module
/// within a file, which does not climb as far as it seems.)
const ROOMS: [&str; 9] = ["app", "bin", "domain", "photo", "platform", "ports", "routes", "state", "ui"];

/// What the sources below one folder may name.
struct Layer {
    name: &'static str,
    /// From the repository's root.
    folder: &'static str,
    /// Rooms of the same package, as in `crate::room`. Its own is always allowed.
    rooms: Rooms,
    /// Other packages, as sources spell them. A trailing `*` stands for any ending.
    crates: Crates,
    /// Reading the clock or making ids, as opposed to being given them.
    may_ask_for_time_and_ids: bool,
    why: &'static str,
}

enum Rooms {
    /// These and no others.
    Only(&'static [&'static str]),
    /// The layer is a package of its own; its rooms are its own affair.
    Any,
}

enum Crates {
    Only(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

/// Data formats, dates as values, and the tests' tools: they reach nothing outside the program.
macro_rules! plain_crates {
    ($($more:literal),*) => {
        &["walkaround_contract", "serde", "serde_json", "chrono", "sha2", "uuid", "proptest", "insta", $($more),*]
    };
}

const LAYERS: [Layer; 8] = [
    Layer {
        name: "contract",
        folder: "contract/src",
        rooms: Rooms::Any,
        crates: Crates::Only(plain_crates!(
            "schemars",
            "garde",
            "serde_json_canonicalizer",
            "serde_path_to_error",
            "serde_with",
            "base64",
            "p256"
        )),
        may_ask_for_time_and_ids: false,
        why: "The contract is what any backend builds on: types and rules, no I/O, no browser.",
    },
    Layer {
        name: "domain",
        folder: "src/domain",
        rooms: Rooms::Only(&["domain"]),
        crates: Crates::Only(plain_crates!("base64", "zip")),
        may_ask_for_time_and_ids: false,
        why: "The rules of a reception are tested natively and exhaustively, so they know the contract and nothing else.",
    },
    Layer {
        name: "ports",
        folder: "src/ports",
        rooms: Rooms::Only(&["ports", "domain"]),
        crates: Crates::Only(plain_crates!(
            "async_trait",
            "futures",
            "futures_core",
            "futures_channel",
            "futures_util",
            "bytes"
        )),
        may_ask_for_time_and_ids: false,
        why: "A port says what the app needs in the domain's words; how a browser does it is the platform's affair.",
    },
    Layer {
        name: "photo",
        folder: "src/photo",
        rooms: Rooms::Only(&["photo", "ports"]),
        crates: Crates::AllBut(&[
            "leptos*",
            "reactive_*",
            "web_sys",
            "js_sys",
            "wasm_bindgen*",
            "gloo*",
            "indexed_db_futures",
        ]),
        may_ask_for_time_and_ids: false,
        why: "Bytes in, bytes out, in the port's words: tested natively, and run by the worker, where there is no page.",
    },
    Layer {
        name: "platform",
        folder: "src/platform",
        rooms: Rooms::Only(&["platform", "photo", "ports", "domain"]),
        crates: Crates::AllBut(&["leptos*", "reactive_*"]),
        may_ask_for_time_and_ids: true,
        why: "The platform fulfils ports with browser APIs; it does not know that there is a screen.",
    },
    Layer {
        name: "state",
        folder: "src/state",
        rooms: Rooms::Only(&["state", "domain", "ports"]),
        crates: Crates::Only(plain_crates!(
            "leptos*",
            "reactive_*",
            "futures",
            "futures_channel",
            "futures_util",
            "backon",
            "async_trait",
            "send_wrapper"
        )),
        may_ask_for_time_and_ids: false,
        why: "State orchestrates through ports, so that it runs against the in-memory doubles as well as in a browser.",
    },
    Layer {
        name: "ui",
        folder: "src/ui",
        rooms: Rooms::Only(&["ui", "state", "domain", "routes"]),
        crates: Crates::AllBut(&["indexed_db_futures", "gloo_net", "gloo_worker", "sqlx"]),
        may_ask_for_time_and_ids: false,
        why: "Pages show state and call it; storage, network and camera are reached through state alone.",
    },
    Layer {
        name: "receiver",
        folder: "receiver/src",
        rooms: Rooms::Any,
        crates: Crates::AllBut(&["walkaround", "leptos*", "web_sys", "js_sys", "gloo*"]),
        may_ask_for_time_and_ids: true,
        why: "The receiver is one backend among many: it has the contract, never the app.",
    },
];

/// Calls that answer something else each time.
const TIME_AND_IDS: [&str; 9] = [
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Instant::now",
    "Date::now",
    "Date::new_0",
    "Uuid::now_v7",
    "Uuid::new_v4",
    "Uuid::new_v7",
];

/// Checks all sources of the repository.
///
/// # Errors
/// When a source can't be read.
pub fn findings() -> Result<Vec<Finding>> {
    let root = root();
    let crates = super::dependencies::names_in_sources()?;
    let mut findings = Vec::new();
    for layer in &LAYERS {
        for file in files_below(&root.join(layer.folder), ".rs")? {
            let source = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let name = file.strip_prefix(&root).context("it lies below the root")?;
            findings.extend(check(layer, &name.to_string_lossy().replace('\\', "/"), &source, &crates));
        }
    }
    findings.extend(platform_is_wired_in_one_place()?);
    Ok(findings)
}

fn check(layer: &Layer, file: &str, source: &str, known_crates: &[String]) -> Vec<Finding> {
    let code = without_comments_and_literals(source);
    // A module may bear a crate's name; in its file the name then means the module.
    let modules = declared_modules(&code);
    let depth = module_depth(layer, file);
    let mut findings = Vec::new();
    let mut find = |path: &NamedPath, what: String| {
        let finding = Finding { place: format!("{file}:{}", path.line), what, why: layer.why.to_owned() };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    for path in paths(&code) {
        let first = path.segments[0].as_str();
        if let (Rooms::Only(rooms), Some(room)) = (&layer.rooms, room_of(&path.segments, depth))
            && !rooms.contains(&room)
        {
            find(&path, format!("{} names crate::{room}", layer.name));
        }
        let is_crate = !modules.iter().any(|module| module == first) && known_crates.iter().any(|known| known == first);
        if is_crate && !layer.crates.allow(first) {
            find(&path, format!("{} names the crate {first}", layer.name));
        }
        let spelled = path.segments.join("::");
        if !layer.may_ask_for_time_and_ids
            && is_shipped(file, &code, path.line)
            && let Some(call) = TIME_AND_IDS.iter().find(|call| spelled.ends_with(*call))
        {
            find(&path, format!("{} calls {call}: time and new ids are arguments here", layer.name));
        }
    }
    findings
}

impl Crates {
    fn allow(&self, name: &str) -> bool {
        let listed = |list: &[&str]| {
            list.iter().any(|entry| match entry.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => *entry == name,
            })
        };
        match self {
            Self::Only(list) => listed(list),
            Self::AllBut(list) => !listed(list),
        }
    }
}

/// The room of the package that a path leads into: `crate::ports::Clock` → `ports`, and the same by `super`.
fn room_of(segments: &[String], depth: usize) -> Option<&str> {
    let supers = segments.iter().take_while(|segment| *segment == "super").count();
    if segments[0] != "crate" && (supers == 0 || supers != depth) {
        return None;
    }
    let room = segments.get(supers.max(1)).map(String::as_str);
    room.filter(|room| ROOMS.contains(room))
}

/// How many `super`s lead from the file's module to the crate's root: `src/domain/mod.rs` is one below it.
/// (Modules within a file lie deeper; they rarely climb that far, and then name what the file names too.)
fn module_depth(layer: &Layer, file: &str) -> usize {
    let inside = file.strip_prefix(layer.folder).unwrap_or(file).trim_start_matches('/');
    let steps = inside.split('/').count();
    if inside.ends_with("mod.rs") { steps } else { steps + 1 }
}

/// Tests may use the clock. Their module stands at the end of a file, or in a file of its own.
fn is_shipped(file: &str, code: &str, line: usize) -> bool {
    let tests_from = code.lines().position(|text| text.trim() == "#[cfg(test)]");
    let in_test_file = file.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "examples"));
    !in_test_file && tests_from.is_none_or(|from| line <= from + 1)
}

/// The composition root: whatever else lies at the top of src/ or in bin/ may name `platform`, pages may not.
fn platform_is_wired_in_one_place() -> Result<Vec<Finding>> {
    const ALLOWED: [&str; 3] = ["src/app.rs", "src/main.rs", "src/lib.rs"];
    let root = root();
    let mut findings = Vec::new();
    for file in files_below(&root.join("src"), ".rs")? {
        let name = file.strip_prefix(&root).context("it lies below the root")?;
        let name = name.to_string_lossy().replace('\\', "/");
        let in_a_layer = LAYERS.iter().any(|layer| name.starts_with(&format!("{}/", layer.folder)));
        if in_a_layer || name.starts_with("src/bin/") || ALLOWED.contains(&name.as_str()) {
            continue;
        }
        let source = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        findings.extend(names_platform(&name, &source));
    }
    Ok(findings)
}

fn names_platform(file: &str, source: &str) -> Vec<Finding> {
    let code = without_comments_and_literals(source);
    let leads_there = |path: &NamedPath| path.segments.starts_with(&["crate".to_owned(), "platform".to_owned()]);
    paths(&code)
        .into_iter()
        .filter(leads_there)
        .map(|path| Finding {
            place: format!("{file}:{}", path.line),
            what: "names crate::platform".to_owned(),
            why: "app.rs alone wires the platform in, so that everything else can run without a browser.".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(layer: &str, file: &str, source: &str, expected: &[&str]) {
        let layer = LAYERS.iter().find(|candidate| candidate.name == layer).expect("the layer exists");
        let known = ["web_sys", "leptos", "leptos_router", "serde", "image", "indexed_db_futures", "walkaround"];
        let known: Vec<String> = known.map(str::to_owned).to_vec();
        let found: Vec<String> =
            super::check(layer, file, source, &known).into_iter().map(|finding| finding.what).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn the_domain_knows_the_contract_and_nothing_else() {
        let file = "src/domain/draft.rs";
        check("domain", file, "use serde::Serialize;\nuse crate::domain::outbox::Outbox;", &[]);
        check("domain", file, "use crate::ports::Clock;", &["domain names crate::ports"]);
        check("domain", file, "use super::super::ports::Clock;", &["domain names crate::ports"]);
        check("domain", "src/domain/mod.rs", "use super::ui::App;", &["domain names crate::ui"]);
        check("domain", file, "use super::outbox::Outbox;", &[]);
        check("domain", file, "mod tests { use super::super::outbox::Outbox; }", &[]);
        check("domain", file, "fn f(w: web_sys::Window) {}", &["domain names the crate web_sys"]);
        check("domain", file, "// web_sys::Window is the platform's", &[]);
        check("domain", file, "use crate::{domain::a, state::b};", &["domain names crate::state"]);
    }

    #[test]
    fn the_clock_is_an_argument() {
        let file = "src/domain/draft.rs";
        let asks = "domain calls Utc::now: time and new ids are arguments here";
        check("domain", file, "let now = chrono::Utc::now();", &[asks]);
        check("domain", file, "#[cfg(test)]\nmod tests { fn f() { Utc::now(); } }", &[]);
        check("platform", "src/platform/clock.rs", "let now = chrono::Utc::now();", &[]);
    }

    #[test]
    fn the_platform_has_no_screen_and_the_screen_no_platform() {
        check("platform", "src/platform/db.rs", "use indexed_db_futures::Database;", &[]);
        check(
            "platform",
            "src/platform/db.rs",
            "use leptos_router::hooks;",
            &["platform names the crate leptos_router"],
        );
        check("ui", "src/ui/pages/board.rs", "use crate::platform::db::Db;", &["ui names crate::platform"]);
        check(
            "ui",
            "src/ui/pages/board.rs",
            "use indexed_db_futures::Database;",
            &["ui names the crate indexed_db_futures"],
        );
        check("state", "src/state/board.rs", "use web_sys::Window;", &["state names the crate web_sys"]);
    }

    #[test]
    fn the_receiver_never_sees_the_app() {
        check(
            "receiver",
            "receiver/src/lib.rs",
            "use walkaround::domain::Draft;",
            &["receiver names the crate walkaround"],
        );
        check("receiver", "receiver/src/lib.rs", "use crate::inbox::Page;", &[]);
    }

    #[test]
    fn a_module_may_bear_the_name_of_a_crate() {
        check("domain", "src/domain/mod.rs", "mod image;\npub use image::Picture;", &[]);
        check("domain", "src/domain/mod.rs", "pub use image::Picture;", &["domain names the crate image"]);
    }

    #[test]
    fn only_the_composition_root_names_the_platform() {
        assert_eq!(names_platform("src/routes.rs", "use crate::platform::net::Fetch;").len(), 1);
        assert!(names_platform("src/routes.rs", "use crate::state::Session;").is_empty());
    }
}
