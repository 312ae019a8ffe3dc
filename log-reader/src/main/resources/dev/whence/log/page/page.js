'use strict';

/** The page: what is shown, selected and found, and where the window is. */
class Page {
  static #ROW_HEIGHT = 26;
  static #LOWEST = 1;
  static #HIGHEST = 40;
  static #WIDEST_NAME = 130;

  selected = -1;
  other = -1;
  marks = null;
  comparison = null;
  found = Search.NOTHING;
  hovered = -1;
  rowHeight = Page.#ROW_HEIGHT;

  /** Grows when rows have to be filled anew. */
  version = 0;

  #by = 'task';
  #foundSet = new Set();
  #isDrawPending = false;

  constructor() {
    this.elements = {};
    for (const element of document.querySelectorAll('[id]')) {
      this.elements[element.id] = element;
    }
    const {elements} = this;
    this.filter = new Filter();
    this.drawing = new Drawing(elements.lanes, elements['lane-head']);
    this.rows = new Rows(elements.rows);
    this.minimap = new Minimap(elements.minimap, place => this.scrollTo(place));
    this.details = new Details(elements.details, row => this.select(row), text => this.showOperation(text));
    this.theme = new Theme(elements.theme, () => this.#themeChanged());
    new ResizeObserver(() => this.#resized()).observe(elements.pane);
    elements.scroller.addEventListener('scroll', () => this.draw(), {passive: true});
  }

  /** Shows a log in the place of the one before, with what was selected there, and in the same place. */
  show(log) {
    const find = row => (row < 0 ? -1 : log.find(this.log.id(row)));
    const isAtEnd = this.#isAtEnd(); // then new events are to be seen
    const top = this.lanes ? this.placeAt(0) : -1;
    const [selected, other, first] = [this.selected, this.other, top < 0 ? -1 : this.lanes.rows[top]].map(find);
    this.log = log;
    this.order = new Order(log);
    this.times = new Times(log);
    this.selected = selected;
    this.other = other;
    this.#mark();
    this.refilter();
    if (isAtEnd) {
      this.scrollTo(this.lanes.rows.length);
    } else if (first >= 0 && this.lanes.place[first] !== top) {
      this.elements.scroller.scrollTop += (this.lanes.place[first] - top) * this.rowHeight;
    }
  }

  #isAtEnd() {
    const {scroller} = this.elements;
    return scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 30;
  }

  /** Shows what the filters let through. */
  refilter() {
    this.#layOut(this.filter.apply(this.log));
    this.search(this.elements.query.value);
    this.details.show(this);
  }

  setLanes(by) {
    this.#by = by;
    this.#layOut(this.lanes.rows);
  }

  showOperation(text) {
    this.filter.operation = text;
    this.elements.operation.value = `=${text}`;
    this.refilter();
    this.reveal(this.selected);
  }

  #layOut(rows) {
    this.version++;
    this.lanes = new Lanes(this.log, rows, this.#by);
    this.edges = new Edges(this.log, this.lanes);
    const longest = rows.length > 0 ? this.times.between(rows[0], rows.at(-1)) : null;
    this.timeText = rows.length > 0 ? this.times.column(rows[0], longest === null ? 1e7 : longest.micros) : null;
    const {log, elements} = this;
    const hidden = log.size - rows.length;
    elements.shown.textContent = `${Details.counted(rows.length, 'event')} in ${Details.counted(this.lanes.count, 'lane')}`
      + (hidden > 0 ? `, ${hidden} hidden by filters` : '')
      + (log.leftOut > 0 ? `, ${log.leftOut} earlier ones left out` : '');
    this.#resized();
  }

  #resized() {
    if (this.lanes) {
      const {scroller, head, rows} = this.elements;
      this.version++;
      this.#stretch();
      this.drawing.arrange(this, scroller.clientWidth);
      this.drawing.drawHead(this);
      this.#arrangeColumns(rows, head);
      this.draw();
    }
  }

