//! A corpus of inputs that mean harm, by what each kind must give: a page that is whole and harmless, a finding, a refusal.

use crate::support::{article, found, page, without_sources};
use kurso::realise::Edition::Learner;
use regex::Regex;

/// Text behind each vector, which must still be there.
const AFTER: &str = "뒤에 남는 글";

/// Raw HTML of every sort of attack; nothing of it may run, load or restyle the page.
const HTML: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\" ONERROR=\"alert(1)\">",
    "<img src='x' onerror='alert(1)'>",
    "<img src=`x` onerror=`alert(1)`>",
    "<img src=x:alert(1) onerror=eval(src)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=javascript:alert(1)>",
    "<img srcset=\"x 1x, javascript:alert(1) 2x\">",
    "<img src=https://evil.example/pixel.gif>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)/>#x\"/></svg>",
    "<svg><style>@import 'https://evil.example/x.css'</style></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<math><mglyph><style><!--</style><img title=\"--><img src=x onerror=alert(1)>\"></mglyph></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<frameset onload=alert(1)></frameset>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<textarea><script>alert(1)</script></textarea>",
    "<keygen autofocus onfocus=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<div onclick=alert(1)>x</div>",
    "<div style=\"background:url(https://evil.example/x)\">x</div>",
    "<div style=\"position:fixed;inset:0;z-index:9999\">x</div>",
    "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"behavior:url(x.htc)\">x</div>",
    "<p style=\"-moz-binding:url(x)\">x</p>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"x\" onmouseover=\"alert(1)\">x</a>",
    "<a href=\"//evil.example\" target=_blank onclick=alert(1)>x</a>",
    "<table background=javascript:alert(1)><tr><td>x</td></tr></table>",
    "<td background=\"javascript:alert(1)\">x</td>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
    "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "</article></main><script>alert(1)</script>",
    "</body></html><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<slot onslotchange=alert(1)></slot>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<p class=\"k-instructor\" id=\"kurso\" data-x=\"1\" hidden>x</p>",
];

/// Markdown whose targets or titles mean harm.
const MARKDOWN: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:x)",
    "[x](data:text/html,%3Cscript%3Ealert(1)%3C/script%3E)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,%3Csvg onload=alert(1)%3E)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](a.md \"\\\" onmouseover=\\\"alert(1)\")",
    "![\\\" onerror=\\\"alert(1)](a.png)",
    "[<script>alert(1)</script>](a.md)",
    "[x](\"><script>alert(1)</script>)",
    "[x](%22%3E%3Cscript%3Ealert(1)%3C/script%3E)",
    "`<script>alert(1)</script>`",
    "## <img src=x onerror=alert(1)> 제목",
    "| <script>alert(1)</script> | b |\n| --- | --- |\n| <img src=x onerror=alert(1)> | d |",
    "- [ ] <script>alert(1)</script>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "```<script>alert(1)</script>\nx\n```",
    "```yaml\"><script>alert(1)</script>\nx: 1\n```",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "> [!NOTE]\n> <script>alert(1)</script>",
    "**<script>alert(1)</script>**",
    "<https://evil.example/\"onmouseover=alert(1)>",
];

