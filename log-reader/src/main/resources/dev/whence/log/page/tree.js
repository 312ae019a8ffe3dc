'use strict';

/** Trees that are folded, and searched for a text: those without it are hidden. */
class Trees {
  #trees = [...document.querySelectorAll('main > details')];
  #query = document.getElementById('query');
  #found = document.getElementById('found');
  #fold = document.getElementById('fold');

  constructor() {
    this.#query.addEventListener('input', () => this.#search());
    this.#fold.addEventListener('click', () => this.#toggle());
    document.addEventListener('keydown', event => {
      if (event.key === '/' && document.activeElement !== this.#query) {
        event.preventDefault();
        this.#query.focus();
      }
    });
  }

  #search() {
    const text = this.#query.value.toLowerCase();
    let found = 0;
    for (const tree of this.#trees) {
      tree.hidden = !tree.textContent.toLowerCase().includes(text);
      found += tree.hidden ? 0 : 1;
    }
    this.#found.textContent = text === '' ? '' : `${found} of ${this.#trees.length}`;
  }

  #toggle() {
    const isOpen = this.#fold.textContent !== 'Fold all';
    this.#trees.forEach(tree => { tree.open = isOpen; });
    this.#fold.textContent = isOpen ? 'Fold all' : 'Unfold all';
  }
}

new Theme(document.getElementById('theme'), () => {});
new Trees();
