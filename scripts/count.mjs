// Counts what a test runner did, prints what failed, and adds a line to the file BOARD_COUNTS names.
//
//   go test -json ./... | node scripts/count.mjs go STAGE
//   node scripts/count.mjs vitest STAGE results.json
//   node scripts/count.mjs playwright STAGE results.json
//   node scripts/count.mjs check STAGE 0|1          one check that passed (0) or failed
//   node scripts/count.mjs total FILE               prints "N passed, N failed" and fails where anything did
//
// A skipped test is a failure unless BOARD_TEST_SKIP is set: nothing is left out silently.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** @typedef {{passed: number, failed: number, skipped: string[]}} Count */

/** Follows `go test -json` from standard input. A test with subtests counts by them. @returns {Promise<Count>} */
async function countGo() {
  /** @type {Map<string, string>} */
  const results = new Map();
  /** @type {Map<string, string>} */
  const outputs = new Map();
  const parents = new Set();
  const failedPackages = new Set();

  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.startsWith('{')) {
      console.log(line);
      continue;
    }
    const event = JSON.parse(line);
    const of = event.Package ?? event.ImportPath;
    const name = event.Test ? `${of} ${event.Test}` : of;
    if (event.Output !== undefined) outputs.set(name, (outputs.get(name) ?? '') + event.Output);
    if (event.Test?.includes('/')) parents.add(name.slice(0, name.lastIndexOf('/')));
    if (!['pass', 'fail', 'skip', 'build-fail'].includes(event.Action)) continue;
    if (event.Test) {
      results.set(name, event.Action);
      if (event.Action === 'fail') console.log(`--- FAIL ${name}\n${outputs.get(name) ?? ''}`);
      if (event.Action !== 'skip') outputs.delete(name);
    } else if (event.Action === 'build-fail') {
      console.log(outputs.get(of) ?? '');
    } else if (event.Action !== 'skip') {
      console.log(`${event.Action === 'pass' ? 'ok  ' : 'FAIL'} ${of} ${event.Elapsed ?? ''}s`);
      if (event.Action === 'fail') failedPackages.add(of);
    }
  }

  /** @type {Count} */
  const count = { passed: 0, failed: 0, skipped: [] };
  for (const [name, action] of results) {
    if (parents.has(name)) continue;
    if (action === 'pass') count.passed++;
    if (action === 'fail') count.failed++;
    if (action === 'skip') count.skipped.push(`${name} ${(outputs.get(name) ?? '').trim().replaceAll('\n', ' ')}`);
  }
  // A package may fail beside its tests: it doesn't compile, a test panics or never ends, a parent fails by itself.
  for (const name of failedPackages) {
    if ([...results].some(([test, action]) => test.startsWith(`${name} `) && action === 'fail' && !parents.has(test))) continue;
    console.log(`--- FAIL ${name}\n${outputs.get(name) ?? ''}`);
    count.failed++;
  }
  return count;
}

/** @param {string} file @returns {Count} */
function countVitest(file) {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const failed = result.numFailedTests || (result.success ? 0 : 1);
  return { passed: result.numPassedTests, failed, skipped: Array(result.numPendingTests + result.numTodoTests).fill('vitest') };
}

/** @param {string} file @returns {Count} */
function countPlaywright(file) {
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed, skipped: Array(stats.skipped).fill('playwright') };
}

/** @param {string} stage @param {Count} count */
function report(stage, { passed, failed, skipped }) {
  const allowed = Boolean(process.env.BOARD_TEST_SKIP);
  for (const name of skipped) console.log(`skipped: ${name}`);
  const failures = failed + (allowed ? 0 : skipped.length);
  const nothing = passed + failures + skipped.length === 0 ? 1 : 0;
  if (nothing) console.log(`${stage}: no test ran`);
  console.log(`${stage}: ${passed} passed, ${failures + nothing} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  if (process.env.BOARD_COUNTS) {
    appendFileSync(process.env.BOARD_COUNTS, `${passed} ${failures + nothing} ${stage}\n`);
  }
  if (failures + nothing > 0) process.exitCode = 1;
}

/** @param {string} file */
function total(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').filter(Boolean) : [];
  let passed = 0;
  let failed = lines.length === 0 ? 1 : 0;
  for (const line of lines) {
    const [ok, bad] = line.split(' ').map(Number);
    passed += ok ?? 0;
    failed += bad ?? 0;
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

const [kind = '', stage = '', file = ''] = process.argv.slice(2);
/** @param {(file: string) => Count} read */
const fromFile = (read) => (existsSync(file) ? read(file) : { passed: 0, failed: 1, skipped: [] });

if (kind === 'go') report(stage, await countGo());
else if (kind === 'vitest') report(stage, fromFile(countVitest));
else if (kind === 'playwright') report(stage, fromFile(countPlaywright));
else if (kind === 'check') report(stage, file === '0' ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] });
else if (kind === 'total') total(stage);
else throw new Error(`what is ${kind}?`);