/// Diagrams that try to get out of their picture.
const MERMAID: &[&str] = &[
    "graph TB\n A[\"<script>alert(1)</script>\"] --> B",
    "graph TB\n A[\"<img src=x onerror=alert(1)>\"] --> B",
    "graph TB\n A[\"<a href='javascript:alert(1)'>x</a>\"] --> B",
    "graph TB\n A --> B\n click A \"javascript:alert(1)\"",
    "graph TB\n A --> B\n click A href \"javascript:alert(1)\" _blank",
    "graph TB\n A --> B\n click A call alert(1)",
    "graph TB\n A --> B\n click A callback \"x\"",
    "graph TB\n A --> B\n style A fill:url(https://evil.example/x)",
    "graph TB\n A --> B\n classDef x fill:red;}</style><script>alert(1)</script>\n class A x",
    "%%{init: {\"securityLevel\": \"loose\"}}%%\ngraph TB\n A[\"<img src=x onerror=alert(1)>\"]",
    "%%{init: {\"themeCSS\": \"</style><script>alert(1)</script>\"}}%%\ngraph TB\n A --> B",
    "%%{init: {\"fontFamily\": \"x;}</style><script>alert(1)</script>\"}}%%\ngraph TB\n A --> B",
    "%%{init: {\"themeVariables\": {\"primaryColor\": \"red;} * {background: url(https://evil.example)\"}}}%%\ngraph TB\n A --> B",
    "---\nconfig:\n  securityLevel: loose\n---\ngraph TB\n A[\"<img src=x onerror=alert(1)>\"]",
    "---\ntitle: <script>alert(1)</script>\n---\ngraph TB\n A --> B",
    "graph TB\n accTitle: <script>alert(1)</script>\n A --> B",
    "graph TB\n accDescr: \"></desc><script>alert(1)</script>\n A --> B",
    "graph TB\n subgraph \"<script>alert(1)</script>\"\n A\n end",
    "graph TB\n A -->|\"<img src=x onerror=alert(1)>\"| B",
    "sequenceDiagram\n participant A as <script>alert(1)</script>\n A->>A: <img src=x onerror=alert(1)>",
    "sequenceDiagram\n A->>B: x\n link A: y @ javascript:alert(1)",
    "classDiagram\n class A {\n  <script>alert(1)</script>\n }",
    "classDiagram\n class A\n link A \"javascript:alert(1)\"",
    "stateDiagram-v2\n [*] --> A\n A: <script>alert(1)</script>",
    "erDiagram\n A ||--o{ B : \"<script>alert(1)</script>\"",
    "pie title <script>alert(1)</script>\n \"<img src=x onerror=alert(1)>\" : 1",
    "gantt\n title <script>alert(1)</script>\n section x\n a: 2024-01-01, 1d\n click a href \"javascript:alert(1)\"",
    "mindmap\n root((<img src=x onerror=alert(1)>))",
    "timeline\n title <script>alert(1)</script>\n 2024 : <img src=x onerror=alert(1)>",
    "graph TB\n A@{ img: \"https://evil.example/x.png\", label: \"x\" }",
];

