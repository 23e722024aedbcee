/* What a reader has finished, and where he was: kept on this device only. */
(function () {
  'use strict';
  var words = document.body.dataset;
  var home = document.querySelector('.k-site-title');
  if (!home) return;
  var base = new URL('.', home.href).href;
  var doneKey = 'kurso-done:' + new URL(base).pathname;
  var lastKey = 'kurso-last:' + new URL(base).pathname;

  function read(key, other) { try { return JSON.parse(window.localStorage.getItem(key)) || other; } catch (error) { return other; } }
  function write(key, value) { try { window.localStorage.setItem(key, JSON.stringify(value)); } catch (error) { /* private windows may refuse */ } }
  function place(url) {
    var path = new URL(url, window.location.href).href.split('#')[0].split('?')[0];
    return path.indexOf(base) === 0 ? path.slice(base.length) : null;
  }
  var here = place(window.location.href);
  function marks() {
    var kept = read(doneKey, []);
    return Array.isArray(kept) ? kept : [];
  }
  var done = marks();

  function show() {
    Array.prototype.forEach.call(document.querySelectorAll('.k-nav-item > a, .k-step > a'), function (link) {
      var is = done.indexOf(place(link.href)) >= 0;
      link.classList.toggle('k-done', is);
      var title = link.querySelector('.k-nav-title, .k-step-title');
      var mark = link.querySelector('.k-done-word');
      if (is && title && !mark) {
        mark = document.createElement('span');
        mark.className = 'k-done-word';
        mark.textContent = words.done;
        title.after(mark);
      } else if (!is && mark) mark.remove();
    });
    Array.prototype.forEach.call(document.querySelectorAll('[data-sessions]'), function (card) {
      var folder = (place(card.href) || '/').replace(/[^/]*$/, '');
      var all = Number(card.dataset.sessions);
      var read = done.filter(function (page) { return page.indexOf(folder) === 0; }).length;
      var bar = card.querySelector('progress');
      if (!all || !read) { if (bar) bar.remove(); return; }
      if (!bar) { bar = document.createElement('progress'); card.appendChild(bar); }
      bar.max = all;
      bar.value = Math.min(read, all);
      bar.setAttribute('aria-label', words.done + ' ' + Math.min(read, all) + '/' + all);
    });
  }

  var button = document.querySelector('.k-mark-done');
  if (button && here !== null) {
    button.hidden = false;
    var press = function () { button.setAttribute('aria-pressed', String(done.indexOf(here) >= 0)); };
    button.addEventListener('click', function () {
      done = marks();
      var at = done.indexOf(here);
      if (at >= 0) done.splice(at, 1);
      else done.push(here);
      write(doneKey, done);
      press();
      show();
    });
    press();
    write(lastKey, { url: here, title: document.querySelector('h1').textContent.trim() });
  }
  var last = read(lastKey, null);
  var start = document.querySelector('.k-continue');
  if (start && last && typeof last.url === 'string' && /^[^:]*$/.test(last.url)) {
    start.hidden = false;
    var link = start.querySelector('a');
    link.href = base + last.url;
    link.querySelector('.k-continue-title').textContent = String(last.title);
  }
  show();
  window.addEventListener('storage', function (event) { if (event.key === doneKey) { done = marks(); show(); } });
})();
