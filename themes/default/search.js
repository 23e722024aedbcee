/* Search without a server: terms and texts come in small scripts that are loaded when they are needed, also from a disk. */
(function () {
  'use strict';
  var root = document.documentElement;
  var opener = document.querySelectorAll('.k-search-open');
  var dialog = document.getElementById('K-search');
  if (!dialog || !dialog.showModal) return;
  var input = dialog.querySelector('input');
  var list = dialog.querySelector('.k-search-results');
  var foot = dialog.querySelector('.k-search-foot');
  var status = dialog.querySelector('.k-search-status');
  var folder = dialog.getAttribute('data-folder');
  var home = dialog.getAttribute('data-home');
  var words = dialog.dataset;
  var SHOWN = 6;

  /* ---------- Loading ---------- */

  var loaded = {};
  var waiting = {};
  window.kursoSearch = function (kind, number, data) {
    var name = kind === 'index' ? 'index' : kind + '-' + number;
    loaded[name] = kind === 'index' ? { pages: number, version: data[0], starts: data[1] } : data;
  };
  function load(name) {
    if (loaded[name]) return Promise.resolve(loaded[name]);
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        /* The index is asked for anew now and then, and says which pieces belong to it. */
        var version = loaded.index ? loaded.index.version : Math.floor(Date.now() / 300000);
        script.src = folder + name + '.js?v=' + version;
        script.onload = function () {
          if (loaded[name]) { resolve(loaded[name]); return; }
          delete waiting[name];
          reject(new Error(name));
        };
        script.onerror = function () { delete waiting[name]; reject(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return waiting[name];
  }

  /* ---------- Queries ---------- */

  var PAIRED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+/g;
  /* Particles behind a noun; what they leave must still say something. */
  var PARTICLE = /(에서는|에서도|으로는|으로도|에게서|이라는|에서|에게|으로|까지|부터|보다|처럼|마다|이나|이란|라는|과의|와의|들은|들이|들을|들의|은|는|이|가|을|를|의|에|로|와|과|도|만|나|란|들)$/;

  function fold(text) { return text.normalize('NFC').toLowerCase(); }

  /* The parts of a query: words of letters by their beginnings, runs of Hangul by every two of their letters. */
  function parts(query) {
    var found = [];
    var text = fold(query);
    (text.match(PAIRED) || []).forEach(function (run) {
      var stem = run.length > 2 ? run.replace(PARTICLE, '') : run;
      if (stem.length < 2) stem = run;
      var terms = [];
      for (var i = 0; i + 1 < stem.length && i < 12; i++) terms.push({ text: stem.slice(i, i + 2), exact: true });
      if (!terms.length) terms.push({ text: stem, exact: false });
      found.push({ text: stem, terms: terms });
    });
    /* A consonant at the end is a syllable that is still being written. */
    var rest = text.replace(PAIRED, ' ').replace(/[\u3131-\u318e]/g, ' ');
    (rest.match(/[\p{L}\p{N}]+/gu) || []).forEach(function (whole) {
      var word = Array.from(whole).slice(0, 64).join('');
      found.push({ text: word, terms: [{ text: word, exact: false }] });
    });
    return found;
  }

  /* The shards that hold every term between two texts. */
  function shardsOf(starts, first, last) {
    var from = 0;
    var to = -1;
    starts.forEach(function (start, at) {
      if (start === '') return;
      if (start <= first) from = at;
      if (start <= last) to = at;
    });
    var all = [];
    for (var at = from; at <= to && all.length < 12; at++) if (starts[at] !== '') all.push(at);
    return all;
  }

  var DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
  var VALUE = {};
  for (var digit = 0; digit < 64; digit++) VALUE[DIGITS[digit]] = digit;

  /* Pages of a line of a shard, each with its weight. */
  function pagesOf(text, into) {
    var page = 0;
    var number = 0;
    var shift = 1;
    for (var i = 0; i < text.length; i++) {
      var value = VALUE[text[i]];
      number += (value % 32) * shift;
      shift *= 32;
      if (value >= 32) continue;
      page += Math.floor(number / 4);
      into.set(page - 1, Math.max(into.get(page - 1) || 0, 1 + number % 4));
      number = 0;
      shift = 1;
    }
  }

  function look(term) {
    return load('index').then(function (index) {
      var last = term.exact ? term.text : term.text + '\uffff';
      return Promise.all(shardsOf(index.starts, term.text, last).map(function (at) { return load('shard-' + at); }));
    }).then(function (shards) {
      var found = new Map();
      shards.forEach(function (shard) {
        var at = shard.startsWith(term.text) ? 0 : shard.indexOf('\n' + term.text) + 1;
        if (at === 0 && !shard.startsWith(term.text)) return;
        while (at < shard.length && shard.startsWith(term.text, at)) {
          var tab = shard.indexOf('\t', at);
          var end = shard.indexOf('\n', at);
          if (!term.exact || tab - at === term.text.length) pagesOf(shard.slice(tab + 1, end), found);
          at = end + 1;
        }
      });
      return found;
    });
  }

  /* Pages that have every part, the best first. */
  function rank(wanted, count) {
    return Promise.all(wanted.map(function (part) { return Promise.all(part.terms.map(look)); })).then(function (parts) {
      var scores = null;
      parts.forEach(function (lists) {
        var own = new Map();
        lists[0].forEach(function (weight, page) {
          var least = lists.reduce(function (least, list) { return Math.min(least, list.get(page) || 0); }, weight);
          if (least) own.set(page, [0, 1, 2, 5, 12][least] * Math.log(1 + count / lists[0].size));
        });
        if (!scores) { scores = own; return; }
        scores.forEach(function (score, page) {
          if (own.has(page)) scores.set(page, score + own.get(page));
          else scores.delete(page);
        });
      });
      return Array.from(scores || []).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    });
  }

  /* ---------- Results ---------- */

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* Text with what was looked for marked. */
  function marked(into, text, wanted) {
    var lower = fold(text);
    /* Where lower case is longer than the text, places would differ. */
    if (lower.length !== text.length) { into.appendChild(document.createTextNode(text)); return; }
    var at = 0;
    while (at < text.length) {
      var next = null;
      wanted.forEach(function (part) {
        var found = lower.indexOf(part.text, at);
        if (found >= 0 && (!next || found < next.at)) next = { at: found, length: part.text.length };
      });
      if (!next) break;
      into.appendChild(document.createTextNode(text.slice(at, next.at)));
      into.appendChild(element('mark', '', text.slice(next.at, next.at + next.length)));
      at = next.at + next.length;
    }
    into.appendChild(document.createTextNode(text.slice(at)));
  }

  function around(text, wanted) {
    var lower = fold(text);
    var first = wanted.reduce(function (first, part) {
      var at = lower.indexOf(part.text);
      return at >= 0 && at < first ? at : first;
    }, Infinity);
    if (first === Infinity) return text.slice(0, 110);
    var from = Math.max(0, first - 36);
    if (from > 0) from = Math.max(from, text.indexOf(' ', from) + 1 || from);
    if (from > first) from = first;
    return (from > 0 ? '… ' : '') + text.slice(from, from + 130) + (from + 130 < text.length ? ' …' : '');
  }

  /* The sections of a page that have most of what was looked for; none where the words stand there in another order. */
  function sectionsOf(page, wanted) {
    var title = fold(page.title);
    var all = wanted.every(function (part) {
      return title.indexOf(part.text) >= 0 || page.sections.some(function (section) {
        return fold(section.title + ' ' + section.text).indexOf(part.text) >= 0;
      });
    });
    if (!all) return null;
    var scored = page.sections.map(function (section, at) {
      var head = fold(section.title);
      var body = fold(section.text);
      var score = wanted.reduce(function (sum, part) {
        return sum + (head.indexOf(part.text) >= 0 ? 4 : 0) + (body.indexOf(part.text) >= 0 ? 1 : 0);
      }, 0);
      return { section: section, score: score, at: at };
    }).filter(function (each) { return each.score > 0; });
    scored.sort(function (a, b) { return b.score - a.score || a.at - b.at; });
    return scored.slice(0, 3).map(function (each) { return each.section; });
  }

  function option(link) {
    link.id = 'K-hit-' + list.querySelectorAll('a').length;
    link.setAttribute('role', 'option');
    return link;
  }

  function show(page, wanted) {
    var sections = sectionsOf(page, wanted);
    if (!sections) return 0;
    var group = element('div', 'k-hit');
    group.setAttribute('role', 'group');
    var head = option(element('a', 'k-hit-page'));
    head.href = home + page.url;
    var title = element('span', 'k-hit-title');
    marked(title, page.title, wanted);
    head.appendChild(title);
    if (page.place) head.appendChild(element('span', 'k-hit-place', page.place));
    group.setAttribute('aria-label', page.title);
    group.appendChild(head);
    list.appendChild(group);
    sections.forEach(function (section) {
      var link = option(element('a', 'k-hit-section'));
      link.href = home + page.url + (section.anchor ? '#' + encodeURIComponent(section.anchor) : '');
      if (section.title) {
        var name = element('span', 'k-hit-heading');
        marked(name, section.title, wanted);
        link.appendChild(name);
      }
      var text = element('span', 'k-hit-text');
      marked(text, around(section.text, wanted), wanted);
      link.appendChild(text);
      group.appendChild(link);
    });
    return 1;
  }

  /* ---------- Nothing found ---------- */

  function distance(a, b) {
    var row = [];
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      var before = row[0];
      row[0] = i;
      for (j = 1; j <= b.length; j++) {
        var kept = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
        before = kept;
      }
    }
    return row[b.length];
  }

  function nearest(word) {
    if (!/^[a-z0-9]{4,}$/.test(word)) return Promise.resolve([]);
    return load('index').then(function (index) {
      var begin = word.slice(0, 2);
      return Promise.all(shardsOf(index.starts, begin, begin + '\uffff').map(function (at) { return load('shard-' + at); }));
    }).then(function (shards) {
      var near = [];
      shards.join('').split('\n').forEach(function (line) {
        var term = line.slice(0, line.indexOf('\t'));
        if (Math.abs(term.length - word.length) > 2 || term.slice(0, 2) !== word.slice(0, 2)) return;
        var far = distance(term, word);
        if (far <= 2) near.push({ term: term, far: far, pages: line.length });
      });
      near.sort(function (a, b) { return a.far - b.far || b.pages - a.pages; });
      return near.slice(0, 3).map(function (each) { return each.term; });
    });
  }

  /* ---------- The dialog ---------- */

  var turn = 0;
  var chosen = -1;

  function say(text) { status.textContent = text; }

  function choose(at) {
    var links = Array.prototype.slice.call(list.querySelectorAll('a'));
    if (links[chosen]) links[chosen].removeAttribute('aria-selected');
    chosen = links.length ? (at + links.length) % links.length : -1;
    if (chosen < 0) { input.removeAttribute('aria-activedescendant'); return; }
    links[chosen].setAttribute('aria-selected', 'true');
    links[chosen].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', links[chosen].id);
  }

  function more(ranked, from, wanted, mine) {
    var next = ranked.slice(from, from + SHOWN);
    return Promise.all(next.map(function (each) { return load('page-' + each[0]); })).then(function (pages) {
      if (mine !== turn) return;
      var shown = pages.reduce(function (sum, page) { return sum + show(page, wanted); }, 0);
      var rest = ranked.length - from - next.length;
      /* What has the letters and not the words is passed over. */
      if (!shown && rest > 0) return more(ranked, from + SHOWN, wanted, mine);
      if (!list.firstChild) return nothing(wanted, mine);
      say(words.found.replace('{}', String(ranked.length)));
      if (chosen < 0) choose(0);
      if (rest > 0) {
        var button = element('button', 'k-search-more', words.more);
        button.type = 'button';
        button.addEventListener('click', function () {
          button.remove();
          more(ranked, from + SHOWN, wanted, mine);
        });
        foot.appendChild(button);
      }
    });
  }

  function nothing(wanted, mine) {
    say(words.none);
    var last = wanted[wanted.length - 1].text;
    return nearest(last).then(function (near) {
      if (mine !== turn || !near.length) return;
      var line = element('p', 'k-search-near', words.near + ' ');
      near.forEach(function (term) {
        var button = element('button', '', term);
        button.type = 'button';
        button.addEventListener('click', function () {
          input.value = input.value.replace(/[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u, term);
          input.focus();
          search();
        });
        line.appendChild(button);
      });
      foot.appendChild(line);
    });
  }

  function clear() {
    list.textContent = '';
    foot.textContent = '';
    choose(-1);
  }

  function search() {
    var mine = ++turn;
    var wanted = parts(input.value).slice(0, 8);
    if (!wanted.length) {
      clear();
      say(words.empty);
      return;
    }
    load('index').then(function (index) { return rank(wanted, index.pages); }).then(function (ranked) {
      if (mine !== turn) return;
      clear();
      return ranked.length ? more(ranked, 0, wanted, mine) : nothing(wanted, mine);
    }).catch(function () { if (mine === turn) say(words.offline); });
  }

  /* A field that nobody sees must not take the next key. */
  function shut() {
    input.blur();
    dialog.close();
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    load('index').catch(function () { say(words.offline); });
    search();
  }

  var pause;
  input.addEventListener('input', function () { window.clearTimeout(pause); pause = window.setTimeout(search, 80); });
  input.addEventListener('keydown', function (event) {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); choose(chosen - 1); }
    /* Browsers would clear the field first. */
    else if (event.key === 'Escape') { event.preventDefault(); shut(); }
    else if (event.key === 'Enter') {
      event.preventDefault();
      var link = list.querySelectorAll('a')[chosen];
      if (link) link.click();
    }
  });
  list.addEventListener('click', function (event) { if (event.target.closest('a')) shut(); });
  dialog.addEventListener('click', function (event) { if (event.target === dialog) shut(); });
  dialog.querySelector('.k-search-close').addEventListener('click', shut);
  Array.prototype.forEach.call(opener, function (button) {
    button.hidden = false;
    button.addEventListener('click', open);
  });
  document.addEventListener('keydown', function (event) {
    var typing = event.target.closest && event.target.closest('input, textarea, select, [contenteditable]');
    var slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); open(); }
  });
  root.classList.add('k-has-search');
})();
