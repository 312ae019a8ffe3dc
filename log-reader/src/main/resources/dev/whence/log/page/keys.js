'use strict';

/** What the user does with the mouse, the keyboard and the bar. */
class Keys {
  static #ZOOM = 1.25;

  #page;

  constructor(page) {
    this.#page = page;
    this.#listenToMouse();
    this.#listenToBar();
    addEventListener('keydown', event => this.#press(event));
  }

  #listenToMouse() {
    const page = this.#page;
    const {window: box, scroller} = page.elements;
    const placeOf = event => page.placeAt(event.clientY - box.getBoundingClientRect().top);
    box.addEventListener('click', event => {
      const place = placeOf(event);
      if (place < 0) {
        page.select(-1);
      } else if (event.shiftKey) {
        page.compareWith(page.lanes.rows[place]);
      } else {
        page.select(page.lanes.rows[place]);
      }
    });
    box.addEventListener('mousemove', event => page.hover(placeOf(event)));
    box.addEventListener('mouseleave', () => page.hover(-1));
    scroller.addEventListener('wheel', event => {
      if (event.ctrlKey) {
        event.preventDefault();
        page.zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, event.clientY - box.getBoundingClientRect().top);
      }
    }, {passive: false});
  }

  #listenToBar() {
    const page = this.#page;
    const {elements, filter} = page;
    const change = (name, act) => elements[name].addEventListener('change', () => act(elements[name].value));
    const named = value => (value === '' ? null : value.slice(1));
    change('operation', value => this.#filter(() => (filter.operation = named(value))));
    change('service', value => this.#filter(() => (filter.party = named(value))));
    change('level', value => this.#filter(() => (filter.level = Number(value))));
    change('lanes-by', value => page.setLanes(value));
    const click = (name, act) => elements[name].addEventListener('click', act);
    click('zoom-in', () => page.zoom(Keys.#ZOOM));
    click('zoom-out', () => page.zoom(1 / Keys.#ZOOM));
    click('help', () => page.select(-1));
    click('found-next', () => page.goToFound(1));
    click('found-before', () => page.goToFound(-1));
    elements.query.addEventListener('input', () => page.search(elements.query.value));
    elements.query.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        page.goToFound(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape') {
        elements.query.value = '';
        page.search('');
        elements.rows.focus();
      }
    });
  }

  #filter(set) {
    set();
    this.#page.refilter();
    this.#page.reveal(this.#page.selected);
  }

  /** Fills the lists of operations and services, as texts that begin with =; the empty one means all. */
  fillLists() {
    const {log, elements, filter} = this.#page;
    Keys.#fill(elements.operation, log.operation, filter.operation);
    Keys.#fill(elements.service, log.party, filter.party);
  }

  static #fill(list, column, chosen) {
    if (list === document.activeElement) {
      return; // the user may be choosing
    }
    const counts = new Int32Array(column.texts.length);
    column.of.forEach(number => counts[number]++);
    const options = column.texts.map((text, i) => new Option(`${text || '(none)'}  · ${counts[i]}`, `=${text}`));
    list.replaceChildren(new Option('all', ''), ...options);
    list.value = chosen === null ? '' : `=${chosen}`;
  }

  #press(event) {
    const isTyping = ['INPUT', 'SELECT'].includes(event.target.tagName);
    const act = isTyping || event.ctrlKey || event.metaKey || event.altKey ? null : this.#action(event);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #action({key, shiftKey, target}) {
    const page = this.#page;
    const {lanes, log, selected} = page;
    const place = page.placeOfSelected();
    const go = to => this.#go(to, shiftKey);
    if (target.tagName === 'BUTTON' && (key === 'Enter' || key === ' ')) {
      return null;
    }
    const from = page.other >= 0 && shiftKey ? lanes.place[page.other] : place;
    switch (key) {
      case 'ArrowDown': return () => go(from + 1);
      case 'ArrowUp': return () => go(Math.max(0, from - 1));
      case 'PageDown': return () => go(Math.min(lanes.rows.length - 1, from + this.#screen()));
      case 'PageUp': return () => go(Math.max(0, from - this.#screen()));
      case 'Home': return () => go(0);
      case 'End': return () => go(lanes.rows.length - 1);
      case 'ArrowLeft': return () => selected >= 0 && this.#goAmong(log.causes(selected), -1);
      case 'ArrowRight': return () => selected >= 0 && this.#goAmong(log.effects(selected), 0);
      case '/': return () => page.elements.query.select();
      case '+': case '=': return () => page.zoom(Keys.#ZOOM);
      case '-': return () => page.zoom(1 / Keys.#ZOOM);
      case 'Escape': case '?': return () => page.select(-1);
      default: return null;
    }
  }

  #screen() {
    return Math.max(1, Math.floor(this.#page.elements.scroller.clientHeight / this.#page.rowHeight) - 1);
  }

  #go(place, isSecond) {
    const page = this.#page;
    if (place >= 0 && place < page.lanes.rows.length) {
      const row = page.lanes.rows[place];
      if (isSecond) {
        page.compareWith(row);
      } else {
        page.select(row);
      }
    }
  }

  /** Goes to the first or, with -1, to the last of some events that are shown. */
  #goAmong(rows, which) {
    const places = [...rows].map(row => this.#page.lanes.place[row]).filter(place => place >= 0).sort((a, b) => a - b);
    if (places.length > 0) {
      this.#go(places.at(which), false);
    }
  }
}
