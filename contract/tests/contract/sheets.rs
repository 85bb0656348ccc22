//! The sheets that the fixtures are made of, before they are sealed. Written as JSON, as a backend sees them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use walkaround_contract::{BodyType, CONTRACT, ConsentKind, Station, Template, VERSION, sha256_hex};

mod everything;

pub use everything::electric_with_everything;

/// The smallest PNG that decoders accept: one transparent pixel.
pub const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// The `n`th id of a fixture: a UUIDv7 of the morning of 21 November 2026.
pub fn id(n: u32) -> String {
    // 2026-11-21T10:28:00+08:00 in milliseconds, one second later with every id.
    let milliseconds = 1_795_228_080_000_u64 + u64::from(n) * 1_000;
    format!("{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}", milliseconds >> 16, milliseconds & 0xffff, n & 0xfff, 0, n)
}

/// A moment of that morning.
pub fn at(clock: &str) -> String {
    format!("2026-11-21T{clock}:00.000+08:00")
}

/// Every station, not inspected.
pub fn stations() -> Vec<Value> {
    Station::KNOWN.iter().map(|station| json!({"station": station, "answer": "not_inspected"})).collect()
}

/// Every panel of a body, with one answer.
pub fn panels(body: &BodyType, answer: &str) -> Vec<Value> {
    Template::standard().panels_of_body(body).map(|panel| json!({"panel": panel.id, "answer": answer})).collect()
}

/// Every consent, not asked.
pub fn consents() -> Vec<Value> {
    ConsentKind::KNOWN.iter().map(|consent| json!({"consent": consent, "answer": "not_asked"})).collect()
}

fn ink(role: &str, name: &str, clock: &str) -> Value {
    json!({
        "role": role, "name": name, "method": "ink", "signed_at": at(clock), "content_digest": "",
        "strokes": [[[1200, 3400, 0], [1850, 2900, 16], [2600, 3300, 33]], [[3000, 2800, 410], [3900, 3500, 450]]],
        "svg_path": "M1200 3400L1850 2900L2600 3300M3000 2800L3900 3500",
    })
}

/// Looks an item of an array up by one of its members.
pub fn item<'a>(sheet: &'a mut Value, list: &str, member: &str, word: &str) -> &'a mut Value {
    sheet
        .pointer_mut(list)
        .and_then(Value::as_array_mut)
        .and_then(|items| items.iter_mut().find(|item| item[member] == word))
        .unwrap_or_else(|| panic!("{list} has no {member} {word}"))
}

/// A walk-in that nobody asked much of: what every sheet must have.
pub fn minimal() -> Value {
    let template = Template::standard().reference().expect("the shipped template has a digest");
    json!({
        "id": id(1),
        "visit_id": id(0),
        "contract": CONTRACT,
        "version": VERSION,
        "kind": "intake",
        "shop": {"name": "Shenjiang Motors", "time_zone": "Asia/Shanghai"},
        "advisor": {"name": "Zhou Min"},
        "device": {"id": id(900), "app_version": "0.1.0"},
        "language": "en",
        "template": template,
        "opened_at": at("10:28"),
        "completed_at": at("10:36"),
        "step_log": [],
        "arrival": {"mode": "driven", "booking": "walk_in"},
        "customer": {"owner": {"phones": []}, "changed_fields": []},
        "vehicle": {"odometer": {"value": 38_214, "unit": "km"}},
        "visit": {"kinds_of_work": ["maintenance"]},
        "concerns": [],
        "walkaround": {"stations": stations(), "panels": [], "marks": [], "wheels": [], "shots": []},
        "cabin": {"lamps_checked": false, "lamps": [], "functions": [], "interior": [], "accessories": []},
        "work": {"currency": "CNY", "lines": [], "totals": [], "consents": consents()},
        "checks": [],
        "follow_up": {},
        "attachments": [],
        "acknowledgement": {
            "statement": "I have looked at this sheet. It is as I said. Please go ahead.",
            "language": "en",
            "content_digest": "",
            "marks": [],
            "signatures": [
                {"role": "customer", "name": "A. Customer", "method": "typed", "signed_at": at("10:35"), "content_digest": "", "strokes": []},
                {"role": "advisor", "name": "Zhou Min", "method": "typed", "signed_at": at("10:36"), "content_digest": "", "strokes": []},
            ],
        },
    })
}

fn photo(n: u32, role: &str, clock: &str) -> Value {
    // The bytes of these fixtures are their own names: anybody can make them and check the hash.
    let bytes = format!("walkaround fixture attachment {n}\n");
    json!({
        "id": id(n), "role": role, "media_type": "image/jpeg", "byte_length": bytes.len(), "sha256": sha256_hex(bytes.as_bytes()),
        "width": 1600, "height": 1200, "captured_at": at(clock), "annotations": [],
    })
}

/// Another reception that begins like the minimal one.
fn another(n: u32) -> Value {
    let mut sheet = minimal();
    sheet["id"] = json!(id(100 + n));
    sheet["visit_id"] = json!(id(200 + n));
    sheet
}

/// A sheet of a later minor version: words and members that this version has never heard of, at every depth.
pub fn from_a_newer_version() -> Value {
    let mut sheet = another(2);
    sheet["version"] = json!("0.12");
    sheet["weather_at_arrival"] = json!({"kind": "hail", "since_minutes": 20, "seen_by": ["camera", "advisor"]});
    sheet["arrival"]["mode"] = json!("drove_itself");
    sheet["vehicle"]["powertrain"] = json!("solid_state_electric");
    sheet["vehicle"]["odometer"]["read_by"] = json!("camera");
    sheet["visit"]["kinds_of_work"] = json!(["software_update", "maintenance"]);
    sheet["walkaround"]["stations"]
        .as_array_mut()
        .expect("stations")
        .push(json!({"station": "underneath", "answer": "seen_by_drone", "drone": {"flights": 2}}));
    sheet["work"]["consents"]
        .as_array_mut()
        .expect("consents")
        .push(json!({"consent": "remote_diagnosis", "answer": "yes"}));
    sheet["acknowledgement"]["signatures"][0]["pressure"] = json!([12, 40, 38]);
    sheet
}

