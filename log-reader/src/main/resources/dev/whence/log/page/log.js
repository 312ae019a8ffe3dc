'use strict';

/** A column of which many texts are equal: the different texts, and for each row the number of its text. */
class TextColumn {
  constructor({of, texts}) {
    this.of = Int32Array.from(of);
    this.texts = texts;
  }

  text(row) {
    return this.texts[this.of[row]];
  }
}

/**
 * The events of a log, in an order in which causes come before effects, and the edges between them.
 *
 * What the exporter writes, with a value for each event unless another thing is said:
 *   begin, time      the first timestamp in microseconds since 1970, and how much later that of an event is
 *   task, n          the ID of the event is task:n
 *   service, process, severity, thread, operation, logger, stack, body
 *   causes           the number of direct predecessors
 *   cause, kind      for each edge its beginning and its kind, the edges of the first event first
 *   incomplete       the events of which not all causes are known, and the IDs that they name as `missing`
 *   stamp            its effective stamp, as a number from 0: an event has a greater one than its causes
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

  constructor(columns) {
    this.size = columns.n.length;
    this.begin = columns.begin;
    this.leftOut = columns.leftOut;
    for (const name of ['task', 'service', 'process', 'severity', 'thread', 'operation', 'logger', 'stack', 'kind']) {
      this[name] = new TextColumn(columns[name]);
    }
    this.n = Int32Array.from(columns.n);
    this.stamp = Int32Array.from(columns.stamp);
    this.time = Float64Array.from(columns.time);
    this.body = columns.body;
    this.clocks = columns.clockAhead.map((ahead, i) => ({ahead, error: columns.clockError[i]}));
    const levels = this.severity.texts.map(text => Log.LEVELS[text] || Log.LEVELS.INFO);
    this.level = Uint8Array.from(this.severity.of, number => levels[number]);
    this.party = new TextColumn({of: this.process.of, texts: this.#parties()});
    this.#readEdges(columns);
    this.missing = new Map(columns.incomplete.map((row, i) => [row, columns.missing[i].split(' ').filter(Boolean)]));
    this.starts = new Map(columns.start.map((row, i) => [
      row,
      {site: columns.site[i], isApproximate: columns.siteApproximate[i] === 1, queued: columns.queued[i]},
    ]));
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

  #readEdges({causes, cause}) {
    this.firstCause = new Int32Array(this.size + 1);
    this.firstEffect = new Int32Array(this.size + 1);
    this.cause = Int32Array.from(cause);
    this.effect = new Int32Array(cause.length);
    for (let row = 0; row < this.size; row++) {
      this.firstCause[row + 1] = this.firstCause[row] + causes[row];
    }
    for (const from of cause) {
      this.firstEffect[from + 1]++;
    }
    for (let row = 0; row < this.size; row++) {
      this.firstEffect[row + 1] += this.firstEffect[row];
    }
    const next = this.firstEffect.slice();
    for (let row = 0; row < this.size; row++) {
      for (let edge = this.firstCause[row]; edge < this.firstCause[row + 1]; edge++) {
        this.effect[next[cause[edge]]++] = row;
      }
    }
  }

  id(row) {
    return `${this.task.text(row)}:${this.n[row]}`;
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
