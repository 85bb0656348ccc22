//! The table: member by member, in the order of the steps.

use serde_json::{Value, json};

/// What a member holds.
pub enum Held {
    /// This very value.
    Is(Value),
    /// A text with these words in it: what the clock or the drawing adds is not known beforehand.
    Says(&'static str),
    /// Something.
    There,
}

use Held::{Says, There};

fn is(value: impl Into<Value>) -> Held {
    Held::Is(value.into())
}

/// Member, with `[key=value]` choosing from a list, and what it holds.
pub fn expected() -> Vec<(&'static str, Held)> {
    [
        the_sheet(),
        welcome(),
        owner(),
        brought_by(),
        car(),
        concern(),
        walkaround(),
        cabin(),
        work(),
        contact(),
        signing(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn the_sheet() -> Vec<(&'static str, Held)> {
    vec![
        ("shop.name", is("Shenjiang Motors · Pudong")),
        ("shop.address", is("1188 Pudong South Road, Shanghai")),
        ("shop.phone", is("021 5036 7788")),
        ("advisor.name", is("Zhou Min")),
        ("language", is("en")),
    ]
}

fn welcome() -> Vec<(&'static str, Held)> {
    vec![
        ("arrival.mode", is("driven")),
        ("arrival.booking", is("appointment")),
        ("arrival.appointment.reference", is("A-2041")),
        ("arrival.appointment.at", Says("T09:30:00")),
        ("arrival.covers.seat", is(true)),
        ("arrival.covers.steering_wheel", is(true)),
        ("arrival.covers.floor_mat", is(true)),
        ("visit.kinds_of_work[]", is(json!(["maintenance", "comeback"]))),
        ("visit.comeback_of.reference", is("RO-19877")),
        ("complaint.words", is("Nobody called me back last time.")),
    ]
}

fn owner() -> Vec<(&'static str, Held)> {
    vec![
        ("customer.owner.name", is("Chen <b>Jianguo</b>")),
        ("customer.owner.salutation", is("dr")),
        ("customer.owner.phones[]", is(json!(["138 1642 2716", "021 6888 0000"]))),
        ("customer.owner.email", is("chen@example.com")),
        ("customer.owner.address", is("12 New Street")),
        ("customer.owner.company", is("Chen Trading Ltd.")),
        ("customer.owner.language", is("zh-CN")),
        ("customer.owner.preferred_channel", is("wechat")),
        ("customer.owner.call_window.from_minute", is(570)),
        ("customer.owner.call_window.to_minute", is(705)),
        ("customer.changed_fields[field=address].field", is("address")),
        ("customer.changed_fields[field=address].old", is("9 Old Street")),
        ("customer.changed_fields[field=address].new", is("12 New Street")),
        ("customer.member_level", is("Gold")),
        ("customer.first_visit_on", is("2023-04-01")),
    ]
}

fn brought_by() -> Vec<(&'static str, Held)> {
    vec![
        ("customer.brought_by.name", is("Li Wei")),
        ("customer.brought_by.salutation", is("mr")),
        ("customer.brought_by.phones[]", is(json!(["139 0000 1111"]))),
        ("customer.brought_by.email", is("li@example.com")),
        ("customer.brought_by.address", is("7 Dock Road")),
        ("customer.brought_by.company", is("Lane Drivers")),
        ("customer.brought_by.relation", is("driver")),
        ("customer.brought_by.language", is("en")),
        ("customer.brought_by.preferred_channel", is("sms")),
        ("customer.brought_by.call_window.from_minute", is(900)),
        ("customer.brought_by.call_window.to_minute", is(1080)),
    ]
}

fn car() -> Vec<(&'static str, Held)> {
    vec![
        ("vehicle.plate.text", is("沪A12345")),
        ("vehicle.plate.kind", is("green")),
        ("vehicle.vin", is("LGXC76C4XP0123487")),
        ("vehicle.make", is("BYD")),
        ("vehicle.model", is("<script>alert(1)</script> 汉")),
        ("vehicle.model_year", is(2023)),
        ("vehicle.colour", is("Snow white")),
        ("vehicle.powertrain", is("plug_in_hybrid")),
        ("vehicle.body_type", is("sedan")),
        ("vehicle.driver_side", is("left")),
        ("vehicle.first_registered_on", is("2023-03-15")),
        ("vehicle.odometer.value", is(38412)),
        ("vehicle.odometer.unit", is("mi")),
        ("vehicle.insurance_expires_on", is("2027-03-14")),
        ("vehicle.next_maintenance.distance.value", is(45000)),
        ("vehicle.next_maintenance.distance.unit", is("mi")),
        ("vehicle.next_maintenance.on", is("2027-01-10")),
        ("vehicle.warranty.state", is("in_warranty")),
        ("vehicle.warranty.expires_on", is("2029-03-14")),
    ]
}

fn concern() -> Vec<(&'static str, Held)> {
    vec![
        ("concerns[symptom=noise].words", is("Over speed bumps the front right goes clunk-clunk.")),
        ("concerns[symptom=noise].symptom", is("noise")),
        ("concerns[symptom=noise].places[]", is(json!(["front_right"]))),
        ("concerns[symptom=noise].conditions.when", is("cold")),
        ("concerns[symptom=noise].conditions.speed[]", is(json!(["from_20_to_60"]))),
        ("concerns[symptom=noise].conditions.road[]", is(json!(["rough"]))),
        ("concerns[symptom=noise].conditions.action[]", is(json!(["braking"]))),
        ("concerns[symptom=noise].conditions.weather[]", is(json!(["rain"]))),
        ("concerns[symptom=noise].conditions.frequency", is("often")),
        ("concerns[symptom=noise].conditions.since", is("days")),
        ("concerns[symptom=noise].conditions.lamp_shown", is(false)),
        ("concerns[symptom=noise].conditions.reproduced", is("yes")),
        ("concerns[symptom=noise].conditions.earlier_attempts", is("Strut mount changed elsewhere.")),
        ("concerns[symptom=noise].attachments[]", There),
        ("concerns[symptom=air_conditioning].words", is("The A/C smells.")),
    ]
}

fn walkaround() -> Vec<(&'static str, Held)> {
    vec![
        ("walkaround.drawing.body", is("sedan")),
        ("walkaround.stations[answer=not_accessible].station", is("rear")),
        ("walkaround.stations[station=rear].answer", is("not_accessible")),
        ("walkaround.stations[station=rear].reason", is("blocked")),
        ("walkaround.panels[panel=bonnet].panel", is("bonnet")),
        ("walkaround.panels[panel=bonnet].answer", is("not_accessible")),
        ("walkaround.panels[panel=bonnet].reason", is("snow")),
        ("walkaround.panels[panel=door_rear_left].answer", is("marked")),
        ("walkaround.marks[kind=dent].station", There),
        ("walkaround.marks[kind=dent].panel", is("door_front_left")),
        ("walkaround.marks[kind=dent].view", is("left")),
        ("walkaround.marks[kind=dent].x", There),
        ("walkaround.marks[kind=dent].y", There),
        ("walkaround.marks[kind=dent].kind", is("dent")),
        ("walkaround.marks[kind=dent].severity", is(2)),
        ("walkaround.marks[kind=scratch].size", is("from_2_to_5_cm")),
        ("walkaround.marks[kind=dent].measured_mm", is(120)),
        ("walkaround.marks[kind=dent].note", is("Trolley, by the look of it")),
        ("walkaround.marks[kind=dent].photos[]", There),
        ("walkaround.wheels[position=front_left].position", is("front_left")),
        ("walkaround.wheels[position=front_left].tread_tenths_mm", is(62)),
        ("walkaround.wheels[position=front_left].pressure_kpa", is(230)),
        ("walkaround.wheels[position=front_left].dot", is("2321")),
        ("walkaround.wheels[position=front_left].tyre_damaged", is(true)),
        ("walkaround.wheels[position=front_left].rim_damaged", is(false)),
        ("walkaround.wheels[position=rear_right].tread_tenths_mm", is(40)),
        ("walkaround.shots[shot=front_left].shot", is("front_left")),
        ("walkaround.shots[shot=front_left].attachment", There),
        ("walkaround.shots[shot=front].skipped", is("dark")),
    ]
}

fn cabin() -> Vec<(&'static str, Held)> {
    vec![
        ("vehicle.fuel_eighths", is(1)),
        ("vehicle.charge_percent", is(64)),
        ("vehicle.charge_port", is("good")),
        ("vehicle.charge_cable", is("worn")),
        ("cabin.lamps_checked", is(true)),
        ("cabin.lamps[]", is(json!(["engine"]))),
        ("cabin.functions[function=wipers].function", is("wipers")),
        ("cabin.functions[function=wipers].state", is("faulty")),
        ("cabin.functions[function=wipers].note", is("Streaks on the left")),
        ("cabin.functions[function=horn].state", is("works")),
        ("cabin.interior[area=seats].area", is("seats")),
        ("cabin.interior[area=seats].condition", is("worn")),
        ("cabin.interior[area=seats].note", is("Cigarette burn")),
        ("cabin.interior[area=headliner].condition", is("clean")),
        ("cabin.accessories[accessory=jack].accessory", is("jack")),
        ("cabin.accessories[accessory=jack].presence", is("missing")),
        ("cabin.accessories[accessory=spare_wheel].presence", is("present")),
        ("cabin.accessories[accessory=keys].count", is(2)),
        ("cabin.valuables.reminder_spoken", is(true)),
        ("cabin.valuables.outcome", is("left")),
        ("cabin.valuables.items[what=Laptop].what", is("Laptop")),
        ("cabin.valuables.items[what=Laptop].place", is("In the boot")),
        ("cabin.valuables.items[what=Laptop].photos[]", There),
        ("cabin.note", is("Child seat stays fitted.")),
    ]
}

fn work() -> Vec<(&'static str, Held)> {
    vec![
        ("work.lines[payer=customer].description", is("40,000 km service")),
        ("work.lines[payer=customer].parts[]", is(json!(["Oil filter", "Engine oil 5 l"]))),
        ("work.lines[payer=customer].payer", is("customer")),
        ("work.lines[payer=customer].labour_minutes", is(90)),
        ("work.lines[payer=customer].price", is(68_000)),
        ("work.lines[payer=customer].tax_mode", is("excluded")),
        ("work.lines[payer=customer].tax_basis_points", is(1_300)),
        ("work.lines[payer=warranty].description", is("Software update")),
        ("work.lines[payer=warranty].labour_minutes", is(30)),
        ("work.totals[payer=customer].gross", is(76_840)),
        ("work.deposit", is(20_000)),
        ("work.deviation.percent", is(10)),
        ("work.deviation.above", is("stop")),
        ("work.promise.at", Says("T16:00:00")),
        ("work.consents[consent=road_test].consent", is("road_test")),
        ("work.consents[consent=road_test].answer", is("yes")),
        ("work.consents[consent=car_wash].answer", is("no")),
        ("work.consents[consent=replaced_parts_taken].answer", is("yes")),
        ("work.consents[consent=tyre_pressure].answer", is("no")),
        ("work.consents[consent=battery_charged].answer", is("yes")),
        ("work.consents[consent=photos_kept].answer", is("no")),
        ("work.consents[consent=call_back].answer", is("yes")),
        ("checks[check=fuel_low_for_road_test].overridden.by", is("Zhou Min")),
        ("checks[check=fuel_low_for_road_test].overridden.reason", is("Two kilometres around the block")),
        ("follow_up.call_back_due_on", There),
        ("follow_up.window.from_minute", is(570)),
    ]
}

fn contact() -> Vec<(&'static str, Held)> {
    vec![
        ("visit.waiting", is("leaves")),
        ("visit.loan_car", is(true)),
        ("visit.contact.channel", is("sms")),
        ("visit.contact.phone", is("137 2222 3333")),
        ("visit.contact.window.from_minute", is(780)),
        ("visit.contact.window.to_minute", is(870)),
    ]
}

fn signing() -> Vec<(&'static str, Held)> {
    vec![
        ("acknowledgement.language", is("en")),
        ("acknowledgement.marks[answer=disputed].mark", There),
        ("acknowledgement.marks[answer=seen].answer", is("seen")),
        ("acknowledgement.marks[answer=disputed].words", is("That chip was there when I bought it.")),
        ("acknowledgement.signatures[role=customer].name", is("Li Wei")),
        ("acknowledgement.signatures[role=customer].method", is("ink")),
        ("acknowledgement.signatures[role=customer].strokes[]", There),
        ("acknowledgement.signatures[role=advisor].method", is("ink")),
    ]
}
