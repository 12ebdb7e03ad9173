//! Whether two figures, as rounded and hedged as they are written, give the same amount.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::{fold, rows};
use crate::model::Figure;

/// Part of the larger amount that rounding may take away or add, and that an "about" may.
const ROUNDED: f64 = 0.06;
const ABOUT: f64 = 0.1;

/// The same of a bound: nobody says "up to 10,000" of 16.
const HALF: f64 = 0.5;

/// Counts below this are written to the last one: 49 and 50 dead are not the same.
const COUNTED: f64 = 100.0;

/// What a figure claims.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    value: f64,
    bound: Bound,
    /// A plain count, without a unit.
    counted: bool,
}

/// What a hedge makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
}

static BOUNDS: LazyLock<HashMap<String, Bound>> = LazyLock::new(|| {
    rows(include_str!("../../data/lexicon/hedges.txt"))
        .map(|row| {
            let bound = match row.get(1).copied() {
                Some("at-least") => Bound::AtLeast,
                Some("at-most") => Bound::AtMost,
                Some(_) | None => Bound::About,
            };
            (fold(row[0]), bound)
        })
        .collect()
});

impl Amount {
    pub(super) fn of(figure: &Figure) -> Amount {
        let hedge = figure.hedge.as_deref().map(fold);
        let bound = hedge.and_then(|hedge| BOUNDS.get(&hedge).copied()).unwrap_or(Bound::Exact);
        Amount { value: figure.value, bound, counted: figure.unit.is_none() }
    }

    /// Digits of the number before its zeros: 2 for 2,500.
    pub(super) fn digits(self) -> i32 {
        let step = step(self.value);
        if step > 0.0 { (self.value.abs() / step).log10().floor() as i32 + 1 } else { 1 }
    }

    /// Whether this and `other` may be one amount: equal, or the rounder one is what rounding or its hedge makes of
    /// the other.
    pub(super) fn agrees(self, other: Amount) -> bool {
        if self.value == other.value {
            return true;
        }
        let (round, fine) = if step(self.value) >= step(other.value) { (self, other) } else { (other, self) };
        let step = step(round.value);
        let steps =
            |value: f64, to: fn(f64) -> f64| (to(value / step) * step - round.value).abs() < step * 1e-6;
        let apart = (round.value - fine.value).abs() / round.value.abs().max(fine.value.abs());
        let near = apart <= HALF;
        if step == 0.0 {
            return false;
        }
        match round.bound {
            Bound::AtLeast => fine.value > round.value && near && steps(fine.value, f64::floor),
            Bound::AtMost => fine.value < round.value && near && steps(fine.value, f64::ceil),
            Bound::About => apart <= ABOUT && (steps(fine.value, f64::round) || steps(fine.value, f64::ceil)),
            Bound::Exact => {
                let last_one = round.counted && fine.value.abs() < COUNTED && fine.bound == Bound::Exact;
                !last_one && apart <= ROUNDED && steps(fine.value, f64::round)
            }
        }
    }
}

/// Whether all amounts may be one.
pub(super) fn agree(amounts: &[Amount]) -> bool {
    amounts.iter().enumerate().all(|(at, one)| amounts[at + 1..].iter().all(|other| one.agrees(*other)))
}

/// The place of the last digit of `value` that is not 0: 100 for 2,500. The first digit is never rounded away.
fn step(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let mut step = 10f64.powf(value.abs().log10().floor());
    for _ in 0..6 {
        let rest = value.abs() / step;
        if (rest - rest.round()).abs() < 1e-6 {
            break;
        }
        step /= 10.0;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: (f64, Option<&str>), right: (f64, Option<&str>), unit: Option<&str>, expected: bool) {
        let amount = |(value, hedge): (f64, Option<&str>)| {
            Amount::of(&Figure {
                span: crate::model::Span::new(0, 0),
                value,
                unit: unit.map(Into::into),
                noun: None,
                hedge: hedge.map(Into::into),
            })
        };
        let (left, right) = (amount(left), amount(right));
        assert_eq!((left.agrees(right), right.agrees(left)), (expected, expected), "{left:?} {right:?}");
    }

    #[test]
    fn values_agree_when_the_rounder_one_is_the_other_rounded() {
        check((21.6e9, None), (21.6e9, None), Some("USD"), true);
        check((21.6e9, None), (22e9, None), Some("USD"), true);
        check((21.6e9, None), (25e9, None), Some("USD"), false);
        check((33e9, None), (30e9, None), Some("USD"), false);
        check((1_954.0, None), (2_000.0, None), None, true);
        check((49.0, None), (50.0, None), None, false);
        check((12.0, None), (8.0, None), None, false);
        check((0.0, None), (0.0, None), None, true);
        check((0.0, None), (3.0, None), None, false);
    }

    #[test]
    fn a_hedge_tells_to_which_side_the_number_was_rounded() {
        check((2_000.0, Some("more than")), (2_352.6, None), Some("percentage point"), true);
        check((2_000.0, Some("more than")), (1_954.0, None), None, false);
        check((50.0, Some("about")), (49.0, None), None, true);
        check((30.0, Some("nearly")), (28.4, None), Some("percent"), true);
        check((800.0, Some("up to")), (735.0, None), None, true);
        check((10_000.0, Some("up to")), (16.0, None), Some("USD"), false);
    }
}
