'use strict';

/** All events that are shown, small, beside the window: where the errors are, and what was selected and found. */
class Minimap {
  #canvas;
  #picture = document.createElement('canvas');
  #drawn = null;

  /** The height of an event. */
  #step = 1;

  constructor(canvas, scrollTo) {
    this.#canvas = canvas;
    const move = event => {
      const box = canvas.getBoundingClientRect();
      scrollTo((event.clientY - box.top) / this.#step);
    };
    canvas.addEventListener('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    canvas.addEventListener('pointermove', event => {
      if (canvas.hasPointerCapture(event.pointerId)) {
        move(event);
      }
    });
  }

  draw(view, height, width) {
    const state = [view.version, view.selected, view.other, view.found, view.theme.text, height, width];
    if (this.#drawn === null || state.some((each, i) => each !== this.#drawn[i])) {
      this.#drawn = state;
      this.#paint(view, height, width);
    }
    const pen = Drawing.prepare(this.#canvas, width, height);
    pen.drawImage(this.#picture, 0, 0, width, height);
    const [top, bottom] = view.windowPlaces().map(place => place * this.#step);
    pen.fillStyle = view.theme.accent;
    pen.globalAlpha = 0.14;
    pen.fillRect(0, top, width, Math.max(6, bottom - top));
    pen.globalAlpha = 0.9;
    pen.strokeStyle = view.theme.accent;
    pen.strokeRect(0.5, top + 0.5, width - 1, Math.max(6, bottom - top) - 1);
    pen.globalAlpha = 1;
  }

  #paint(view, height, width) {
    this.#step = Math.min(height / Math.max(1, view.lanes.rows.length), 6);
    const pen = Drawing.prepare(this.#picture, width, height);
    const {rows, lane, count} = view.lanes;
    const step = this.#step;
    const scale = (width - 14) / Math.max(8, count);
    const thickness = Math.max(1, Math.min(2, step));
    const byColour = new Map();
    rows.forEach((row, place) => {
      const colour = this.#colour(view, row);
      (byColour.get(colour) || byColour.set(colour, []).get(colour)).push(place);
    });
    for (const [colour, places] of byColour) {
      pen.fillStyle = colour;
      for (const place of places) {
        pen.fillRect(3 + lane[place] * scale, place * step, Math.max(1.5, Math.min(scale, 4)), thickness);
      }
    }
    this.#paintMarks(view, pen, width);
  }

  #colour({theme, marks, log}, row) {
    if (marks === null) {
      return theme.party(log.party.of[row]);
    }
    return marks[row] & Order.CAUSE ? theme.cause : marks[row] & Order.EFFECT ? theme.effect : theme.ghost;
  }

  #paintMarks(view, pen, width) {
    const step = this.#step;
    const {rows} = view.lanes;
    const mark = (place, colour) => {
      pen.fillStyle = colour;
      pen.fillRect(width - 9, place * step - 0.5, 7, Math.max(2, Math.min(4, step)));
    };
    rows.forEach((row, place) => {
      if (view.log.level[row] === Log.ERROR) {
        mark(place, view.theme.error);
      }
    });
    view.found.forEach(row => mark(view.lanes.place[row], view.theme.warning));
    for (const row of [view.selected, view.other]) {
      if (row >= 0 && view.lanes.place[row] >= 0) {
        mark(view.lanes.place[row], view.theme.text);
      }
    }
  }
}
