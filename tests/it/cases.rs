//! The files of `tests/fixtures/attack`: cases that begin with `=== name [flag] [flag]`, a sentence or two behind `# `, and a text
//! or a course.

/// A case with its name, its flags and its text.
pub(crate) struct Case {
    pub name: String,
    pub flags: Vec<String>,
    pub text: String,
}

impl Case {
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own == flag)
    }
}

/// Splits a file of cases.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("=== ") {
            let (name, flags) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
            let flags = flags.split('[').filter_map(|flag| flag.split(']').next());
            let flags = flags.map(|flag| flag.trim().to_owned()).filter(|flag| !flag.is_empty()).collect();
            cases.push(Case { name: name.to_owned(), flags, text: String::new() });
        } else if let Some(case) = cases.last_mut() {
            // What a case is about stands before its text.
            if case.text.is_empty() && line.starts_with("# ") {
                continue;
            }
            case.text.push_str(line);
        }
    }
    for case in &mut cases {
        // The blank line before the next case is none of the text's.
        case.text = case.text.trim_end_matches('\n').to_owned() + "\n";
    }
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "each name stands once");
    // One case by hand: KURSO_CASE=name.
    match std::env::var("KURSO_CASE") {
        Ok(only) => cases.into_iter().filter(|case| case.name.contains(&only)).collect(),
        Err(_) => cases,
    }
}

/// The text with its signs: `{NUL}`, and `{REPEAT 3000 <g>}` for as many of them.
pub(crate) fn with_signs(text: &str) -> String {
    let signs = [
        ("{NUL}", "\0"),
        ("{TAB}", "\t"),
        ("{ZWSP}", "\u{200b}"),
        ("{ZWJ}", "\u{200d}"),
        ("{NBSP}", "\u{a0}"),
        ("{FFFE}", "\u{fffe}"),
    ];
    let mut text = signs.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign));
    while let Some(start) = text.find("{REPEAT ") {
        let end = start + text[start..].find('}').unwrap();
        let (count, what) = text[start + "{REPEAT ".len()..end].split_once(' ').unwrap();
        let all = what.repeat(count.parse().unwrap());
        text.replace_range(start..=end, &all);
    }
    text
}
