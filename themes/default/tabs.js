/* Tabs stand one below the other without this script, and on paper. The tab that a reader chose is chosen wherever
   the same title is offered, on this page and on later ones. */
(function () {
  'use strict';
  function kept() {
    try { return window.localStorage.getItem('kurso-tab'); } catch (error) { return null; }
  }
  function keep(title) {
    try { window.localStorage.setItem('kurso-tab', title); } catch (error) { /* private windows may refuse */ }
  }
  function list(items) { return Array.prototype.slice.call(items); }

  var groups = list(document.querySelectorAll('.k-tabs')).map(function (box, number) {
    var panels = list(box.querySelectorAll(':scope > .k-tab'));
    var bar = document.createElement('div');
    bar.className = 'k-tab-bar';
    bar.setAttribute('role', 'tablist');
    var buttons = panels.map(function (panel, at) {
      var title = panel.querySelector(':scope > .k-tab-title');
      var button = document.createElement('button');
      button.type = 'button';
      button.id = 'K-tab-' + number + '-' + at;
      button.textContent = title.textContent.trim();
      button.setAttribute('role', 'tab');
      panel.id = button.id + '-panel';
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      panel.tabIndex = 0;
      button.setAttribute('aria-controls', panel.id);
      button.addEventListener('click', function () {
        var top = bar.getBoundingClientRect().top;
        keep(button.textContent);
        groups.forEach(function (other) { other.choose(button.textContent); });
        group.show(at);
        /* What stands above may have become longer or shorter. */
        window.scrollBy(0, bar.getBoundingClientRect().top - top);
      });
      button.addEventListener('keydown', function (event) {
        var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: panels.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        var next = buttons[(to + panels.length) % panels.length];
        next.focus();
        next.click();
      });
      bar.appendChild(button);
      return button;
    });
    var group = {
      show: function (chosen) {
        panels.forEach(function (panel, at) {
          panel.classList.toggle('k-tab-hidden', at !== chosen);
          buttons[at].setAttribute('aria-selected', String(at === chosen));
          buttons[at].tabIndex = at === chosen ? 0 : -1;
        });
      },
      choose: function (title) {
        buttons.some(function (button, at) {
          if (button.textContent === title) group.show(at);
          return button.textContent === title;
        });
      }
    };
    box.insertBefore(bar, box.firstChild);
    box.classList.add('k-tabs-on');
    group.show(0);
    if (kept() !== null) group.choose(kept());

    /* A link into a tab, and a search in the page, open it. */
    function open(target) {
      panels.forEach(function (panel, at) {
        if (target && panel.contains(target)) group.show(at);
      });
    }
    function follow() {
      var id = decodeURIComponent(window.location.hash.slice(1));
      var target = id && document.getElementById(id);
      if (!target || !box.contains(target)) return;
      open(target);
      target.scrollIntoView();
    }
    window.addEventListener('hashchange', follow);
    follow();
    return group;
  });
}());
