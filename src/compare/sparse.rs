//! Sparse vectors: made one unit long, and summed up term by term. What every likeness of texts is reckoned with.

use crate::hash::HashedMap;

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

    /// The places whose sums are above `least`, in order; all are 0 again thereafter.
    pub(super) fn take_above(&mut self, least: f32) -> Vec<(usize, f32)> {
        let sums = &mut self.sums;
        let taken = self.touched.drain(..).map(|place| (place, std::mem::take(&mut sums[place])));
        let mut above: Vec<(usize, f32)> = taken.filter(|(_, sum)| *sum > least).collect();
        above.sort_unstable_by_key(|(place, _)| *place);
        above
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

/// Terms, numbered as they come, each with how often it is used.
#[derive(Debug, Default)]
pub(super) struct Used {
    numbers: HashedMap<u32, u64>,
    /// How often each term is used, by its number.
    pub(super) counts: Vec<u32>,
}

impl Used {
    /// Nothing used, with room for so many terms.
    pub(super) fn with_capacity(terms: usize) -> Used {
        let numbers = HashedMap::with_capacity_and_hasher(terms, Default::default());
        Used { numbers, counts: Vec::with_capacity(terms) }
    }

    /// Counts a use of the term with this hash; its number.
    pub(super) fn note(&mut self, term: u64) -> u32 {
        let number = *self.numbers.entry(term).or_insert(self.counts.len() as u32);
        match self.counts.get_mut(number as usize) {
            Some(count) => *count += 1,
            None => self.counts.push(1),
        }
        number
    }

    /// The number of a term that is used.
    pub(super) fn number(&self, term: u64) -> Option<u32> {
        self.numbers.get(&term).copied()
    }
}

/// Who uses each term, noted one user after another, in one table.
pub(super) struct Users {
    /// Where the users of each term begin, and where those noted so far end.
    lists: Vec<(u32, u32)>,
    /// Users with what the term weighs there.
    table: Vec<(u32, f32)>,
    cap: usize,
}

impl Users {
    /// Room for all uses of terms, but for no more of one than `cap`: what so many use finds no candidates.
    pub(super) fn new(used: &Used, cap: usize) -> Users {
        let mut end = 0;
        let mut room = |count: &u32| {
            let start = end;
            // No later user looks for what one alone uses.
            end += if *count > 1 { (*count as usize).min(cap) } else { 0 };
            (start as u32, start as u32)
        };
        let lists = used.counts.iter().map(&mut room).collect();
        Users { lists, table: vec![(0, 0.0); end], cap }
    }

    /// Those who were noted under a term before, and notes another; nobody where there are too many.
    pub(super) fn before(&mut self, term: u32, user: usize, weight: f32) -> &[(u32, f32)] {
        let (start, end) = self.lists[term as usize];
        let room = self.lists.get(term as usize + 1).map_or(self.table.len(), |next| next.0 as usize);
        let (start, end) = (start as usize, end as usize);
        if end < room {
            self.table[end] = (user as u32, weight);
            self.lists[term as usize].1 += 1;
        } else if end - start == self.cap {
            return &[];
        }
        &self.table[start..end]
    }
}
