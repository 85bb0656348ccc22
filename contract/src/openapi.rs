//! The published OpenAPI 3.1 document: every operation of a backend, every answer, and what the app does with it.
//!
//! Written by hand as a JSON value: a dozen operations need no framework, and the sentences are the point of it.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::schema::{SCHEMA_ID, tidy};
use crate::{AppointmentDay, Health, ProblemDetails, Receipt, Template, VERSION};

/// File name of the sheet's schema, beside which the document is published.
const SHEET_SCHEMA: &str = "./intake-sheet.v1.schema.json";

/// The whole document.
pub fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Walkaround backend",
            "version": VERSION,
            "summary": "What a backend offers so that the app can hand it finished intake sheets.",
            "description": "A backend needs one operation: POST intake-sheets. With the delivery profile `separate` (the default) it needs the two of \
                attachments as well. Everything else is optional, switched on by the shop, and harmless when it answers 404.\n\n\
                A backend verifies the JSON it received, never a re-serialised struct, and does not remember a 4xx under an idempotency key. \
                CONTRACT.md has the rules, a full example and the digests worked out.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/api/v1", "description": "The reference receiver. Any other base path works: it is a setting of the app."}],
        "security": [{"bearer": []}, {"named_header": []}],
        "tags": [
            {"name": "delivery", "description": "Finished sheets and their attachments."},
            {"name": "pulls", "description": "What the app may fetch, each a setting of its own."},
        ],
        "paths": {
            "/intake-sheets": {"post": post_sheet()},
            "/attachments/{sha256}": {
                "parameters": [{
                    "name": "sha256", "in": "path", "required": true,
                    "description": "SHA-256 of the bytes.",
                    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                }],
                "head": head_attachment(),
                "get": get_attachment(),
                "put": put_attachment(),
            },
            "/health": {"get": get_health()},
            "/appointments": {"get": get_appointments()},
            "/vehicles/{vin_or_plate}/last-sheet": {"get": get_last_sheet()},
            "/template": {"get": get_template()},
        },
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "One token per device."},
                "named_header": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "Or one header whose name and value are settings of the app."},
            },
            "headers": {
                "RetryAfter": {"description": "RFC 9110 §10.2.3: seconds, or an HTTP date. Honoured.", "schema": {"type": "string"}},
            },
            "parameters": {
                "ContentDigest": {
                    "name": "Content-Digest", "in": "header", "required": true,
                    "description": "RFC 9530, over the body as sent: `sha-256=:<base64>:`.",
                    "schema": {"type": "string", "pattern": "^sha-256=:[A-Za-z0-9+/]{43}=:$"},
                },
            },
            "responses": shared_answers(),
            "schemas": components(),
        },
    })
}

fn post_sheet() -> Value {
    let mut answers = retried_and_paused();
    answers.extend(members(json!({
        "200": {"description": "Kept, now or earlier. The app compares `digest` with its own: delivered. Another digest is a fault, and local data stays.", "content": json_content("Receipt")},
        "201": {"description": "Kept. As 200.", "content": json_content("Receipt")},
        "204": {"description": "Kept, without a receipt (so is any other 2xx with no body or other JSON): delivered, unconfirmed. Shown as such, and never purged by itself. HTML with 2xx is a captive portal or a wrong address: a fault, tried again later."},
        "400": answer("Attention"),
        "404": answer("WrongAddress"),
        "405": answer("WrongAddress"),
        "409": {
            "description": "Another sheet is kept under this id or key. With the same `digest` in the body it was delivered earlier; with another one the sheet needs attention.",
            "content": problem_content(),
        },
        "413": answer("Attention"),
        "415": answer("Attention"),
        "422": answer("Attention"),
    })));
    json!({
        "operationId": "postIntakeSheet",
        "tags": ["delivery"],
        "summary": "Hand over one finished sheet",
        "description": "Exactly once as far as the backend can tell: every attempt has the same id, the same key and the same bytes. With the profile `separate` all attachments \
            were put before; a backend that misses one answers 422.",
        "parameters": [
            {
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "The sheet's id.",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
            },
            {"$ref": "#/components/parameters/ContentDigest"},
        ],
        "requestBody": {
            "required": true,
            "content": {
                "application/json": {"schema": {"$ref": SHEET_SCHEMA}},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "description": "Profile `multipart`: the sheet, and one part for each attachment, named by its SHA-256.",
                        "properties": {"sheet": {"$ref": SHEET_SCHEMA}},
                        "required": ["sheet"],
                        "additionalProperties": {"type": "string", "format": "binary"},
                    },
                    "encoding": {"sheet": {"contentType": "application/json"}},
                },
            },
        },
        "responses": answers,
    })
}

fn head_attachment() -> Value {
    let mut answers = retried_and_paused();
    answers.extend(members(json!({
        "200": {"description": "The backend has these bytes: they are not sent again."},
        "404": {"description": "It does not: they are put next."},
        "405": {"description": "The backend does not offer HEAD: the bytes are put."},
    })));
    json!({
        "operationId": "headAttachment",
        "tags": ["delivery"],
        "summary": "Ask whether the backend has these bytes",
        "description": "Profile `separate` only.",
        "responses": answers,
    })
}