/// Everything a person can type that a program can trip over. All of it is text.
pub fn text_is_text() -> Value {
    let mut sheet = another(3);
    sheet["language"] = json!("zh-CN");
    sheet["customer"]["owner"] = json!({
        "name": "<b>陈</b>建国 & Söhne 👨‍👩‍👧‍👦 𠮷野家", "phones": ["+86 138-1642-2716"], "address": "\"C:\\temp\"\n第二行\t制表 \u{2028} \u{7f} \u{e000}",
    });
    sheet["vehicle"]["plate"] = json!({"text": "沪AD12345", "kind": "green"});
    sheet["vehicle"]["colour"] = json!("<script>alert('灰')</script>");
    sheet["concerns"] = json!([{
        "id": id(5), "words": "</textarea>🚗💨 e\u{301}≠é %s {0} ${x} '; DROP TABLE sheets; --", "places": [],
        "conditions": {"speed": [], "road": [], "action": [], "weather": []}, "sentences": [], "attachments": [],
    }]);
    sheet["acknowledgement"]["statement"] = json!("内容与我说的一致。请按此维修。");
    sheet["acknowledgement"]["language"] = json!("zh-CN");
    // Members whose order differs by UTF-8 and by UTF-16: RFC 8785 sorts by UTF-16 code units, so the emoji comes first.
    sheet["shop"]["\u{fb33}"] = json!("hebrew");
    sheet["shop"]["😂"] = json!("emoji");
    sheet["shop"]["\r\n"] = json!("controls");
    sheet
}

/// The customer would not sign, and the sheet says so.
pub fn refused_signature() -> Value {
    let mut sheet = another(4);
    sheet["acknowledgement"]["signatures"][0] = json!({
        "role": "customer", "name": "Ma Guoqiang", "method": "refused", "reason": "Wants to read it at home first", "signed_at": at("10:35"),
        "content_digest": "", "strokes": [],
    });
    sheet
}

/// A correction of a sealed sheet, made when the customer had left.
pub fn correction(of: &Value) -> Value {
    let mut sheet = of.clone();
    let members = sheet.as_object_mut().expect("a sheet");
    members.remove("seal");
    sheet["id"] = json!(id(2));
    sheet["supersedes"] = json!({
        "id": of["id"], "digest": of["seal"]["digest"], "reason": "The odometer was misread: 38,214, not 33,214",
        "customer_signature": {
            "name": of["acknowledgement"]["signatures"][0]["name"],
            "signed_at": of["acknowledgement"]["signatures"][0]["signed_at"],
            "content_digest": of["acknowledgement"]["content_digest"],
        },
    });
    sheet["vehicle"]["odometer"]["value"] = json!(33_214);
    sheet["completed_at"] = json!(at("11:02"));
    sheet["acknowledgement"]["signatures"] = json!([{"role": "advisor", "name": "Zhou Min", "method": "typed", "signed_at": at("11:02"), "content_digest": "", "strokes": []}]);
    sheet
}

/// The car goes home: a sheet of its own, which names its intake.
pub fn handover(of: &Value) -> Value {
    let mut sheet = of.clone();
    let members = sheet.as_object_mut().expect("a sheet");
    members.remove("seal");
    sheet["id"] = json!(id(3));
    sheet["kind"] = json!("handover");
    sheet["opened_at"] = json!(at("16:20"));
    sheet["completed_at"] = json!(at("16:28"));
    sheet["vehicle"]["odometer"]["value"] = json!(38_219);
    sheet["handover"] = json!({
        "intake": {"id": of["id"], "digest": of["seal"]["digest"]},
        "promised_at": at("16:30"),
        "differences": [{"kind": "odometer", "note": "5 km road test"}, {"kind": "new_damage", "mark": id(15)}],
        "parts_shown": true,
    });
    sheet["walkaround"]["drawing"] = json!({"body": "hatchback", "revision": "1"});
    sheet["vehicle"]["body_type"] = json!("hatchback");
    sheet["walkaround"]["panels"] = json!(panels(&BodyType::Hatchback, "no_damage"));
    sheet["walkaround"]["marks"] = json!([{
        "id": id(15), "number": 1, "station": "front", "panel": "bonnet", "view": "top", "x": 1500, "y": 4800,
        "kind": "stone_chip", "severity": 1, "size": "point", "origin": "seen_today", "photos": [],
    }]);
    item(&mut sheet, "/walkaround/panels", "panel", "bonnet")["answer"] = json!("marked");
    item(&mut sheet, "/walkaround/stations", "station", "front")["answer"] = json!("marked");
    sheet["acknowledgement"]["marks"] = json!([{"mark": id(15), "answer": "seen", "at": at("16:25")}]);
    sheet
}

/// Profile `inline`: the bytes travel in the sheet, and neither digest knows it.
pub fn inline_profile() -> Value {
    let mut sheet = another(5);
    let bytes = STANDARD.decode(PIXEL).expect("base64");
    sheet["attachments"] = json!([{
        "id": id(21), "role": "other", "media_type": "image/png", "byte_length": bytes.len(), "sha256": sha256_hex(&bytes), "width": 1, "height": 1,
        "captured_at": at("10:31"), "annotations": [], "data": PIXEL,
    }]);
    sheet
}
