'use strict';

/** The page of the market: asks for the state again and again, and sends the press of a button. */
class Market {
  static #PAUSE = 1000;
  static #MOST_FINDINGS = 6;
  static #MOST_FRAMES = 3;

  /** The buttons by the name of their fault, and the rows by their operation. They stay, so that they keep the focus. */
  #buttons = new Map();
  #orders = new Map();

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
    Market.#fill(Market.#the('findings'), findings.length > 0
      ? findings.slice(0, Market.#MOST_FINDINGS).map(Market.#finding)
      : [Market.#element('p', 'none', 'none')]);
    Market.#fill(Market.#the('services').tBodies[0], state.services.flatMap(Market.#pools));
    this.#showOrders(state.orders, state.diagram);
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

  /** Adds the new ones above, the latest first, and removes the oldest. */
  #showOrders(orders, diagram) {
    for (const order of [...orders].reverse()) {
      if (!this.#orders.has(order.operation)) {
        const row = Market.#order(order.operation, diagram);
        this.#orders.set(order.operation, row);
        Market.#the('orders').tBodies[0].prepend(row);
      }
      const row = this.#orders.get(order.operation);
      row.className = order.state.replace(' ', '-');
      row.cells[1].textContent = order.state;
      row.cells[2].textContent = order.millis < 0 ? '' : `${order.millis} ms`;
    }
    for (const [operation, row] of this.#orders) {
      if (!orders.some(order => order.operation === operation)) {
        row.remove();
        this.#orders.delete(operation);
      }
    }
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
    const cells = Market.#workers(service).map(pool => [pool.name, pool.threads, pool.active, pool.queued]);
    return (cells.length > 0 ? cells : [[service.fault ?? '–', '', '', '']]).map(([pool, ...numbers], i) => Market.#element('tr', '',
      i === 0 ? name : Market.#element('td', '', ''),
      Market.#element('td', '', pool),
      ...numbers.map(number => Market.#element('td', 'number', `${number}`))));
  }

  /** The busiest first. What waits in the queues of schedulers is not due yet. */
  static #workers(service) {
    return (service.dump?.pools ?? [])
      .filter(pool => !pool.class.includes('Scheduled'))
      .sort((one, other) => other.queued - one.queued || other.active - one.active);
  }

  static #order(operation, diagram) {
    const link = Market.#element('a', '', operation);
    link.href = `${diagram}#operation=${encodeURIComponent(operation)}`;
    link.target = '_blank';
    link.rel = 'noopener';
    return Market.#element('tr', '',
      Market.#element('td', '', link), Market.#element('td', ''), Market.#element('td', 'number'));
  }

  /** Leaves what has not changed, so that it can be selected. */
  static #fill(place, elements) {
    if (place.textContent !== elements.map(element => element.textContent).join('')) {
      place.replaceChildren(...elements);
    }
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
