'use strict';

/** The colours of the page: those that the system prefers, or light, or dark. */
class Theme {
  static PARTIES = 8;
  static #NAMES = ['back', 'text', 'faint', 'line', 'hover', 'selected', 'accent', 'cause', 'effect', 'found', 'error',
    'warning', 'ghost', ...Array.from({length: Theme.PARTIES}, (_, i) => `party-${i}`)];
  static #CHOICES = [
    {name: '', sign: '◐', text: 'Colours: as the system prefers'},
    {name: 'light', sign: '☀', text: 'Colours: light'},
    {name: 'dark', sign: '☾', text: 'Colours: dark'},
  ];

  #choice = 0;
  #button;
  #changed;

  constructor(button, changed) {
    this.#button = button;
    this.#changed = changed;
    button.addEventListener('click', () => {
      this.#choice = (this.#choice + 1) % Theme.#CHOICES.length;
      this.#apply();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#apply());
    this.#show();
  }

  #apply() {
    this.#show();
    this.#changed();
  }

  #show() {
    const {name, sign, text} = Theme.#CHOICES[this.#choice];
    document.documentElement.dataset.theme = name;
    this.#button.textContent = sign;
    this.#button.title = text;
    this.#button.setAttribute('aria-label', text);
    this.#readColours();
  }

  /** A canvas needs the colours themselves, which only a style that uses them tells. */
  #readColours() {
    const probe = document.createElement('span');
    document.body.append(probe);
    for (const name of Theme.#NAMES) {
      probe.style.color = `var(--${name})`;
      this[name] = getComputedStyle(probe).color;
    }
    probe.remove();
  }

  party(number) {
    return this[`party-${number % Theme.PARTIES}`];
  }
}
