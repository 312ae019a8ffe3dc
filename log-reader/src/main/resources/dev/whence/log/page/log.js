'use strict';

/** A column of which many texts are equal: the different texts, and for each row the number of its text. */
class TextColumn {
  /** Takes a column, or what comes behind the first values of the column before. */
  constructor({of, texts}, before, count) {
    this.of = Log.joined(Int32Array, before?.of, count, of);
    this.texts = before === null ? texts : before.texts.concat(texts);
  }

  text(row) {
    return this.texts[this.of[row]];
  }
}

/**
 * The events of a log, in an order in which causes come before effects, and the edges between them.
 *
 * What the exporter writes, with a value for each event unless another thing is said:
 *   from             the row of the first event here; those before are as they were
 *   begin, time      the first timestamp in microseconds since 1970, and how much later that of an event is
 *   task, n          the ID of the event is task:n
 *   service, process, severity, thread, operation, logger, stack, body
 *                    of those with few texts, the numbers of these as `of`, and the `texts` that are new
 *   causes           the number of direct predecessors
 *   cause, kind      for each edge its beginning and its kind, the edges of the first event first
 *   incomplete       the events of which not all causes are known, and the IDs that they name as `missing`
 *   stamp, tick      the two parts of its effective stamp: an event has a greater one than its causes
 *   start            the first events of tasks; of each, the `site`, `siteApproximate` and the microseconds `queued`
 *   clockAhead       for each text of `process`, the microseconds that its clock is ahead
 *   clockError       how wrong that may be, or -1 if it is not known at all
 */
class Log {
  static LEVELS = {TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, WARNING: 4, ERROR: 5, FATAL: 5};
  static WARN = 4;
  static ERROR = 5;

  /** How many digits of the ID of a process are shown: those that text logs show, and some more. */
  static ID = 4;

  /** Takes the columns, and the log before if there is one. */
  constructor(columns, previous) {
    const {from} = columns;
    const before = from > 0 ? previous : null;
    this.size = from + columns.n.length;
    this.begin = columns.begin;
    this.leftOut = columns.leftOut;
    for (const name of ['task', 'service', 'process', 'severity', 'thread', 'operation', 'logger', 'stack']) {
      this[name] = new TextColumn(columns[name], before && before[name], from);
    }
    for (const [name, type] of [['n', Int32Array], ['stamp', Float64Array], ['tick', Int32Array], ['time', Float64Array]]) {
      this[name] = Log.joined(type, before?.[name], from, columns[name]);
    }
    this.body = before === null ? columns.body : before.body.slice(0, from).concat(columns.body);
    this.clocks = columns.clockAhead.map((ahead, i) => ({ahead, error: columns.clockError[i]}));
    const levels = this.severity.texts.map(text => Log.LEVELS[text] || Log.LEVELS.INFO);
    this.level = Uint8Array.from(this.severity.of, number => levels[number]);
    this.party = new TextColumn({of: this.process.of, texts: this.#parties()}, null, 0);
    this.#readEdges(columns, before);
    this.missing = Log.#rows(before?.missing, from, columns.incomplete, i => columns.missing[i].split(' ').filter(Boolean));
    this.starts = Log.#rows(before?.starts, from, columns.start, i =>
      ({site: columns.site[i], isApproximate: columns.siteApproximate[i] === 1, queued: columns.queued[i]}));
  }

  /** An array of the first values of another one, and of some more. */
  static joined(Type, before, count, added) {
    const joined = new Type(count + added.length);
    joined.set(count > 0 ? before.subarray(0, count) : [], 0);
    joined.set(added, count);
    return joined;
  }

  /** What is told about some rows. */
  static #rows(before, from, rows, told) {
    const kept = [...before ?? []].filter(([row]) => row < from);
    return new Map(kept.concat(rows.map((row, i) => [row, told(i)])));
  }

  /** Who logs: a process, named by its service. If several processes have one name, their IDs tell them apart. */
  #parties() {
    const names = this.process.texts.map(() => '');
    for (let row = 0; row < this.size; row++) {
      names[this.process.of[row]] ||= this.service.text(row);
    }
    return names.map((name, process) => {
      const id = this.process.texts[process];
      const isUnique = names.indexOf(name) === names.lastIndexOf(name);
      return name === '' ? id : isUnique ? Log.short(name) : `${Log.short(name)} ${id.slice(0, Log.ID)}`;
    });
  }

  /** A service that is named by its main class, without the package. */
  static short(name) {
    return /^[\w.$]+\.[A-Z][\w$]*$/.test(name) ? name.slice(name.lastIndexOf('.') + 1) : name;
  }

  #readEdges({from, causes, cause, kind}, before) {
    const count = before === null ? 0 : before.firstCause[from];
    this.cause = Log.joined(Int32Array, before?.cause, count, cause);
    this.kind = new TextColumn(kind, before && before.kind, count);
    this.firstCause = new Int32Array(this.size + 1);
    this.firstEffect = new Int32Array(this.size + 1);
    this.effect = new Int32Array(this.cause.length);
    this.firstCause.set(before === null ? [0] : before.firstCause.subarray(0, from + 1));
    causes.forEach((number, i) => (this.firstCause[from + i + 1] = this.firstCause[from + i] + number));
    for (const row of this.cause) {
      this.firstEffect[row + 1]++;
    }
    for (let row = 0; row < this.size; row++) {
      this.firstEffect[row + 1] += this.firstEffect[row];
    }
    const next = this.firstEffect.slice();
    for (let row = 0; row < this.size; row++) {
      for (let edge = this.firstCause[row]; edge < this.firstCause[row + 1]; edge++) {
        this.effect[next[this.cause[edge]]++] = row;
      }
    }
  }

  id(row) {
    return `${this.task.text(row)}:${this.n[row]}`;
  }

  /** The row of the event with an ID, or -1. */
  find(id) {
    const colon = id.lastIndexOf(':');
    const [task, n] = [this.task.texts.indexOf(id.slice(0, colon)), Number(id.slice(colon + 1))];
    return this.n.findIndex((each, row) => each === n && this.task.of[row] === task);
  }

  /** Whether an event has the smaller effective stamp of two. */
  isEarlier(one, other) {
    const difference = this.stamp[one] - this.stamp[other];
    return difference < 0 || (difference === 0 && this.tick[one] < this.tick[other]);
  }

  causes(row) {
    return this.cause.subarray(this.firstCause[row], this.firstCause[row + 1]);
  }

  effects(row) {
    return this.effect.subarray(this.firstEffect[row], this.firstEffect[row + 1]);
  }

  /** The kind of an edge, such as `fork`. */
  edgeKind(from, to) {
    const index = this.causes(to).indexOf(from);
    return index < 0 ? '' : this.kind.text(this.firstCause[to] + index);
  }

  /** The cause that came last, or -1. */
  latestCause(row) {
    return this.causes(row).reduce((latest, cause) => Math.max(latest, cause), -1);
  }
}