  /** Makes room for all events, so that the window can be scrolled to each. */
  #stretch() {
    const {scroller, space, window: box} = this.elements;
    box.style.height = '0px'; // so that it does not hold up what surrounds it
    const height = scroller.clientHeight;
    box.style.height = `${height}px`;
    space.style.height = `${Math.max(height, this.lanes.rows.length * this.rowHeight)}px`;
  }

  #arrangeColumns(rows, head) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `600 13px ${getComputedStyle(rows).fontFamily}`;
    const widest = (texts, least) => texts.slice(0, 1000).reduce(
      (width, text) => Math.max(width, Math.min(Page.#WIDEST_NAME, Math.ceil(pen.measureText(text.slice(0, 60)).width) + 6)),
      least);
    const isOne = this.filter.operation !== null || this.log.operation.texts.length < 2;
    for (const element of [rows, head]) {
      element.style.setProperty('--service-width', `${widest(this.log.party.texts, 50)}px`);
      element.style.setProperty('--operation-width', isOne ? '0px' : `${widest(this.log.operation.texts, 60)}px`);
    }
  }

  #themeChanged() {
    if (this.lanes) {
      this.drawing.drawHead(this);
      this.draw();
    }
  }

  /** Draws the window before the screen is shown next. */
  draw() {
    if (!this.#isDrawPending) {
      this.#isDrawPending = true;
      requestAnimationFrame(() => {
        this.#isDrawPending = false;
        this.#drawNow();
      });
    }
  }

  #drawNow() {
    const {scroller, minimap} = this.elements;
    const height = scroller.clientHeight;
    this.top = scroller.scrollTop;
    this.first = Math.max(0, Math.floor(this.top / this.rowHeight));
    this.last = Math.min(this.lanes.rows.length - 1, Math.floor((this.top + height) / this.rowHeight));
    this.drawing.draw(this, height);
    this.rows.draw(this);
    const isNarrow = document.documentElement.clientWidth < 820;
    this.minimap.draw(this, height, isNarrow ? 48 : 76);
    minimap.hidden = this.lanes.rows.length === 0;
  }

  y(place) {
    return place * this.rowHeight - this.top;
  }

  yOfMiddle(place) {
    return this.y(place) + this.rowHeight / 2;
  }

  /** Where the window begins and ends, in places. */
  windowPlaces() {
    const {scrollTop, clientHeight} = this.elements.scroller;
    return [scrollTop / this.rowHeight, Math.min(this.lanes.rows.length, (scrollTop + clientHeight) / this.rowHeight)];
  }

  /** Brings a place into the middle of the window. */
  scrollTo(place) {
    const {scroller} = this.elements;
    scroller.scrollTop = (place + 0.5) * this.rowHeight - scroller.clientHeight / 2;
  }

  placeOfSelected() {
    return this.selected < 0 ? -1 : this.lanes.place[this.selected];
  }

  isFound(row) {
    return this.#foundSet.has(row);
  }

  placeAt(y) {
    const place = Math.floor((this.elements.scroller.scrollTop + y) / this.rowHeight);
    return place >= 0 && place < this.lanes.rows.length ? place : -1;
  }

  hover(place) {
    if (place !== this.hovered) {
      this.hovered = place;
      this.draw();
    }
  }

  /** Shows the causes and effects of an event; of none if it is -1. */
  select(row) {
    this.selected = row;
    this.other = -1;
    this.#selectionChanged();
    this.reveal(row);
  }

  /** Compares an event with the selected one. */
  compareWith(row) {
    if (this.selected < 0 || row === this.selected) {
      this.select(row);
      return;
    }
    this.other = row;
    this.#selectionChanged();
    this.reveal(row);
  }

  #selectionChanged() {
    this.#mark();
    this.details.show(this);
    this.#announce();
    this.draw();
  }

  #mark() {
    const {selected, other} = this;
    this.comparison = other >= 0 && selected >= 0 ? this.order.compare(selected, other) : null;
    if (this.comparison !== null) {
      this.marks = new Uint8Array(this.log.size);
      this.comparison.path.forEach(row => (this.marks[row] = Order.CAUSE));
    } else {
      this.marks = selected < 0 ? null : this.order.around(selected);
    }
  }

  #announce() {
    const {log, selected, comparison} = this;
    this.elements.announcement.textContent = comparison !== null
      ? comparison.answer
      : selected < 0 ? '' : `${log.party.text(selected)}: ${Rows.line(log.body[selected])}`;
  }

  reveal(row) {
    const {scroller} = this.elements;
    const place = row < 0 ? -1 : this.lanes.place[row];
    const y = place * this.rowHeight;
    const isThere = y >= scroller.scrollTop && y + this.rowHeight <= scroller.scrollTop + scroller.clientHeight;
    if (place >= 0 && !isThere) {
      this.scrollTo(place);
    }
  }

  search(query) {
    this.found = Search.find(this.log, this.lanes.rows, query);
    this.#foundSet = new Set(this.found);
    const {found, 'found-before': before, 'found-next': next} = this.elements;
    found.textContent = query === '' ? '' : `${this.found.length} found`;
    before.hidden = next.hidden = this.found.length === 0;
    this.draw();
  }

  /** Selects the match after or before what is selected. */
  goToFound(step) {
    const places = this.found.map(row => this.lanes.place[row]);
    const from = this.placeOfSelected();
    const place = step > 0
      ? places.find(each => each > from) ?? places[0]
      : places.findLast(each => each < from) ?? places.at(-1);
    if (place !== undefined) {
      this.select(this.lanes.rows[place]);
    }
  }

  /** Zooms, and keeps in its place what is at a height of the window. */
  zoom(factor, y = this.elements.scroller.clientHeight / 2) {
    const {scroller} = this.elements;
    const place = (scroller.scrollTop + y) / this.rowHeight;
    this.rowHeight = Math.max(Page.#LOWEST, Math.min(Page.#HIGHEST, this.rowHeight * factor));
    this.version++;
    this.#stretch();
    scroller.scrollTop = place * this.rowHeight - y;
    this.draw();
  }
}
