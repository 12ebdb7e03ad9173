// A link to a statement, or to the account of a report, that stands on another page of its board: asks for that page.
const place = location.hash.slice(1);
const name = /^c\d+$/.test(place) ? "from" : "statement";
const asked = new URLSearchParams(location.search);

if (/^[cu]\w+$/.test(place) && !document.getElementById(place) && !asked.has(name)) {
  asked.set(name, name === "from" ? place.slice(1) : place);
  location.replace(`?${asked}#${place}`);
}
