// Keeps a page up to date while its course is written, and shows what the checker finds.
(() => {
  "use strict";
  const me = document.currentScript;
  const { page, tag } = me.dataset;
  const seat = "kurso-seat";

  // Where the reader is: the last heading above the window's middle, and how far away it stands.
  const headings = () => [...document.querySelectorAll("h1[id], h2[id], h3[id], h4[id], section[id], figure[id]")];
  const remember = () => {
    const above = headings().filter((one) => one.getBoundingClientRect().top < innerHeight / 2).pop();
    const place = { at: location.pathname, y: scrollY };
    if (above) Object.assign(place, { id: above.id, top: above.getBoundingClientRect().top });
    sessionStorage.setItem(seat, JSON.stringify(place));
    // The browser would go back to the same number of pixels.
    history.scrollRestoration = "manual";
  };
  const restore = () => {
    const place = JSON.parse(sessionStorage.getItem(seat) ?? "null");
    if (place?.at !== location.pathname) return;
    const known = place.id && document.getElementById(place.id);
    const y = known ? scrollY + known.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ top: y, behavior: "instant" });
  };

  // Only a page that changed is loaded again.
  let asking = false;
  let again = false;
  const refresh = async () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      if (answer.headers.get("etag") !== `"${tag}"`) {
        remember();
        location.reload();
      }
    } catch {
      // The server is away; it tells when it is back.
    } finally {
      asking = false;
      if (again) refresh();
    }
  };

  const make = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const root = () => {
    // The page's own folder is as deep as its path in the site.
    const depth = page.split("/").length - 1;
    return new URL("../".repeat(depth) || ".", location.href);
  };
  const entry = (finding) => {
    const place = `${finding.path}:${finding.line}`;
    const where = finding.editor
      ? make("a", { href: finding.editor, textContent: place, title: "open in the editor" })
      : make("span", { textContent: place });
    const item = make("li", { className: finding.severity },
      make("b", { textContent: `${finding.severity} ${finding.code}` }), ` ${finding.message}`, make("br"), where);
    for (const help of finding.help) item.append(make("p", { textContent: help }));
    if (!finding.own && finding.page && page) {
      item.append(" · ", make("a", { href: new URL(finding.page, root()).href, textContent: "page" }));
    }
    return item;
  };
  const counted = (count, word) => (count ? `${count} ${word}${count === 1 ? "" : "s"}` : "");

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; }
    details { color-scheme: dark; font: 14px/1.5 system-ui, sans-serif; color: #e8eaed; background: #1f2328; border-radius: .6rem;
      box-shadow: 0 4px 20px #0006; max-width: min(42rem, calc(100vw - 2rem)); }
    summary { cursor: pointer; padding: .35rem .9rem; user-select: none; }
    summary:focus-visible, a:focus-visible { outline: 2px solid #8ab4f8; outline-offset: 1px; }
    .bad { color: #ff8a80; } .doubtful { color: #ffd180; }
    ol { margin: 0; padding: 0 .9rem .5rem; max-height: 50vh; overflow: auto; list-style: none; }
    li { padding: .5rem 0; border-top: 1px solid #3c4043; overflow-wrap: anywhere; }
    li.error b { color: #ff8a80; } li.warning b { color: #ffd180; } li.info b { color: #8ab4f8; }
    p { margin: .2rem 0 0; color: #bdc1c6; } a { color: #8ab4f8; } h2 { font: inherit; color: #bdc1c6; margin: .3rem 0; }
    @media print { :host { display: none; } }`);
  const host = make("kurso-live");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [style];
  let open = sessionStorage.getItem("kurso-open") === "yes";
  const show = (found) => {
    const total = found.errors + found.warnings + found.infos;
    host.hidden = total === 0;
    if (!total) return shadow.replaceChildren();
    const words = [counted(found.errors, "error"), counted(found.warnings, "warning"), counted(found.infos, "note")];
    const label = make("span", {
      className: found.errors ? "bad" : found.warnings ? "doubtful" : "",
      textContent: words.filter(Boolean).join(", "),
    });
    const list = make("ol", { tabIndex: 0 });
    const add = (title, findings) => {
      if (findings.length) list.append(make("h2", { textContent: title }), ...findings.map(entry));
    };
    add("On this page", found.findings.filter((one) => one.own));
    add("Elsewhere", found.findings.filter((one) => !one.own));
    const here = found.own ? ` (${found.own} here)` : "";
    const box = make("details", { open }, make("summary", {}, "kurso: ", label, here), list);
    box.addEventListener("toggle", () => {
      open = box.open;
      sessionStorage.setItem("kurso-open", open ? "yes" : "no");
    });
    shadow.replaceChildren(box);
  };
  const look = async () => {
    try {
      const answer = await fetch(`/.kurso/findings.json?page=${encodeURIComponent(page)}`);
      show(await answer.json());
    } catch {
      // As above.
    }
  };

  document.body.append(host);
  restore();
  // Pictures and letters that came late may have moved it.
  addEventListener("load", () => {
    restore();
    sessionStorage.removeItem(seat);
  });
  const events = new EventSource("/.kurso/events");
  events.addEventListener("course", refresh);
  events.addEventListener("findings", look);
  addEventListener("pagehide", () => {
    // A page that is left must not hold one of the browser's few connections.
    events.close();
    // Who comes back by himself finds his place by the browser's means.
    if (!sessionStorage.getItem(seat)) history.scrollRestoration = "auto";
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
