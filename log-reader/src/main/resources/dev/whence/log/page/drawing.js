'use strict';

/** The lanes of the events that are in the window, and the arrows between them. */
class Drawing {
  static LEFT = 14;
  static RIGHT = 10;
  static WIDEST_LANE = 20;
  static LABEL_HEIGHT = 17;

  /** Beyond these, labels are left out: each line of text names its service too. */
  static MOST_LINES = 8;

  static LABEL_FONT = '600 11.5px system-ui, sans-serif';

  #canvas;
  #head;

  constructor(canvas, head) {
    this.#canvas = canvas;
    this.#head = head;
  }

  /** Lays out the lanes in the room that there is, and their labels so that none is clipped or hides another. */
  arrange(view, room) {
    const {lanes} = view;
    const width = Math.max(60, Math.min(520, room * 0.36)) - Drawing.LEFT - Drawing.RIGHT;
    this.laneWidth = Math.min(Drawing.WIDEST_LANE, width / Math.max(1, lanes.count));
    this.#arrangeLabels(view, Drawing.LEFT + Math.max(width, room * 0.45));
    const labels = Math.max(0, ...this.labels.map(label => label.x + label.width));
    this.width = Math.ceil(Math.max(Drawing.LEFT + lanes.count * this.laneWidth, labels) + Drawing.RIGHT);
  }

