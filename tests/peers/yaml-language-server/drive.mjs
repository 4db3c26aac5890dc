// SPDX-License-Identifier: BSD-2-Clause
// drive.mjs SERVER SCHEMA - ask the YAML language server what an editor asks.
//
// SERVER is the server's program, SCHEMA the schema file that it shall use
// for every document (`-`: none, documents name their own). Questions come
// on standard input, one a line, words separated by tabs; L and C count from
// 1 as in domc's messages:
//
//   silent FILE               nothing is found
//   finds FILE L              something is found on line L
//   hover FILE L C WORDS      what is shown there has these words
//   offers FILE L C LABEL...  these are proposed there, each once
//   only FILE L C LABEL...    these are proposed there, and no others
//
// Prints what is not so, then the sums; exits 1 if anything is not so.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PATIENCE_MS = 20000;	// for one answer
const [program, schema] = process.argv.slice(2);

// ---- the protocol: JSON-RPC with a header, over stdin and stdout ----

const server = spawn(process.execPath, [program, '--stdio'], {
	stdio: ['pipe', 'pipe', 'inherit'],
});
const waiting = new Map();	// number of a request -> who takes its answer
const watching = new Map();	// URI -> who takes its diagnostics
let bytes = Buffer.alloc(0);
let n_requests = 0;

function send(message) {
	const body = JSON.stringify({ jsonrpc: '2.0', ...message });

	server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n` +
		body);
}

// What the server asks for itself: its settings; all else has no answer.
function answer({ id, method, params }) {
	let result = null;

	if (method === 'workspace/configuration')
		result = params.items.map(({ section }) =>
			section === 'yaml' ? settings() : {});
	send({ id, result });
}

function receive(message) {
	if (message.method === 'textDocument/publishDiagnostics')
		watching.get(message.params.uri)?.(message.params.diagnostics);
	else if (message.method && message.id !== undefined)
		answer(message);
	else if (!message.method) {
		waiting.get(message.id)?.(message);
		waiting.delete(message.id);
	}
}

server.stdout.on('data', (more) => {
	bytes = Buffer.concat([bytes, more]);
	for (;;) {
		const end = bytes.indexOf('\r\n\r\n');
		const head = bytes.subarray(0, end).toString();
		const length = /content-length: *(\d+)/i.exec(head)?.[1];

		if (end < 0 || bytes.length < end + 4 + Number(length))
			return;
		const body = bytes.subarray(end + 4, end + 4 + Number(length));
		bytes = bytes.subarray(end + 4 + Number(length));
		receive(JSON.parse(body.toString()));
	}
});

function in_time(what, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() =>
			reject(new Error(`no answer to ${what}`)), PATIENCE_MS);
	});

	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function ask(method, params) {
	const id = ++n_requests;

	send({ id, method, params });
	return in_time(method, new Promise((take) => waiting.set(id, take)))
		.then(({ result, error }) => {
			if (error)
				throw new Error(`${method}: ${error.message}`);
			return result;
		});
}

// ---- an editor's side of it ----

// No schema store: everything that is needed is here.
function settings() {
	return {
		validate: true,
		hover: true,
		completion: true,
		schemaStore: { enable: false },
		schemas: schema === '-' ? {} :
			{ [resolve(schema)]: '*.yaml' },
	};
}

async function begin() {
	await ask('initialize', {
		processId: process.pid,
		rootUri: null,
		capabilities: {
			textDocument: {
				hover: { contentFormat: ['plaintext'] },
				publishDiagnostics: {},
			},
			workspace: { configuration: true },
		},
	});
	send({ method: 'initialized', params: {} });
	send({
		method: 'workspace/didChangeConfiguration',
		params: { settings: { yaml: settings() } },
	});
}

const opened = new Map();	// file -> its diagnostics, once they are there

function open(file) {
	const uri = pathToFileURL(file).href;

	if (!opened.has(file)) {
		opened.set(file, in_time(`didOpen ${file}`,
			new Promise((take) => watching.set(uri, take))));
		send({
			method: 'textDocument/didOpen',
			params: { textDocument: {
				uri,
				languageId: 'yaml',
				version: 1,
				text: readFileSync(file, 'utf8'),
			} },
		});
	}
	return opened.get(file);
}

async function at(method, file, line, column) {
	await open(file);
	return ask(method, {
		textDocument: { uri: pathToFileURL(file).href },
		position: { line: line - 1, character: column - 1 },
	});
}

async function labels(file, line, column) {
	const found = await at('textDocument/completion', file, line, column);

	return (found.items ?? found).map((item) => item.label);
}

// ---- the questions: each returns what is not so, or nothing ----

function listed(diagnostics) {
	return diagnostics.map(({ range, message }) =>
		`${range.start.line + 1}: ${message}`).join('; ') || 'nothing';
}

const questions = {
	async silent(file) {
		const found = await open(file);

		return found.length ? `finds ${listed(found)}` : null;
	},
	async finds(file, line) {
		const found = await open(file);

		return found.some(({ range }) => range.start.line + 1 == line) ?
			null : `wanted a finding on line ${line}, found ${listed(found)}`;
	},
	async hover(file, line, column, words) {
		const shown = await at('textDocument/hover', file, line, column);
		const text = shown?.contents?.value ?? 'nothing';

		return text.replace(/\s+/g, ' ').includes(words) ? null :
			`wanted '${words}', shows '${text}'`;
	},
	async offers(file, line, column, ...wanted) {
		const got = await labels(file, line, column);
		const bad = wanted.filter((label) =>
			got.filter((other) => other === label).length !== 1);

		return bad.length ? `wanted ${bad.join(' ')} once each, ` +
			`proposes ${got.join(' ') || 'nothing'}` : null;
	},
	async only(file, line, column, ...wanted) {
		const got = await labels(file, line, column);
		const same = [...got].sort().join(' ') ===
			[...wanted].sort().join(' ');

		return same ? null : `wanted ${wanted.join(' ')}, ` +
			`proposes ${got.join(' ') || 'nothing'}`;
	},
};

let passed = 0, failed = 0;

async function judge(line) {
	const [question, ...words] = line.split('\t');
	let wrong;

	try {
		wrong = await questions[question](...words);
	} catch (error) {
		wrong = error.message;
	}
	if (wrong) {
		console.log(`${question} ${words.slice(0, 3).join(' ')}: ${wrong}`);
		failed++;
	} else {
		passed++;
	}
}

const lines = [];
for await (const line of createInterface({ input: process.stdin }))
	lines.push(line);
server.on('exit', (status) => {
	console.log(`the server ended with ${status}`);
	process.exit(1);
});
await begin();
// It looks at all documents at once; at each it waits for the typist first.
await Promise.allSettled(lines.map((line) => open(line.split('\t')[1])));
for (const line of lines)
	await judge(line);
server.removeAllListeners('exit');
server.kill();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
