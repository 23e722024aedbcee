/* Tools of figures (enlarge with pan and zoom, copy as mermaid, save as SVG) and of blocks of code (copy). Without this script
   figures scroll, and code is selected by hand. */
(function () {
  'use strict';
  var words = document.body.dataset;
  var figures = document.querySelectorAll('.k-figure[data-source]');
  var ICONS = {
    enlarge: 'M15 3h6v6M14 10l7-7M9 21H3v-6M10 14l-7 7',
    copy: 'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
    done: 'M20 6 9 17l-5-5',
    save: 'M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5',
    closer: 'M5 12h14M12 5v14',
    farther: 'M5 12h14',
    close: 'M18 6 6 18M6 6l12 12'
  };
  var SVG = 'http://www.w3.org/2000/svg';

  function draw(button, name) {
    var icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    icon.setAttribute('class', 'k-icon');
    var path = icon.appendChild(document.createElementNS(SVG, 'path'));
    path.setAttribute('d', ICONS[name]);
    button.replaceChildren(icon);
  }
  function tool(name, text, act) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'k-button';
    button.title = text;
    button.setAttribute('aria-label', text);
    draw(button, name);
    button.addEventListener('click', function () { act(button); });
    return button;
  }
  /* A picture that does not fit says so: its edge fades, and what enlarges it is in words and always there. */
  function watch(figure, enlarger) {
    var body = figure.querySelector('.k-figure-body');
    var word = document.createElement('span');
    word.className = 'k-tool-word';
    word.textContent = words.enlarge;
    enlarger.appendChild(word);
    function look() {
      var hidden = body.scrollWidth - body.clientWidth;
      figure.classList.toggle('k-figure-cut', hidden > 2);
      figure.classList.toggle('k-figure-end', hidden > 2 && body.scrollLeft >= hidden - 2);
    }
    body.addEventListener('scroll', look, { passive: true });
    new ResizeObserver(look).observe(body);
    look();
  }
  function tell(button, before) {
    draw(button, 'done');
    window.setTimeout(function () { draw(button, before); }, 1600);
  }

  /* ---------- Copy and save ---------- */

  function copy(text, button) {
    function old() {
      var area = document.createElement('textarea');
      area.value = text;
      button.parentElement.appendChild(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    /* A page from a disk may have no clipboard of its own. */
    var done = navigator.clipboard ? navigator.clipboard.writeText(text).catch(old) : Promise.resolve(old());
    done.then(function () { tell(button, 'copy'); });
  }

  var KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'color', 'font-family', 'font-size',
    'font-weight', 'line-height', 'text-align', 'text-anchor', 'dominant-baseline', 'display', 'margin', 'padding', 'background-color', 'visibility'];

  /* A file has no stylesheet around it: every part takes the look with it that it has now. */
  function save(figure) {
    var shown = figure.querySelector('.k-figure-body > svg');
    var alone = shown.cloneNode(true);
    var parts = alone.querySelectorAll('*');
    Array.prototype.forEach.call(shown.querySelectorAll('*'), function (part, at) {
      var look = window.getComputedStyle(part);
      parts[at].setAttribute('style', KEPT.map(function (name) { return name + ':' + look.getPropertyValue(name); }).join(';'));
    });
    Array.prototype.forEach.call(alone.querySelectorAll('a'), function (link) { link.removeAttribute('href'); });
    var box = shown.viewBox.baseVal;
    alone.setAttribute('width', String(box.width));
    alone.setAttribute('height', String(box.height));
    alone.setAttribute('style', 'background:' + window.getComputedStyle(figure).backgroundColor);
    var file = new Blob([new XMLSerializer().serializeToString(alone)], { type: 'image/svg+xml' });
    var link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = figure.id + '.svg';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /* ---------- Enlarge ---------- */

  function enlarge(figure, button) {
    var svg = figure.querySelector('.k-figure-body > svg');
    var home = svg.parentElement;
    var box = svg.viewBox.baseVal;
    var dialog = document.createElement('dialog');
    dialog.className = 'k-zoom k-figure' + (figure.classList.contains('k-figure-bound') ? ' k-figure-bound' : '');
    dialog.setAttribute('aria-label', (figure.querySelector('figcaption') || button).textContent.trim());
    var view = document.createElement('div');
    view.className = 'k-zoom-view';
    view.tabIndex = 0;
    var bar = document.createElement('div');
    bar.className = 'k-zoom-bar';
    /* The picture itself moves, so that what it refers to by id stays the only one. Its place keeps its height. */
    home.style.minHeight = home.offsetHeight + 'px';
    view.appendChild(svg);
    dialog.append(view, bar);
    document.body.appendChild(dialog);
    dialog.showModal();

    /* All of it, unless nobody could read that: then its beginning, with labels of 12 pixels. */
    var whole = Math.min(view.clientWidth / box.width, view.clientHeight / box.height, 2.5);
    var scale = Math.max(whole, 0.75);
    var least = whole / 2;
    var x = Math.max((view.clientWidth - box.width * scale) / 2, 12);
    var y = Math.max((view.clientHeight - box.height * scale) / 2, 12);
    if (scale === whole) { x = (view.clientWidth - box.width * scale) / 2; y = (view.clientHeight - box.height * scale) / 2; }
    function place() {
      svg.style.transform = 'translate(' + x + 'px,' + y + 'px)';
      svg.style.width = box.width * scale + 'px';
      svg.style.height = box.height * scale + 'px';
    }
    function zoom(by, cx, cy) {
      var to = Math.max(least, Math.min(8, scale * by));
      x = cx - (cx - x) * to / scale;
      y = cy - (cy - y) * to / scale;
      scale = to;
      place();
    }
    function middle(by) { zoom(by, view.clientWidth / 2, view.clientHeight / 2); }
    bar.append(
      tool('farther', words.farther, function () { middle(1 / 1.3); }),
      tool('closer', words.closer, function () { middle(1.3); }),
      tool('close', words.close, function () { dialog.close(); })
    );
    view.addEventListener('wheel', function (event) {
      event.preventDefault();
      var at = view.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 400), event.clientX - at.left, event.clientY - at.top);
    }, { passive: false });

    var points = new Map();
    var apart = 0;
    view.addEventListener('pointerdown', function (event) {
      if (event.target.closest('a')) return;
      points.set(event.pointerId, event);
      view.setPointerCapture(event.pointerId);
    });
    view.addEventListener('pointermove', function (event) {
      var before = points.get(event.pointerId);
      if (!before) return;
      points.set(event.pointerId, event);
      if (points.size === 1) {
        x += event.clientX - before.clientX;
        y += event.clientY - before.clientY;
        place();
        return;
      }
      var both = Array.from(points.values());
      var now = Math.hypot(both[0].clientX - both[1].clientX, both[0].clientY - both[1].clientY);
      if (apart) zoom(now / apart, (both[0].clientX + both[1].clientX) / 2, (both[0].clientY + both[1].clientY) / 2);
      apart = now;
    });
    ['pointerup', 'pointercancel'].forEach(function (name) {
      view.addEventListener(name, function (event) { points.delete(event.pointerId); apart = 0; });
    });
    view.addEventListener('keydown', function (event) {
      var move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (move) { x += move[0]; y += move[1]; place(); }
      else if (event.key === '+' || event.key === '=') middle(1.3);
      else if (event.key === '-') middle(1 / 1.3);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    dialog.addEventListener('close', function () {
      ['transform', 'width', 'height'].forEach(function (name) { svg.style.removeProperty(name); });
      home.appendChild(svg);
      home.style.removeProperty('min-height');
      dialog.remove();
      button.focus();
    });
    place();
    view.focus();
  }

  Array.prototype.forEach.call(figures, function (figure) {
    var bar = document.createElement('div');
    bar.className = 'k-figure-tools';
    var enlarger = tool('enlarge', words.enlarge, function (button) { enlarge(figure, button); });
    bar.append(
      enlarger,
      tool('copy', words.copy, function (button) { copy(figure.dataset.source, button); }),
      tool('save', words.save, function (button) { save(figure); tell(button, 'save'); })
    );
    figure.prepend(bar);
    watch(figure, enlarger);
  });

  Array.prototype.forEach.call(document.querySelectorAll('.k-code'), function (block) {
    var box = document.createElement('div');
    box.className = 'k-code-box';
    block.replaceWith(box);
    var button = tool('copy', words.copyCode, function (button) {
      copy(block.querySelector('code').textContent.replace(/\n$/, ''), button);
    });
    button.classList.add('k-code-copy');
    box.append(block, button);
  });
})();
