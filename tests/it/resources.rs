//! Inputs that make a careless program slow: `tests/fixtures/attack/resources.txt` says how each grows. Four times the input
//! takes about four times the time, and none needs a gigabyte. Times are those of the processor, each run in a process of its own.

#![cfg(unix)]

use crate::cases::{Case, cases};
use crate::support::files;
use std::path::Path;
use std::process::Command;

/// The text with its `@repeat` blocks `count` times.
fn grown(text: &str, count: usize) -> String {
    let mut out = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let inline = match line.trim_end() {
            "@repeat" => false,
            "@repeat-inline" => true,
            _ => {
                out.push_str(line);
                continue;
            }
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != "@end").collect();
        let body = if inline { block.concat().replace('\n', "") } else { block.concat() };
        (0..count).for_each(|number| out.push_str(&body.replace("{n}", &number.to_string())));
        if inline {
            out.push('\n');
        }
    }
    out
}

fn size(case: &Case) -> usize {
    let base = case.flags.iter().find_map(|flag| flag.strip_prefix("n "));
    base.and_then(|base| base.parse().ok()).expect("a flag [n N]")
}

/// The seconds of processor time that a command takes for a course.
fn seconds(case: &Case, count: usize, command: &str) -> f64 {
    let course = tempfile::tempdir().unwrap();
    for (path, text) in files(&grown(&case.text, count)) {
        let path = course.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, if case.has("crlf") { text.replace('\n', "\r\n") } else { text }).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    // The limit is on memory, so that a leak is an error and not a machine that stands still.
    let run = "ulimit -v 4000000; \"$0\" \"$@\" >/dev/null 2>&1; code=$?; times; exit $code";
    let mut shell = Command::new("bash");
    shell.args(["-c", run, env!("CARGO_BIN_EXE_kurso"), command]).arg(course.path());
    if command == "build" {
        shell.arg("-o").arg(out.path().join("site") as std::path::PathBuf);
    }
    let output = shell.args(["-q", "--no-cache"]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{} {command}: {output:?}", case.name);
    let text = String::from_utf8(output.stdout).unwrap();
    let times = text.lines().nth(1).unwrap_or_default();
    let of = |word: &str| {
        let (minutes, seconds) = word.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    times.split_whitespace().map(of).sum()
}

#[test]
fn time_grows_with_the_size() {
    if !Path::new("/bin/bash").exists() {
        eprintln!("skipped: no bash, which tells how long a process took");
        return;
    }
    let all = cases(include_str!("../fixtures/attack/resources.txt"));
    assert!(all.len() >= 30 || std::env::var("KURSO_CASE").is_ok());
    let mut slow = Vec::new();
    for case in &all {
        let base = size(case).div_ceil(6).max(2);
        for command in ["check", "build"] {
            let small = seconds(case, base, command);
            let large = seconds(case, base * 4, command);
            // Below that, what every run takes is most of it; 4^1.3 is 6, and machines are noisy.
            if large > 0.7 && large > small * 6.0 {
                slow.push(format!("{} {command}: {small:.2} s, then {large:.2} s", case.name));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
