//! The vehicle identification number: ISO 3779 / GB 16735.

/// 17 characters of the VIN alphabet, which has no I, O or Q.
pub fn is_vin(text: &str) -> bool {
    text.len() == 17
        && text.bytes().all(|byte| matches!(byte, b'A'..=b'H' | b'J'..=b'N' | b'P' | b'R'..=b'Z' | b'0'..=b'9'))
}

/// Whether position 9 is the check digit of 49 CFR 565.15 (c), which North America and China require and Europe does not.
/// False for anything that is no VIN.
pub fn vin_check_digit_is_right(vin: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    if !is_vin(vin) {
        return false;
    }
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'H' => u32::from(byte - b'A') + 1,
        b'J'..=b'R' => u32::from(byte - b'J') + 1,
        _ => u32::from(byte - b'S') + 2,
    };
    let sum: u32 = vin.bytes().zip(WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    let expected = match sum % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    };
    vin.as_bytes()[8] == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digit_follows_the_regulation() {
        // The worked example that circulates with the regulation, and the VIN of all ones.
        assert!(vin_check_digit_is_right("1M8GDM9AXKP042788"));
        assert!(vin_check_digit_is_right("11111111111111111"));
        assert!(!vin_check_digit_is_right("1M8GDM9A1KP042788"));
    }

    #[test]
    fn alphabet_has_no_i_o_q_and_no_lower_case() {
        for bad in [
            "1M8GDM9AXKP04278I",
            "1M8GDM9AXKP04278O",
            "1M8GDM9AXKP04278Q",
            "1m8gdm9axkp042788",
            "1M8GDM9AXKP04278",
            "1M8GDM9AXKP0427880",
            "",
        ] {
            assert!(!is_vin(bad), "{bad}");
        }
    }
}
