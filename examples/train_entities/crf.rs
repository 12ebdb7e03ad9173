//! A linear-chain conditional random field over hashed features, trained by stochastic gradients (AdaGrad).
//!
//! Where a token may have several right tags, the likelihood sums over them. All arithmetic is addition,
//! multiplication, division and square roots in a fixed order, with an exponential of our own: the same data give
//! the same bytes on every machine.

use std::collections::{BTreeMap, HashMap};

use abreast::annotate::mentions::training::{Example, TAG_COUNT as T, WEIGHT_UNIT, encode_model, follows};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) decay: f32,
    /// Share of the features that is hidden at each step.
    pub(crate) hidden: f32,
    /// Least number of tokens with a feature.
    pub(crate) least: u32,
}

type Row = [f32; T];

/// A tag whose probability is wrong by less than this teaches nothing.
const LEAST_GRADIENT: f32 = 1e-3;

/// Examples with the weight of their gradient.
pub(crate) struct Weighted {
    pub(crate) example: Example,
    pub(crate) weight: f32,
}

struct Chain {
    tokens: Vec<(std::ops::Range<usize>, u64)>,
    weight: f32,
}

/// What was learnt: a weight for each tag and feature, by feature hash, sorted.
pub(crate) struct Learnt {
    rows: Vec<(u32, Row)>,
    transitions: [Row; T],
}

/// Trains a model. `seed` decides the order of the examples and the features that are hidden.
pub(crate) fn train(examples: &[&Weighted], settings: &Settings, seed: u64) -> Learnt {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|example| example.example.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.iter().filter(|(_, count)| **count >= settings.least).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    let index: HashMap<u32, u32> = keys.iter().enumerate().map(|(row, key)| (*key, row as u32)).collect();
    let mut features: Vec<u32> = Vec::new();
    let mut chains = Vec::new();
    for Weighted { example, weight } in examples.iter().copied() {
        let mut chain = Chain { tokens: Vec::new(), weight: *weight };
        for (token, allowed) in example.features.iter().zip(&example.allowed) {
            let start = features.len();
            features.extend(token.iter().filter_map(|feature| index.get(feature)));
            chain.tokens.push((start..features.len(), *allowed));
        }
        chains.push(chain);
    }
    let mut trainer = Trainer {
        features: &features,
        weights: vec![[0.0; T]; keys.len()],
        squares: vec![[1e-2; T]; keys.len()],
        transitions: [[0.0; T]; T],
        transition_squares: [[1e-2; T]; T],
        transition_gradient: [[0.0; T]; T],
        exponents: [[0.0; T]; T],
        random: 0x1234_5678_9abc_def1 ^ seed << 20,
        settings: *settings,
        rate: settings.rate,
        kept: Vec::new(),
    };
    let mut order: Vec<u32> = (0..chains.len() as u32).collect();
    for epoch in 0..settings.epochs {
        trainer.rate = settings.rate * (1.0 - 0.9 * epoch as f32 / settings.epochs as f32);
        for at in (1..order.len()).rev() {
            order.swap(at, (trainer.next() % (at as u64 + 1)) as usize);
        }
        let mut loss = 0.0;
        for (at, chain) in order.iter().enumerate() {
            if at % 8 == 0 {
                trainer.apply_transitions();
            }
            loss += trainer.step(&chains[*chain as usize]);
        }
        eprintln!("  epoch {epoch}: loss {:.4}", loss / features.len().max(1) as f64 * 1000.0);
    }
    trainer.apply_transitions();
    Learnt { rows: keys.into_iter().zip(trainer.weights).collect(), transitions: trainer.transitions }
}

