/* The page is whole without this script; it adds the colour scheme, the drawer, the place in the rail,
   the arrow keys and task boxes that remember. */
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('k-js');

  function read(key) {
    try { return window.localStorage.getItem(key); } catch (error) { return null; }
  }
  function write(key, value) {
    try {
      if (value === null) window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, value);
    } catch (error) { /* private windows and file:// may refuse */ }
  }
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* Colour scheme: system, light, dark, high contrast. */
  var schemes = ['system', 'light', 'dark', 'contrast'];
  function scheme() {
    var kept = read('kurso-scheme');
    return schemes.indexOf(kept) > 0 ? kept : 'system';
  }
  function show(value) {
    if (value === 'system') root.removeAttribute('data-scheme');
    else root.setAttribute('data-scheme', value);
    all('.k-scheme').forEach(function (button) { button.setAttribute('data-state', value); });
  }
  var current = scheme();
  show(current);
  all('.k-scheme').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      current = schemes[(schemes.indexOf(current) + 1) % schemes.length];
      write('kurso-scheme', current === 'system' ? null : current);
      show(current);
    });
  });
  window.addEventListener('storage', function (event) {
    if (event.key === 'kurso-scheme') show(current = scheme());
  });

  /* Drawer: the course tree below 1024 px. */
  var nav = document.getElementById('K-nav');
  var menu = document.querySelector('.k-menu');
  var narrow = window.matchMedia('(max-width: 1023.98px)');
  function drawer(open) {
    root.classList.toggle('k-nav-open', open);
    menu.setAttribute('aria-expanded', String(open));
    all('.k-main, .k-footer, .k-skip').forEach(function (part) { part.inert = open; });
    if (open) (nav.querySelector('[aria-current]') || nav.querySelector('a')).focus();
  }
  function isOpen() { return root.classList.contains('k-nav-open'); }
  if (nav && menu) {
    menu.setAttribute('role', 'button');
    menu.setAttribute('aria-expanded', 'false');
    menu.setAttribute('aria-controls', 'K-nav');
    menu.addEventListener('click', function (event) { event.preventDefault(); drawer(!isOpen()); });
    menu.addEventListener('keydown', function (event) {
      if (event.key === ' ') { event.preventDefault(); drawer(!isOpen()); }
    });
    all('.k-nav-close, .k-backdrop').forEach(function (part) {
      part.addEventListener('click', function (event) { event.preventDefault(); drawer(false); menu.focus(); });
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && isOpen()) { drawer(false); menu.focus(); }
    });
    narrow.addEventListener('change', function () { if (isOpen()) drawer(false); });
    var here = nav.querySelector('[aria-current]');
    if (here && !narrow.matches) nav.scrollTop = here.offsetTop - nav.clientHeight / 3;
  }

  /* The rail marks the section that is being read. */
  var places = all('.k-rail-list a').map(function (link) {
    return { link: link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
  }).filter(function (place) { return place.heading && place.link.offsetParent; });
  var waiting = false;
  function mark() {
    waiting = false;
    var line = window.innerHeight * 0.3;
    var found = null;
    places.forEach(function (place) {
      if (place.heading.getBoundingClientRect().top <= line) found = place;
    });
    var end = window.scrollY > 0 && window.innerHeight + window.scrollY >= root.scrollHeight - 2;
    if (end) found = places[places.length - 1];
    places.forEach(function (place) {
      if (place === found) place.link.setAttribute('aria-current', 'location');
      else place.link.removeAttribute('aria-current');
    });
  }
  if (places.length) {
    mark();
    ['scroll', 'resize'].forEach(function (name) {
      window.addEventListener(name, function () {
        if (!waiting) { waiting = true; window.requestAnimationFrame(mark); }
      }, { passive: true });
    });
  }

  /* Arrow keys turn the page, but not where they scroll or edit. */
  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isOpen()) return;
    if (event.target.closest && event.target.closest('dialog, input, textarea, select, summary, [contenteditable], pre, .k-figure-body, .k-table')) return;
    var relation = event.key === 'ArrowLeft' ? 'prev' : event.key === 'ArrowRight' ? 'next' : null;
    var link = relation && document.querySelector('.k-pager a[rel="' + relation + '"]');
    if (link) window.location.href = link.href;
  });

  /* Task boxes keep their state on this device, one entry a page. */
  var boxes = all('.k-task > input[type="checkbox"]');
  var key = 'kurso-tasks:' + window.location.pathname;
  var done = (read(key) || '').split(',');
  boxes.forEach(function (box, index) {
    box.disabled = false;
    if (done.length === boxes.length) box.checked = done[index] === '1';
    box.addEventListener('change', function () {
      write(key, boxes.map(function (each) { return each.checked ? '1' : '0'; }).join(','));
    });
  });

  /* A term's definition, beside it. It is hoverable, stays while it is wanted, and Escape sends it away. */
  var tip = null;
  var leaving;
  function hide() {
    window.clearTimeout(leaving);
    if (tip) { tip.of.removeAttribute('aria-describedby'); tip.box.remove(); tip = null; }
  }
  function later() { window.clearTimeout(leaving); leaving = window.setTimeout(hide, 180); }
  function card(link) {
    window.clearTimeout(leaving);
    if (tip && tip.of === link) return;
    hide();
    var box = document.createElement('div');
    box.className = 'k-card-tip';
    box.id = 'K-card-tip';
    box.setAttribute('role', 'tooltip');
    box.textContent = link.getAttribute('data-card');
    document.body.appendChild(box);
    var at = link.getClientRects()[0];
    var left = Math.max(12, Math.min(at.left, root.clientWidth - box.offsetWidth - 12));
    var above = at.bottom + box.offsetHeight + 12 > window.innerHeight && at.top > box.offsetHeight + 12;
    box.style.left = left + window.scrollX + 'px';
    box.style.top = (above ? at.top - box.offsetHeight - 6 : at.bottom + 6) + window.scrollY + 'px';
    box.addEventListener('mouseenter', function () { window.clearTimeout(leaving); });
    box.addEventListener('mouseleave', later);
    link.setAttribute('aria-describedby', 'K-card-tip');
    tip = { of: link, box: box };
  }
  all('.k-term[data-card]').forEach(function (link) {
    link.addEventListener('mouseenter', function () { window.clearTimeout(leaving); leaving = window.setTimeout(card, 120, link); });
    link.addEventListener('mouseleave', later);
    link.addEventListener('focus', function () { card(link); });
    link.addEventListener('blur', hide);
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') hide(); });

  all('.k-print').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });
})();
