'use strict';

/** The lines of text beside the lanes. There are only as many elements as the window shows; each shows a row after the other. */
class Rows {
  static LOWEST = 15;
  static SPARSE = 22;
  static #CELLS = ['time', 'mark', 'service', 'message', 'operation', 'since'];
  static #LONGEST = 400;

  #box;
  #elements = [];

  constructor(box) {
    this.#box = box;
  }

  /** Where events are too close for a line each, some of them have one, in even distances. */
  draw(view) {
    const step = view.rowHeight >= Rows.LOWEST ? 1 : Math.ceil(Rows.SPARSE / view.rowHeight);
    const first = Math.ceil(view.first / step);
    const count = Math.max(0, Math.floor(view.last / step) - first + 1);
    while (this.#elements.length < count) {
      this.#elements.push(this.#create());
    }
    const length = this.#elements.length;
    this.#elements.forEach(element => (element.place = -1));
    for (let line = first; line < first + count; line++) {
      this.#place(this.#elements[line % length], view, line * step);
    }
    let active = '';
    for (const element of this.#elements) {
      element.hidden = element.place < 0;
      active = element.place >= 0 && element.place === view.placeOfSelected() ? element.id : active;
    }
    this.#box.setAttribute('aria-activedescendant', active);
  }

  #create() {
    const element = document.createElement('div');
    element.id = `row-${this.#elements.length}`;
    element.setAttribute('role', 'option');
    for (const name of Rows.#CELLS) {
      const cell = document.createElement('span');
      cell.className = name;
      element.append(cell);
    }
    const message = element.querySelector('.message');
    for (const name of ['body', 'thrown']) {
      const part = document.createElement('span');
      part.className = name;
      message.append(part);
    }
    this.#box.append(element);
    return element;
  }

  #place(element, view, place) {
    const row = view.lanes.rows[place];
    const look = this.#look(view, place, row);
    element.place = place;
    element.style.transform = `translateY(${view.yOfMiddle(place) - Rows.#height(view) / 2}px)`;
    if (element.className !== look) {
      element.className = look;
      const mark = look.includes(' cause') ? '▲' : look.includes(' effect') ? '▼' : '';
      element.children[1].textContent = mark;
      element.setAttribute('aria-selected', row === view.selected || row === view.other);
    }
    if (element.shownVersion !== view.version || element.shownRow !== row) {
      element.shownVersion = view.version;
      element.shownRow = row;
      this.#fill(element, view, place, row);
    }
  }

  #look(view, place, row) {
    const {log, marks} = view;
    const names = ['row'];
    names.push({[Log.ERROR]: 'error', [Log.WARN]: 'warning'}[log.level[row]] || 'usual');
    if (row === view.selected || row === view.other) {
      names.push('selected');
    } else if (marks !== null) {
      names.push({[Order.CAUSE]: 'cause', [Order.EFFECT]: 'effect', 0: 'unrelated'}[marks[row]] || 'cause');
    }
    if (view.isFound(row)) {
      names.push('found');
    }
    if (place === view.hovered) {
      names.push('hovered');
    }
    return names.join(' ');
  }

  #fill(element, view, place, row) {
    const {log, times} = view;
    const [time, , service, message, operation, since] = element.children;
    element.style.height = `${Rows.#height(view)}px`;
    element.setAttribute('aria-posinset', place + 1);
    element.setAttribute('aria-setsize', view.lanes.rows.length);
    time.textContent = view.timeText(row);
    service.textContent = log.party.text(row);
    service.className = `service name-${log.party.of[row] % Theme.PARTIES}`;
    message.children[0].textContent = Rows.line(log.body[row]);
    message.children[1].textContent = Rows.thrown(log.stack.text(row));
    operation.textContent = log.operation.text(row);
    const cause = log.latestCause(row);
    since.textContent = cause < 0 ? '' : times.betweenText(cause, row);
  }

  static #height({rowHeight}) {
    return rowHeight < Rows.LOWEST ? Rows.SPARSE : rowHeight;
  }

  /** A message on one line. */
  static line(text) {
    return text.slice(0, Rows.#LONGEST).replaceAll('\n', ' ⏎ ');
  }

  /** The name of the class with which a stack trace begins, without its package. */
  static thrown(stack) {
    const name = /^[\w.$]*/.exec(stack)[0];
    return name.slice(name.lastIndexOf('.') + 1);
  }
}
