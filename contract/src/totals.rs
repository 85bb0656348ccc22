//! Totals by payer: what each pays, from the lines.
//!
//! Invariant: all arithmetic is in whole minor units; tax is rounded once per line, half away from zero, so that a credit
//! undoes exactly the charge it answers.

use crate::{Payer, PayerTotal, TaxMode, WorkLine};

/// Net, tax and gross of one line, in minor units. A line with no price yet counts nothing; an unlisted tax mode counts no tax.
pub fn line_amounts(line: &WorkLine) -> (i64, i64, i64) {
    let price = line.price.unwrap_or(0);
    let rate = i128::from(line.tax_basis_points.unwrap_or(0));
    match line.tax_mode {
        // A price p that includes r: tax = p · r ÷ (1 + r), with r in 1/10,000.
        TaxMode::Included => {
            let tax = divide_half_up(i128::from(price) * rate, 10_000 + rate);
            (price.saturating_sub(tax), tax, price)
        }
        TaxMode::Excluded => {
            let tax = divide_half_up(i128::from(price) * rate, 10_000);
            (price, tax, price.saturating_add(tax))
        }
        TaxMode::None | TaxMode::Unlisted(_) => (price, 0, price),
    }
}

/// One total per payer that has a line, in the order of the payers' catalogue. Sums saturate; validation refuses amounts far below that.
pub fn totals(lines: &[WorkLine]) -> Vec<PayerTotal> {
    let mut payers: Vec<&Payer> = lines.iter().map(|line| &line.payer).collect();
    payers.sort();
    payers.dedup();
    payers
        .into_iter()
        .map(|payer| {
            let mut total = PayerTotal {
                payer: payer.clone(),
                net: 0,
                tax: 0,
                gross: 0,
                labour_minutes: 0,
                extra: Default::default(),
            };
            for line in lines.iter().filter(|line| line.payer == *payer) {
                let (net, tax, gross) = line_amounts(line);
                total.net = total.net.saturating_add(net);
                total.tax = total.tax.saturating_add(tax);
                total.gross = total.gross.saturating_add(gross);
                total.labour_minutes = total.labour_minutes.saturating_add(line.labour_minutes.unwrap_or(0));
            }
            total
        })
        .collect()
}

/// `numerator ÷ denominator` (positive), halves away from zero.
fn divide_half_up(numerator: i128, denominator: i128) -> i64 {
    let magnitude = (2 * numerator.abs() + denominator) / (2 * denominator);
    let signed = if numerator < 0 { -magnitude } else { magnitude };
    // |numerator| ≤ 2^63 · 2^16 and the quotient is at most 2^63 · 65,535 ÷ 10,000, so only absurd prices are cut here.
    i64::try_from(signed).unwrap_or(if signed < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn line(payer: Payer, price: Option<i64>, tax_mode: TaxMode, tax_basis_points: Option<u16>) -> WorkLine {
        WorkLine {
            id: Id::nil(),
            description: "work".to_owned(),
            parts: Vec::new(),
            payer,
            labour_minutes: Some(30),
            price,
            tax_mode,
            tax_basis_points,
            extra: Default::default(),
        }
    }

    fn amounts(price: i64, mode: TaxMode, rate: u16) -> (i64, i64, i64) {
        line_amounts(&line(Payer::Customer, Some(price), mode, Some(rate)))
    }

    #[test]
    fn tax_is_rounded_half_up_per_line() {
        assert_eq!(amounts(11_300, TaxMode::Included, 1300), (10_000, 1_300, 11_300));
        assert_eq!(amounts(10_000, TaxMode::Excluded, 1300), (10_000, 1_300, 11_300));
        assert_eq!(amounts(10_000, TaxMode::None, 1300), (10_000, 0, 10_000));
        // 50 · 1 % = 0.5, which rounds up; 49 · 1 % = 0.49, which does not.
        assert_eq!(amounts(50, TaxMode::Excluded, 100), (50, 1, 51));
        assert_eq!(amounts(49, TaxMode::Excluded, 100), (49, 0, 49));
        assert_eq!(amounts(-50, TaxMode::Excluded, 100), (-50, -1, -51));
        // 3 · 25 % ÷ 125 % = 0.6.
        assert_eq!(amounts(3, TaxMode::Included, 2500), (2, 1, 3));
        assert_eq!(amounts(10, TaxMode::Unlisted("reverse_charge".to_owned()), 1900), (10, 0, 10));
    }

    #[test]
    fn totals_are_by_payer_in_catalogue_order() {
        let lines = [
            line(Payer::Warranty, None, TaxMode::None, None),
            line(Payer::Customer, Some(50), TaxMode::Excluded, Some(100)),
            line(Payer::Customer, Some(50), TaxMode::Excluded, Some(100)),
        ];
        let totals = totals(&lines);
        let seen: Vec<_> = totals
            .iter()
            .map(|total| (total.payer.as_str(), total.net, total.tax, total.gross, total.labour_minutes))
            .collect();
        // Two lines of 50 at 1 % are two units of tax: each line is rounded on its own.
        assert_eq!(seen, [("customer", 100, 2, 102, 60), ("warranty", 0, 0, 0, 30)]);
    }

    #[test]
    fn absurd_prices_do_not_panic() {
        assert_eq!(amounts(i64::MAX, TaxMode::Excluded, u16::MAX).2, i64::MAX);
        assert_eq!(amounts(i64::MIN, TaxMode::Excluded, u16::MAX).2, i64::MIN);
        let _ = amounts(i64::MIN, TaxMode::Included, u16::MAX);
    }
}
