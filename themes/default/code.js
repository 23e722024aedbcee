/* A button that copies a block of code. Without this script the code is selected by hand. */
(function () {
  'use strict';
  var words = document.body.dataset;
  var COPY = 'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2';
  var DONE = 'M20 6 9 17l-5-5';
  var SVG = 'http://www.w3.org/2000/svg';

  function draw(button, path) {
    var icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    icon.setAttribute('class', 'k-icon');
    icon.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path);
    button.replaceChildren(icon);
  }
  /* A page from a disk may have no clipboard of its own. */
  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    document.execCommand('copy');
    selection.removeAllRanges();
  }

  Array.prototype.forEach.call(document.querySelectorAll('.k-code'), function (block) {
    var code = block.querySelector('code');
    var box = document.createElement('div');
    box.className = 'k-code-box';
    block.replaceWith(box);
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'k-button k-code-copy';
    button.title = words.copyCode;
    button.setAttribute('aria-label', words.copyCode);
    draw(button, COPY);
    button.addEventListener('click', function () {
      var text = code.textContent.replace(/\n$/, '');
      var old = function () { select(code); };
      var done = navigator.clipboard ? navigator.clipboard.writeText(text).catch(old) : Promise.resolve(old());
      done.then(function () {
        draw(button, DONE);
        window.setTimeout(function () { draw(button, COPY); }, 1600);
      });
    });
    box.append(block, button);
  });
})();
