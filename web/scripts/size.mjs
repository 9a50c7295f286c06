// The weight limits of what browsers load at first, checked on the built files.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
/** @type {Map<string, {name: string, bytes: number, gzip: number}>} */
const files = new Map(manifest.files.map((/** @type {{name: string}} */ file) => [file.name, file]));

/**
 * A file and all it imports statically: what the browser fetches before anything shows.
 * @param {string} name
 * @param {Set<string>} seen
 */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(dist, name), 'utf8');
  const fromHtml = name.endsWith('.html') ? /(?:src|href)="\/(assets\/[^"]+)"/g : null;
  const found = fromHtml
    ? [...text.matchAll(fromHtml)].map((match) => match[1] ?? '')
    : [...text.matchAll(/(?:from|import)\s*"(\.\/[^"]+)"/g)].map((match) =>
        join(dirname(name), match[1] ?? ''),
      );
  for (const next of found) withImports(next, seen);
  return seen;
}

/**
 * @param {string} name
 * @param {'bytes' | 'gzip'} measure
 */
function weight(name, measure) {
  let sum = 0;
  for (const part of withImports(name)) sum += files.get(part)?.[measure] ?? Number.NaN;
  return sum;
}

const limits = [
  { what: 'loader', is: weight(manifest.loader, 'bytes'), limit: 1024 },
  { what: 'widget, one language (gzip)', is: weight(manifest.widget, 'gzip'), limit: 20 * 1024 },
  { what: 'desk at first load (gzip)', is: weight(manifest.desk, 'gzip'), limit: 60 * 1024 },
];
for (const { what, is, limit } of limits) {
  const verdict = is <= limit ? 'ok' : 'TOO LARGE';
  console.log(`size: ${what}: ${is} of ${limit} bytes ${verdict}`);
  if (!(is <= limit)) process.exitCode = 1;
}
