'use strict';

/** The page of the market: asks for the state again and again, and sends the press of a button. */
class Market {
  static #PAUSE = 1000;
  static #MOST_FINDINGS = 6;
  static #MOST_FRAMES = 3;
  static #MOST_POOLS = 4;

  /** The buttons by the name of their fault, which stay the same, so that they keep the focus. */
  #buttons = new Map();

  constructor() {
    this.#follow();
  }

  async #follow() {
    if (!document.hidden) {
      await this.#ask();
    }
    setTimeout(() => this.#follow(), Market.#PAUSE);
  }

  async #ask() {
    const live = Market.#the('live');
    try {
      const answer = await fetch('state');
      if (answer.ok) {
        this.#show(await answer.json());
      }
      live.textContent = answer.ok ? '● live' : `the market refuses: ${answer.status}`;
    } catch {
      live.textContent = '○ the market is closed';
    }
  }

  #show(state) {
    Market.#the('counts').textContent =
      Object.entries(state.counts).map(([name, count]) => `${count} ${name}`).join(', ');
    Market.#the('diagram').href = state.diagram;
    state.services.forEach(service => (service.faults ?? []).forEach(fault => this.#showFault(service, fault)));
    const findings = state.services.flatMap(service => (service.dump?.findings ?? []).map(finding => ({service, ...finding})));
    findings.sort((one, other) => other.last.localeCompare(one.last));
    Market.#fill('findings', findings.slice(0, Market.#MOST_FINDINGS).map(Market.#finding));
    Market.#fillTable('services', state.services.flatMap(Market.#pools));
    Market.#fillTable('orders', state.orders.map(order => Market.#order(order, state.diagram)));
  }

  #showFault(service, fault) {
    if (!this.#buttons.has(fault.name)) {
      const button = Market.#element('button', '', fault.name);
      button.type = 'button';
      button.id = fault.name;
      button.addEventListener('click', () => this.#turn(service.name, fault.name));
      const row = Market.#element('div', 'fault', button, Market.#element('span', '', fault.meaning));
      Market.#the('faults').append(row);
      this.#buttons.set(fault.name, button);
    }
    this.#buttons.get(fault.name).setAttribute('aria-pressed', fault.on);
  }

  async #turn(service, fault) {
    const isOn = this.#buttons.get(fault).getAttribute('aria-pressed') === 'true';
    await fetch(`faults/${service}/${fault}/${isOn ? 'off' : 'on'}`, {method: 'POST'});
    await this.#ask();
  }

  static #finding({service, name, what, path, stack}) {
    const head = Market.#element('div', '',
      Market.#element('b', '', name), ' ', Market.#element('span', 'service', `in ${service.name}`));
    const text = [what, ...(path.length > 0 ? path : stack.slice(0, Market.#MOST_FRAMES))].join('\n');
    return Market.#element('div', 'finding', head, Market.#element('pre', '', text));
  }

  static #pools(service) {
    const clock = service.secondsFast === 0 ? '' : ` (clock ${service.secondsFast > 0 ? '+' : '−'}5 min)`;
    const name = Market.#element('td', '', service.name, Market.#element('span', 'clock', clock));
    const cells = Market.#busiest(service).map(pool => [pool.name, pool.threads, pool.active, pool.queued]);
    return (cells.length > 0 ? cells : [[service.fault ?? '–', '', '', '']]).map(([pool, ...numbers], i) => Market.#element('tr', '',
      i === 0 ? name : Market.#element('td', '', ''),
      Market.#element('td', '', pool),
      ...numbers.map(number => Market.#element('td', 'number', `${number}`))));
  }

  /** What waits in the queues of schedulers is not due yet. */
  static #busiest(service) {
    return (service.dump?.pools ?? [])
      .filter(pool => !pool.class.includes('Scheduled'))
      .sort((one, other) => other.queued - one.queued || other.active - one.active)
      .slice(0, Market.#MOST_POOLS);
  }

  static #order(order, diagram) {
    const link = Market.#element('a', '', order.operation);
    link.href = `${diagram}#operation=${encodeURIComponent(order.operation)}`;
    link.target = '_blank';
    link.rel = 'noopener';
    return Market.#element('tr', order.state.replace(' ', '-'),
      Market.#element('td', '', link),
      Market.#element('td', '', order.state),
      Market.#element('td', 'number', order.millis < 0 ? '' : `${order.millis} ms`));
  }

  static #fill(id, elements) {
    Market.#the(id).replaceChildren(...(elements.length > 0 ? elements : [Market.#element('p', 'none', 'none')]));
  }

  static #fillTable(id, rows) {
    Market.#the(id).tBodies[0].replaceChildren(...rows);
  }

  /** Makes an element. All texts of services and logs become text, whatever is in them. */
  static #element(name, style, ...content) {
    const element = document.createElement(name);
    element.className = style;
    element.append(...content);
    return element;
  }

  static #the(id) {
    return document.getElementById(id);
  }
}

new Market();
