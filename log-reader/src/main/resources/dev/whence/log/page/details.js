'use strict';

/** The panel about what is selected. All text of the log becomes text nodes. */
class Details {
  static #KEYS = [
    ['click', 'causes ▲, effects ▼; what is neither is faint'],
    ['⇧ click', 'compares an event with the selected one'],
    ['↑ ↓', 'the event above, below'],
    ['← →', 'its latest cause, its first effect'],
    ['Home End', 'the first event, the last event'],
    ['⇧ ↑ ↓', 'compares with the event above, below'],
    ['/', 'search; Enter for the next match'],
    ['+ −', 'zoom; also Ctrl and the wheel'],
    ['Esc', 'nothing selected'],
  ];

  static #ANSWERS = {
    BEFORE: 'The first event came before the second one.',
    AFTER: 'The first event came after the second one.',
    UNORDERED: 'No tracked path leads from one to the other. Neither came first, as far as the log tells.',
    UNKNOWN: 'No path was found, but what is missing of the log may have one.',
  };

  static #MOST = 200;

  #box;
  #select;
  #filter;
  #subject = '';

  constructor(box, select, filter) {
    this.#box = box;
    this.#select = select;
    this.#filter = filter;
  }

  show(view) {
    const subject = [view.selected, view.other].map(row => (row < 0 ? '' : view.log.id(row))).join();
    const scrolled = subject === this.#subject ? this.#box.scrollTop : 0;
    this.#subject = subject;
    this.#box.replaceChildren();
    this.#fill(view);
    this.#box.scrollTop = scrolled;
  }

  #fill(view) {
    if (view.other >= 0) {
      this.#showComparison(view);
    } else if (view.selected >= 0) {
      this.#showEvent(view, view.selected);
    } else {
      this.#showHelp(view);
    }
  }

  #add(name, text = '', className = '', parent = this.#box) {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    parent.append(element);
    return element;
  }

  #showHelp(view) {
    this.#add('h2', 'What happened before what');
    const keys = this.#add('div', '', 'keys');
    for (const [key, meaning] of Details.#KEYS) {
      this.#add('span', '', '', keys).append(...key.split(' ').flatMap(each => [this.#key(each), ' ']));
      this.#add('span', meaning, '', keys);
    }
    this.#add('h3', 'Who logs');
    const parties = this.#add('ul', '', 'legend');
    view.log.party.texts.forEach((name, party) => {
      const item = this.#add('li', '', '', parties);
      this.#add('span', '', `dot name-${party % Theme.PARTIES}`, item);
      this.#add('span', name, '', item);
    });
    this.#add('h3', 'What the signs say');
    const signs = this.#add('ul', '', 'legend');
    for (const text of ['■ error', '◆ warning', '◌ a cause is missing from the log',
      '- - from another process', '~ clocks of two processes, compared by the edges between them']) {
      this.#add('li', text, '', signs);
    }
  }

  #key(text) {
    const key = document.createElement('kbd');
    key.textContent = text;
    return key;
  }

  #showEvent(view, row) {
    const {log} = view;
    this.#add('h2', log.body[row] || '(no message)');
    this.#showCounts(view);
    this.#showFields(view, row);
    this.#showGaps(view, row);
    this.#list(view, 'Directly after', log.causes(row), cause => [cause, row]);
    this.#list(view, 'Directly before', log.effects(row), effect => [row, effect]);
    if (log.stack.text(row) !== '') {
      this.#add('h3', 'Stack trace');
      this.#add('pre', log.stack.text(row)).tabIndex = 0;
    }
  }

  #showCounts({marks}) {
    const counts = [0, 0, 0];
    for (const mark of marks) {
      counts[mark & Order.CAUSE ? 1 : mark & Order.EFFECT ? 2 : 0]++;
    }
    const box = this.#add('p', '', 'counts');
    this.#add('span', `▲ ${Details.counted(counts[1], 'cause')}`, 'count causes', box);
    this.#add('span', `▼ ${Details.counted(counts[2], 'effect')}`, 'count effects', box);
    this.#add('span', `${counts[0] - 1} unordered`, 'count', box);
  }

  static counted(number, name) {
    return `${number} ${name}${number === 1 ? '' : 's'}`;
  }

  #showFields({log, times}, row) {
    const list = this.#add('dl');
    const add = (name, text) => {
      if (text !== '') {
        this.#add('dt', name, '', list);
        return this.#add('dd', text, '', list);
      }
      return null;
    };
    const operation = add('operation', log.operation.text(row));
    if (operation !== null) {
      operation.append(' ', this.#button('only this', () => this.#filter(log.operation.text(row))));
    }
    add('service', log.service.text(row));
    add('event', log.id(row));
    add('level', log.severity.text(row));
    add('time', times.clockText(row));
    add('its clock', times.offsetText(row));
    add('thread', log.thread.text(row));
    add('logger', log.logger.text(row));
    const start = log.starts.get(row);
    if (start) {
      add('task made at', start.site + (start.isApproximate ? ' (approximately)' : ''));
      add('in a queue for', start.queued < 0 ? '' : Times.text(start.queued));
    }
  }

  #button(text, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', act);
    return button;
  }

  #showGaps({log}, row) {
    const missing = log.missing.get(row);
    if (missing) {
      const what = missing.length > 0 ? `: ${missing.join(', ')}` : '.';
      this.#add('p', `Not all causes of this event are in the log${what}`, 'note');
    }
  }

  #list(view, title, rows, edge) {
    if (rows.length > 0) {
      this.#add('h3', title);
      for (const row of rows.subarray(0, Details.#MOST)) {
        this.#link(view, row, view.log.edgeKind(...edge(row)));
      }
      if (rows.length > Details.#MOST) {
        this.#add('p', `and ${rows.length - Details.#MOST} more`);
      }
    }
  }

  #link({log}, row, kind) {
    const button = this.#button('', () => this.#select(row));
    button.className = 'event';
    button.title = log.id(row);
    this.#add('span', log.party.text(row), `name name-${log.party.of[row] % Theme.PARTIES}`, button);
    this.#add('span', Rows.line(log.body[row]), 'body', button);
    this.#add('span', kind, 'kind', button);
    this.#box.append(button);
  }

  #showComparison(view) {
    const {answer, path, missing} = view.comparison;
    this.#add('h2', answer, 'answer');
    this.#add('p', Details.#ANSWERS[answer]);
    this.#add('h3', 'First');
    this.#link(view, view.selected, view.log.id(view.selected));
    this.#add('h3', 'Second');
    this.#link(view, view.other, view.log.id(view.other));
    if (path.length > 0) {
      this.#showPath(view, path);
    } else if (missing >= 0) {
      this.#add('h3', 'Not all causes are known of');
      this.#link(view, missing, '');
    }
  }

  #showPath(view, path) {
    const duration = view.times.betweenText(path[0], path.at(-1));
    this.#add('h3', `The path: ${Details.counted(path.length - 1, 'edge')}${duration && `, ${duration}`}`);
    path.slice(0, Details.#MOST).forEach((row, i) => {
      this.#link(view, row, i === 0 ? '' : view.log.edgeKind(path[i - 1], row));
    });
    if (path.length > Details.#MOST) {
      this.#add('p', `and ${path.length - Details.#MOST} more`);
    }
  }
}
