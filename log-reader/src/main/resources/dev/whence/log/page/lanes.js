'use strict';

/**
 * Gives each task, thread or service a lane. A lane is used again when nothing refers to what was in it. The lanes of a
 * party stand side by side.
 */
class Lanes {
  /** For each event of the log its place among those that are shown, or -1. */
  place;

  /** For each place the lane. */
  lane;

  /** The parties with their first and last lanes. */
  groups = [];

  count = 0;

  constructor(log, rows, by) {
    this.log = log;
    this.rows = rows;
    this.place = new Int32Array(log.size).fill(-1);
    rows.forEach((row, place) => (this.place[row] = place));
    this.lane = new Int32Array(rows.length);
    this.#assign(this.#keys(by));
  }

  /** What has a lane of its own, as a number for each event. Threads of two processes may have one name. */
  #keys(by) {
    const {log} = this;
    if (by !== 'thread') {
      return by === 'task' ? log.task.of : log.party.of;
    }
    const threads = log.thread.texts.length;
    return Float64Array.from(log.thread.of, (thread, row) => log.process.of[row] * threads + thread);
  }

  #assign(keys) {
    const ends = this.#ends(keys);
    const free = new Map(); // for each party, of its lanes the places up to which they are in use
    const lanes = new Map();
    const owners = [];
    this.rows.forEach((row, place) => {
      const key = keys[row];
      if (!lanes.has(key)) {
        const party = this.log.party.of[row];
        const busy = free.get(party) || free.set(party, []).get(party);
        const lane = this.#lane(row, place, busy, owners, party, lanes, keys);
        busy.find(each => each.lane === lane).until = ends.get(key);
        lanes.set(key, lane);
      }
      this.lane[place] = lanes.get(key);
    });
    this.#sort(owners);
  }

  /** For each key the last place that refers to it. */
  #ends(keys) {
    const ends = new Map();
    this.rows.forEach((row, place) => {
      ends.set(keys[row], place);
      for (const cause of this.log.causes(row)) {
        if (this.place[cause] >= 0) {
          ends.set(keys[cause], place);
        }
      }
    });
    return ends;
  }

  /** The lane of its cause if that is free now, so that a chain is a straight line; else the first one that is free. */
  #lane(row, place, busy, owners, party, lanes, keys) {
    for (const cause of this.log.causes(row)) {
      const lane = this.place[cause] < 0 ? undefined : lanes.get(keys[cause]);
      const own = busy.find(each => each.lane === lane);
      if (own && own.until <= place) {
        return lane;
      }
    }
    const found = busy.find(each => each.until < place);
    if (found) {
      return found.lane;
    }
    owners.push(party);
    busy.push({lane: owners.length - 1, until: place});
    return owners.length - 1;
  }

  /** Puts the lanes of a party side by side. */
  #sort(owners) {
    const order = owners.map((_, lane) => lane).sort((a, b) => owners[a] - owners[b] || a - b);
    const moved = new Int32Array(owners.length);
    order.forEach((lane, index) => {
      moved[lane] = index;
      const last = this.groups.at(-1);
      if (last && last.party === owners[lane]) {
        last.to = index;
      } else {
        this.groups.push({party: owners[lane], from: index, to: index});
      }
    });
    this.lane = this.lane.map(lane => moved[lane]);
    this.count = owners.length;
  }
}
