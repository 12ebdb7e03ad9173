//! Who is quoted by whom: the most quoted as a grid, the others as a list.

use crate::view::cast::{Cast, Hue, Place, quote_anchor};
use crate::view::everywhere::{Places, Thing};
use crate::view::people::first_quote;

/// Rows of the grid.
const ROWS: usize = 12;

/// Speakers that are listed below it.
const OTHERS: usize = 60;

/// One speaker in the grid.
#[derive(Debug)]
pub struct Row<'l> {
    /// Id.
    pub id: &'l str,
    /// Name.
    pub name: &'l str,
    /// Hue.
    pub hue: Hue,
    /// Column by column the number of quotes, with the first.
    pub cells: Vec<Option<(usize, Place<'l>)>>,
    /// Number of quotes in all, and of reports that have them.
    pub all: (usize, usize),
    /// Whether one report alone quotes him.
    pub alone: bool,
    /// Who it is, for the page of all places.
    pub thing: Thing<'l>,
}

/// One speaker in the list.
#[derive(Debug)]
pub struct Other<'l> {
    /// Id.
    pub id: &'l str,
    /// Name.
    pub name: &'l str,
    /// His quotes by the column of each place named.
    pub counts: Vec<usize>,
    /// Where he is quoted first in each report.
    pub places: Places<'l>,
}

/// The grid over these columns, and those who follow.
pub(super) fn grid<'l>(cast: &Cast<'l>, columns: &[usize]) -> (Vec<Row<'l>>, Vec<Other<'l>>) {
    let all = cast.speakers.len();
    // A few more are not worth a list.
    let rows = if all < ROWS + ROWS / 2 { all } else { ROWS };
    let (first, rest) = cast.speakers.split_at(rows);
    let row = |entity: &usize| row(cast, *entity, columns);
    let other = |entity: &usize| other(cast, *entity);
    (first.iter().map(row).collect(), rest.iter().take(OTHERS).map(other).collect())
}

fn row<'l>(cast: &Cast<'l>, entity: usize, columns: &[usize]) -> Row<'l> {
    let known = &cast.story.entities[entity];
    let counts = &cast.quoted[entity];
    let reports = counts.iter().filter(|count| **count > 0).count();
    Row {
        id: &known.id,
        name: &known.name,
        hue: cast.hue(entity),
        cells: columns.iter().map(|column| Some((counts[*column], place(cast, *column, entity)?))).collect(),
        all: (counts.iter().sum(), reports),
        alone: cast.outlets.len() > 1 && reports == 1,
        thing: Thing::Entity(&known.id),
    }
}

pub(super) fn other<'l>(cast: &Cast<'l>, entity: usize) -> Other<'l> {
    let known = &cast.story.entities[entity];
    let places = (0..cast.outlets.len()).filter_map(|column| place(cast, column, entity)).collect();
    let places = Places::of(Thing::Entity(&known.id), places);
    let counts = places.named.iter().map(|place| cast.quoted[entity][place.column]).collect();
    Other { id: &known.id, name: &known.name, counts, places }
}

/// Where a report quotes somebody first.
fn place<'l>(cast: &Cast<'l>, column: usize, entity: usize) -> Option<Place<'l>> {
    let first = first_quote(cast, column, entity)?;
    Some(cast.place_of(column, quote_anchor(column, first)))
}
