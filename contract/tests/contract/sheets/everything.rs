//! The reception of the mock-ups, with everything that can be entered.

use serde_json::{Value, json};

use walkaround_contract::{BodyType, DriverSide, Station, Template};

use super::{another, at, consents, id, ink, item, panels, photo, stations};

/// The reception of the mock-ups, with everything that can be entered.
pub fn electric_with_everything() -> Value {
    let mut sheet = another(1);
    let mut set = |path: &str, value: Value| *sheet.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    set(
        "/shop",
        json!({"id": "pudong-1", "name": "申江汽车 · 浦东店", "time_zone": "Asia/Shanghai", "address": "浦东新区沪南路 2218 号", "phone": "021-5018 6620"}),
    );
    set("/advisor", json!({"id": "zm", "name": "周敏"}));
    set("/device", json!({"id": id(900), "name": "接车平板 2", "app_version": "0.1.0"}));
    set("/language", json!("zh-CN"));
    set(
        "/template/own_labels",
        json!([
            {"catalogue": "accessory_kind", "word": "x_tyre_sealant", "language": "zh-CN", "label": "补胎液"},
            {"catalogue": "accessory_kind", "word": "x_tyre_sealant", "language": "en", "label": "Tyre sealant"},
        ]),
    );
    set(
        "/step_log",
        json!([
            {"step": "welcome", "advisor": "周敏", "entered_at": at("10:28"), "left_at": at("10:29")},
            {"step": "walkaround", "advisor": "周敏", "entered_at": at("10:29"), "left_at": at("10:33")},
            {"step": "review", "advisor": "周敏", "entered_at": at("10:35")},
        ]),
    );
    set(
        "/arrival",
        json!({
            "mode": "driven", "booking": "appointment",
            "appointment": {"reference": "A-20871", "at": at("10:30")},
            "covers": {"seat": true, "steering_wheel": true, "floor_mat": true},
        }),
    );
    set("/customer", customer());
    set("/vehicle", vehicle());
    set(
        "/visit",
        json!({
            "kinds_of_work": ["maintenance", "comeback"],
            "comeback_of": {"visit_id": id(800), "reference": "RO-20418"},
            "waiting": "leaves", "loan_car": false,
            "contact": {"channel": "wechat", "phone": "138 1642 2716", "window": {"from_minute": 600, "to_minute": 720}},
        }),
    );
    set("/concerns", concerns());
    set("/walkaround", walkaround());
    set("/cabin", cabin());
    set("/work", work());
    set(
        "/checks",
        json!([
            {"check": "damage_without_photo", "subject": "3", "flagged_at": at("10:33")},
            {
                "check": "charge_low_without_consent", "flagged_at": at("10:34"),
                "overridden": {"by": "周敏", "reason": "客户自己去充", "at": at("10:34")},
            },
        ]),
    );
    set("/follow_up", json!({"call_back_due_on": "2026-11-24", "window": {"from_minute": 600, "to_minute": 720}}));
    let mut attachments: Vec<Value> = (21..=24).map(|n| photo(n, "damage", "10:31")).collect();
    attachments[0]["annotations"] = json!([
        {"shape": "arrow", "points": [[1200, 800], [5000, 5200]]},
        {"shape": "text", "points": [[1000, 600]], "text": "露底漆", "colour": "yellow", "stroke": 100},
        {"shape": "circle", "points": [[4200, 4300], [6100, 6200]], "colour": "white"},
        {"shape": "line", "points": [[4400, 7000], [4700, 7150], [5200, 7020]], "colour": "red", "stroke": 60},
    ]);
    attachments[1]["annotations"] = json!([{"shape": "blur", "points": [[6800, 6400], [9200, 7700]]}]);
    attachments.extend([
        photo(31, "guided", "10:30"),
        photo(41, "concern_photo", "10:29"),
        photo(42, "valuables", "10:33"),
    ]);
    let mut clip = photo(43, "concern_audio", "10:29");
    clip["media_type"] = json!("audio/webm; codecs=opus");
    clip["duration_ms"] = json!(8_240);
    let members = clip.as_object_mut().expect("an attachment");
    members.remove("width");
    members.remove("height");
    attachments.push(clip);
    for n in [51, 52] {
        let mut picture = photo(n, "signature", "10:36");
        picture["media_type"] = json!("image/png");
        attachments.push(picture);
    }
    set("/attachments", json!(attachments));
    let mut customer = ink("customer", "陈晓雨", "10:35");
    customer["attachment"] = json!(id(51));
    let mut advisor = ink("advisor", "周敏", "10:36");
    advisor["attachment"] = json!(id(52));
    set(
        "/acknowledgement",
        json!({
            "statement": "我看过以上 3 处痕迹、随车物品、项目和价格，内容与我说的一致。请按此维修。",
            "language": "zh-CN",
            "content_digest": "",
            "marks": [
                {"mark": id(11), "answer": "seen", "at": at("10:34")},
                {"mark": id(12), "answer": "seen", "at": at("10:34")},
                {"mark": id(13), "answer": "disputed", "at": at("10:35"), "words": "这个凹陷应该是店里洗车时弄的。"},
            ],
            "signatures": [customer, advisor],
        }),
    );
    sheet["complaint"] = json!({
        "words": "上次修完空调，两天又不凉了。", "recorded_at": at("10:29"), "first_contact_due_at": "2026-11-22T10:29:00.000+08:00",
    });
    sheet
}

