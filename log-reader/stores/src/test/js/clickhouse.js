'use strict';

// Answers statements with ClickHouse as a library. Each line of the input is one, as JSON, and each line of the output is
// the answer to one: {"out": text} or {"error": text}.

const readline = require('readline');
const { Session } = require('chdb');

const session = new Session();

function answer(sql) {
  try {
    return { out: session.query(sql, 'TabSeparatedWithNames') };
  } catch (error) {
    return { error: String(error.message || error) };
  }
}

const input = readline.createInterface({ input: process.stdin });
input.on('line', (line) => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n'));
input.on('close', () => session.cleanup());
