'use strict';

// Parses queries with Grafana's parser of LogQL. Each line of the input is one, as JSON, and each line of the output tells
// whether it is one: {"out": ""}, or {"error": text} with what is wrong with it.

const readline = require('readline');
const { parser } = require('@grafana/lezer-logql');

function answer(query) {
  let error = null;
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError && error === null) {
        error = `at ${node.from}: ${query.slice(node.from, node.from + 20)}`;
      }
    },
  });
  return error === null ? { out: '' } : { error };
}

const input = readline.createInterface({ input: process.stdin });
input.on('line', (line) => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n'));
