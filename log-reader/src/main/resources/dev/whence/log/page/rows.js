'use strict';

/** The lines of text beside the lanes. There are only as many elements as the window shows; each shows a row after the other. */
class Rows {
  static LOWEST = 13;
  static #CELLS = ['time', 'mark', 'service', 'message', 'operation', 'since'];
  static #LONGEST = 400;

  #box;
  #elements = [];

  constructor(box) {
    this.#box = box;
  }

  draw(view) {
    const isLegible = view.rowHeight >= Rows.LOWEST;
    const count = isLegible ? Math.max(0, view.last - view.first + 1) : 0;
    while (this.#elements.length < count) {
      this.#elements.push(this.#create());
    }
    const used = new Set();
    for (let place = view.first; place < view.first + count; place++) {
      const element = this.#elements[place % this.#elements.length];
      used.add(element);
      this.#place(element, view, place);
    }
    for (const element of this.#elements) {
      element.hidden = !used.has(element);
    }
    const selected = view.placeOfSelected();
    const isThere = selected >= view.first && selected < view.first + count;
    this.#box.setAttribute('aria-activedescendant', isThere ? this.#elements[selected % this.#elements.length].id : '');
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
    element.style.transform = `translateY(${view.y(place)}px)`;
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
    element.style.height = `${view.rowHeight}px`;
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
