// Builds and serves, and does so again whenever a source changes. What doesn't compile leaves the old server running.
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';

const GO = /\.(go|sql|yaml|mod|sum|html|json)$/;
const WEB = /^(api|ui|widget|admin)\/.*\.(ts|tsx|css|html)$/;

/** @type {import('node:child_process').ChildProcess | undefined} */
let server;
let stopping = false;
const wanted = { web: true, go: true };

/** @param {string} command @param {string[]} args */
function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

function start() {
  const mine = spawn('bin/board', ['serve', '--demo', ...process.argv.slice(2)], { stdio: 'inherit' });
  mine.on('exit', (code) => {
    if (server === mine) server = undefined;
    if (!stopping && code) console.error(`dev: the server ended with ${code}; waiting for a change`);
  });
  return mine;
}

/** Ends the server and answers once it has let go of its files and port. @returns {Promise<void>} */
function stop() {
  const old = server;
  if (!old) return Promise.resolve();
  return new Promise((done) => {
    old.once('exit', () => done());
    old.kill('SIGTERM');
  });
}

async function renew() {
  if (wanted.web) {
    wanted.web = false;
    if (!run('npm', ['--prefix', 'web', 'run', '--silent', 'build'])) return;
    wanted.go = true;
  }
  if (!wanted.go) return;
  wanted.go = false;
  if (!run('go', ['build', '-tags', 'sqlite_fts5', '-o', 'bin/board', './cmd/board'])) return;
  await stop();
  if (!stopping) server = start();
}

let renewing = renew();
/** @type {NodeJS.Timeout | undefined} */
let soon;
function changed() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    renewing = renewing.then(renew);
  }, 150);
}

for (const folder of ['cmd', 'internal']) {
  watch(folder, { recursive: true }, (_, name) => {
    if (!name || !GO.test(name) || name.endsWith('_test.go')) return;
    wanted.go = true;
    changed();
  });
}
watch('web', { recursive: true }, (_, name) => {
  if (!name || !WEB.test(name) || name.includes('.test.')) return;
  wanted.web = true;
  changed();
});

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, async () => {
    stopping = true;
    await renewing;
    await stop();
    process.exit(0);
  });
}