impl Learnt {
    /// The mean of several: what they agree on stays, what the order of the examples made of one fades.
    pub(crate) fn mean(models: &[&Learnt]) -> Learnt {
        let share = 1.0 / models.len() as f32;
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        let mut transitions = [[0.0; T]; T];
        for model in models {
            for (key, row) in &model.rows {
                let sums = rows.entry(*key).or_insert([0.0; T]);
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * share);
            }
            let all = transitions.iter_mut().flatten().zip(model.transitions.iter().flatten());
            all.for_each(|(sum, weight)| *sum += weight * share);
        }
        Learnt { rows: rows.into_iter().collect(), transitions }
    }

    /// The model as a file; weights below `prune` are dropped.
    pub(crate) fn encode(&self, prune: f32) -> Vec<u8> {
        let mut rows = Vec::new();
        let mut used = 0;
        for (key, weights) in &self.rows {
            let row = weights.map(|weight| {
                if weight.abs() < prune {
                    0
                } else {
                    (weight / WEIGHT_UNIT).round().clamp(-127.0, 127.0) as i8
                }
            });
            let nonzero = row.iter().filter(|weight| **weight != 0).count();
            if nonzero > 0 {
                rows.push((*key, row));
                used += nonzero;
            }
        }
        let transitions: Vec<[i16; T]> = self
            .transitions
            .iter()
            .map(|row| row.map(|weight| (weight / WEIGHT_UNIT).round().clamp(-3000.0, 3000.0) as i16))
            .collect();
        let bytes = encode_model(&transitions, &rows);
        eprintln!("  {} features, {used} weights, {} bytes", rows.len(), bytes.len());
        bytes
    }
}

struct Trainer<'f> {
    features: &'f [u32],
    weights: Vec<Row>,
    squares: Vec<Row>,
    transitions: [Row; T],
    transition_squares: [Row; T],
    transition_gradient: [Row; T],
    /// Exponentials of the transitions; zero where a tag may not follow.
    exponents: [Row; T],
    random: u64,
    settings: Settings,
    rate: f32,
    kept: Vec<u32>,
}

