use super::*;

fn cleaned(svg: &str) -> (String, Vec<String>) {
    let cleaned = clean(svg.as_bytes()).expect("a picture");
    (cleaned.svg, cleaned.cut.into_iter().collect())
}

#[test]
fn what_draws_stays_and_what_runs_goes_whatever_it_is_called() {
    let (svg, cut) = cleaned(
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" xmlns:h=\"http://www.w3.org/1999/xhtml\" onload=\"x()\">\
         <s:rect width=\"5\" style=\"fill:red;background:url(http://a)\"/><s:script>x()</s:script><h:iframe src=\"javascript:x\"/>\
         <s:a href=\"java&#115;cript:x\"><s:text>가 &amp; 나</s:text></s:a></s:svg>",
    );
    assert_eq!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"5\" style=\"fill:red\"/><text>가 &amp; 나</text></svg>\n"
    );
    assert_eq!(cut, ["iframe", "onload", "script", "style"]);
}

#[test]
fn references_stay_in_the_picture() {
    let (svg, cut) = cleaned(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\"><use x:href=\"#a\"/>\
         <use href=\"b.svg#a\"/><image href=\"data:image/png;base64,AA\"/><image href=\"data:image/svg+xml,x\"/></svg>",
    );
    assert!(
        svg.contains("<use href=\"#a\"/><use/><image href=\"data:image/png;base64,AA\"/><image/>"),
        "{svg}"
    );
    assert_eq!(cut, ["href"]);
}

#[test]
fn what_is_no_picture_says_why() {
    for (text, why) in [
        ("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", NoPicture::Root),
        ("<svg/>", NoPicture::Root),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\">", NoPicture::Xml),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            NoPicture::Xml,
        ),
    ] {
        assert_eq!(clean(text.as_bytes()), Err(why), "{text}");
    }
    let deep = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>",
        "<g>".repeat(5000),
        "</g>".repeat(5000)
    );
    assert_eq!(clean(deep.as_bytes()), Err(NoPicture::Limit));
    assert_eq!(clean(b"\xff\x00<"), Err(NoPicture::Encoding));
}

#[test]
fn copies_of_copies_are_counted() {
    let level =
        |at: usize| format!("<g id=\"g{at}\">{}</g>", format!("<use href=\"#g{}\"/>", at - 1).repeat(10));
    let all: String = (1..8).map(level).collect();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"g0\"><rect/></g>{all}<use href=\"#g7\"/></svg>"
    );
    assert_eq!(clean(svg.as_bytes()), Err(NoPicture::Limit));
}
