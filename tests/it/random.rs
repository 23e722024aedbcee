//! Courses and notes that nobody would write. Every run prints its seeds; `KURSO_RANDOM=10000` asks for more of them, and
//! `KURSO_SEED=17` for one again.

use crate::support::{files, loaded, rendered};
use kurso::audit::{LeakAudit, LostAudit};
use kurso::realise::Edition;
use kurso::site;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Numbers that only look random: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> &'t T {
        all[self.below(all.len())]
    }
}

fn seeds(few: u64) -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("KURSO_SEED") {
        return vec![seed];
    }
    let count = number("KURSO_RANDOM").unwrap_or(few);
    eprintln!("seeds 0 to {}", count - 1);
    (0..count).collect()
}

/// Places in a document where a note can stand, with what must not be seen (S) and what must (L).
const PLACES: &[&str] = &[
    "<!-- instructor: S -->\n\n",
    "L <!-- 강사: S --> L\n\n",
    "> [!INSTRUCTOR]\n> S\n\n",
    "> L\n>\n> > [!INSTRUCTOR]\n> > S\n\n",
    "- L\n- L <!-- instructor: S -->\n  - L\n\n",
    "- L\n\n  > [!INSTRUCTOR]\n  > S\n\n- L\n\n",
    "1. L\n\n   <!-- instructor: a\n\n   S -->\n2. L\n\n",
    "| L | b <!-- instructor: S --> |\n|---|---|\n| c | L |\n\n",
    "<details><summary>L</summary>\n\nL\n\n<!-- 강사: S -->\n\n</details>\n\n",
    "**L <!-- instructor: S -->** and *L*\n\n",
    "[L <!-- instructor: S -->](a.md)\n\n",
    "![L <!-- instructor: S -->](a.png)\n\n",
    "::: instructor\n\nS\n\n:::\n\n",
    "::: challenge\n\nL\n\n::: instructor\n\nS\n\n:::\n\n:::\n\n",
    "!!! instructor\n    S\n\n",
    "```mermaid\ngraph TB\n  A[L] --> B %% instructor: S\n  %% 강사: S\n```\n\n",
    "```mermaid\nsequenceDiagram\n  A->>B: L\n  %% instructor: S\n```\n\n",
    "```\nroot\n├── L <!-- instructor: S -->\n└── L\n```\n\n",
    "L[^f]\n\n[^f]: L <!-- instructor: S -->\n\n",
    "## L <!-- instructor: S -->\n\nL\n\n",
    "## 강사 노트\n\nS\n\n### S\n\n- S\n\n## L\n\n",
    "### Instructor notes (5 min)\n\nS\n\n### L\n\n",
    "## L\n\n**강사 노트**\n\nS\n\n## L\n\n",
    "<h3>Instructor notes</h3>\n\nS\n\n### L\n\n",
    "<details><summary>강사 노트</summary>\n\nS\n\n</details>\n\nL\n\n",
    "$L <!-- instructor: S -->$ L\n\n",
    "`<!-- instructor: L -->`\n\n",
    "```html\n<!-- instructor: L -->\n```\n\n",
    "    <!-- instructor: L -->\n\n",
    "\\<!-- instructor: L -->\n\n",
    "## 강사 데모\n\nL\n\n",
    "> L\n\n",
    "L\nL\n\n",
    "---\n\n",
    "<div>\n\nL\n\n</div>\n\n",
    "```bash\nL\n```\n\n",
    "L\n===\n\n",
    "## L\n\n",
];