impl Trainer<'_> {
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn step(&mut self, chain: &Chain) -> f64 {
        let length = chain.tokens.len();
        let mut scores = vec![[0.0f32; T]; length];
        let mut kept = std::mem::take(&mut self.kept);
        kept.clear();
        let hide = (self.settings.hidden * 65536.0) as u64;
        let mut ranges = Vec::with_capacity(length);
        for ((range, _), row) in chain.tokens.iter().zip(&mut scores) {
            let start = kept.len();
            for feature in &self.features[range.clone()] {
                if hide > 0 && self.next() % 65536 < hide {
                    continue;
                }
                kept.push(*feature);
                for (score, weight) in row.iter_mut().zip(&self.weights[*feature as usize]) {
                    *score += weight;
                }
            }
            ranges.push(start..kept.len());
        }
        let all = vec![u64::MAX; length];
        let allowed: Vec<u64> = chain.tokens.iter().map(|token| token.1).collect();
        let mut pairs = [[0.0f32; T]; T];
        let (free, free_log) = self.marginals(&scores, &all, &mut pairs, 1.0);
        let (right, right_log) = self.marginals(&scores, &allowed, &mut pairs, -1.0);
        for (sum, pair) in self.transition_gradient.iter_mut().flatten().zip(pairs.iter().flatten()) {
            *sum += pair * chain.weight;
        }
        for (at, range) in ranges.into_iter().enumerate() {
            // Most tags are out of the question for most tokens: their weights stay at zero, and out of the file.
            let mut moved = 0;
            let mut gradients = [(0, 0.0f32); T];
            for (tag, (free, right)) in free[at].iter().zip(&right[at]).enumerate() {
                let gradient = (free - right) * chain.weight;
                if gradient.abs() >= LEAST_GRADIENT {
                    gradients[moved] = (tag, gradient);
                    moved += 1;
                }
            }
            for feature in &kept[range] {
                let weights = &mut self.weights[*feature as usize];
                let squares = &mut self.squares[*feature as usize];
                for (tag, gradient) in &gradients[..moved] {
                    let step = gradient + self.settings.decay * weights[*tag];
                    squares[*tag] += step * step;
                    weights[*tag] -= self.rate * step / squares[*tag].sqrt();
                }
            }
        }
        self.kept = kept;
        free_log - right_log
    }

    /// Marginal probabilities of the tags under `allowed`, and the logarithm of the sum over paths.
    fn marginals(&self, scores: &[Row], allowed: &[u64], pairs: &mut [Row; T], sign: f32) -> (Vec<Row>, f64) {
        let length = scores.len();
        let mut emit = vec![[0.0f32; T]; length];
        let mut log = 0.0f64;
        for at in 0..length {
            let open = |tag: usize| allowed[at] >> tag & 1 == 1;
            let most = (0..T).filter(|tag| open(*tag)).map(|tag| scores[at][tag]).fold(f32::MIN, f32::max);
            for tag in (0..T).filter(|tag| open(*tag)) {
                emit[at][tag] = exp(scores[at][tag] - most);
            }
            log += f64::from(most);
        }
        let mut forward = vec![[0.0f32; T]; length];
        let mut backward = vec![[0.0f32; T]; length];
        for at in 0..length {
            let mut row = [0.0f32; T];
            if at == 0 {
                row = self.exponents[0];
            } else {
                for (share, exponents) in forward[at - 1].iter().zip(&self.exponents) {
                    if *share != 0.0 {
                        for (sum, exponent) in row.iter_mut().zip(exponents) {
                            *sum += share * exponent;
                        }
                    }
                }
            }
            let mut total = 0.0;
            for (sum, emit) in row.iter_mut().zip(&emit[at]) {
                *sum *= emit;
                total += *sum;
            }
            let total = total.max(1e-30);
            row.iter_mut().for_each(|sum| *sum /= total);
            log += ln(total);
            forward[at] = row;
        }
        for at in (0..length).rev() {
            let mut row = [0.0f32; T];
            if at + 1 == length {
                for (sum, exponents) in row.iter_mut().zip(&self.exponents) {
                    *sum = exponents[0];
                }
                let end: f32 = row.iter().zip(&forward[at]).map(|(end, share)| end * share).sum();
                log += ln(end.max(1e-30));
            } else {
                let mut ahead = [0.0f32; T];
                for ((ahead, emit), after) in ahead.iter_mut().zip(&emit[at + 1]).zip(&backward[at + 1]) {
                    *ahead = emit * after;
                }
                for (sum, exponents) in row.iter_mut().zip(&self.exponents) {
                    *sum = exponents.iter().zip(&ahead).map(|(exponent, ahead)| exponent * ahead).sum();
                }
            }
            let total = row.iter().sum::<f32>().max(1e-30);
            row.iter_mut().for_each(|sum| *sum /= total);
            backward[at] = row;
        }
        let mut marginals = vec![[0.0f32; T]; length];
        for at in 0..length {
            let mut total = 0.0;
            for tag in 0..T {
                marginals[at][tag] = forward[at][tag] * backward[at][tag];
                total += marginals[at][tag];
            }
            let total = total.max(1e-30);
            marginals[at].iter_mut().for_each(|share| *share /= total);
        }
        for tag in 0..T {
            pairs[0][tag] += sign * marginals[0][tag];
            pairs[tag][0] += sign * marginals[length - 1][tag];
        }
        for at in 1..length {
            let mut ahead = [0.0f32; T];
            for tag in 0..T {
                ahead[tag] = emit[at][tag] * backward[at][tag];
            }
            let mut total = 0.0;
            for (share, exponents) in forward[at - 1].iter().zip(&self.exponents) {
                let inner: f32 = exponents.iter().zip(&ahead).map(|(exponent, ahead)| exponent * ahead).sum();
                total += share * inner;
            }
            let scale = sign / total.max(1e-30);
            for ((share, exponents), sums) in
                forward[at - 1].iter().zip(&self.exponents).zip(pairs.iter_mut())
            {
                if *share > 1e-6 {
                    for ((exponent, ahead), sum) in exponents.iter().zip(&ahead).zip(sums.iter_mut()) {
                        *sum += share * exponent * ahead * scale;
                    }
                }
            }
        }
        (marginals, log)
    }

    fn apply_transitions(&mut self) {
        for previous in 0..T {
            for next in 0..T {
                let weight = &mut self.transitions[previous][next];
                let gradient = self.transition_gradient[previous][next] + self.settings.decay * *weight;
                self.transition_gradient[previous][next] = 0.0;
                if gradient != 0.0 {
                    self.transition_squares[previous][next] += gradient * gradient;
                    *weight -= self.rate * gradient / self.transition_squares[previous][next].sqrt();
                }
                self.exponents[previous][next] = if follows(previous, next) { exp(*weight) } else { 0.0 };
            }
        }
    }
}

/// The exponential, by halving and a polynomial.
fn exp(value: f32) -> f32 {
    let value = f64::from(value.clamp(-80.0, 80.0));
    let power = (value * std::f64::consts::LOG2_E).round();
    let rest = value - power * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for step in (1..=7).rev() {
        sum = 1.0 + rest * sum / f64::from(step);
    }
    (sum * f64::from_bits(((1023 + power as i64) as u64) << 52)) as f32
}

/// The logarithm, for the loss that is printed only.
fn ln(value: f32) -> f64 {
    f64::from(value).ln()
}