fn put_attachment() -> Value {
    let mut answers = retried_and_paused();
    answers.extend(members(json!({
        "200": {"description": "Kept, now or earlier (any 2xx)."},
        "201": {"description": "Kept."},
        "204": {"description": "Kept."},
        "404": answer("WrongAddress"),
        "405": answer("WrongAddress"),
        "413": answer("Attention"),
        "415": answer("Attention"),
        "422": {"description": "The bytes do not hash to their address, or cannot be kept: the sheet needs attention, and the app names the file.", "content": problem_content()},
    })));
    json!({
        "operationId": "putAttachment",
        "tags": ["delivery"],
        "summary": "Send the bytes of one attachment",
        "description": "Profile `separate` only. Idempotent by its address: the same bytes can be put any number of times, and carry no key.",
        "parameters": [{"$ref": "#/components/parameters/ContentDigest"}],
        "requestBody": {
            "required": true,
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        },
        "responses": answers,
    })
}

fn get_health() -> Value {
    let mut operation = pull(
        "getHealth",
        "Whether the backend is there",
        "Asked by the settings' test and by nothing else; needs no token.",
        json!([]),
        json_content("Health"),
        "Nothing: health is not needed to deliver.",
    );
    operation["security"] = json!([]);
    operation
}

fn get_appointments() -> Value {
    pull(
        "getAppointments",
        "The appointments of a day",
        "An appointment that is asked in becomes the start of a sheet.",
        json!([{"name": "date", "in": "query", "required": true, "description": "A day in the shop's time zone.", "schema": {"type": "string", "format": "date"}}]),
        json_content("AppointmentDay"),
        "Nothing: the backend has no appointments.",
    )
}

fn get_attachment() -> Value {
    pull(
        "getAttachment",
        "The bytes of one attachment",
        "Asked for the photos of a last sheet that this tablet does not keep itself, to be shown beside today's.",
        json!([]),
        json!({"*/*": {"schema": {"type": "string", "format": "binary"}}}),
        "Nothing: the mark is shown without its photo.",
    )
}

fn get_last_sheet() -> Value {
    pull(
        "getLastSheet",
        "The last sheet of a car",
        "The intake that was signed last and that no other sheet supersedes. Its marks are shown as ghosts on the drawing, its odometer checks the new one. \
         The app takes no notice of a sheet of another car, nor of one of the visit that is being written.",
        json!([{
            "name": "vin_or_plate", "in": "path", "required": true,
            "description": "The VIN where it is known, else the plate as it stands in a sheet; percent-encoded UTF-8.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 17},
        }]),
        json!({"application/json": {"schema": {"$ref": SHEET_SCHEMA}}}),
        "Nothing: the car was never here.",
    )
}

fn get_template() -> Value {
    pull(
        "getTemplate",
        "The shop's checklist",
        "Asked when somebody presses the button for it on the checklist's page. What arrives is opened there like a file that is imported: \
         it is in use from the next intake on once it is applied, never under an open one.",
        json!([]),
        json_content("Template"),
        "Nothing: the shipped checklist stays.",
    )
}

fn pull(id: &str, summary: &str, description: &str, parameters: Value, content: Value, on_404: &str) -> Value {
    json!({
        "operationId": id,
        "tags": ["pulls"],
        "summary": summary,
        "description": description,
        "parameters": parameters,
        "responses": {
            "200": {"description": "Here it is.", "content": content},
            "401": answer("Unauthorised"),
            "403": answer("Unauthorised"),
            "404": {"description": on_404},
            "default": {"description": "Anything else changes nothing: the app goes on without it and asks again later.", "content": problem_content()},
        },
    })
}

/// Answers that mean the same wherever they come from.
fn retried_and_paused() -> Map<String, Value> {
    members(json!({
        "3XX": answer("WrongAddress"),
        "401": answer("Unauthorised"),
        "403": answer("Unauthorised"),
        "408": answer("Later"),
        "425": answer("Later"),
        "429": answer("Later"),
        "5XX": answer("Later"),
    }))
}

fn shared_answers() -> Value {
    json!({
        "Unauthorised": {
            "description": "The app pauses this backend and asks for credentials once. No sheet is lost.",
            "content": problem_content(),
        },
        "WrongAddress": {
            "description": "The address is wrong: the app pauses this backend and says so. No sheet is blamed.",
            "content": problem_content(),
        },
        "Attention": {
            "description": "This sheet needs attention: the app shows the backend's own words and goes on with the others.",
            "content": problem_content(),
        },
        "Later": {
            "description": "The app tries again, with exponential back-off and jitter, never more than 5 minutes apart unless Retry-After asks for more. So it does with no answer at all.",
            "headers": {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}},
            "content": problem_content(),
        },
    })
}

fn answer(name: &str) -> Value {
    json!({"$ref": format!("#/components/responses/{name}")})
}

fn json_content(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

fn problem_content() -> Value {
    json!({
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}},
        "text/plain": {"schema": {"type": "string"}},
    })
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The schemas of all answers, and of everything they are made of.
fn components() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = SchemaGenerator::new(settings);
    fn add<T: JsonSchema>(generator: &mut SchemaGenerator) {
        generator.subschema_for::<T>();
    }
    add::<Receipt>(&mut generator);
    add::<ProblemDetails>(&mut generator);
    add::<Health>(&mut generator);
    add::<AppointmentDay>(&mut generator);
    add::<Template>(&mut generator);
    let mut schemas = Value::Object(generator.take_definitions(true));
    tidy(&mut schemas);
    // So that a mock made from this file answers with a receipt that can be read.
    schemas["Receipt"]["examples"] = json!([{
        "sheet_id": "01a1fbee-9f50-7002-8000-000000000002",
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "received_at": "2026-11-21T11:02:31.480+08:00",
        "reference": "R-000001",
    }]);
    schemas["Receipt"]["$comment"] =
        json!(format!("`digest` is the `seal.digest` of {SCHEMA_ID}, as the backend computed it."));
    schemas
}
