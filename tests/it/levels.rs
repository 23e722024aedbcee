//! Which rules are on and at which level: course.yaml, the command line, a page's front matter, suppressions, the baseline.

use crate::support::{files, folder, found, kurso, site};
use kurso::check::level::CommandLine;
use kurso::check::{Options, check_with};
use kurso::date::Date;
use kurso::diagnostic::Severity;

/// A page with a broken link (LNK001, error) and a figure that joins what must not be joined (DMX004, error).
const PAGE: &str = "# A\n\n[x](./nowhere.md)\n\n```mermaid\ngraph TB\n    accTitle: A\n    s[kube-scheduler] --> e[(etcd)]\n    a[kube-apiserver] --> e\n```\n";

/// `CODE severity`, a line each, of a course with these settings.
fn levels(check: &str, front_matter: &str) -> Vec<String> {
    levels_with(check, front_matter, &Options::default())
}

fn levels_with(check: &str, front_matter: &str, options: &Options) -> Vec<String> {
    let site = site(&format!(
        "//- course.yaml\nkurso: course/1\ncheck: {check}\n//- labs/a.md\n{front_matter}{PAGE}"
    ));
    check_with(&site, options)
        .iter()
        .map(|found| format!("{} {}", found.finding.code, found.severity.name()))
        .collect()
}

fn command_line(select: &[&str], ignore: &[&str]) -> Options {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Options { levels: CommandLine { select: own(select), ignore: own(ignore) }, ..Options::default() }
}

#[test]
fn rules_are_named_by_code_name_and_group() {
    assert_eq!(levels("{}", ""), ["LNK001 error", "DMX004 error"]);
    assert_eq!(levels("{ignore: [DMX004]}", ""), ["LNK001 error"]);
    assert_eq!(levels("{ignore: [broken-link]}", ""), ["DMX004 error"]);
    assert_eq!(levels("{severity: {DMX: info}}", ""), ["LNK001 error", "DMX004 info"]);
    assert_eq!(levels("{select: [DMX]}", ""), ["DMX004 error"]);
}

#[test]
fn what_is_said_more_narrowly_wins() {
    // A rule over its group, a path over the whole course, the command line over course.yaml, the page over all of it.
    assert_eq!(levels("{severity: {DMX: info, DMX004: warning}}", ""), ["LNK001 error", "DMX004 warning"]);
    assert_eq!(
        levels("{severity: {DMX004: info}, paths: {\"labs/**\": {severity: {DMX: warning}}}}", ""),
        ["LNK001 error", "DMX004 warning"]
    );
    assert_eq!(
        levels("{paths: {\"labs/**\": {ignore: [LNK001]}, \"**/a.md\": {severity: {LNK001: info}}}}", ""),
        ["LNK001 info", "DMX004 error"]
    );
    let off = command_line(&[], &["LNK"]);
    assert_eq!(levels_with("{severity: {LNK001: error}}", "", &off), ["DMX004 error"]);
    let page = "---\ntitle: A\ncheck: {severity: {LNK001: warning}, ignore: [DMX004]}\n---\n";
    assert_eq!(levels_with("{}", page, &off), ["LNK001 warning"]);
    assert_eq!(levels_with("{select: [LNK]}", "", &command_line(&["DMX"], &[])), ["DMX004 error"]);
}