/// A document with notes, each word with a number of its own.
fn document(random: &mut Random) -> String {
    let mut text = String::from("# Title\n\n");
    let mut word = 0;
    let mut numbered = |piece: &str, out: &mut String| {
        for part in piece.split_inclusive(['S', 'L']) {
            let bare = part.trim_end_matches(['S', 'L']);
            // `S` and `L` stand by themselves; as letters of other words they are small there.
            let end = &part[bare.len()..];
            out.push_str(bare);
            if !end.is_empty() {
                word += 1;
                out.push_str(&format!("{}{word}x", if end == "S" { "SECRET" } else { "LEARN" }));
            }
        }
    };
    for _ in 0..=random.below(9) {
        let piece = random.of(PLACES).replace("INSTRUCTOR", "\u{1}");
        let mut own = String::new();
        numbered(&piece, &mut own);
        let own = own.replace('\u{1}', "INSTRUCTOR");
        // What is indented belongs to an item or a footnote before it, if there is one.
        if own.starts_with(' ') {
            text += "And then.\n\n";
        }
        // One in three stands inside of something.
        match random.below(9) {
            0 if !own.contains("[^") => own.lines().for_each(|line| text += &format!("> {line}\n")),
            1 if !own.contains("[^") => {
                text += "- item\n\n";
                own.lines().for_each(|line| {
                    text += &if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }
                });
            }
            2 => text += &format!("<div>\n\n{own}</div>\n\n"),
            _ => text += &own,
        }
        text.push('\n');
    }
    // Footnotes of one name would be one.
    let mut count = 0;
    while let Some(at) = text.find("[^f]") {
        count += 1;
        text.replace_range(at..at + 4, &format!("[^g{}]", (count + 1) / 2));
    }
    if random.below(5) == 0 { text.replace('\n', "\r\n") } else { text }
}

fn words<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let end = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.match_indices(mark).map(|(at, _)| &text[at..at + end(&text[at..])]).collect()
}