  #arrangeLabels(view, widest) {
    const pen = this.#head.getContext('2d');
    pen.font = Drawing.LABEL_FONT;
    const ends = []; // of each line of labels
    this.labels = view.lanes.groups.map(group => {
      const text = this.#fitting(pen, view.log.party.texts[group.party], widest);
      const width = pen.measureText(text).width;
      const left = this.#x(group.from) - Math.min(6, this.laneWidth / 2);
      const x = Math.max(2, Math.min(left, widest - width));
      let line = ends.findIndex(end => end + 10 <= x);
      line = line < 0 ? ends.length : line;
      if (line < Drawing.MOST_LINES) {
        ends[line] = x + width;
      }
      return {group, text, x, width, left, line};
    });
    this.lines = Math.max(1, ends.length);
  }

  /** Shortens a name that would take half of the window. */
  #fitting(pen, text, width) {
    let end = Math.min(text.length, 200);
    while (end > 1 && pen.measureText(text.slice(0, end)).width > width - 14) {
      end--;
    }
    return end < text.length ? `${text.slice(0, end)}…` : text;
  }

  #x(lane) {
    return Drawing.LEFT + lane * this.laneWidth + this.laneWidth / 2 - 4;
  }

  drawHead(view) {
    const height = this.lines * Drawing.LABEL_HEIGHT + 8;
    const pen = Drawing.prepare(this.#head, this.width, height);
    pen.font = Drawing.LABEL_FONT;
    pen.textBaseline = 'middle';
    for (const label of this.labels) {
      const right = this.#x(label.group.to) + Math.min(6, this.laneWidth / 2);
      pen.fillStyle = view.theme.party(label.group.party);
      pen.fillRect(label.left, height - 4, Math.max(2, right - label.left), 3);
      if (label.line < Drawing.MOST_LINES) {
        this.#drawLabel(pen, label, height);
      }
    }
  }

  /** A label has a thin line down to its lanes. */
  #drawLabel(pen, {text, x, left, line}, height) {
    const y = line * Drawing.LABEL_HEIGHT;
    pen.globalAlpha = 0.45;
    pen.fillRect(Math.max(left, 1), y + Drawing.LABEL_HEIGHT - 2, 1, height - y - Drawing.LABEL_HEIGHT);
    pen.globalAlpha = 1;
    pen.fillText(text, x, y + Drawing.LABEL_HEIGHT / 2 + 1);
  }

  draw(view, height) {
    const pen = Drawing.prepare(this.#canvas, this.width, height);
    this.pen = pen;
    this.#drawBands(view, height);
    this.#drawEdges(view);
    pen.globalAlpha = 1;
    this.#drawEvents(view);
  }

  /** Sizes a canvas, in the pixels of the screen, and empties it. */
  static prepare(canvas, width, height) {
    const scale = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  #drawBands(view, height) {
    const {pen} = this;
    for (const {party, from, to} of view.lanes.groups) {
      const left = this.#x(from) - this.laneWidth / 2;
      pen.globalAlpha = 0.055;
      pen.fillStyle = view.theme.party(party);
      pen.fillRect(left, 0, this.#x(to) + this.laneWidth / 2 - left, height);
    }
    pen.globalAlpha = 1;
    for (const [place, colour] of [[view.hovered, view.theme.hover], [view.placeOfSelected(), view.theme.selected]]) {
      if (place >= 0) {
        pen.fillStyle = colour;
        pen.fillRect(0, view.y(place), this.width, view.rowHeight);
      }
    }
  }

  /** Edges of one look are drawn together, those that matter most at last. */
  #drawEdges(view) {
    const looks = new Map();
    view.edges.forEach(view.first, view.last, (from, to) => {
      const look = this.#look(view, from, to);
      const key = `${look.rank} ${look.colour} ${look.isDashed}`;
      (looks.get(key) || looks.set(key, {...look, edges: []}).get(key)).edges.push(from, to);
    });
    for (const look of [...looks.values()].sort((a, b) => a.rank - b.rank)) {
      this.#drawAlike(view, look);
    }
    this.pen.setLineDash([]);
  }

  #look(view, from, to) {
    const {theme, marks, lanes, log} = view;
    const [one, other] = [lanes.rows[from], lanes.rows[to]];
    const isDashed = log.process.of[one] !== log.process.of[other];
    if (marks !== null) {
      const isWithin = mark => (marks[one] & mark) !== 0 && (marks[other] & mark) !== 0;
      if (isWithin(Order.CAUSE | Order.SELF)) {
        return {rank: 3, colour: theme.cause, isDashed, width: 2.4};
      }
      return isWithin(Order.EFFECT | Order.SELF)
        ? {rank: 2, colour: theme.effect, isDashed, width: 2.4}
        : {rank: 0, colour: theme.ghost, isDashed, width: 1.2};
    }
    const isSame = log.task.of[one] === log.task.of[other];
    return {rank: 1, colour: theme.party(log.party.of[one]), isDashed, width: isSame ? 2.2 : 1.5};
  }

  #drawAlike(view, {colour, isDashed, width, edges}) {
    const {pen} = this;
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = this.laneWidth < 6 ? Math.min(width, 1.4) : width;
    pen.setLineDash(isDashed ? [5, 3] : []);
    pen.beginPath();
    for (let i = 0; i < edges.length; i += 2) {
      this.#trace(view, edges[i], edges[i + 1]);
    }
    pen.stroke();
    if (view.rowHeight >= 14 && this.laneWidth >= 7) {
      pen.beginPath();
      for (let i = 0; i < edges.length; i += 2) {
        this.#traceHead(view, edges[i], edges[i + 1]);
      }
      pen.fill();
    }
  }

  /** An edge goes down the lane of the cause, and turns into the lane of the effect in its row. */
  #trace(view, from, to) {
    const {pen} = this;
    const [x1, x2] = [this.#x(view.lanes.lane[from]), this.#x(view.lanes.lane[to])];
    const [y1, y2] = [view.yOfMiddle(from), view.yOfMiddle(to)];
    pen.moveTo(x1, Math.max(y1, -50));
    if (x1 === x2) {
      pen.lineTo(x2, y2);
      return;
    }
    const turn = Math.min(view.rowHeight * 0.6, Math.abs(x2 - x1), 12);
    pen.lineTo(x1, y2 - turn);
    pen.quadraticCurveTo(x1, y2, x1 + Math.sign(x2 - x1) * turn, y2);
    pen.lineTo(x2, y2);
  }

  #traceHead(view, from, to) {
    const [x1, x2] = [this.#x(view.lanes.lane[from]), this.#x(view.lanes.lane[to])];
    if (x1 !== x2) {
      const side = Math.sign(x1 - x2);
      const [x, y] = [x2 + side * (this.radius(view) + 0.5), view.yOfMiddle(to)];
      this.pen.moveTo(x, y);
      this.pen.lineTo(x + side * 5.5, y - 3.5);
      this.pen.lineTo(x + side * 5.5, y + 3.5);
      this.pen.closePath();
    }
  }

  radius(view) {
    return Math.max(1.2, Math.min(4.6, view.rowHeight / 4.5, this.laneWidth / 2.6));
  }

  #drawEvents(view) {
    for (let place = view.first; place <= view.last; place++) {
      this.#drawEvent(view, place, view.lanes.rows[place]);
    }
  }

  #drawEvent(view, place, row) {
    const {pen} = this;
    const {theme, log, marks} = view;
    const [x, y, radius] = [this.#x(view.lanes.lane[place]), view.yOfMiddle(place), this.radius(view)];
    const isUnrelated = marks !== null && marks[row] === 0;
    pen.fillStyle = isUnrelated ? theme.ghost : this.#colour(view, row);
    pen.beginPath();
    this.#shape(log.level[row], x, y, radius);
    pen.fill();
    if (log.missing.has(row) && radius > 2) {
      this.#ring(x, y, radius + 3, isUnrelated ? theme.ghost : theme.warning, [2, 2]);
    }
    if (row === view.selected || row === view.other) {
      this.#ring(x, y, radius + 3.5, theme.text, []);
    }
  }

  #colour(view, row) {
    const level = view.log.level[row];
    return level === Log.ERROR ? view.theme.error : view.theme.party(view.log.party.of[row]);
  }

  /** Errors are squares and warnings are diamonds, for those who do not see their colours. */
  #shape(level, x, y, radius) {
    const {pen} = this;
    if (level === Log.ERROR) {
      pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    } else if (level === Log.WARN) {
      const size = radius * 1.3;
      pen.moveTo(x, y - size);
      pen.lineTo(x + size, y);
      pen.lineTo(x, y + size);
      pen.lineTo(x - size, y);
    } else {
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }

  #ring(x, y, radius, colour, dashes) {
    const {pen} = this;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.6;
    pen.setLineDash(dashes);
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.stroke();
    pen.setLineDash([]);
  }
}
