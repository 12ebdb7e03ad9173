//! Sparse vectors: made one unit long, and summed up term by term. What every likeness of texts is reckoned with.

/// Scales the weights of `terms` so that the vector's length is 1.
pub(super) fn to_unit<K>(terms: &mut [(K, f32)]) {
    let length = length(terms).max(f32::MIN_POSITIVE);
    terms.iter_mut().for_each(|(_, weight)| *weight /= length);
}

/// The length of the vector.
pub(super) fn length<K>(terms: &[(K, f32)]) -> f32 {
    terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()
}

/// A sum for each of many places, of which few are ever touched at a time.
pub(super) struct Sums {
    sums: Vec<f32>,
    touched: Vec<usize>,
}

impl Sums {
    /// Sums for so many places, all 0.
    pub(super) fn new(places: usize) -> Sums {
        Sums { sums: vec![0.0; places], touched: Vec::new() }
    }

    /// Adds to the sum of `place`; `amount` is above 0.
    pub(super) fn add(&mut self, place: usize, amount: f32) {
        let sum = &mut self.sums[place];
        if *sum == 0.0 {
            self.touched.push(place);
        }
        *sum += amount;
    }

    /// The places touched with their sums, in order; all are 0 again thereafter.
    pub(super) fn take(&mut self) -> Vec<(usize, f32)> {
        self.touched.sort_unstable();
        let sums = &mut self.sums;
        // A place is touched again where what was added to it came to nothing.
        self.touched.dedup();
        self.touched.drain(..).map(|place| (place, std::mem::take(&mut sums[place]))).collect()
    }
}