#[test]
fn random_notes_neither_leak_nor_hide_what_is_for_learners() {
    let mut wrong = Vec::new();
    for seed in seeds(300) {
        let text = document(&mut Random(seed));
        let fixture = format!("//- a.md\n{text}//- b.md\n# B\n");
        let site = Arc::new(site::resolve(loaded(&fixture)));
        let (realised, output) = rendered(&site, Edition::Learner).unwrap();
        let (leaks, whole) = (LeakAudit::new(&realised), LostAudit::new(&realised.scope));
        let mut found = Vec::new();
        let mut all = String::new();
        for path in output.paths().filter(|path| !path.starts_with("kurso-assets")) {
            let bytes = output.make(path).unwrap().unwrap().bytes;
            found.extend(leaks.inspect(path, &bytes));
            found.extend(whole.inspect(path, &bytes));
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        let shown: Vec<&str> = words(&text, "SECRET").into_iter().filter(|word| all.contains(word)).collect();
        let lost: Vec<&str> = words(&text, "LEARN").into_iter().filter(|word| !all.contains(word)).collect();
        let alarms: Vec<String> = found.into_iter().map(|found| found.message).collect();
        if !shown.is_empty() || !lost.is_empty() || !alarms.is_empty() {
            wrong.push(format!("seed {seed}: leak {shown:?} lost {lost:?} alarm {alarms:?}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(3)].join("\n---\n"));
}

/// Pieces that change the meaning of what stands around them.
const PIECES: &[&str] = &[
    "<!--",
    "-->",
    "```",
    "~~~",
    "`",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## 강사 노트\n",
    "|",
    "|---|\n",
    "[",
    "](",
    ")",
    "![",
    "[^a]",
    "[^a]: ",
    "**",
    "_",
    "<details>",
    "</details>",
    "<summary>",
    "$",
    "$$",
    "---\n",
    "%%",
    "%%{",
    "}%%",
    "```mermaid\n",
    "graph TB\n",
    "A --> B\n",
    "subgraph x\n",
    "end\n",
    "├── ",
    "└── ",
    "\t",
    "\r",
    "\r\n",
    "\n\n",
    "\u{feff}",
    "\0",
    "\u{200d}",
    "가",
    "👩‍🏫",
    "kurso: ",
    "<!-- kurso: ",
    "ignore DMX001 -- x",
    ": ",
    "? ",
    "&a ",
    "*a",
    "{",
    "}",
    "[]",
    "\"",
    "'",
    "!!binary ",
    "- - - ",
    "audience: ",
    "release: ",
    "nodes: ",
    "count: 99999999999",
    ":::",
    "!!! ",
    "\\",
    "&lt;",
    "&#0;",
    "<script>",
    "<svg>",
    "<a href=",
    "://",
    "..",
    "/",
    "%2e",
];

/// A course with some of its bytes changed, files mixed, cut and doubled.
fn mutated(random: &mut Random, seeds: &[Vec<(String, String)>]) -> Vec<(String, String)> {
    let mut course = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(6) {
        let at = random.below(course.len());
        let other = &seeds[random.below(seeds.len())];
        let donor = other[random.below(other.len())].1.clone();
        let text = &mut course[at].1;
        let place = |random: &mut Random, text: &str| {
            let mut at = random.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (a, b) = (place(random, text), place(random, text));
        let (from, to) = (a.min(b), a.max(b));
        match random.below(8) {
            0 => {
                let mut near = (from..=to.min(from + 40)).rev();
                let end = near.find(|at| text.is_char_boundary(*at)).unwrap_or(from);
                text.replace_range(from..end, "");
            }
            1 | 2 => text.insert_str(from, random.of(PIECES)),
            3 => {
                let (c, d) = (place(random, &donor), place(random, &donor));
                text.insert_str(from, &donor[c.min(d)..c.max(d)]);
            }
            4 => text.truncate(from),
            5 => {
                let piece = random.of(PIECES).repeat(1 + random.below(300));
                text.insert_str(from, &piece);
            }
            6 => {
                let lines: Vec<String> = text.lines().map(str::to_owned).collect();
                if !lines.is_empty() {
                    let line = lines[random.below(lines.len())].clone();
                    text.insert_str(from, &format!("\n{line}\n"));
                }
            }
            _ => {
                let named = random.of(&[
                    "README.md",
                    "course.yaml",
                    "clusters/x.yaml",
                    "week_01/day_01/session_01.md",
                    "a.notes.md",
                ]);
                let text = text.clone();
                if !course.iter().any(|(path, _)| path == named) {
                    course.push((named.to_owned(), text));
                }
            }
        }
    }
    course
}

fn shipped() -> Vec<Vec<(String, String)>> {
    let mut all = Vec::new();
    for rule in kurso::check::rules::RULES.iter() {
        all.extend(crate::rules::examples(rule.docs).into_iter().map(|(_, _, fixture)| files(&fixture)));
    }
    for text in
        [include_str!("../fixtures/attack/notes.txt"), include_str!("../fixtures/attack/resources.txt")]
    {
        all.extend(crate::cases::cases(text).into_iter().map(|case| files(&case.text)));
    }
    all.retain(|course: &Vec<(String, String)>| !course.is_empty());
    all
}

#[test]
fn mutated_courses_neither_panic_nor_hang_nor_cry_wolf() {
    let known = shipped();
    let mut wrong = Vec::new();
    for seed in seeds(250) {
        let mut random = Random(seed);
        let course = mutated(&mut random, &known);
        let fixture: String = course
            .iter()
            .map(|(path, text)| format!("//- {path}\n{}\n", text.replace("\n//- ", "\n")))
            .collect();
        let start = Instant::now();
        let run = catch_unwind(AssertUnwindSafe(|| {
            let site = Arc::new(site::resolve(loaded(&fixture)));
            let found = kurso::check::check(&site).len();
            let Ok((realised, output)) = rendered(&site, Edition::Learner) else {
                return (found, Vec::new());
            };
            let audit = LeakAudit::new(&realised);
            let mut leaks = Vec::new();
            for path in output.paths().filter(|path| !path.starts_with("kurso-assets")) {
                if let Some(Ok(made)) = output.make(path) {
                    leaks.extend(audit.inspect(path, &made.bytes));
                }
            }
            (found, leaks)
        }));
        match run {
            Err(_) => wrong.push(format!("seed {seed}: panic")),
            Ok((_, leaks)) if !leaks.is_empty() => {
                let all: Vec<&str> = leaks.iter().map(|finding| finding.message.as_str()).collect();
                wrong.push(format!(
                    "seed {seed}: {all:?}\n{}",
                    &fixture.chars().take(1500).collect::<String>()
                ));
            }
            Ok(_) if start.elapsed() > Duration::from_secs(30) => {
                wrong.push(format!("seed {seed}: {:?}", start.elapsed()));
            }
            Ok(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(4)].join("\n---\n"));
}
