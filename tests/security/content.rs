//! Articles and file names that mean harm, and queries on every page: everything is shown as text.

use std::collections::BTreeSet;

use crate::served::{Answer, Served, folder, path, run, text};

const SCRIPT: &str = "Council <script>alert(1)</script> votes\n\nHARBOUR (Tern) - The council voted on Tuesday.\n\n\
    \u{201c}We <img src=x onerror=alert(2)> agree,\u{201d} said Ana <b>Nov\u{fd}</b>, the mayor.\n\n\
    </p></article><!-- <style>*{display:none}</style> <svg onload=alert(3)>\n\n\
    {{ 7*7 }} {% raw %} ${x} <%= x %>\n\n\"' onmouseover=alert(4) x='\" said J\" O'Neil & Sons.\n";

const FIELDS: &str = "---\ntitle: \"\\\"><script>alert(5)</script>\"\noutlet: \"<img src=x onerror=alert(6)>\"\n\
    byline: \"' onfocus=alert(7) autofocus='\"\nurl: \"javascript:alert(8)\"\ndate: 2024-05-01\n---\n\
    The council voted on Tuesday, the mayor Ana Nov\u{fd} said. \u{201c}It is done,\u{201d} she said.\n";

const DATA_URL: &str = "---\ntitle: Council votes\noutlet: Tern\nurl: \"data:text/html,<script>alert(9)</script>\"\n---\n\
    The council voted on Tuesday. \u{201c}It is done,\u{201d} said Ana Nov\u{fd}.\n";

const DIRECTIONS: &str = "Council votes \u{202e}gnihton rof\u{202c}\n\nMayor \u{2066}Ana\u{2069} \u{202e}lived\u{202c} said: \
    \u{201c}It is \u{202b}done\u{202c},\u{201d} and left. Ja\u{200b}ne Smi\u{ad}th sa\u{2060}id \u{201c}hi\u{feff}.\u{201d}\n";

const STEERING: &str =
    "Council \u{1b}[31mvotes\u{1b}]0;pwn\u{7}\n\nThe \u{9b}31mmayor said: \u{201c}Done.\u{201d}\n";

/// What must stand nowhere in a page's source.
const NEVER: [&str; 13] = [
    "<script>alert",
    "<img",
    "<svg onload",
    "<style>*",
    "<b>Nov",
    "onerror=alert(2)>",
    "\" onmouseover",
    "' onmouseover=",
    "' onfocus=alert",
    "href=\"javascript",
    "href=\"data:",
    "</p></article><!--",
    "style=\"",
];

fn attribute_like(answer: &Answer) -> bool {
    // An event handler as an attribute of one of our own tags.
    answer.body.split('<').any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        // What stands between the quotation marks of an attribute is its value; marks within are escaped.
        let names: String = tag.split('"').step_by(2).collect();
        names.split_ascii_whitespace().any(|part| part.starts_with("on") && part.contains("=alert"))
    })
}

/// All pages that links lead to, from the first one on.
fn crawl(served: &Served) -> Vec<(String, Answer)> {
    let mut known: BTreeSet<String> = BTreeSet::from(["/".to_owned()]);
    let mut next = vec!["/".to_owned()];
    let mut pages = Vec::new();
    while let Some(target) = next.pop() {
        let answer = served.get(&target);
        let links = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links {
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let link = link.split('#').next().unwrap_or_default().to_owned();
            let link = if link.starts_with('?') {
                format!("{}{link}", target.split('?').next().unwrap_or_default())
            } else {
                link
            };
            if link.starts_with('/')
                && !link.starts_with("/assets/")
                && pages.len() + next.len() < 150
                && known.insert(link.clone())
            {
                next.push(link);
            }
        }
        pages.push((target, answer));
    }
    pages
}

