//! A sheet and its attachments in one body, for backends that want one POST: `inline` (JSON) and `multipart`.
//!
//! Invariant: the sheet's own JSON is in it as it was sealed; only `data` is added to attachments, which no digest covers. The same entry
//! makes the same bytes on every attempt.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{SheetAttachment, SheetRecord};

/// Bytes of an attachment, with what the sheet knows of it.
pub struct Part<'a> {
    pub attachment: &'a SheetAttachment,
    pub bytes: Vec<u8>,
}

/// The sheet with `attachments[].data` filled in. `None` if what was sealed is no JSON or does not list exactly these attachments.
pub fn inline(sheet: &SheetRecord, parts: &[Part<'_>]) -> Option<Vec<u8>> {
    let mut json: Value = serde_json::from_str(&sheet.json).ok()?;
    let listed = json.get_mut("attachments")?.as_array_mut()?;
    if listed.len() != parts.len() {
        return None;
    }
    // The bytes are put in afterwards in place of a name: a serializer would look at each of their characters. No sheet has U+0000 in it.
    for attachment in listed {
        let place = format!("\0{}", attachment.get("id")?.as_str()?);
        attachment.as_object_mut()?.insert("data".into(), Value::String(place));
    }
    let text = serde_json::to_string(&json).ok()?;
    let mut places: Vec<(usize, usize, &Part<'_>)> = Vec::with_capacity(parts.len());
    for part in parts {
        let place = format!("\\u0000{}", part.attachment.id);
        places.push((text.find(&place)?, place.len(), part));
    }
    places.sort_by_key(|(start, ..)| *start);
    let mut body =
        Vec::with_capacity(text.len() + parts.iter().map(|part| part.bytes.len() * 4 / 3 + 4).sum::<usize>());
    let mut written = 0;
    for (start, length, part) in places {
        body.extend_from_slice(text.get(written..start)?.as_bytes());
        body.extend_from_slice(STANDARD.encode(&part.bytes).as_bytes());
        written = start + length;
    }
    body.extend_from_slice(text.get(written..)?.as_bytes());
    Some(body)
}

/// The body of a `multipart/form-data` request, and its media type: part `sheet`, then one part for each attachment, named by its hash.
pub fn multipart(sheet: &SheetRecord, parts: &[Part<'_>]) -> (String, Vec<u8>) {
    // No part can have it in it: nobody can write down the digest of what they are writing.
    let boundary = format!("walkaround-{}", &sheet.digest.get(..40).unwrap_or(&sheet.digest));
    let mut body =
        Vec::with_capacity(sheet.json.len() + parts.iter().map(|part| part.bytes.len() + 300).sum::<usize>());
    let mut part = |name: &str, filename: &str, media_type: &str, bytes: &[u8]| {
        body.extend_from_slice(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n\
                 Content-Type: {media_type}\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    part("sheet", "sheet.json", "application/json", sheet.json.as_bytes());
    for Part { attachment, bytes } in parts {
        let kind = attachment.media_type.split(['/', ';']).nth(1).unwrap_or("bin");
        part(&attachment.sha256, &format!("{}.{kind}", attachment.id), &attachment.media_type, bytes);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use walkaround_contract::{Id, Timestamp};

    use super::*;

    fn attachment(number: u128) -> SheetAttachment {
        SheetAttachment {
            id: Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number),
            sha256: format!("{number:064x}"),
            media_type: "image/jpeg".into(),
            byte_length: 3,
        }
    }

    fn sheet() -> SheetRecord {
        let attachments = vec![attachment(2), attachment(1)];
        SheetRecord {
            id: Id::nil(),
            visit_id: Id::nil(),
            sealed_at: Timestamp::from_unix_ms(0, 480).expect("in range"),
            json: json!({
                "attachments": [{ "id": attachment(2).id, "role": "damage" }, { "id": attachment(1).id, "role": "guided" }],
                "note": "\\u0000 \u{1} 汉",
            })
            .to_string(),
            digest: "d".repeat(64),
            code: String::new(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments,
            originals: Vec::new(),
        }
    }

    #[test]
    fn inline_is_the_sheet_with_the_bytes_in_it() {
        let sheet = sheet();
        let parts = [
            Part { attachment: &sheet.attachments[1], bytes: b"one".to_vec() },
            Part { attachment: &sheet.attachments[0], bytes: b"two".to_vec() },
        ];
        let body: Value = serde_json::from_slice(&inline(&sheet, &parts).expect("made")).expect("JSON");
        let mut expected: Value = serde_json::from_str(&sheet.json).expect("JSON");
        expected["attachments"][0]["data"] = "dHdv".into();
        expected["attachments"][1]["data"] = "b25l".into();
        assert_eq!(body, expected);
    }

    #[test]
    fn an_attachment_that_the_sheet_does_not_list_makes_no_body() {
        let sheet = sheet();
        let stranger = attachment(3);
        assert!(inline(&sheet, &[Part { attachment: &stranger, bytes: Vec::new() }]).is_none());
    }

    #[test]
    fn multipart_has_the_sheet_as_sealed_and_each_attachment_by_its_hash() {
        let sheet = sheet();
        let parts = [Part { attachment: &sheet.attachments[0], bytes: vec![0, 255, 13, 10] }];
        let (media_type, body) = multipart(&sheet, &parts);
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").expect("its media type");
        let text = String::from_utf8_lossy(&body);
        assert!(text.starts_with(&format!("--{boundary}\r\nContent-Disposition: form-data; name=\"sheet\"")));
        assert!(text.ends_with(&format!("\r\n--{boundary}--\r\n")));
        assert!(text.contains(&sheet.json));
        assert!(text.contains(&format!("name=\"{}\"", sheet.attachments[0].sha256)));
        assert!(body.windows(8).any(|window| window == [0, 255, 13, 10, 13, 10, b'-', b'-']));
    }
}
