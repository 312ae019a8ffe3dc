'use strict';

/** Begins: shows the log that the page has, or asks the server that the page comes from for it again and again. */
class Live {
  static #PAUSE = 1000;
  static #SHARE = 4;

  #page;
  #keys;
  #version = '';

  /** The operation that the address of the page names, until it is there: #operation=ID. */
  #wanted = new URLSearchParams(location.hash.slice(1)).get('operation');

  constructor() {
    this.#page = new Page();
    this.#keys = new Keys(this.#page);
    const text = this.#page.elements.log.textContent;
    if (text === '') {
      this.#follow();
    } else {
      this.#show(text);
    }
  }

  #show(text) {
    this.#page.show(new Log(JSON.parse(text), this.#page.log ?? null));
    this.#keys.fillLists();
    if (this.#wanted !== null && this.#page.log.operation.texts.includes(this.#wanted)) {
      this.#page.showOperation(this.#wanted);
      this.#wanted = null;
    }
  }

  /**
   * Takes no more than a part of the time, however big the log is, and none while nobody sees the page. The first time,
   * when all of it comes, does not count.
   */
  async #follow() {
    const begin = performance.now();
    const isFirst = this.#version === '';
    if (!document.hidden) {
      await this.#ask();
    }
    const taken = isFirst ? 0 : performance.now() - begin;
    setTimeout(() => this.#follow(), Math.max(Live.#PAUSE, taken * Live.#SHARE));
  }

  async #ask() {
    const {live} = this.#page.elements;
    try {
      const answer = await fetch(`log?version=${this.#version}`);
      if (answer.status === 200) {
        this.#show(await answer.text());
        this.#version = answer.headers.get('Whence-Version');
      }
      live.textContent = answer.ok ? '● live' : `the server refuses: ${answer.status}`;
    } catch {
      live.textContent = '○ the server has ended';
    }
  }
}

new Live();