fn customer() -> Value {
    json!({
        "owner": {
            "name": "陈建国", "salutation": "mr", "phones": ["139 1771 0042"], "email": "chen@example.com", "address": "浦东新区花木路 100 弄 8 号",
            "company": "沪东印务", "relation": "owner", "language": "zh-CN", "preferred_channel": "phone", "call_window": {"from_minute": 900, "to_minute": 1080},
        },
        "brought_by": {
            "name": "陈晓雨", "salutation": "ms", "phones": ["138 1642 2716"], "relation": "family", "language": "zh-CN", "preferred_channel": "wechat",
            "call_window": {"from_minute": 600, "to_minute": 720},
        },
        "changed_fields": [
            {"field": "phone", "old": "139 1771 0041", "new": "139 1771 0042"},
            {"field": "insurance_expires_on", "new": "2027-03-14"},
        ],
        "member_level": "金卡",
        "first_visit_on": "2023-12-02",
    })
}

fn vehicle() -> Value {
    json!({
        "plate": {"text": "沪AD12345", "kind": "green"},
        "vin": "LGXCE4CC8P0123456",
        "make": "比亚迪", "model": "汉 EV 605", "model_year": 2023, "colour": "时光灰",
        "powertrain": "battery_electric", "body_type": "sedan", "driver_side": "left",
        "first_registered_on": "2023-11-20",
        "odometer": {"value": 38_214, "unit": "km"},
        "charge_percent": 18, "charge_port": "good", "charge_cable": "worn",
        "insurance_expires_on": "2027-03-14",
        "next_maintenance": {"distance": {"value": 40_000, "unit": "km"}, "on": "2026-12-01"},
        "warranty": {"state": "in_warranty", "expires_on": "2029-11-19"},
    })
}

fn concerns() -> Value {
    json!([{
        "id": id(5),
        "words": "过减速带的时候右前轮那边咯噔咯噔响，天冷的早上更明显，开热了就好一点。大概有两个礼拜了。",
        "symptom": "noise",
        "places": ["front_right"],
        "conditions": {
            "when": "cold", "speed": ["below_20"], "road": ["rough"], "action": ["accelerating", "braking"], "weather": ["frost"],
            "frequency": "often", "since": "weeks", "lamp_shown": false, "reproduced": "yes", "earlier_attempts": "别家换过减震器顶胶",
        },
        "sentences": [
            {"language": "zh-CN", "text": "右前部异响：冷车、20 km/h 以下、颠簸路面时出现，经常发生，约两周。接车时已复现。"},
            {"language": "en", "text": "Noise at front right: cold, below 20 km/h, on rough road; often, for about two weeks. Reproduced at reception."},
        ],
        "attachments": [id(43), id(41)],
    }])
}

