/* The presenter's view: one section at a time, large, with its time; notes beside it or in a window of their own. Sections are
   moved to the stage and back, not copied: what a picture refers to by its id stays the only one of its kind. */
(function () {
  'use strict';
  var root = document.documentElement;
  var button = document.querySelector('.k-present');
  var article = document.querySelector('.k-prose');
  if (!button || !article) return;
  var words = button.dataset;
  var sections = Array.prototype.filter.call(article.children, function (child) { return child.matches('.k-section:not(.k-role-notes)'); });
  if (!sections.length) return;
  var key = 'kurso-actual:' + window.location.pathname;

  function read() { try { return JSON.parse(window.localStorage.getItem(key)) || {}; } catch (error) { return {}; } }
  function write(value) { try { window.localStorage.setItem(key, JSON.stringify(value)); } catch (error) { /* kept for this visit only */ } }

  function minutesOf(section) {
    if (section.dataset.minutes) return Number(section.dataset.minutes);
    return Array.prototype.reduce.call(section.querySelectorAll('.k-section[data-minutes]'), function (sum, part) {
      return part.parentElement.closest('.k-section[data-minutes]') ? sum : sum + Number(part.dataset.minutes);
    }, 0);
  }
  var steps = sections.map(function (section) {
    var heading = section.querySelector('h1, h2, h3, h4');
    var title = heading ? heading.cloneNode(true) : document.createElement('span');
    Array.prototype.forEach.call(title.querySelectorAll('.k-minutes, .k-anchor'), function (part) { part.remove(); });
    return { section: section, id: heading ? heading.id : '', title: title.textContent.trim(), seconds: minutesOf(section) * 60 };
  });
  var plan = steps.reduce(function (sum, step) { return sum + step.seconds; }, 0);

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function clock(seconds) {
    var whole = Math.floor(Math.abs(seconds));
    var text = Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0');
    return (seconds < 0 ? '−' : '') + text;
  }
  function control(name, text, shortcut, act) {
    var made = element('button', 'k-stage-' + name, text);
    made.type = 'button';
    made.setAttribute('aria-keyshortcuts', shortcut);
    made.title = text + ' (' + shortcut + ')';
    made.addEventListener('click', act);
    return made;
  }

  var stage = null;
  var at = 0;
  var spent = [];
  var running = true;
  var last = 0;
  var place = null;
  var second = null;
  var ticking;

  /* ---------- The stage ---------- */

  function build() {
    stage = element('dialog', 'k-stage');
    stage.setAttribute('aria-label', words.title);
    var bar = element('header', 'k-stage-bar');
    stage.step = element('p', 'k-stage-step');
    stage.timer = element('p', 'k-stage-timer');
    stage.timer.setAttribute('role', 'timer');
    stage.total = element('p', 'k-stage-total');
    bar.append(stage.step, stage.timer, stage.total);
    stage.body = element('div', 'k-stage-body k-prose');
    stage.body.tabIndex = 0;
    stage.notes = element('aside', 'k-stage-notes');
    stage.notes.setAttribute('aria-label', words.notes);
    stage.notes.hidden = true;
    var foot = element('footer', 'k-stage-foot');
    stage.next = element('p', 'k-stage-next');
    foot.append(
      control('prev', words.prev, '←', function () { go(at - 1); }),
      control('pause', words.pause, 'P', pause),
      control('show-notes', words.notes, 'N', notes),
      control('window', words.window, 'W', open),
      stage.next,
      control('exit', words.exit, 'Esc', close),
      control('forward', words.next, '→', function () { go(at + 1); })
    );
    stage.append(bar, stage.body, stage.notes, foot);
    stage.addEventListener('cancel', function (event) { event.preventDefault(); close(); });
    stage.addEventListener('keydown', keys);
    document.body.appendChild(stage);
  }

  function put(step) {
    place = document.createComment('');
    step.section.replaceWith(place);
    stage.body.replaceChildren(step.section);
  }
  function back() {
    if (place) place.replaceWith(stage.body.firstElementChild);
    place = null;
  }
  function notesOf(step) {
    var all = element('div', '');
    Array.prototype.forEach.call(step.section.querySelectorAll('.k-note'), function (note) {
      if (note.parentElement.closest('.k-note')) return;
      var copy = note.cloneNode(true);
      Array.prototype.forEach.call(copy.querySelectorAll('[id]'), function (part) { part.removeAttribute('id'); });
      all.appendChild(copy);
    });
    if (!all.firstChild) all.appendChild(element('p', 'k-stage-none', words.none));
    return all;
  }

  function go(to) {
    if (to < 0 || to >= steps.length) { if (to >= steps.length) close(); return; }
    tick();
    back();
    at = to;
    put(steps[at]);
    stage.body.scrollTop = 0;
    stage.step.textContent = (at + 1) + ' / ' + steps.length;
    var following = steps[at + 1];
    stage.next.textContent = following ? words.following + ' ' + following.title : '';
    stage.notes.replaceChildren(notesOf(steps[at]));
    mirror();
    show();
  }

  /* ---------- Time ---------- */

  function tick() {
    var now = Date.now();
    if (running && last) spent[at] = (spent[at] || 0) + (now - last) / 1000;
    last = now;
  }
  function show() {
    var step = steps[at];
    var own = spent[at] || 0;
    var state = 'free';
    if (step.seconds) {
      var left = step.seconds - own;
      state = left < 0 ? 'over' : left <= step.seconds / 4 ? 'soon' : 'fine';
      stage.timer.textContent = clock(left);
    } else {
      stage.timer.textContent = clock(own);
    }
    stage.timer.dataset.state = running ? state : 'paused';
    var whole = spent.reduce(function (sum, each) { return sum + (each || 0); }, 0);
    stage.total.textContent = words.elapsed + ' ' + clock(whole) + (plan ? ' / ' + clock(plan) : '');
    if (second && !second.closed && second.document.body) {
      var time = second.document.querySelector('.k-stage-timer');
      if (time) { time.textContent = stage.timer.textContent; time.dataset.state = stage.timer.dataset.state; }
    }
  }
  function pause() {
    tick();
    running = !running;
    stage.querySelector('.k-stage-pause').setAttribute('aria-pressed', String(!running));
    show();
  }

  /* ---------- Notes ---------- */

  function notes() {
    stage.notes.hidden = !stage.notes.hidden;
    stage.querySelector('.k-stage-show-notes').setAttribute('aria-pressed', String(!stage.notes.hidden));
  }
  function open() {
    second = window.open('', 'kurso-notes', 'popup,width=720,height=560');
    if (second) mirror();
  }
  function mirror() {
    if (!second || second.closed) return;
    var doc = second.document;
    doc.title = words.notes + ' · ' + document.title;
    doc.documentElement.lang = root.lang;
    if (!doc.querySelector('link')) {
      Array.prototype.forEach.call(document.querySelectorAll('link[rel="stylesheet"]'), function (sheet) {
        var link = doc.createElement('link');
        link.rel = 'stylesheet';
        link.href = sheet.href;
        doc.head.appendChild(link);
      });
    }
    var body = element('div', 'k-stage-second');
    body.append(element('p', 'k-stage-timer', stage.timer.textContent), element('h1', '', steps[at].title), notesOf(steps[at]));
    body.append(element('p', 'k-stage-next', stage.next.textContent));
    doc.body.replaceChildren(doc.importNode(body, true));
  }

  /* ---------- Coming and going ---------- */

  function keys(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var on = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (event.key === ' ' && event.target.closest('button, summary, input')) return;
    if (event.key === ' ') on = event.shiftKey ? -1 : 1;
    if (on) { event.preventDefault(); event.stopPropagation(); go(at + on); return; }
    var act = { n: notes, w: open, p: pause }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  }
  function start() {
    if (!stage) build();
    spent = [];
    running = true;
    last = Date.now();
    root.classList.add('k-presenting');
    stage.showModal();
    var line = window.innerHeight * 0.4;
    var from = 0;
    steps.forEach(function (step, index) { if (step.section.getBoundingClientRect().top < line) from = index; });
    at = from;
    go(from);
    stage.body.focus();
    ticking = window.setInterval(function () { tick(); show(); }, 500);
  }
  function close() {
    tick();
    window.clearInterval(ticking);
    back();
    stage.close();
    root.classList.remove('k-presenting');
    if (second && !second.closed) second.close();
    var kept = read();
    steps.forEach(function (step, index) { if ((spent[index] || 0) >= 5) kept[step.id] = Math.round(spent[index]); });
    write(kept);
    report();
    steps[at].section.scrollIntoView();
    button.focus({ preventScroll: true });
  }

  /* ---------- What it took ---------- */

  function report() {
    var kept = read();
    var old = document.querySelector('.k-actual');
    if (old) old.remove();
    if (!steps.some(function (step) { return kept[step.id]; })) return;
    var box = element('details', 'k-actual');
    box.open = true;
    box.appendChild(element('summary', '', words.actual));
    var table = element('table', '');
    var rows = table.appendChild(document.createElement('tbody'));
    var lines = [];
    steps.forEach(function (step) {
      if (!kept[step.id] && !step.seconds) return;
      var row = rows.appendChild(document.createElement('tr'));
      var name = element('th', '', step.title);
      name.scope = 'row';
      var actual = kept[step.id] ? Math.max(1, Math.round(kept[step.id] / 60)) : null;
      row.append(name, element('td', '', step.seconds ? words.planned + ' ' + step.seconds / 60 : '–'), element('td', '', actual === null ? '–' : words.took + ' ' + actual));
      if (actual !== null) lines.push(words.heading.replace('{title}', step.title).replace('{minutes}', String(actual)));
    });
    var save = element('a', 'k-actual-save', words.save);
    save.download = 'minutes.md';
    save.href = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'text/markdown' }));
    var forget = element('button', 'k-actual-forget', words.forget);
    forget.type = 'button';
    forget.addEventListener('click', function () { write({}); report(); });
    box.append(table, save, forget);
    article.before(box);
  }

  button.hidden = false;
  button.addEventListener('click', start);
  report();
})();
