'use strict';

/**
 * Finds the edges that cross some rows. An edge is in one or two blocks of rows; the longer it is, the bigger are the
 * blocks.
 */
class Edges {
  static SMALLEST = 64;

  #levels = [];

  constructor(log, lanes) {
    for (const row of lanes.rows) {
      const to = lanes.place[row];
      for (const cause of log.causes(row)) {
        if (lanes.place[cause] >= 0) {
          this.#add(lanes.place[cause], to);
        }
      }
    }
  }

  #add(from, to) {
    let level = 0;
    let size = Edges.SMALLEST;
    while (size < to - from) {
      size *= 2;
      level++;
    }
    const blocks = this.#levels[level] || (this.#levels[level] = new Map());
    for (let block = Math.floor(from / size); block <= Math.floor(to / size); block++) {
      const edges = blocks.get(block) || blocks.set(block, []).get(block);
      edges.push(from, to);
    }
  }

  /** Gives each edge that crosses some places to a function, once. */
  forEach(first, last, take) {
    this.#levels.forEach((blocks, level) => {
      const size = Edges.SMALLEST * 2 ** level;
      const begin = Math.floor(first / size);
      for (let block = begin; block <= Math.floor(last / size); block++) {
        const edges = blocks.get(block) || [];
        for (let i = 0; i < edges.length; i += 2) {
          const isNew = block === begin || Math.floor(edges[i] / size) === block;
          if (isNew && edges[i] <= last && edges[i + 1] >= first) {
            take(edges[i], edges[i + 1]);
          }
        }
      }
    });
  }
}