fn hostile() -> (tempfile::TempDir, Served) {
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("votes/script.txt".into(), SCRIPT.into()),
        ("votes/fields.txt".into(), FIELDS.into()),
        ("votes/data.txt".into(), DATA_URL.into()),
        ("votes/directions.txt".into(), DIRECTIONS.into()),
        ("votes/steering.txt".into(), STEERING.into()),
        (
            "votes/headline.txt".into(),
            format!("{}\n\nThe mayor said: \u{201c}Done.\u{201d}\n", "Council ".repeat(125_000)).into(),
        ),
        (
            "votes/\u{43e}utlet.txt".into(),
            "---\noutlet: \u{422}ern\ntitle: Council votes\n---\nThe council voted on Tuesday.\n".into(),
        ),
    ];
    if cfg!(unix) {
        for name in [
            "<img src=x onerror=alert(10)>.txt",
            "\"quote'.txt",
            "new\nline.txt",
            "\u{202e}txt.exe.txt",
            "%2e%2e%2fup.txt",
            "-rf.txt",
        ] {
            files.push((format!("votes/{name}"), SCRIPT.into()));
        }
        files.push(("<script>alert(11)<bad>.jsonl".into(), b"{<script>alert(12)".to_vec()));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    (folder, served)
}

#[test]
fn hostile_articles_are_shown_as_text() {
    let (_folder, served) = hostile();
    let pages = crawl(&served);
    assert!(pages.iter().any(|(target, _)| target.contains("/articles/")), "articles were reached");
    for (target, page) in &pages {
        assert_eq!(page.status, 200, "{target}");
        for never in NEVER {
            assert!(!page.body.contains(never), "{target}: {never}");
        }
        assert!(!attribute_like(page), "{target}: an event handler");
    }
    let all: String = pages.iter().map(|(_, page)| page.body.as_str()).collect();
    assert!(all.contains("alert(1)"), "what was written is still there, as text");
    // Marks of figures may stand within it: what counts is the text between the tags.
    let text: String = all.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    assert!(text.contains("{{ 7*7 }}"), "templates are text");
}

#[test]
fn a_name_in_other_letters_is_another_name() {
    let report = |name: &str, rest: &str| {
        format!(
            "Council votes\n\n{name} spoke on Tuesday. \u{201c}It is done,\u{201d} said {name}, the mayor, {rest}.\n"
        )
    };
    let (one, other) = (report("Jane Finn", "at last"), report("J\u{430}ne Finn", "in the end"));
    let folder = folder(&[("votes/a.txt", one.as_bytes()), ("votes/b.txt", other.as_bytes())]);
    let records = text(&run(&["annotate", path(&folder)]).stdout);
    let story = records.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let story = story.into_iter().find(|record| record["record"] == "story").expect("a story");
    let entities = story["entities"].as_array().expect("a list");
    let finns =
        entities.iter().filter(|one| one["name"].as_str().is_some_and(|name| name.ends_with("ne Finn")));
    assert_eq!(finns.count(), 2, "{entities:#?}");
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_name_are_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    let name = std::ffi::OsStr::from_bytes(b"bad\xff\xfename.txt");
    if std::fs::write(folder.path().join(name), crate::ARTICLE).is_err() {
        return;
    }
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    assert!(served.get("/").body.contains(crate::CONTENT));
}

#[test]
fn queries_are_never_reflected_as_markup() {
    let (_folder, served) = hostile();
    let pages: BTreeSet<String> = crawl(&served)
        .into_iter()
        .map(|(target, _)| target.split('?').next().unwrap_or_default().to_owned())
        .collect();
    assert!(pages.len() >= 5, "{pages:?}");
    for page in pages.iter().take(12) {
        for query in [
            "q=<script>alert(1)</script>",
            "q=%3Cscript%3Ealert(1)%3C/script%3E",
            "entity=%22%3E%3Cimg%20src=x%20onerror=alert(2)%3E",
            "columns=%22%20onmouseover=alert(4)%20x=",
            "page=-1",
            "page=99999999999999999999999",
            "page=1&page=2&page=<b>Nov",
            "%00=%00",
            "%ff=%fe",
            "a[]=1&a[__proto__]=2",
            "theme=javascript:alert(8)",
            "saved=%0d%0aSet-Cookie:evil=1",
            "&&&===",
            "columns=,,,,",
        ] {
            let answer = served.get(&format!("{page}?{query}"));
            assert!(answer.status < 500, "{page}?{query}: {}", answer.status);
            for never in NEVER {
                assert!(!answer.body.contains(never), "{page}?{query}: {never}");
            }
            assert!(!attribute_like(&answer), "{page}?{query}: an event handler");
            assert!(
                !answer.head.contains("\nevil") && !answer.head.contains("\nSet-Cookie:evil"),
                "{}",
                answer.head
            );
        }
    }
}
