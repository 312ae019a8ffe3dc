'use strict';

/** Which events are shown. A name that is null means all. */
class Filter {
  operation = null;
  party = null;
  level = 0;

  /** The rows that are shown, of all rows of a log. */
  apply(log) {
    const operation = this.operation === null ? -1 : log.operation.texts.indexOf(this.operation);
    const party = this.party === null ? -1 : log.party.texts.indexOf(this.party);
    const rows = new Int32Array(log.size);
    let count = 0;
    for (let row = 0; row < log.size; row++) {
      if ((operation < 0 || log.operation.of[row] === operation)
          && (party < 0 || log.party.of[row] === party)
          && log.level[row] >= this.level) {
        rows[count++] = row;
      }
    }
    return rows.subarray(0, count);
  }
}

/** Finds text in messages, stack traces, IDs and names. */
class Search {
  static NOTHING = Object.freeze([]);

  /** The events among some that have a text, whatever its case. */
  static find(log, rows, query) {
    if (query === '') {
      return Search.NOTHING;
    }
    const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    const columns = ['task', 'service', 'thread', 'operation', 'logger', 'stack']
      .map(name => ({of: log[name].of, has: log[name].texts.map(text => pattern.test(text))}));
    return Array.from(rows).filter(row => pattern.test(log.body[row])
      || columns.some(({of, has}) => has[of[row]])
      || pattern.test(log.id(row)));
  }
}