#[test]
fn the_report_says_what_set_a_level() {
    let course = folder(&format!(
        "//- course.yaml\nkurso: course/1\ncheck:\n  severity: {{DMX004: warning}}\n//- a.md\n{PAGE}"
    ));
    let output = kurso(&["check", "-v", course.path().to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("level: error, as the rule has it"), "{text}");
    assert!(text.contains("level: warning, by course.yaml:3:14"), "{text}");
}

#[test]
fn unknown_names_are_errors_with_the_nearest() {
    let course = "//- course.yaml\nkurso: course/1\ncheck: {ignore: [DMX04], severity: {broken-lnik: info}, paths: {\"**\": {ignore: [XYZ]}}}\n//- a.md\n---\ncheck: {ignore: [LNK01], severty: {}}\n---\n# A\n";
    assert_eq!(
        found(course),
        [
            "CFG005 a.md:2:18 no rule is called `LNK01`",
            "CFG001 a.md:2:26 unknown key `severty`",
            "CFG005 course.yaml:2:18 no rule is called `DMX04`",
            "CFG005 course.yaml:2:37 no rule is called `broken-lnik`",
            "CFG005 course.yaml:2:81 no rule is called `XYZ`",
        ]
    );
    let folder = folder("//- a.md\n# A\n");
    let wrong = kurso(&["check", folder.path().to_str().unwrap(), "--select", "DMX004,wrong-plain"]);
    assert_eq!(wrong.status.code(), Some(2));
    let message = String::from_utf8(wrong.stderr).unwrap();
    assert_eq!(message, "error: no rule is called `wrong-plain`; did you mean `wrong-plane`?\n");
}

#[test]
fn suppressions_stand_in_markdown_mermaid_and_yaml() {
    let broken = "[x](./nowhere.md)";
    for page in [
        format!("# A\n\n<!-- kurso: ignore LNK001 -- later -->\n{broken}\n"),
        format!("# A\n\n<!-- kurso: ignore-next LNK -- later -->\n{broken}\n"),
        format!("# A\n\n<!-- kurso: ignore-start broken-link -- later -->\n\n{broken}\n\n{broken}\n\n<!-- kurso: ignore-end -->\n\nText.\n"),
        format!("# A\n\n<!-- kurso: expect LNK001 -->\n{broken}\n"),
        format!("# A\n\n- one\n  <!-- kurso: ignore LNK001 -- later -->\n  {broken}\n- two\n"),
        format!("# A\n\n## B <!-- kurso: ignore LNK001 -- later -->\n\n{broken}\n"),
        format!("# A\n\n> <!-- kurso: ignore LNK001 -- later -->\n> {broken}\n"),
        "# A\n\n```mermaid\ngraph TB\n    %% kurso: ignore DMX004 -- on purpose\n    s[kube-scheduler] --> e[(etcd)]\n    a[kube-apiserver] --> e\n```\n\n그림은 위와 같다.\n".to_owned(),
    ] {
        let found: Vec<String> =
            found(&format!("//- a.md\n{page}")).into_iter().filter(|line| !line.starts_with("A11")).collect();
        assert_eq!(found, Vec::<String>::new(), "{page}");
    }
    let cluster = |before: &str, behind: &str| {
        format!(
            "//- clusters/c.yaml\nkurso: cluster/1\nid: c\nhighly_available: true\nnodes:\n{before}  control-plane: {{count: 2}}{behind}\nload_balancers: {{api: {{targets: kube-apiserver}}}}\n//- a.md\n# A\n"
        )
    };
    assert_eq!(found(&cluster("", "")).len(), 1);
    assert_eq!(found(&cluster("  # kurso: ignore HAT002 -- a lab\n", "")), Vec::<String>::new());
    assert_eq!(found(&cluster("", "    # kurso: ignore HAT002 -- a lab")), Vec::<String>::new());
    assert_eq!(
        found(&cluster("", "    # kurso: ignore NET001 -- a lab")),
        [
            "CFG003 clusters/c.yaml:5:41 there is nothing of NET001 to ignore here",
            "HAT002 clusters/c.yaml:5:26 the failure of a node leaves too few: etcd has 2 members",
        ]
        .map(str::to_owned)
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
    );
}

#[test]
fn a_suppression_in_a_list_is_about_its_own_block() {
    let broken = "[x](./nowhere.md)";
    for page in [
        format!("- one\n  <!-- kurso: ignore LNK001 -- later -->\n  {broken}\n- two {broken}\n"),
        format!("1. one\n\n   <!-- kurso: ignore LNK001 -- later -->\n\n   {broken}\n\n2. {broken}\n"),
        format!(
            "<details>\n<summary>x</summary>\n\n<!-- kurso: ignore LNK001 -- later -->\n\n{broken}\n\n그리고 {broken}\n\n</details>\n"
        ),
    ] {
        assert_eq!(found(&format!("//- a.md\n# A\n\n{page}")).len(), 1, "{page}");
    }
}

#[test]
fn suppressions_expire_on_a_day_that_is_given() {
    let page = "//- a.md\n# A\n\n<!-- kurso: ignore LNK001 until 2027-01-31 -- until the chapter is written -->\n[x](./nowhere.md)\n";
    assert_eq!(found(page), Vec::<String>::new(), "no clock is read");
    let on = |day: &str| {
        let options = Options { today: Date::parse(day), ..Options::default() };
        let found = check_with(&site(page), &options);
        found.iter().map(|found| found.finding.code.0).collect::<Vec<_>>()
    };
    assert_eq!(on("2027-01-31"), Vec::<&str>::new());
    assert_eq!(on("2027-02-01"), ["CFG006", "LNK001"]);
    assert_eq!(
        found("//- a.md\n# A\n\n<!-- kurso: ignore LNK001 until tomorrow -- x -->\n[x](./nowhere.md)\n"),
        ["STR008 a.md:3:33 expected a date such as `until 2027-01-31`"]
    );
    assert_eq!(found("//- a.md\n# A\n\n<!-- kurso: ignore-end -->\n").len(), 1);
}

#[test]
fn a_course_with_many_findings_adopts_kurso_today() {
    let course = folder(&format!("//- a.md\n{PAGE}\n[y](./nowhere.md)\n"));
    let path = course.path().to_str().unwrap();
    let check = |args: &[&str]| {
        let output = kurso(&[&["check", path, "--format", "concise", "-q"], args].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(check(&[]).0, Some(1));
    assert_eq!(check(&["--update-baseline"]).0, Some(0));
    assert_eq!(check(&[]), (Some(0), String::new()));
    assert_eq!(check(&["--no-baseline"]).1.lines().count(), 3);
    // Lines may move, and a new mistake is seen.
    let text = files(&format!("//- a.md\n{PAGE}"))[0].1.clone();
    std::fs::write(
        course.path().join("a.md"),
        format!(
            "{}\n[y](./nowhere.md)\n\n[z](./elsewhere.md)\n",
            text.replace("# A\n", "# A\n\nMore text.\n")
        ),
    )
    .unwrap();
    assert_eq!(
        check(&[]).1,
        "a.md:16:1: error[LNK001 broken-link]: the file `elsewhere.md` does not exist\n"
    );
    // A mistake that was mended leaves an entry behind.
    std::fs::write(course.path().join("a.md"), "# A\n\n[x](./nowhere.md)\n\n[y](./nowhere.md)\n").unwrap();
    let (code, text) = check(&[]);
    assert_eq!(code, Some(0));
    assert_eq!(
        text,
        "kurso-baseline.json:5:5: warning[CFG004 stale-baseline-entry]: nothing of DMX004 is found in a.md as this entry says\n"
    );
    assert_eq!(
        check(&["--select", "LNK"]),
        (Some(0), String::new()),
        "rules that are off leave no stale entries"
    );
}

#[test]
fn a_baseline_of_another_version_accepts_nothing() {
    let found = found(&format!(
        "//- kurso-baseline.json\n{{\"version\": \"9\", \"findings\": []}}\n//- a.md\n{PAGE}"
    ));
    assert!(
        found.contains(
            &"CFG007 kurso-baseline.json:1:13 this kurso reads baselines of version 1, found 9".to_owned()
        ),
        "{found:?}"
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn what_was_asked_for_is_not_made_milder() {
    // In a figure that bound itself DMX005 is one level milder, unless somebody says the level.
    let page = "//- a.md\n# A\n\n```mermaid\ngraph TB\n    accTitle: A\n    d[CoreDNS] --> m[metrics-server]\n    d --> a[kube-apiserver]\n```\n";
    let severity = |course: &str| {
        let found = check_with(&site(&format!("{course}{page}")), &Options::default());
        found.iter().map(|found| found.severity).collect::<Vec<_>>()
    };
    assert_eq!(severity(""), [Severity::Info]);
    assert_eq!(severity("//- course.yaml\ncheck: {severity: {DMX005: error}}\n"), [Severity::Error]);
}

#[test]
fn only_changed_files_are_reported_when_asked() {
    let course = folder(&format!("//- a.md\n{PAGE}//- sub/b.md\n# B\n\n[x](./nowhere.md)\n"));
    let git = |args: &[&str]| {
        let output = std::process::Command::new("git")
            .arg("-C")
            .arg(course.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "x"]);
    let check = |path: &std::path::Path, rev: &str| {
        let args = ["check", path.to_str().unwrap(), "--changed-since", rev, "--format", "concise", "-q"];
        let output = kurso(&args);
        let lines = String::from_utf8(output.stdout).unwrap().lines().count();
        (output.status.code(), lines, String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(check(course.path(), "HEAD").1, 0);
    std::fs::write(course.path().join("sub/b.md"), "# B\n\n[x](./nowhere.md)\n\n[y](./nowhere.md)\n")
        .unwrap();
    std::fs::write(course.path().join("sub/새 파일.md"), "# C\n\n[x](./nowhere.md)\n").unwrap();
    assert_eq!(check(course.path(), "HEAD").1, 3);
    assert_eq!(check(&course.path().join("sub"), "HEAD").1, 3);
    assert_eq!(check(course.path(), "nowhere").0, Some(2));
    let option = check(course.path(), "--output=x");
    assert_eq!(option.0, Some(2), "{}", option.2);
}
