'use strict';

/** What happened before what. */
class Order {
  static CAUSE = 1;
  static EFFECT = 2;
  static SELF = 4;

  constructor(log) {
    this.log = log;
  }

  /** For each event what it is to one of them: its cause, its effect, neither (0), or that event itself. */
  around(row) {
    const marks = new Uint8Array(this.log.size);
    this.#reach(row, marks, Order.CAUSE, event => this.log.causes(event));
    this.#reach(row, marks, Order.EFFECT, event => this.log.effects(event));
    marks[row] = Order.SELF;
    return marks;
  }

  #reach(start, marks, mark, next) {
    const open = [start];
    while (open.length > 0) {
      for (const event of next(open.pop())) {
        if (!(marks[event] & mark)) {
          marks[event] |= mark;
          open.push(event);
        }
      }
    }
  }

  /**
   * Compares two different events. The answer is BEFORE, AFTER, UNORDERED, or UNKNOWN if what the log lacks may hold a
   * path; with the `path` from the earlier to the later one, if there is one, and an event of which causes are `missing`.
   */
  compare(one, other) {
    const isFirst = this.log.isEarlier(one, other);
    const [earlier, later] = isFirst ? [one, other] : [other, one];
    const {path, missing} = this.#search(earlier, later);
    if (path.length > 0) {
      return {answer: isFirst ? 'BEFORE' : 'AFTER', path, missing: -1};
    }
    return {answer: missing < 0 ? 'UNORDERED' : 'UNKNOWN', path, missing};
  }

  /** Goes back from the later event, and never beyond the stamp of the earlier one. */
  #search(earlier, later) {
    const {missing: incomplete} = this.log;
    const next = new Map([[later, -1]]);
    let missing = -1;
    for (const event of next.keys()) { // which also finds those that are added below
      if (missing < 0 && incomplete.has(event)) {
        missing = event;
      }
      for (const cause of this.log.causes(event)) {
        if (!next.has(cause) && (cause === earlier || this.log.isEarlier(earlier, cause))) {
          next.set(cause, event);
        }
      }
      if (next.has(earlier)) {
        break;
      }
    }
    return {path: next.has(earlier) ? this.#path(earlier, next) : [], missing};
  }

  #path(from, next) {
    const path = [];
    for (let event = from; event !== -1; event = next.get(event)) {
      path.push(event);
    }
    return path;
  }
}