fn walkaround() -> Value {
    let mut walk = json!({
        "drawing": {"body": "sedan", "revision": "1"},
        "stations": stations(),
        "panels": panels(&BodyType::Sedan, "no_damage"),
        "marks": [
            {
                "id": id(11), "number": 1, "station": "driver_side_rear", "panel": "door_rear_left", "view": "left", "x": 5120, "y": 5480,
                "kind": "scratch", "severity": 2, "size": "from_5_to_15_cm", "measured_mm": 120, "origin": "seen_today", "note": "露底漆",
                "photos": [id(21), id(22)],
            },
            {
                "id": id(12), "number": 2, "station": "wheels", "panel": "wheel_rear_left_rim", "view": "left", "x": 7930, "y": 7700,
                "kind": "kerb_damage", "severity": 1, "size": "from_2_to_5_cm", "origin": "known_before", "development": "still_there",
                "previous_mark": {"sheet": id(801), "mark": id(802)}, "photos": [id(23)],
            },
            {
                "id": id(13), "number": 4, "station": "rear", "panel": "rear_bumper_right", "view": "rear", "x": 8210, "y": 6890,
                "kind": "dent", "severity": 3, "size": "from_5_to_15_cm", "origin": "seen_today", "note": "固定件松", "photos": [],
            },
            {"id": id(14), "number": 5, "station": "boot", "kind": "x_water_inside", "severity": 1, "origin": "seen_today", "photos": [id(24)]},
        ],
        "wheels": [
            {"position": "front_left", "tread_tenths_mm": 52, "pressure_kpa": 240, "dot": "2323", "tyre_damaged": false, "rim_damaged": false},
            {"position": "rear_left", "tread_tenths_mm": 48, "pressure_kpa": 235, "dot": "2323", "tyre_damaged": false, "rim_damaged": true},
        ],
        "shots": [
            {"shot": "front_left", "attachment": id(31)},
            {"shot": "rear_right", "skipped": "not_accessible"},
        ],
    });
    let mut holder = json!({"walkaround": walk.take()});
    for (station, answer) in [
        ("driver_side_front", "no_damage"),
        ("front", "no_damage"),
        ("rear", "marked"),
        ("driver_side_rear", "marked"),
        ("boot", "marked"),
        ("wheels", "marked"),
    ] {
        item(&mut holder, "/walkaround/stations", "station", station)["answer"] = json!(answer);
    }
    let side = item(&mut holder, "/walkaround/stations", "station", "passenger_side");
    side["answer"] = json!("not_accessible");
    side["reason"] = json!("wet");
    for panel in ["door_rear_left", "wheel_rear_left_rim", "rear_bumper_right"] {
        item(&mut holder, "/walkaround/panels", "panel", panel)["answer"] = json!("marked");
    }
    for panel in Template::standard().panels_of(&Station::PassengerSide, &BodyType::Sedan, &DriverSide::Left) {
        let answer = item(&mut holder, "/walkaround/panels", "panel", panel);
        answer["answer"] = json!("not_accessible");
        answer["reason"] = json!("wet");
    }
    for panel in Template::standard().panels_of(&Station::Roof, &BodyType::Sedan, &DriverSide::Left) {
        item(&mut holder, "/walkaround/panels", "panel", panel)["answer"] = json!("not_inspected");
    }
    holder["walkaround"].take()
}

fn cabin() -> Value {
    json!({
        "lamps_checked": true,
        "lamps": ["tyre_pressure", "ev_system"],
        "functions": [
            {"function": "windows", "state": "works"},
            {"function": "air_conditioning", "state": "faulty", "note": "不凉"},
            {"function": "camera", "state": "not_tried"},
        ],
        "interior": [{"area": "seats", "condition": "worn", "note": "左侧翼磨损"}, {"area": "carpets", "condition": "clean"}],
        "accessories": [
            {"accessory": "keys", "presence": "present", "count": 2},
            {"accessory": "extinguisher", "presence": "missing"},
            {"accessory": "spare_wheel", "presence": "not_checked"},
            {"accessory": "x_tyre_sealant", "presence": "present"},
        ],
        "valuables": {"reminder_spoken": true, "outcome": "left", "items": [{"what": "太阳镜一副", "place": "手套箱", "photos": [id(42)]}]},
        "note": "后排有儿童座椅",
    })
}

fn work() -> Value {
    let mut consents = json!({"list": consents()});
    for (consent, answer) in [
        ("road_test", "yes"),
        ("car_wash", "yes"),
        ("replaced_parts_taken", "no"),
        ("tyre_pressure", "yes"),
        ("photos_kept", "yes"),
        ("call_back", "yes"),
    ] {
        item(&mut consents, "/list", "consent", consent)["answer"] = json!(answer);
    }
    json!({
        "currency": "CNY",
        "lines": [
            {
                "id": id(61), "description": "4 万公里保养套餐", "parts": ["制动液", "减速器油"], "payer": "customer", "labour_minutes": 90,
                "price": 68_000, "tax_mode": "included", "tax_basis_points": 1300,
            },
            {
                "id": id(62), "description": "空调滤芯", "parts": ["空调滤芯"], "payer": "customer", "labour_minutes": 10,
                "price": 14_867, "tax_mode": "excluded", "tax_basis_points": 1300,
            },
            {"id": id(63), "description": "右前异响检测", "parts": [], "payer": "warranty", "labour_minutes": 60, "tax_mode": "none"},
        ],
        // 680.00 includes 68,000 · 1300 ÷ 11,300 = 78.23 of tax; 148.67 · 13 % is 19.3271, so 19.33 of tax.
        "totals": [
            {"payer": "customer", "net": 75_044, "tax": 9_756, "gross": 84_800, "labour_minutes": 100},
            {"payer": "warranty", "net": 0, "tax": 0, "gross": 0, "labour_minutes": 60},
        ],
        "deposit": 10_000,
        "deviation": {"percent": 10, "above": "call_first"},
        "promise": {"at": at("16:30")},
        "consents": consents["list"],
    })
}
