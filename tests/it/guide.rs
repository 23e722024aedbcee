//! The guide for authors: what stands in it works.

use crate::support::found;
use std::path::Path;

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide/README.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_guides_files_are_valid_together() {
    let text = guide();
    let mut fixture = String::from(
        "//- a.md\n# A\n//- demo_guide.md\n# 데모\n//- clusters/basic.yaml\nkurso: cluster/1\nid: basic\n",
    );
    let mut files = 0;
    for block in text.split("```yaml\n").skip(1) {
        let body = block.split("```").next().unwrap();
        let path = match body.lines().next().unwrap() {
            "kurso: course/1" => "course.yaml",
            "kurso: cluster/1" => "clusters/ha-stacked.yaml",
            "kurso: catalogue/1" => "catalogue.yaml",
            "kurso: theme/1" => "themes/ours/theme.yaml",
            other => panic!("what is `{other}`?"),
        };
        fixture += &format!("//- {path}\n{body}");
        files += 1;
    }
    assert_eq!(files, 4);
    assert_eq!(found(&fixture), Vec::<String>::new(), "{fixture}");
}

#[test]
fn every_directive_of_the_guide_is_known() {
    let text = guide();
    let directives: Vec<&str> = text.lines().filter(|line| line.starts_with("<!-- kurso:")).collect();
    assert!(directives.len() >= 5);
    for directive in directives {
        let found = found(&format!("//- a.md\n# A\n\n{directive}\n\nText.\n"));
        let unknown: Vec<&String> = found.iter().filter(|line| line.starts_with("STR008")).collect();
        assert!(unknown.is_empty(), "{directive}: {unknown:?}");
    }
}
