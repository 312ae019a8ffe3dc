'use strict';

/** Durations between events. The clocks of processes differ, so those between two processes are guesses, if known. */
class Times {
  static UNITS = [['h', 3.6e9], ['min', 6e7], ['s', 1e6], ['ms', 1e3]];

  constructor(log) {
    this.log = log;
  }

  /** A duration in microseconds with the unit that suits it, such as `23 ms`. */
  static text(micros) {
    const [unit, size] = Times.UNITS.find(([, each]) => Math.abs(micros) >= each) || ['µs', 1];
    const number = micros / size;
    return `${size > 1 && Math.abs(number) < 10 ? number.toFixed(1) : Math.round(number)} ${unit}`;
  }

  /** The time of an event as its line tells it, in UTC. */
  clockText(row) {
    const micros = this.log.begin + this.log.time[row];
    const text = new Date(Math.floor(micros / 1000)).toISOString();
    return `${text.slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`.replace('T', ' ');
  }

  /** How far the clock of the process of an event is ahead; an empty text if that is not known or not at all. */
  offsetText(row) {
    const {ahead, error} = this.log.clocks[this.log.process.of[row]];
    return error < 0 || (ahead === 0 && error === 0)
      ? ''
      : `${Times.text(Math.abs(ahead))} ${ahead < 0 ? 'behind' : 'ahead'}, ± ${Times.text(error)}`;
  }

  /** The duration from one event to another; null if the clocks cannot be compared. */
  between(from, to) {
    const {process, time, clocks} = this.log;
    if (process.of[from] === process.of[to]) {
      return {micros: Math.max(0, time[to] - time[from]), isGuess: false};
    }
    const [one, other] = [clocks[process.of[from]], clocks[process.of[to]]];
    return one.error >= 0 && other.error >= 0
      ? {micros: Math.max(0, time[to] - other.ahead - (time[from] - one.ahead)), isGuess: true}
      : null;
  }

  betweenText(from, to) {
    const duration = this.between(from, to);
    return duration === null ? '' : (duration.isGuess ? '~ ' : '') + Times.text(duration.micros);
  }

  /** The time since an event as a column shows it, with the same unit in all rows: that for the longest one. */
  column(first, longest) {
    const [unit, size] = [['s', 1e6, 1e7], ['ms', 1e3, 1e4]].find(([, , from]) => longest >= from) || ['µs', 1];
    const digits = size === 1e6 ? 3 : size === 1e3 && longest < 1e6 ? 1 : 0;
    return row => {
      const duration = this.between(first, row);
      return duration === null
        ? ''
        : `${duration.isGuess ? '~ ' : ''}${(duration.micros / size).toFixed(digits)} ${unit}`;
    };
  }
}