/// Model and settings files, and the code that each must give.
const YAML: &[(&str, &str, &str)] = &[
    ("clusters/a.yaml", "kurso: cluster/1\nid: \"../../etc\"\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: \"<script>\"\n", "CFG007"),
    (
        "clusters/a.yaml",
        "kurso: cluster/1\nid: a\nnodes: {worker: {count: 99999999999999999999}}\n",
        "CFG007",
    ),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnodes: {worker: {count: -1}}\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnodes: {worker: {count: 1e9}}\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnodes: [[[[[[[[\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nid: b\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\n&a *a\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: !!python/object/apply:os.system [id]\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnetworks: {pod: 10.0.0.0/99}\n", "NET002"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnetworks: {pod: 999.0.0.0/8}\n", "NET002"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnetworks: {pod: \"::/200\"}\n", "NET002"),
    ("clusters/a.yaml", "kurso: cluster/9\nid: a\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nkubernetes: \"1.99999999999\"\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\n? {x: y}\n: z\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnodes:\n\tworker: {count: 1}\n", "CFG007"),
    ("clusters/a.yaml", "kurso: cluster/1\nid: a\n---\nkurso: cluster/1\nid: b\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nsite: {theme: \"../../../etc\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nsite: {theme: \"/etc\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nsite: {theme: \"a/../../b\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nclusters: {folder: \"../..\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nclusters: {folder: \"/etc\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nsite: {base_path: \"//evil.example/\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nsite: {base_path: \"javascript:alert(1)\"}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nexclude: [\"[\"]\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nexclude: \"**\"\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nschedule: {session: 99999999999m}\n", "CFG007"),
    ("course.yaml", "kurso: course/1\nschedule: {start: \"25:61\"}\n", "CFG007"),
    ("course.yaml", "- a\n- b\n", "CFG007"),
    ("course.yaml", "\u{0}\u{1}\u{2}", "CFG007"),
];

/// The first tag that a browser would run, load or obey.
fn harm(html: &str) -> Option<String> {
    let tag = Regex::new(r#"(?s)<[a-zA-Z!/?](?:"[^"]*"|'[^']*'|[^>"'])*>"#).unwrap();
    let quoted = Regex::new(r#""[^"]*"|'[^']*'"#).unwrap();
    let element = Regex::new(
        r"(?i)^</?(script|iframe|object|embed|applet|frame|frameset|base|meta|link|style|form|select|textarea|keygen|isindex|template|xmp|plaintext|noscript|marquee|use|set|animate|foreignObject\s+on)\b",
    )
    .unwrap();
    let handler = Regex::new(r"(?i)\son\w+\s*=|\ssrcdoc|\sformaction|\sxlink:href").unwrap();
    let value = Regex::new(
        r#"(?i)(href|src|srcset|action|background)\s*=\s*["']?[\s\x00-\x20]*(javascript|vbscript|data)\s*:|style\s*=\s*["'][^"']*(url\(|expression|position:|binding|behavior)"#,
    )
    .unwrap();
    let fetched = Regex::new(r#"(?i)^<(?:a\s|A\s)"#).unwrap();
    tag.find_iter(html)
        .map(|tag| tag.as_str())
        .find(|tag| {
            element.is_match(tag)
                || handler.is_match(&quoted.replace_all(tag, "\"\""))
                || value.is_match(tag)
                || tag.contains("evil.example") && !fetched.is_match(tag)
        })
        .map(str::to_owned)
}

fn harmless(body: &str) -> Vec<String> {
    // Where the course asks other sites for nothing, nothing leads there but a click.
    let settings = "//- course.yaml\nkurso: course/1\nsite: {remote_images: link}\n";
    let fixture = format!("{settings}//- a.md\n# 제목\n\n{body}\n\n{AFTER}\n//- a.png\nPNG\n");
    let html = article(&fixture, Learner, "a.html");
    let whole = page(&fixture, Learner, "a.html");
    let mut wrong: Vec<String> = harm(&without_sources(&html)).into_iter().collect();
    // The frame around the article is the program's own: exactly as many scripts as without the vector.
    let scripts = |html: &str| html.matches("<script").count();
    let plain = page(&format!("{settings}//- a.md\n# 제목\n\n{AFTER}\n"), Learner, "a.html");
    if scripts(&whole) != scripts(&plain) {
        wrong.push("a script beside the article".to_owned());
    }
    if whole.matches("</article>").count() != 1 || whole.matches("</body>").count() != 1 {
        wrong.push("the page's own elements were closed".to_owned());
    }
    if !html.contains(AFTER) {
        wrong.push("the text behind it is lost".to_owned());
    }
    // And the checker comes to an end.
    let _ = found(&fixture);
    wrong
}

#[test]
fn markdown_and_html_give_harmless_pages() {
    let mut wrong = Vec::new();
    for body in HTML.iter().chain(MARKDOWN) {
        wrong.extend(harmless(body).into_iter().map(|harm| format!("{body:?}: {harm}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn diagrams_stay_in_their_pictures() {
    let mut wrong = Vec::new();
    for body in MERMAID {
        let body = format!("```mermaid\n{body}\n```");
        wrong.extend(harmless(&body).into_iter().map(|harm| format!("{body:?}: {harm}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn models_and_settings_are_refused_with_their_place() {
    let mut wrong = Vec::new();
    for (path, text, code) in YAML {
        let found = found(&format!("//- a.md\n# A\n//- {path}\n{text}\n"));
        if !found.iter().any(|line| line.starts_with(&format!("{code} {path}:"))) {
            wrong.push(format!("{text:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them() {
    assert!(HTML.len() + MARKDOWN.len() + MERMAID.len() + YAML.len() >= 150);
}
